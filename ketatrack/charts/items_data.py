"""What the chart of items draws: every answer of each questionnaire, also of one with a place left empty.

Each questionnaire has a column, in order of time; where more than three weeks lie between two, a column stays
empty. An item that was not answered is an empty cell and never 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ketatrack.charts.matrix import Cell, Level, Matrix
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.instruments import PHQ9, Instrument, Item, instrument
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words, days_between, local_date
from ketatrack.domain.records import Score
from ketatrack.domain.scores import LONGEST_BRIDGE_DAYS, self_rated
from ketatrack.domain.selection import Selection


@dataclass(frozen=True, slots=True)
class ItemsData:
    """The questionnaires with their answers in order of time, the items shown, and the cells."""

    instrument: Instrument
    scores: Sequence[Score]
    items: dict[int, Item]
    """The items shown by their number on the questionnaire, from 1."""
    matrix: Matrix
    totals_only: int
    """How many more are known only by their total."""
    left_out: int | None
    """The number of the safety item, where the person chose to leave it out."""


def items_data(records: CourseRecords, selection: Selection) -> ItemsData:
    """Return the patient's own answers of the period, to the first chosen questionnaire that has items."""
    chosen = (instrument(name) for name in (*selection.instruments, PHQ9))
    of = next(each for each in chosen if each is not None and each.items)
    own = [
        each
        for each in self_rated(records.scores, of.id)
        if selection.period.holds(local_date(each.taken_at))
    ]
    scores = [each for each in own if each.answers is not None]
    hidden = None if selection.safety_item else of.safety_item
    numbered = dict(enumerate(of.items, start=1))
    items = {number: item for number, item in numbered.items() if item.id != hidden}
    return ItemsData(
        of,
        scores,
        items,
        _matrix(of, items, scores),
        len(own) - len(scores),
        next((number for number, item in numbered.items() if item.id == hidden), None),
    )


def answer_to(number: int, score: Score) -> int | None:
    """Return what a questionnaire answers to its item of a number from 1; None where it was left empty."""
    return score.answers[number - 1] if score.answers is not None else None


def _matrix(of: Instrument, items: dict[int, Item], scores: Sequence[Score]) -> Matrix:
    options = of.options_of(of.items[0])
    most = max((option.value for option in options), default=1)
    levels = {
        option.value: Level(_(option.label), str(option.value), option.value / most) for option in options
    }
    cells = []
    for column, score in enumerate(scores):
        date = date_in_words(local_date(score.taken_at))
        for row, (number, item) in enumerate(items.items()):
            answer = answer_to(number, score)
            if answer is not None:
                level = levels[answer]
                cells.append(Cell(column, row, level, f"{date} · {_(item.text)}: {answer}, {level.label}"))
    return Matrix(
        rows=[f"{number}  {_(item.text)}" for number, item in items.items()],
        places=_places(scores),
        dates=[local_date(score.taken_at) for score in scores],
        levels=list(levels.values()),
        cells=cells,
        nothing=_("No {name} with answers in this time").format(name=of.abbreviation),
    )


def _places(scores: Sequence[Score]) -> list[float]:
    """Return where each questionnaire's column stands, an empty column before one that came late."""
    places: list[float] = []
    for index, score in enumerate(scores):
        late = index and days_between(scores[index - 1].taken_at, score.taken_at) > LONGEST_BRIDGE_DAYS
        places.append(places[-1] + (2 if late else 1) if places else 0)
    return places
