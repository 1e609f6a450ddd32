"""Side effects over three horizons: during a session, between sessions, over the long term, and their course.

The course of an effect is when it began, when it was at its worst, and whether it is gone. In a session these
are minutes from its start; outside one they are moments.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from ketatrack.domain import measures
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.followed_words import Horizon
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.moments import date_in_words, local_date, moment_words
from ketatrack.domain.records import Session, SideEffect
from ketatrack.domain.wording import NOT_RECORDED

_AN_HOUR = 60
_A_DAY = 24 * _AN_HOUR


@dataclass(frozen=True, slots=True)
class NotedEffect:
    """A side effect as it was noted, with its session where it belongs to one."""

    effect: SideEffect
    session: Session | None = None

    @property
    def horizon(self) -> Horizon:
        """Return what was said; else during a session where it names one, else between sessions."""
        return horizon_of(self.effect)

    @property
    def began_at(self) -> datetime | None:
        """Return when it was noticed: as noted, or counted from the session's start; None where unknown."""
        return self._at(self.effect.noticed_at, self.effect.onset_minutes)

    @property
    def dated_at(self) -> datetime | None:
        """Return the moment that gives its day and its order: when it began, else its session's start.

        Only of the first is the time of day known: of this one nobody is shown a clock time.
        """
        return self.began_at or (self.session.started_at if self.session else None)

    @property
    def worst_at(self) -> datetime | None:
        """Return when it was at its worst; None where nobody said."""
        return self._at(self.effect.worst_at, self.effect.peak_minutes)

    @property
    def gone_at(self) -> datetime | None:
        """Return when it was gone; None where nobody said."""
        return self._at(self.effect.resolved_at, self.effect.resolved_minutes)

    @property
    def is_still_present(self) -> bool:
        """Say whether somebody said that it is still there, and nobody that it went."""
        return bool(self.effect.still_present) and self.gone_at is None

    @property
    def is_gone(self) -> bool:
        """Say whether somebody said that it went, with or without when."""
        return self.gone_at is not None or self.effect.still_present is False

    @property
    def says_how_it_ended(self) -> bool:
        """Say whether it is known to be gone or still there."""
        return self.is_gone or self.is_still_present

    def _at(self, noted: datetime | None, minutes: int | None) -> datetime | None:
        if noted is not None or self.session is None or minutes is None:
            return noted
        return self.session.started_at + timedelta(minutes=minutes)


def horizon_of(effect: SideEffect) -> Horizon:
    """Return the horizon of a side effect: as said, else told from whether it names a session."""
    if effect.horizon is not None:
        return effect.horizon
    return Horizon.DURING if effect.session_id is not None else Horizon.BETWEEN


def noted_effects(records: CourseRecords) -> list[NotedEffect]:
    """Return every side effect of a course with its session, in the order of the records."""
    sessions = {session.id: session for session in records.sessions}
    return [NotedEffect(each, sessions.get(each.session_id or "")) for each in records.side_effects]


def ledger(effects: Iterable[NotedEffect], horizon: Horizon | None = None) -> list[NotedEffect]:
    """Return the effects of a horizon, None for all: those still present first, then the latest first.

    What has no date comes last.
    """
    found = [each for each in effects if horizon is None or each.horizon == horizon]
    return sorted(found, key=ledger_order, reverse=True)


def ledger_order(each: NotedEffect) -> tuple[bool, float]:
    """Return what the ledger is sorted by, the highest first."""
    dated = each.dated_at
    return each.is_still_present, dated.timestamp() if dated else float("-inf")


# saying that it is gone, or still there


def gone(noted: NotedEffect, now: datetime) -> SideEffect:
    """Return the effect as gone at a moment: in minutes where it belongs to a session and they find room.

    Raises:
        pydantic.ValidationError: the moment lies before the effect began.
    """
    effect, session = noted.effect, noted.session
    minutes = None if session is None else int((now - session.started_at) / timedelta(minutes=1))
    if minutes is not None and minutes <= measures.RESOLVED_MINUTES.high:
        return effect.changed(resolved_minutes=minutes, resolved_at=None, still_present=False)
    return effect.changed(resolved_at=now, still_present=False)


def still_there(noted: NotedEffect, now: datetime) -> SideEffect:
    """Return the effect as still present, with a line in its notes that says on which day that was said."""
    effect = noted.effect
    line = _("Still there on {date}.").format(date=date_in_words(local_date(now)))
    lines = effect.notes.splitlines()
    notes = effect.notes if line in lines else "\n".join([*lines, line])
    return effect.changed(still_present=True, notes=notes)


# in words


def onset_words(noted: NotedEffect) -> str:
    """Say when an effect began: minutes into its session, or the moment at which it was noticed."""
    return _course_words(noted, "onset_minutes", "noticed_at")


def worst_words(noted: NotedEffect) -> str:
    """Say when an effect was at its worst."""
    return _course_words(noted, "peak_minutes", "worst_at")


def ending_words(noted: NotedEffect) -> str:
    """Say when an effect went, that it is still present, or that nobody said."""
    if noted.is_still_present:
        return _("still present")
    if noted.gone_at is None and noted.effect.still_present is False:
        return _("gone, when is not recorded")
    return _course_words(noted, "resolved_minutes", "resolved_at")


def _course_words(noted: NotedEffect, minutes_field: str, moment_field: str) -> str:
    moment: datetime | None = getattr(noted.effect, moment_field)
    minutes: int | None = getattr(noted.effect, minutes_field)
    if moment is not None:
        return moment_words(moment)
    return _(NOT_RECORDED) if minutes is None else _into_words(minutes)


def _into_words(minutes: int) -> str:
    """Say how long after the session's start something was."""
    words = duration_words(abs(minutes))
    if minutes < 0:
        return _("{duration} before the first dose").format(duration=words)
    return _("after {duration}").format(duration=words)


def duration_words(minutes: int) -> str:
    """Write a number of minutes in its two largest units: `50 min`, `1 h 30 min`, `2 days 3 h`."""
    if minutes < _AN_HOUR:
        return _("{n} min").format(n=minutes)
    hours, rest = divmod(minutes, _AN_HOUR)
    if minutes < _A_DAY:
        parts = [_("{n} h").format(n=hours), _("{n} min").format(n=rest) if rest else ""]
    else:
        days, rest = divmod(hours, _A_DAY // _AN_HOUR)
        parts = [
            ngettext("{n} day", "{n} days", days).format(n=days),
            _("{n} h").format(n=rest) if rest else "",
        ]
    return " ".join(filter(None, parts))


def by_horizon(effects: Iterable[NotedEffect]) -> Mapping[Horizon, list[NotedEffect]]:
    """Return the effects under their horizons, each in the order of the ledger; empty lists where none is."""
    found = list(effects)
    return {horizon: ledger(found, horizon) for horizon in Horizon}
