"""What a person wanted to be asked for and has not filled in: which of their rhythms are open now.

A rhythm opens by counting days from the last answer, a skip or a session, never by what an answer says. A
session sets it back; on the day of one, as long as it is still to come, only answers and skips count, so that
the score before a session has its place however close together sessions are.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.moments import local_date
from ketatrack.domain.phases import phase_on
from ketatrack.domain.plan_words import PlannedKind
from ketatrack.domain.planned import coming
from ketatrack.domain.records import PutOff, ScoreRule
from ketatrack.domain.resting_pressure import resting_readings
from ketatrack.domain.scores import self_rated
from ketatrack.domain.sessions import given

RESTING_PRESSURE = "resting_pressure"
LONG_TERM_WATCH = "long_term_watch"
"""What a rhythm asks for where it is no questionnaire, scale or own measure."""

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OpenRule:
    """A rhythm that is open now, the local date since which it is, and that of the last answer, if any."""

    rule: ScoreRule
    since: date
    last: date | None


@dataclass(frozen=True, slots=True)
class RuleWindows:
    """How often a rhythm was open for its whole length or was filled in, and how often it was filled in."""

    rule: ScoreRule
    windows: int
    answered: int

    @property
    def missing(self) -> int:
        """Return how often it was open and no score came."""
        return self.windows - self.answered


def open_rules(records: CourseRecords, now: datetime) -> list[OpenRule]:
    """Return the rhythms that are open at a moment, in the order in which they were written down.

    Only what happened up to that moment counts. The patient's own answers close a rhythm, complete or not;
    for blood pressure at rest any reading at rest does, for the long-term watch an answer to any sign.

    Args:
        records: the course.
        now: an aware moment, at the offset of the place whose clock and calendar hold.
    """
    today, happened = local_date(now), now.__ge__
    rhythms = [_Rhythm.of(rule, records, today, happened) for rule in records.plan.rules]
    return [found for rhythm in rhythms if (found := _open(rhythm, now)) is not None]


def rule_windows(records: CourseRecords, last_day: date, first_day: date | None = None) -> list[RuleWindows]:
    """Return for each rhythm how often it was open in a stretch of days, and how often a score came.

    A rhythm is open for `every_days`, or until it is filled in; one that is still open is not counted yet,
    and one that was skipped counts as having no score.

    Args:
        records: the whole course.
        last_day: the last local date that is looked at.
        first_day: the first local date on which a counted window opens; None for all since the rhythm began.
    """

    def happened(moment: datetime) -> bool:
        return local_date(moment) <= last_day

    return [
        _windows(_Rhythm.of(rule, records, last_day, happened), last_day, first_day)
        for rule in records.plan.rules
    ]


def answered_on(asks_for: str, records: CourseRecords) -> list[date]:
    """Return the local dates, rising, on which the patient filled in what a rhythm asks for."""
    if asks_for == RESTING_PRESSURE:
        readings = resting_readings(records.readings, records.sessions)
        return sorted({local_date(each.taken_at) for each in readings})
    if asks_for == LONG_TERM_WATCH:
        return sorted({local_date(each.answered_at) for each in records.following.watch_answers})
    return sorted({local_date(each.taken_at) for each in self_rated(records.scores, asks_for)})


@dataclass(frozen=True, slots=True)
class _Rhythm:
    """A rule with the local dates that it counts from, each list rising."""

    rule: ScoreRule
    records: CourseRecords
    answers: Sequence[date]
    skips: Sequence[date]
    sessions: Sequence[date]
    """Empty where sessions do not set the rule back."""
    put_offs: Sequence[PutOff]

    @classmethod
    def of(
        cls, rule: ScoreRule, records: CourseRecords, last_day: date, happened: Callable[[datetime], bool]
    ) -> Self:
        """Return a rule with what had happened by a local date, and by what tells so of a moment on it."""
        put_offs = [
            each
            for each in records.plan.put_offs
            if each.score_rule_id == rule.id and happened(each.put_off_at)
        ]
        held = given(records.sessions) if rule.set_back else []
        return cls(
            rule=rule,
            records=records,
            answers=[day for day in answered_on(rule.asks_for, records) if day <= last_day],
            skips=sorted(local_date(each.put_off_at) for each in put_offs if each.until is None),
            sessions=[local_date(each.started_at) for each in held if happened(each.started_at)],
            put_offs=put_offs,
        )

    @property
    def begins_on(self) -> date | None:
        """Return the first local date of the rule: the one it names, else that of writing it down."""
        written = self.rule.written_at
        return self.rule.starts_on or (local_date(written) if written else None)

    def asks_on(self, day: date) -> bool:
        """Say whether the rule asks at all on a local date: its weekdays, phase and dates."""
        rule, course = self.rule, self.records.course
        if self.begins_on is not None and day < self.begins_on:
            return False
        if any(end is not None and day > end for end in (rule.ends_on, course.ended_on)):
            return False
        if rule.weekdays and day.weekday() not in rule.weekdays:
            return False
        phase = phase_on(self.records.phases, day) if rule.phase else None
        return rule.phase is None or (phase is not None and phase.phase == rule.phase)

    def free_on(self, day: date, *, session_to_come: bool) -> bool:
        """Say whether enough days lie between what happened before a local date and that date."""
        counted = [self.answers, self.skips] if session_to_come else [self.answers, self.skips, self.sessions]
        return all(self._is_past(days, day) for days in counted)

    def _is_past(self, days: Sequence[date], day: date) -> bool:
        earlier = bisect_left(days, day)
        return earlier == 0 or (day - days[earlier - 1]).days >= self.rule.every_days


def _open(rhythm: _Rhythm, now: datetime) -> OpenRule | None:
    rule, today = rhythm.rule, local_date(now)
    if not rhythm.asks_on(today) or (rule.clock is not None and now.time() < rule.clock):
        return None
    if any(today in days for days in (rhythm.answers, rhythm.skips, rhythm.sessions)):
        return None
    if any(each.until is not None and now < each.until for each in rhythm.put_offs):
        return None
    before_session = _session_is_planned(rhythm.records, today)
    if not rhythm.free_on(today, session_to_come=before_session):
        return None
    since = next(day for day in _days(_last_closed(rhythm, today), today) if rhythm.asks_on(day))
    return OpenRule(rule, since, rhythm.answers[-1] if rhythm.answers else None)


def _last_closed(rhythm: _Rhythm, today: date) -> date:
    """Return the local date from which a rule that is open today can have been open."""
    every = timedelta(days=rhythm.rule.every_days)
    ends = [days[-1] + every for days in (rhythm.answers, rhythm.skips, rhythm.sessions) if days]
    begins = rhythm.begins_on or (None if ends else today)
    return min(today, max([*ends, *([begins] if begins else [])]))


def _session_is_planned(records: CourseRecords, today: date) -> bool:
    return any(
        item.item == PlannedKind.SESSION and item.planned_on == today for item in coming(records, today)
    )


def _windows(rhythm: _Rhythm, last_day: date, first_day: date | None) -> RuleWindows:
    every = timedelta(days=rhythm.rule.every_days)
    answers, skips, sessions = set(rhythm.answers), set(rhythm.skips), set(rhythm.sessions)
    windows = answered = 0
    opened: date | None = None
    first = not_before = rhythm.begins_on or min(answers, default=last_day)
    for day in _days(first, last_day):
        if opened is None and day >= not_before and rhythm.asks_on(day):
            opened = day if rhythm.free_on(day, session_to_come=day in sessions) else None
        if opened is None:
            continue
        counts = first_day is None or opened >= first_day
        if day in answers:
            windows, answered = windows + counts, answered + counts
            not_before, opened = day + every, None
        elif day in skips or day - opened >= every - _A_DAY:
            windows, not_before, opened = windows + counts, opened + every, None
    return RuleWindows(rhythm.rule, windows, answered)


def _days(first: date, last: date) -> Iterator[date]:
    """Yield each local date of a stretch, both ends included."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
