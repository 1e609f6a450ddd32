"""What happened in followed sessions, as quiet marks below a chart: doses and events, in nobody’s words."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from ketatrack.domain.board_words import event_name
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.records import Session
from ketatrack.domain.selection import Selection


@dataclass(frozen=True, slots=True)
class EventMark:
    """One event of a session: how long after its start, and what it was."""

    session: Session
    after: timedelta
    words: str

    @property
    def minutes(self) -> int:
        """Return the whole minutes from the session's start, negative before it."""
        return self.after // timedelta(minutes=1)

    @property
    def text(self) -> str:
        """Return its words with its session's date and its minute."""
        day = date_in_words(local_date(self.session.started_at))
        return _("{date}, minute {minutes} · {event}").format(
            date=day, minutes=self.minutes, event=self.words
        )


def event_marks(records: CourseRecords, selection: Selection, shown: Collection[Session]) -> list[EventMark]:
    """Return the events of some sessions, in order of time; none unless they were chosen.

    A person's own words of an event stay in the session.
    """
    if not selection.events:
        return []
    sessions = {session.id: session for session in shown}
    return [
        EventMark(session, event.happened_at - session.started_at, event_name(event))
        for event in records.following.events
        if (session := sessions.get(event.session_id)) is not None
    ]


def counted_words(marks: Collection[EventMark]) -> list[str]:
    """Return how many events are marked, for a chart's sentence; nothing where none is."""
    if not marks:
        return []
    return [
        ngettext(
            "{count} event of followed sessions is marked",
            "{count} events of followed sessions are marked",
            len(marks),
        ).format(count=len(marks))
    ]
