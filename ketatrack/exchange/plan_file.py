"""The file that a caregiver opens, and the file that comes back: the plan, and what the caregiver noticed.

Both are sealed with the same passphrase. The caregiver's notes are kept in the plan file itself, so that they
have one file to look after; the file that comes back holds the notes alone.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import Field, ValidationError

from ketatrack.domain.care_plan import CarePlan, Id, Part
from ketatrack.domain.caregiver_notes import LONGEST_NOTE, SignedNote
from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.record import Name, Text
from ketatrack.exchange.guarded_json import guarded_json
from ketatrack.exchange.sealed_file import FileKind, Key, key_of, read_sealed, unsealed, write_sealed

MOST_NOTES = 2_000
MOST_BEGUN = 4 * LONGEST_NOTE
"""Letters; what is begun is kept even while it is too long to be signed."""

C = TypeVar("C", bound=Part)


class HalfWritten(Part):
    """A note that the caregiver has begun, as it stands in the fields; readable or not."""

    day: Name = ""
    clock: Name = ""
    noticed: Annotated[Text, Field(max_length=MOST_BEGUN)] = ""
    signed_by: Name = ""


class PlanFile(Part):
    """What a plan file holds: the plan, and what its caregiver wrote since they have it."""

    plan: CarePlan
    notes: tuple[SignedNote, ...] = Field(default=(), max_length=MOST_NOTES)
    half_written: HalfWritten = HalfWritten()


class NotesFile(Part):
    """What comes back: the notes, and the course whose plan they answer."""

    course_id: Id
    notes: tuple[SignedNote, ...] = Field(max_length=MOST_NOTES)


@dataclass(frozen=True, slots=True)
class OpenedPlan:
    """A plan file that was opened, with the key to write it again."""

    path: Path
    content: PlanFile
    key: Key
    whole: bytes
    """The bytes on the disk, to notice when another program wrote it."""


def write_plan(path: Path, content: PlanFile, key: Key) -> OpenedPlan:
    """Write a plan file, readable by its owner only; it is complete or absent.

    Raises:
        JournalError: the place cannot be written to.
    """
    return OpenedPlan(path, content, key, write_sealed(path, FileKind.PLAN, _json(content), key))


def open_plan(path: Path, passphrase: str) -> OpenedPlan:
    """Open a plan file; takes as long as deriving its key does.

    Raises:
        JournalError: it is no plan file, a newer one, damaged, or the passphrase does not open it.
    """
    sealed = read_sealed(path, FileKind.PLAN)
    key = key_of(sealed, passphrase)
    content = _parsed(PlanFile, unsealed(sealed, key), path)
    return OpenedPlan(path, content, key, sealed.header + sealed.body)


def write_notes(path: Path, content: NotesFile, key: Key) -> None:
    """Write the file that goes back to the patient, sealed with the key of the plan that it answers.

    Raises:
        JournalError: the place cannot be written to.
    """
    write_sealed(path, FileKind.NOTES, _json(content), key)


def open_notes(path: Path, passphrase: str) -> NotesFile:
    """Open the file that came back; takes as long as deriving its key does.

    Raises:
        JournalError: it is no such file, a newer one, damaged, or the passphrase does not open it.
    """
    sealed = read_sealed(path, FileKind.NOTES)
    return _parsed(NotesFile, unsealed(sealed, key_of(sealed, passphrase)), path)


def taken_over(before: PlanFile, newer: PlanFile) -> PlanFile:
    """Return a newer plan of the same course with what the caregiver wrote in the one before.

    Where a note was begun in both, its words follow each other.

    Raises:
        JournalError: it is the plan of another course, not newer, or too much was begun in both.
    """
    if newer.plan.course_id != before.plan.course_id:
        raise JournalError(_("This is the plan of another course. Close the open one first."))
    if newer.plan.made_at < before.plan.made_at:
        raise JournalError(
            _("This plan is older than the one that is open, made on {when}. That one stays.").format(
                when=f"{before.plan.made_at:%Y-%m-%d %H:%M}"
            )
        )
    notes = {note.id: note for note in (*before.notes, *newer.notes)}
    first, second = before.half_written, newer.half_written
    words = dict.fromkeys(filter(None, (first.noticed, second.noticed)))
    together = "\n".join(words)
    if len(together) > MOST_BEGUN:
        raise JournalError(_("What was begun in the two is too long to be joined. Sign one of them first."))
    begun = HalfWritten(
        day=first.day or second.day,
        clock=first.clock or second.clock,
        noticed=together,
        signed_by=first.signed_by or second.signed_by,
    )
    return PlanFile(plan=newer.plan, notes=tuple(notes.values()), half_written=begun)


def _json(content: Part) -> bytes:
    return content.model_dump_json().encode()


def _parsed(kind: type[C], content: bytes, path: Path) -> C:
    guarded_json(content, str(path))  # the passphrase tells nothing of what somebody sealed with it
    try:
        return kind.model_validate_json(content, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise JournalError(
            _("{path} was opened, but it is not as such a file is, at {place}: {reason}.").format(
                path=path, place=".".join(map(str, first["loc"])), reason=first["msg"]
            )
        ) from None
