"""Sessions as marks below a chart: when, by which route, whether a dose was given, and in words."""

from dataclasses import dataclass

from ketatrack.charts.chart import day_number
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.records import Session
from ketatrack.domain.sessions import given
from ketatrack.domain.wording import dose_words
from ketatrack.domain.words import Route


@dataclass(frozen=True, slots=True)
class SessionMark:
    """A session under the line: day number, route, whether a dose was given, its words."""

    day: float
    route: Route | None
    given: bool
    text: str


def dose_or_devices_words(session: Session) -> str:
    """Say a session's dose as recorded, or its devices where only these are known; empty without either."""
    if session.dose is not None or session.devices is None:
        return dose_words(session)
    return ngettext("{count} device", "{count} devices", session.devices).format(count=session.devices)


def session_words(session: Session) -> str:
    """Say what a session was: its route, its dose as recorded, and how it ended."""
    parts = [_(session.route.label if session.route else Session.label)]
    if dose := dose_or_devices_words(session):
        parts.append(dose)
    parts.append(_(session.outcome.label))
    return ", ".join(parts)


def session_mark(session: Session) -> SessionMark:
    """Return a session as a mark with its words."""
    return SessionMark(
        day_number(session.started_at),
        session.route,
        bool(given([session])),
        f"{date_in_words(local_date(session.started_at))} · {session_words(session)}",
    )
