"""Every score of the appendix with its items, and what the items ask."""

from collections.abc import Iterator

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.handover import AppendixPart, Handover
from ketatrack.domain.instruments import Instrument, instrument
from ketatrack.domain.language import gettext as _
from ketatrack.domain.provenance import other_author, written_later_words
from ketatrack.domain.records import Score
from ketatrack.domain.scores import total_of
from ketatrack.domain.selection import within
from ketatrack.domain.wording import LONGEST_CELL, NONE_KNOWN, answer_words, day_of, named, shortened
from ketatrack.domain.words import Rater
from ketatrack.reports.profile import Listing


def score_listing(whole: CourseRecords, choices: Handover) -> Listing:
    """Return the scores of a period; below the list's title, the wording of the items that have answers."""
    scores = within(whole, choices.period).scores
    note = _("Items in the order of the questionnaire; {dash} is an item that was not answered.")
    if not choices.item9:
        note = _(
            "Of a questionnaire that asks about self-harm only totals are listed, since its single answers "
            "would tell that one. {dash} is an item that was not answered."
        )
    return Listing(
        title=_(AppendixPart.SCORES.label),
        note=note.format(dash=NONE_KNOWN),
        header=(_("Date"), _("Questionnaire"), _("Total"), _("Items"), _("Answered by"), _("Remarks")),
        shares=(3, 3, 5, 6, 3, 4),
        rows=tuple(_row(score, choices) for score in scores),
        key=tuple(_wordings(scores, choices)),
    )


def _withheld(known: Instrument | None, choices: Handover) -> bool:
    return known is not None and known.safety_item is not None and not choices.item9


def _row(score: Score, choices: Handover) -> tuple[str, ...]:
    known = instrument(score.instrument)
    withheld = _withheld(known, choices)
    remarks = [_("only a total")] if score.answers is None and not withheld else []
    remarks += filter(None, [other_author(score), written_later_words(score)])
    return (
        day_of(score.taken_at),
        known.abbreviation if known else shortened(score.instrument, LONGEST_CELL),
        _total_words(score, known),
        "" if withheld else " ".join(map(answer_words, score.answers or ())),
        "" if score.rater == Rater.PATIENT else named(score.rater),
        ", ".join(remarks),
    )


def _total_words(score: Score, known: Instrument | None) -> str:
    total = total_of(score)
    if total is None:
        return _("incomplete") if known else NONE_KNOWN
    band = known.band(total) if known else None
    return f"{total:g} {_(band.label)}" if band else f"{total:g}"


def _wordings(scores: list[Score], choices: Handover) -> Iterator[str]:
    """Yield the items of each questionnaire with listed answers, under whose licence they are shown."""
    answered = {score.instrument: None for score in scores if score.answers is not None}
    for known in filter(None, map(instrument, answered)):
        if known.items and not _withheld(known, choices):
            items = " · ".join(f"{place} {item.text}" for place, item in enumerate(known.items, start=1))
            options = ", ".join(
                f"{option.value} {option.label}" for option in known.options_of(known.items[0])
            )
            yield f"{known.abbreviation}: {items} ({options}). {known.attribution or known.licence}"
