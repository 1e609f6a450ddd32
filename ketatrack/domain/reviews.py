"""What a sitter wrote down in a session, and what the patient says of each entry afterwards.

An entry is accepted as it stands, or the patient's own one is put beside it and counts in its place; the
sitter's stays to the letter either way.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import Any, TypeGuard, TypeVar

from ketatrack.domain.board_words import words_of
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.followed import SessionEntry, in_order, took_place_at
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.moments import date_in_words
from ketatrack.domain.records import EntryReview, Reading, Record, Session, SessionEvent, SideEffect
from ketatrack.domain.words import Author

SitterEntry = SessionEntry
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
    return [each for each in there if is_sitter_entry(each)]


def is_sitter_entry(record: Record) -> TypeGuard[SitterEntry]:
    """Say whether a record is an entry of a sitter, of which the patient says something."""
    return record.recorded_by == Author.SITTER and isinstance(record, REVIEWED_KINDS)


def stands_as_written(record: Record, author: Author) -> bool:
    """Say whether an entry is a sitter's and this author another, whose own goes beside it, not over it."""
    return author is not Author.SITTER and is_sitter_entry(record)


def stands_words() -> str:
    """Say how to disagree with an entry that stands as it was written."""
    return _("A sitter wrote this, and it stays as it is. Write yours beside it, under “From your sitter”.")


def sitter_entries(records: CourseRecords, session: Session) -> list[SitterEntry]:
    """Return what a sitter wrote down in a session, in order of happening."""
    return in_order(
        session, [entry for entry in all_sitter_entries(records) if entry.session_id == session.id]
    )


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
    own = {each.id for each in _counting(records)}
    last = {each.entry_id: each for each in records.following.reviews}
    return {entry: each for entry, each in last.items() if each.accepted or each.corrected_by in own}


def own_entries(records: CourseRecords) -> dict[str, SitterEntry]:
    """Return what the patient wrote beside sitters' entries and counts in their place, by the entry's id."""
    there = {each.id: each for each in _counting(records)}
    standing = standing_reviews(records).values()
    return {each.entry_id: there[each.corrected_by] for each in standing if each.corrected_by in there}


def _counting(records: CourseRecords) -> Iterator[SitterEntry]:
    return chain(records.readings, records.side_effects, records.following.events)


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


def entry_line(entry: SitterEntry, session: Session) -> str:
    """Say what took place, and when where that is known: `21:40 · 128/79 mmHg, pulse 68`."""
    at = took_place_at(entry, session)
    return f"{at:%H:%M} · {words_of(entry)}" if at else words_of(entry)


def state_words(said: EntryReview | None) -> str:
    """Say what became of a sitter's entry."""
    if said is None:
        return _("Waits for you")
    day = date_in_words(said.decided_at.date())
    words = _("Accepted on {day}") if said.accepted else _("Corrected on {day}; your own entry counts")
    return ": ".join(filter(None, (words.format(day=day), " ".join(said.words.split()))))
