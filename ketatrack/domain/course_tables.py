"""Response over a course as rows of text that a reader can check, the same on screen and on paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from ketatrack.domain.courses import Period
from ketatrack.domain.episodes import ResponseEpisode
from ketatrack.domain.epochs import Epoch
from ketatrack.domain.instruments import PHQ9
from ketatrack.domain.intervals import Interval, gaps
from ketatrack.domain.language import gettext as _
from ketatrack.domain.selection import period_words
from ketatrack.domain.standing_words import bracket_words, ending_words, recall_words
from ketatrack.domain.wording import NONE_KNOWN, day_of, dose_words, named, session_name, shortened, span

_WORDS = 60
_SCORES_LISTED = 12
"""Scores of a period that a row has room for; every single one stands in the list of scores."""


@dataclass(frozen=True, slots=True)
class CourseTable:
    """Rows of text under a header, with the sentence that says how they are to be read."""

    note: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def episodes_table(found: Sequence[ResponseEpisode]) -> CourseTable:
    """Return one row for each stretch of response by the PHQ-9, in the order given."""
    note = _("From the first score in response to the one that ended it. {recall}.")
    return CourseTable(
        note=note.format(recall=recall_words(PHQ9)),
        header=(
            _("First in response"),
            _("Last in response"),
            _("First out"),
            _("How it stands"),
            _("Single scores out"),
        ),
        rows=tuple(_episode_row(each) for each in found),
    )


def intervals_table(found: Sequence[Interval], instrument_id: str = PHQ9) -> CourseTable:
    """Return one row for each session that was given: days to the next, and what was seen in between.

    Args:
        found: intervals over the scores of the instrument.
        instrument_id: whose scores they count; only the PHQ-9 is in or out of response.
    """
    return CourseTable(
        note=_("Days count from the session that begins the interval."),
        header=(
            _("From session"),
            _("Days to next"),
            _("Scores"),
            _("At start"),
            _("Seen after the session"),
        ),
        rows=tuple(_interval_row(each, instrument_id) for each in found),
    )


def epochs_table(found: Sequence[Epoch]) -> CourseTable:
    """Return one row for each period between changes, in order of time."""
    return CourseTable(
        note=_("In order of time. What differs between two periods is not shown to make the scores differ."),
        header=(
            _("Days"),
            _("What changed"),
            _("Given"),
            _("Medicines"),
            _("Sessions"),
            _("Days between"),
            _("Scores"),
        ),
        rows=tuple(_epoch_row(each) for each in found),
    )


def _episode_row(each: ResponseEpisode) -> tuple[str, ...]:
    return (
        day_of(each.began),
        day_of(each.last_in),
        day_of(each.first_out) if each.first_out else NONE_KNOWN,
        ending_words(each),
        str(each.dips),
    )


def _interval_row(each: Interval, instrument_id: str) -> tuple[str, ...]:
    standing = {"in": _("in response"), "out": _("out of response"), None: NONE_KNOWN}
    return (
        session_name(each.session),
        NONE_KNOWN if each.days_to_next is None else str(each.days_to_next),
        str(each.scores),
        standing[each.at_start],
        bracket_words(each, instrument_id) or NONE_KNOWN,
    )


def _epoch_row(each: Epoch) -> tuple[str, ...]:
    given = {
        ", ".join(filter(None, (named(one.route), shortened(one.product, _WORDS), dose_words(one))))
        for one in each.sessions
    }
    medicines = (shortened(f"{one.name} {one.dose}".strip(), _WORDS) for one in each.medicines)
    return (
        period_words(Period(each.starts_on, each.ends_on)),
        ", ".join(_(kind.label) for kind in each.changed) or _("the beginning"),
        "; ".join(sorted(given)) or NONE_KNOWN,
        ", ".join(medicines) or NONE_KNOWN,
        str(len(each.sessions)),
        span(gaps(each.sessions)),
        _totals_words([score.total for score in each.scores]),
    )


def _totals_words(totals: Sequence[float]) -> str:
    """Return how many scores there are and what they are; of many the first and last, and their range."""
    if not totals:
        return "0"
    if len(totals) <= _SCORES_LISTED:
        return f"{len(totals)}: {', '.join(f'{total:g}' for total in totals)}"
    return _("{n}: {first:g} to {last:g}, all between {low:g} and {high:g}").format(
        n=len(totals), first=totals[0], last=totals[-1], low=min(totals), high=max(totals)
    )
