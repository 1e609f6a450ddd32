"""Questionnaires and mood as a table: what each came to, and every answer word for word."""

from collections.abc import Iterator
from dataclasses import dataclass

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.instruments import PHQ9, Band, Instrument, Item, instrument, instruments
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import moment_words
from ketatrack.domain.observed import ObservationTimes
from ketatrack.domain.parsing import number_to_text
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import Score
from ketatrack.domain.score_records import Answers
from ketatrack.domain.score_words import estimate_words, open_items_words
from ketatrack.domain.scores import is_complete, total_of
from ketatrack.ui.tables.listing import (
    Column,
    Details,
    Listing,
    Offer,
    Row,
    Section,
    author_column,
    field_column,
    late_column,
    observed_column,
    words_column,
)
from ketatrack.ui.tables.shown import Fact, facts, recorded

_OFFERED = (PHQ9, "gad7")


@dataclass(frozen=True)
class ScoreRow(Row[Score]):
    """A filled-in questionnaire with what it comes to."""

    scale: Instrument | None
    total: float | None
    mark: str
    """Says that it was written inside the observation time of a session; empty where it was not."""

    @property
    def name(self) -> str:
        """Return what the questionnaire is called for short; an unknown one keeps the name it came with."""
        return self.scale.abbreviation if self.scale else self.record.instrument

    @property
    def band(self) -> Band | None:
        """Return the named stretch that the total falls in."""
        return self.scale.band(self.total) if self.scale and self.total is not None else None


def scores_listing() -> Listing[ScoreRow]:
    """Return the questionnaires and mood entries of a course as a table."""
    return Listing(
        name=Score.kind,
        words=_("Mood"),
        columns=(
            field_column(Score, "taken_at"),
            words_column(
                "instrument", _(label_of(Score, "instrument")), lambda row: row.name, is_offered=True
            ),
            Column("total", _(label_of(Score, "total")), total_words, lambda row: row.total),
            _band_column(),
            field_column(Score, "rater", is_offered=True),
            late_column(),
            observed_column(),
            author_column(),
            field_column(Score, "notes"),
        ),
        rows=_rows,
        details=_details,
        title=lambda row: _("{questionnaire} of {when}").format(
            questionnaire=row.name, when=moment_words(row.record.taken_at)
        ),
        purpose=_(
            "Questionnaires that you fill in stand here, and the 0 to 10 that you set on the Today page. "
            "Each keeps its answers, and what they add up to."
        ),
        offers=(*_offers(), Offer("questionnaires", _("Other…"))),
    )


def _offers() -> Iterator[Offer]:
    for name in _OFFERED:
        scale = instruments()[name]
        words = _("Fill in {questionnaire}").format(questionnaire=scale.abbreviation)
        yield Offer(f"scores.{name}", words)


def _band_column() -> Column[ScoreRow]:
    return Column(
        "band",
        _("Band"),
        lambda row: _(row.band.label) if row.band else "",
        lambda row: row.band.min if row.band else None,
        hint=_("The name that the questionnaire's source gives to the total"),
    )


def total_words(row: ScoreRow) -> str:
    """Return the total, or why there is none."""
    score = row.record
    if row.total is not None:
        points = number_to_text(row.total)
        return _("{points}, total only").format(points=points) if score.answers is None else points
    if row.scale is not None and row.scale.is_outcome and score.answers is None:
        return _("in words, see the notes")
    if is_complete(score):
        return _("no total known for it")
    answers = score.answers or ()
    return _("incomplete ({answered} of {items})").format(
        answered=sum(answer is not None for answer in answers), items=len(answers)
    )


def _rows(records: CourseRecords) -> list[ScoreRow]:
    observed = ObservationTimes.of(records)
    return [
        ScoreRow(score, instrument(score.instrument), total_of(score), observed.words(score))
        for score in records.scores
    ]


def _details(row: ScoreRow) -> Details:
    score, scale = row.record, row.scale
    title = scale.title if scale else score.instrument
    found: list[Fact] = [
        (_("Result"), " · ".join([_total_of_most(row), *([_(row.band.label)] if row.band else [])])),
        *facts(score, "instrument", "total", "answers", "unscored_answers"),
    ]
    lines = recorded(score)
    if score.answers is None:
        lines.insert(0, _("Only the total is known, not the answers."))
    else:
        lines[:0] = _unanswered(scale, score.answers)
    return Details(
        title=f"{_(title)}, {moment_words(score.taken_at)}",
        sections=[
            Section("", found),
            Section(
                scale.stem if scale else "", _answer_rows(scale, scale.items if scale else (), score.answers)
            ),
            Section("", _answer_rows(scale, scale.unscored_items if scale else (), score.unscored_answers)),
        ],
        lines=[*lines, *filter(None, [row.mark])],
    )


def _total_of_most(row: ScoreRow) -> str:
    if row.total is None or row.scale is None:
        return total_words(row)
    return _("{points} of {most}").format(points=number_to_text(row.total), most=row.scale.high)


def _unanswered(scale: Instrument | None, answers: Answers) -> list[str]:
    """Say what is open and what the rest points to, which stands apart from the result."""
    estimate = estimate_words(scale, answers) if scale else ""
    return [words for words in (open_items_words(answers), estimate) if words]


def _answer_rows(scale: Instrument | None, items: tuple[Item, ...], answers: Answers | None) -> list[Fact]:
    """Return each question in the words of its source beside the answer that was given."""
    if answers is None:
        return []
    if scale is None or len(items) != len(answers):
        return [
            (_("Item {number}").format(number=number), "" if answer is None else str(answer))
            for number, answer in enumerate(answers, start=1)
        ]
    return [
        (item.text if len(items) == 1 else f"{number}. {item.text}", _answer(scale, item, answer))
        for number, (item, answer) in enumerate(zip(items, answers, strict=True), start=1)
    ]


def _answer(scale: Instrument, item: Item, answer: int | None) -> str:
    if answer is None:
        return _("not answered")
    label = next((option.label for option in scale.options_of(item) if option.value == answer), str(answer))
    return label if label == str(answer) else f"{label} ({answer})"
