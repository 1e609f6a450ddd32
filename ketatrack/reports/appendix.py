"""The appendix: what the page was made from, as lists of text that a reader can check."""

from collections.abc import Callable, Mapping
from datetime import date

from ketatrack.domain.baseline_choice import course_baseline
from ketatrack.domain.course_tables import CourseTable, episodes_table, epochs_table, intervals_table
from ketatrack.domain.courses import CourseRecords, Period
from ketatrack.domain.episodes import ResponseEpisode, response_episodes
from ketatrack.domain.epochs import epochs
from ketatrack.domain.handover import AppendixPart, Handover, handed_over
from ketatrack.domain.intervals import intervals as intervals_between
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import local_date
from ketatrack.domain.observed import ObservationTimes
from ketatrack.domain.scores import scored
from ketatrack.reports.acute_listing import acute_listing
from ketatrack.reports.effect_listings import effect_listing, watch_listing
from ketatrack.reports.followed_listing import followed_listing
from ketatrack.reports.journal_listing import experience_listing, journal_listing
from ketatrack.reports.note_listing import note_listing
from ketatrack.reports.profile import Listing
from ketatrack.reports.score_listing import score_listing
from ketatrack.reports.session_listing import resting_listing, session_listing


def appendix(records: CourseRecords, choices: Handover) -> list[Listing]:
    """Return the chosen lists, in the order of `AppendixPart`, of the chosen period.

    Args:
        records: the whole course as it stands in the journal; what the choices keep back is left out here.
        choices: which lists, which period, with item 9 and names or without.
    """
    whole, observed = handed_over(records, choices), ObservationTimes.of(records)
    return [
        _OF_THE_SESSION[part](whole, choices, observed)
        if part in _OF_THE_SESSION
        else _LISTINGS[part](whole, choices)
        for part in choices.lists
    ]


def _epochs(whole: CourseRecords, choices: Handover) -> Listing:
    found = [
        each for each in epochs(whole) if _overlap(choices.period, each.starts_on, each.ends_on or date.max)
    ]
    return _listing(AppendixPart.EPOCHS, epochs_table(found), shares=(4, 4, 5, 5, 2, 2, 4))


def _intervals(whole: CourseRecords, choices: Handover) -> Listing:
    every = intervals_between(scored(whole.scores), whole.sessions, course_baseline(whole))
    found = [each for each in every if choices.period.holds(local_date(each.session.started_at))]
    return _listing(AppendixPart.INTERVALS, intervals_table(found), shares=(5, 2, 2, 3, 9))


def _episodes(whole: CourseRecords, choices: Handover) -> Listing:
    every = response_episodes(scored(whole.scores), whole.sessions, course_baseline(whole))
    found = [each for each in every if _touches(each, choices.period)]
    return _listing(AppendixPart.EPISODES, episodes_table(found), shares=(3, 3, 3, 6, 3))


def _listing(part: AppendixPart, table: CourseTable, shares: tuple[int, ...]) -> Listing:
    return Listing(title=_(part.label), note=table.note, header=table.header, shares=shares, rows=table.rows)


def _touches(each: ResponseEpisode, period: Period) -> bool:
    return _overlap(period, local_date(each.began), local_date(each.first_out or each.last_in))


def _overlap(period: Period, first: date, last: date) -> bool:
    """Say whether some of the days from a first to a last lie within a period."""
    return first <= (period.end or date.max) and last >= (period.start or date.min)


_LISTINGS: Mapping[AppendixPart, Callable[[CourseRecords, Handover], Listing]] = {
    AppendixPart.SCORES: score_listing,
    AppendixPart.SESSIONS: session_listing,
    AppendixPart.RESTING: resting_listing,
    AppendixPart.EPOCHS: _epochs,
    AppendixPart.INTERVALS: _intervals,
    AppendixPart.EPISODES: _episodes,
    AppendixPart.EFFECTS: effect_listing,
    AppendixPart.ACUTE: acute_listing,
    AppendixPart.FOLLOWED: followed_listing,
    AppendixPart.WATCH: watch_listing,
    AppendixPart.NOTES: note_listing,
}

_OF_THE_SESSION: Mapping[AppendixPart, Callable[[CourseRecords, Handover, ObservationTimes], Listing]] = {
    AppendixPart.EXPERIENCES: experience_listing,
    AppendixPart.JOURNAL: journal_listing,
}
"""The lists that mark what was written while the dose could still be felt."""
