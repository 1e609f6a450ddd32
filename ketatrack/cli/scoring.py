"""What a questionnaire comes to, without a journal: answers in, total and band out."""

import json
import re
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from pydantic_core import PydanticCustomError

from ketatrack.cli.arguments import Command, parser_for
from ketatrack.domain.errors import JournalError
from ketatrack.domain.instruments import Instrument, check_answers, check_total, instruments
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.parsing import decimal_number, number_to_text, whole_number

_UNANSWERED = "-"


def score() -> Command:
    """Score the answers to a questionnaire, or name the band of a total from elsewhere."""
    parser = parser_for("score", _("Scores a questionnaire; nothing is kept."))
    _take_answers(parser)
    parser.add_argument("--json", action="store_true", help=_("for programs"))
    return Command(parser, _score)


def _take_answers(parser: ArgumentParser) -> None:
    parser.add_argument("instrument", metavar="INSTRUMENT", help=", ".join(instruments()))
    parser.add_argument(
        "answers",
        nargs="+",
        metavar="ANSWERS",
        help=_("one for each item, - for one that is not answered; or the total of one filled in elsewhere"),
    )


def _score(asked: Namespace) -> int:
    """Print what the answers come to.

    Raises:
        JournalError: there is no such questionnaire, or it cannot have these answers.
    """
    known = _named(asked.instrument)
    words = [word for part in asked.answers for word in part.split(";")]
    try:
        result = _of_answers(known, words) if known.items else _of_total(known, words)
    except PydanticCustomError as problem:
        sentence = problem.message()
        raise JournalError(f"{sentence[:1].upper()}{sentence[1:]}.") from None
    print(json.dumps(result, indent=1) if asked.json else _in_words(known, result))
    return 0


def _named(name: str) -> Instrument:
    """Return the instrument of an id or short name, however it is written: phq9, PHQ-9."""
    for known in instruments().values():
        if _letters(name) in {_letters(known.id), _letters(known.abbreviation)}:
            return known
    raise JournalError(
        _("KetaTrack knows no questionnaire “{name}”. It knows: {names}.").format(
            name=name, names=", ".join(instruments())
        )
    )


def _letters(name: str) -> str:
    return re.sub(r"[\W_]", "", name).casefold()


def _of_answers(known: Instrument, words: Sequence[str]) -> dict[str, object]:
    answers = [_answer(word.strip()) for word in words]
    check_answers(known.id, answers)
    return _result(known, known.total(answers)) | {
        "complete": None not in answers,
        "answers": answers,
        "estimate": known.estimate(answers),
    }


def _of_total(known: Instrument, words: Sequence[str]) -> dict[str, object]:
    if known.is_outcome:
        raise JournalError(
            _("{title} has an outcome in a clinician's words, and no total.").format(title=known.abbreviation)
        )
    if len(words) > 1:
        raise JournalError(
            _("{title} is not filled in here. Give its total alone.").format(title=known.abbreviation)
        )
    try:
        total = decimal_number(words[0].strip())
    except ValueError as error:
        raise JournalError(f"“{words[0]}” {error}.") from None
    check_total(known.id, total)
    return _result(known, int(total) if total == int(total) else total) | {"complete": True}


def _answer(word: str) -> int | None:
    if word in {"", _UNANSWERED}:
        return None
    try:
        return whole_number(word)
    except ValueError as error:
        raise JournalError(f"“{word}” {error}.") from None


def _result(known: Instrument, total: float | None) -> dict[str, object]:
    band = None if total is None else known.band(total)
    return {
        "instrument": known.id,
        "total": total,
        "band": band.key if band else None,
        "band_label": _(band.label) if band else None,
    }


def _in_words(known: Instrument, result: dict[str, object]) -> str:
    """Say the result in a line, with an estimate named as one."""
    total, answers = result["total"], result.get("answers")
    if isinstance(total, int | float):
        said = _("{title}: total {total} of {most}").format(
            title=known.abbreviation, total=number_to_text(total), most=known.high
        )
        return f"{said}, {result['band_label']}" if result["band_label"] else said
    missing = sum(answer is None for answer in answers) if isinstance(answers, list) else 0
    said = ngettext(
        "{title}: no total, since {n} item is not answered",
        "{title}: no total, since {n} items are not answered",
        missing,
    ).format(title=known.abbreviation, n=missing)
    estimate = result["estimate"]
    if isinstance(estimate, float):
        said += _("; the others point to about {points:.1f}, an estimate").format(points=estimate)
    return said
