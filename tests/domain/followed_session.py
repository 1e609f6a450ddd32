"""One session that was followed, with its board and its first dose, for tests of what is told of it."""

from ketatrack.domain.followed_words import EventKind
from ketatrack.domain.records import FollowedSession, SessionEvent
from tests.records import STAMP, at, course, patient, session

WHO = patient()
SPRING = course(WHO)
FIRST = session(SPRING, "S1", "2026-03-02T10:00+01:00")
INSIDE = STAMP | {"course_id": SPRING.id, "session_id": FIRST.id}
OPENED = FollowedSession(**INSIDE, opened_at=at("2026-03-02T09:50+01:00"), observe_minutes=120)
DOSE = SessionEvent(**INSIDE, happened_at=FIRST.started_at, event=EventKind.DOSE)
