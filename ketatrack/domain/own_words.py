"""What somebody wrote of a session in their own words, which leaves only where its owner says so.

What was given stays named as it was written: a medicine, a spray. So does what a clinic said.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ketatrack.domain.course_following import CourseFollowing, each_list
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.language import gettext as _
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import EntryReview, Record, Session, SessionEvent, SideEffect
from ketatrack.domain.side_effects import plain_effect

OF_A_SESSION = ("intention", "notes")
"""The fields of a session that hold them."""


def without_noted_words(following: CourseFollowing) -> CourseFollowing:
    """Return what was followed without the words noted with events, and the remarks on a sitter's entries."""
    return each_list(following, lambda found: [_without_noted(each) for each in found])


def holds_noted_words(following: CourseFollowing) -> bool:
    """Say whether anybody noted words with an event, or a remark on a sitter's entry."""
    return without_noted_words(following) != following


def without_own_words(records: CourseRecords) -> CourseRecords:
    """Return a copy of a course without what is written of its sessions in words of one's own.

    A side effect in own words is named as such, with what else is known of it.
    """
    return replace(
        records,
        sessions=[_without_words(each) for each in records.sessions],
        side_effects=[_without_words(each) for each in records.side_effects],
        following=each_list(records.following, lambda found: [_without_words(each) for each in found]),
    )


def own_words_of(records: CourseRecords, session: Session) -> Iterator[str]:
    """Yield what holds words of one's own in a session, in words: fields of it, and kinds of its entries."""
    yield from (_(label_of(Session, name)) for name in OF_A_SESSION if getattr(session, name).strip())
    following = records.following
    for kind, found in ((SessionEvent, following.events), (SideEffect, records.side_effects)):
        entries: list[Record] = [*found, *(each for each in following.corrected if type(each) is kind)]
        inside = [each for each in entries if getattr(each, "session_id", None) == session.id]
        if any(_without_words(each) != each for each in inside):
            yield _(kind.label)


def _without_noted(record: Record) -> Any:
    is_note = isinstance(record, SessionEvent) and not record.event.says_what_was_given
    if is_note or isinstance(record, EntryReview):
        return record.model_copy(update={"words": ""})
    return record


def _without_words(record: Record) -> Any:
    """Return an entry without words of one's own; one that can hold none comes back as it is."""
    if isinstance(record, SideEffect):
        left = {"effect": plain_effect(record.effect), "done_about_it": "", "notes": ""}
        return record.model_copy(update=left)
    if isinstance(record, Session):
        return record.model_copy(update=dict.fromkeys(OF_A_SESSION, ""))
    return _without_noted(record)
