"""The appendix: what the page was made from, as lists of text that a reader can check."""

from collections.abc import Callable, Mapping
from datetime import date

from ketatrack.domain.baseline_choice import course_baseline
from ketatrack.domain.courses import CourseRecords, Period
from ketatrack.domain.episodes import ResponseEpisode, response_episodes
from ketatrack.domain.epochs import Epoch, epochs
from ketatrack.domain.handover import AppendixPart, Handover, handed_over
from ketatrack.domain.instruments import PHQ9, instruments
from ketatrack.domain.intervals import Interval, gaps
from ketatrack.domain.intervals import intervals as intervals_between
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import local_date
from ketatrack.domain.scores import scored
from ketatrack.domain.selection import period_words
from ketatrack.reports.note_listing import note_listing
from ketatrack.reports.profile import Listing
from ketatrack.reports.score_listing import score_listing
from ketatrack.reports.session_listing import resting_listing, session_listing
from ketatrack.reports.wording import (
    LONGEST_CELL,
    NONE_KNOWN,
    answer_words,
    day_of,
    dose_words,
    named,
    shortened,
    span,
)


def appendix(records: CourseRecords, choices: Handover) -> list[Listing]:
    """Return the chosen lists, in the order of `AppendixPart`, of the chosen period.

    Args:
        records: the whole course as it stands in the journal; what the choices keep back is left out here.
        choices: which lists, which period, with item 9 and names or without.
    """
    whole = handed_over(records, choices)
    chosen = [part for part in AppendixPart if part in choices.appendix]
    if not choices.notes and AppendixPart.NOTES in chosen:
        chosen.remove(AppendixPart.NOTES)
    return [_LISTINGS[part](whole, choices) for part in chosen]


def _epochs(whole: CourseRecords, choices: Handover) -> Listing:
    period = choices.period
    return Listing(
        title=_(AppendixPart.EPOCHS.label),
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
        shares=(4, 4, 5, 5, 2, 2, 4),
        rows=tuple(
            _epoch_row(each)
            for each in epochs(whole)
            if _overlap(period, each.starts_on, each.ends_on or date.max)
        ),
    )


def _epoch_row(each: Epoch) -> tuple[str, ...]:
    totals = [score.total for score in each.scores]
    given = {
        ", ".join(filter(None, (named(one.route), shortened(one.product, LONGEST_CELL), dose_words(one))))
        for one in each.sessions
    }
    medicines = (shortened(f"{one.name} {one.dose}".strip(), LONGEST_CELL) for one in each.medicines)
    return (
        period_words(Period(each.starts_on, each.ends_on)),
        ", ".join(_(kind.label) for kind in each.changed) or _("the beginning"),
        "; ".join(sorted(given)) or NONE_KNOWN,
        ", ".join(medicines) or NONE_KNOWN,
        str(len(each.sessions)),
        span(gaps(each.sessions)),
        f"{len(totals)}: {', '.join(f'{total:g}' for total in totals)}" if totals else "0",
    )


def _intervals(whole: CourseRecords, choices: Handover) -> Listing:
    found = intervals_between(scored(whole.scores), whole.sessions, course_baseline(whole))
    return Listing(
        title=_(AppendixPart.INTERVALS.label),
        note=_("Days count from the session that begins the interval. {name} looks back {days} days.").format(
            name=instruments()[PHQ9].abbreviation, days=instruments()[PHQ9].recall_days
        ),
        header=(
            _("From session"),
            _("Days to next"),
            _("Scores"),
            _("At start"),
            _("Seen in response up to day"),
            _("First in response on day"),
            _("First out of response on day"),
        ),
        shares=(5, 2, 2, 3, 3, 3, 3),
        rows=tuple(
            _interval_row(each) for each in found if choices.period.holds(local_date(each.session.started_at))
        ),
    )


def _interval_row(each: Interval) -> tuple[str, ...]:
    standing = {"in": _("in response"), "out": _("out of response"), None: NONE_KNOWN}
    return (
        f"{shortened(each.session.name, 12)}, {day_of(each.session.started_at)}",
        answer_words(each.days_to_next),
        str(each.scores),
        standing[each.at_start],
        *map(answer_words, (each.held_until_day, each.reached_by_day, each.lost_by_day)),
    )


def _episodes(whole: CourseRecords, choices: Handover) -> Listing:
    found = response_episodes(scored(whole.scores), whole.sessions, course_baseline(whole))
    return Listing(
        title=_(AppendixPart.EPISODES.label),
        note=_(
            "From the first score in response to the one that ended it. {name} looks back {days} days."
        ).format(name=instruments()[PHQ9].abbreviation, days=instruments()[PHQ9].recall_days),
        header=(
            _("First in response"),
            _("Last in response"),
            _("First out"),
            _("How it stands"),
            _("Single scores out"),
        ),
        shares=(3, 3, 3, 6, 3),
        rows=tuple(_episode_row(each) for each in found if _touches(each, choices.period)),
    )


def _touches(each: ResponseEpisode, period: Period) -> bool:
    return _overlap(period, local_date(each.began), local_date(each.first_out or each.last_in))


def _overlap(period: Period, first: date, last: date) -> bool:
    """Say whether some of the days from a first to a last lie within a period."""
    return first <= (period.end or date.max) and last >= (period.start or date.min)


def _episode_row(each: ResponseEpisode) -> tuple[str, ...]:
    if each.first_out is None:
        stands = _("in response at the last score")
    elif each.confirmed:
        stands = _("out of response, confirmed")
    else:
        stands = _("one score out of response, not confirmed")
    return (
        day_of(each.began),
        day_of(each.last_in),
        day_of(each.first_out) if each.first_out else NONE_KNOWN,
        stands,
        str(each.dips),
    )


_LISTINGS: Mapping[AppendixPart, Callable[[CourseRecords, Handover], Listing]] = {
    AppendixPart.SCORES: score_listing,
    AppendixPart.SESSIONS: session_listing,
    AppendixPart.RESTING: resting_listing,
    AppendixPart.EPOCHS: _epochs,
    AppendixPart.INTERVALS: _intervals,
    AppendixPart.EPISODES: _episodes,
    AppendixPart.NOTES: note_listing,
}
