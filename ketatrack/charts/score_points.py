"""Scores as points of a line: when, how many points, and what a reader has to know of each.

Only the patient's own complete answers are points.
"""

from dataclasses import dataclass
from datetime import datetime

from ketatrack.charts.chart import day_number
from ketatrack.domain.instruments import instrument
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.provenance import is_written_later, written_later_words
from ketatrack.domain.records import Score
from ketatrack.domain.scales import Scale
from ketatrack.domain.scores import Scored
from ketatrack.domain.standing import at_the_top


@dataclass(frozen=True, slots=True)
class ScorePoint:
    """A complete score: when, its total in points, whether it was written down late, its words."""

    taken_at: datetime
    total: float
    late: bool
    text: str

    @property
    def day(self) -> float:
        """Return its day number."""
        return day_number(self.taken_at)


def score_point(each: Scored, scale: Scale) -> ScorePoint:
    """Return a complete score as a point with its words."""
    words = [
        date_in_words(local_date(each.taken_at)),
        f"{scale.abbreviation} {scale.value_words(each.total)}",
        *band_words(each.total, scale),
        *ceiling_words(each, scale),
        *remarks_on(each.score),
    ]
    return ScorePoint(each.taken_at, each.total, is_written_later(each.score), " · ".join(words))


def band_words(total: float, scale: Scale) -> list[str]:
    """Return the name of the severity band that a total falls in, if its source names one."""
    band = scale.band(total)
    return [_(band.label)] if band else []


def ceiling_words(each: Scored, scale: Scale) -> list[str]:
    """Say that a score is so near the top of its scale that a worsening would not show."""
    return [_("at the top of the scale")] if at_the_top(each, scale) else []


def remarks_on(score: Score) -> list[str]:
    """Say what a reader of a score has to know: only a total, incomplete, written down later."""
    remarks = []
    known = instrument(score.instrument)
    if score.answers is None:
        remarks += [_("only the total is known")] if known is not None and known.items else []
    elif None in score.answers:
        remarks.append(_("incomplete, so it has no total"))
    return [*remarks, *filter(None, [written_later_words(score)])]
