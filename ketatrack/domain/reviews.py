"""What a sitter wrote down in a session, and what the patient says of each entry afterwards.

An entry is accepted as it stands, or the patient's own one is put beside it and counts in its place; the
sitter's stays to the letter either way.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words
from ketatrack.domain.records import EntryReview, Reading, Session, SessionEvent, SideEffect
from ketatrack.domain.words import Author

SitterEntry = Reading | SideEffect | SessionEvent

REVIEWED_KINDS: tuple[type[SitterEntry], ...] = (Reading, SideEffect, SessionEvent)
"""The kinds of entry of which the patient says something; what else a sitter does is no statement."""


def sitter_entries(records: CourseRecords, session: Session) -> list[SitterEntry]:
    """Return what a sitter wrote down in a session, in order of happening, corrected entries among them."""
    there = (
        *records.readings,
        *records.side_effects,
        *records.following.events,
        *records.following.corrected,
    )
    found = [
        entry
        for entry in there
        if isinstance(entry, REVIEWED_KINDS)
        and entry.recorded_by == Author.SITTER
        and entry.session_id == session.id
    ]
    return sorted(found, key=lambda entry: (moment_of(entry, session), entry.id))


def moment_of(entry: SitterEntry, session: Session) -> datetime:
    """Return when what an entry says took place; of a side effect, when it began."""
    if isinstance(entry, Reading):
        return entry.taken_at
    if isinstance(entry, SessionEvent):
        return entry.happened_at
    if entry.onset_minutes is not None:
        return session.started_at + timedelta(minutes=entry.onset_minutes)
    return entry.noticed_at or session.started_at


def review_of(records: CourseRecords, entry: SitterEntry) -> EntryReview | None:
    """Return what the patient said last of an entry; None where it waits.

    Where the entry that corrected it is gone, it waits again.
    """
    said = [each for each in records.following.reviews if each.entry_id == entry.id]
    if not said:
        return None
    return said[-1] if said[-1].accepted or correction_of(records, said[-1]) is not None else None


def correction_of(records: CourseRecords, review: EntryReview) -> SitterEntry | None:
    """Return the patient's own entry that stands beside a sitter's; None where there is none."""
    own: Sequence[SitterEntry] = (*records.readings, *records.side_effects, *records.following.events)
    return next((each for each in own if each.id == review.corrected_by), None)


def waiting(records: CourseRecords, session: Session) -> list[SitterEntry]:
    """Return the sitter's entries of a session of which the patient has said nothing yet."""
    return [entry for entry in sitter_entries(records, session) if review_of(records, entry) is None]


def watched_sessions(records: CourseRecords) -> list[Session]:
    """Return the sessions in which a sitter wrote something down, the newest first."""
    return [session for session in reversed(records.sessions) if sitter_entries(records, session)]


def count_waiting(records: CourseRecords) -> int:
    """Count the sitter's entries of all sessions of which the patient has said nothing yet."""
    return sum(len(waiting(records, session)) for session in watched_sessions(records))


def review(entry: SitterEntry, *, at: datetime, stamp: dict[str, Any], **said: Any) -> EntryReview:
    """Return what the patient says of an entry.

    Args:
        entry: the sitter's.
        at: the moment of saying it.
        stamp: who records, how and when, as every new record has it.
        said: `accepted`, `corrected_by` the id of the patient's own entry, `words`.
    """
    return EntryReview(
        **stamp,
        course_id=entry.course_id,
        session_id=entry.session_id or "",
        entry_kind=entry.kind,
        entry_id=entry.id,
        decided_at=at,
        **said,
    )


def state_words(review: EntryReview | None) -> str:
    """Say what became of a sitter's entry."""
    if review is None:
        return _("Waits for you")
    day = date_in_words(review.decided_at.date())
    if review.accepted:
        return _("Accepted on {day}").format(day=day)
    return _("Corrected by you on {day}; your entry counts").format(day=day)
