"""What a caregiver noticed: signed by them, brought to the journal, accepted or declined, never reworded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import Field

from ketatrack.domain.care_plan import Id, Part
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.errors import JournalError
from ketatrack.domain.identity import new_id
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.moments import Moment
from ketatrack.domain.record import RequiredName, Text
from ketatrack.domain.records import CaregiverNote
from ketatrack.domain.words import Author, Method

LONGEST_NOTE = 20_000
"""Letters; many pages, and still no weight for a file with hundreds of notes."""


class SignedNote(Part):
    """One note as the caregiver wrote and signed it, before it reaches the patient's journal."""

    id: Id = Field(default_factory=new_id)
    noticed_at: Moment
    noticed: Annotated[Text, Field(min_length=1, max_length=LONGEST_NOTE)]
    signed_by: RequiredName
    written_at: Moment


@dataclass(frozen=True, slots=True)
class ArrivedNotes:
    """What a file of notes brings to a journal."""

    new: Sequence[CaregiverNote]
    there: int
    """How many the journal holds already."""
    differing: int
    """How many of those read otherwise in the file; the journal keeps the words that came first."""


def arrived(notes: Iterable[SignedNote], course_id: str, records: CourseRecords) -> ArrivedNotes:
    """Say what notes bring to a course; the same notes again bring nothing.

    Args:
        notes: as the caregiver signed them.
        course_id: the course of the plan that they answer.
        records: the course that they are to be added to.

    Raises:
        JournalError: the notes belong to another course or person.
    """
    if course_id != records.course.id:
        raise JournalError(
            _(
                "These notes belong to another course or person. Nothing was added. If they are of another "
                "course of yours, open that course first."
            )
        )
    known = {note.id: note for note in records.plan.caregiver_notes}
    new: dict[str, CaregiverNote] = {}
    there = differing = 0
    for note in notes:
        same = known.get(note.id) or new.get(note.id)
        if same is None:
            new[note.id] = _recorded(note, course_id)
        else:
            there += 1
            differing += (same.noticed, same.signed_by) != (note.noticed, note.signed_by)
    return ArrivedNotes(tuple(new.values()), there, differing)


def _recorded(note: SignedNote, course_id: str) -> CaregiverNote:
    return CaregiverNote(
        id=note.id,
        recorded_by=Author.CAREGIVER,
        recorded_how=Method.IMPORTED,
        written_at=note.written_at,
        course_id=course_id,
        noticed_at=note.noticed_at,
        noticed=note.noticed,
        signed_by=note.signed_by,
    )


def waiting(notes: Iterable[CaregiverNote]) -> list[CaregiverNote]:
    """Return the notes about which the patient has not decided, in order of noticing."""
    return [note for note in notes if note.accepted is None]


def waiting_words(notes: Iterable[CaregiverNote]) -> str:
    """Say how many of them wait; empty where none does."""
    count = len(waiting(notes))
    words = ngettext(
        "{n} note from your caregiver waits for you.", "{n} notes from your caregiver wait for you.", count
    )
    return words.format(n=count) if count else ""


def decided(note: CaregiverNote, *, accepted: bool | None, at: datetime) -> CaregiverNote:
    """Return a note with the patient's decision, None taking it back; its words stay as they are."""
    return note.changed(accepted=accepted, decided_at=None if accepted is None else at)
