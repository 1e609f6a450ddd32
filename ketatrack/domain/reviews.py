"""What a sitter wrote down in a session, and what the patient says of each entry afterwards.

An entry is accepted as it stands, or the patient's own one is put beside it and counts in its place; the
sitter's stays to the letter either way.
"""

from datetime import datetime
from typing import Any, TypeVar

from ketatrack.domain.board_words import event_words, reading_words
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.effect_horizons import NotedEffect
from ketatrack.domain.followed import moment_of
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.moments import date_in_words
from ketatrack.domain.records import EntryReview, Reading, Record, Session, SessionEvent, SideEffect
from ketatrack.domain.side_effects import label_of_effect
from ketatrack.domain.words import Author

SitterEntry = Reading | SideEffect | SessionEvent
S = TypeVar("S", Reading, SideEffect, SessionEvent)

REVIEWED_KINDS: tuple[type[SitterEntry], ...] = (Reading, SideEffect, SessionEvent)
"""The kinds of entry of which the patient says something; what else a sitter does is no statement."""

# which entries


def all_sitter_entries(records: CourseRecords) -> list[SitterEntry]:
    """Return what sitters wrote down in all sessions of a course, corrected entries among them."""
    following = records.following
    there: tuple[Record, ...] = (
        *records.readings,
        *records.side_effects,
        *following.events,
        *following.corrected,
    )
    return [each for each in there if each.recorded_by == Author.SITTER and isinstance(each, REVIEWED_KINDS)]


def sitter_entries(records: CourseRecords, session: Session) -> list[SitterEntry]:
    """Return what a sitter wrote down in a session, in order of happening."""
    found = [entry for entry in all_sitter_entries(records) if entry.session_id == session.id]
    return sorted(found, key=lambda entry: (took_place_at(entry, session) or session.started_at, entry.id))


def watched_sessions(records: CourseRecords) -> list[Session]:
    """Return the sessions in which a sitter wrote something down, the newest first."""
    watched = {entry.session_id for entry in all_sitter_entries(records)}
    return [session for session in reversed(records.sessions) if session.id in watched]


def waiting(records: CourseRecords) -> list[SitterEntry]:
    """Return the sitters' entries of which the patient has said nothing yet."""
    said = standing_reviews(records)
    return [entry for entry in all_sitter_entries(records) if entry.id not in said]


def waiting_words(records: CourseRecords) -> str:
    """Say how many of them wait; empty where none does."""
    count = len(waiting(records))
    words = ngettext("{n} entry of a sitter waits for you.", "{n} entries of a sitter wait for you.", count)
    return words.format(n=count) if count else ""


def standing_reviews(records: CourseRecords) -> dict[str, EntryReview]:
    """Return what the patient said last of each entry, by the entry's id.

    Where the entry that corrected it is gone, nothing stands: it waits again.
    """
    own = {each.id for each in (*records.readings, *records.side_effects, *records.following.events)}
    last = {each.entry_id: each for each in records.following.reviews}
    return {entry: each for entry, each in last.items() if each.accepted or each.corrected_by in own}


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


def own_entry_beside(
    entry: S, *, at: datetime, stamp: dict[str, Any], words: str, **otherwise: Any
) -> tuple[S, EntryReview]:
    """Return the patient's own entry that takes a sitter's over in all but some values, and the review of it.

    Args:
        entry: the sitter's, which stays as it is.
        at: the moment of saying it.
        stamp: who records, how and when, as every new record has it.
        words: the remark of the review, which says why there is one.
        otherwise: the values in which the own entry is another.

    Raises:
        pydantic.ValidationError: the values do not go together.
    """
    kept = {name: value for name, value in dict(entry).items() if name not in Record.model_fields}
    own = type(entry)(**stamp | kept | otherwise)
    return own, review(entry, at=at, stamp=stamp, accepted=False, corrected_by=own.id, words=words)


# in words


def took_place_at(entry: SitterEntry, session: Session) -> datetime | None:
    """Return when what an entry says took place; of a side effect, when it began, None where nobody said."""
    if isinstance(entry, SideEffect):
        return NotedEffect(entry, session).began_at
    return moment_of(entry)


def entry_line(entry: SitterEntry, session: Session) -> str:
    """Say what took place, and when where that is known: `21:40 · 128/79 mmHg, pulse 68`."""
    at = took_place_at(entry, session)
    return f"{at:%H:%M} · {words_of(entry)}" if at else words_of(entry)


def words_of(entry: SitterEntry) -> str:
    """Say what an entry says, without its time."""
    if isinstance(entry, Reading):
        return reading_words(entry)
    if isinstance(entry, SessionEvent):
        return event_words(entry)
    severity = _(entry.severity.label).lower() if entry.severity else ""
    return ", ".join(filter(None, (label_of_effect(entry.effect), severity, " ".join(entry.notes.split()))))


def state_words(said: EntryReview | None) -> str:
    """Say what became of a sitter's entry."""
    if said is None:
        return _("Waits for you")
    day = date_in_words(said.decided_at.date())
    words = _("Accepted on {day}") if said.accepted else _("Corrected on {day}; your own entry counts")
    return ": ".join(filter(None, (words.format(day=day), " ".join(said.words.split()))))
