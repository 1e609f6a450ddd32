"""The plan file that a caregiver has open: what is in it, and the notes that they write into it."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ketatrack.domain.care_plan import CarePlan
from ketatrack.domain.caregiver_notes import SignedNote
from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.exchange.plan_file import (
    HalfWritten,
    NotesFile,
    OpenedPlan,
    PlanFile,
    taken_over,
    write_notes,
    write_plan,
)
from ketatrack.exchange.sealed_file import FileKind, sealed_bytes, sealed_in, unsealed


class CareFile(QObject):
    """Writes the whole file again at every change, so that what is on screen is on the disk."""

    changed = Signal()

    def __init__(self, opened: OpenedPlan, parent: QObject | None = None) -> None:
        """Take a file that was opened with its passphrase."""
        super().__init__(parent)
        self._opened = opened

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._opened.path

    @property
    def plan(self) -> CarePlan:
        """The plan as it stood when the file was made."""
        return self._opened.content.plan

    @property
    def notes(self) -> tuple[SignedNote, ...]:
        """The notes that were signed, in the order of writing."""
        return self._opened.content.notes

    @property
    def half_written(self) -> HalfWritten:
        """The note that was begun."""
        return self._opened.content.half_written

    def add(self, note: SignedNote) -> None:
        """Keep a signed note; the one that was begun is now written. Raises JournalError."""
        begun = HalfWritten(signed_by=note.signed_by)
        self._write(PlanFile(plan=self.plan, notes=(*self.notes, note), half_written=begun))

    def take_back(self, note: SignedNote, begun: HalfWritten) -> None:
        """Take a note out again; its words go on as the one that was begun. Raises JournalError."""
        others = tuple(other for other in self.notes if other.id != note.id)
        self._write(PlanFile(plan=self.plan, notes=others, half_written=begun))

    def keep_half_written(self, begun: HalfWritten) -> None:
        """Keep what stands in the fields, so that it is there next time. Raises JournalError."""
        if begun != self.half_written:
            self._write(PlanFile(plan=self.plan, notes=self.notes, half_written=begun), tell=False)

    def seal(self, words: bytes) -> bytes:
        """Seal what cannot be written into the file, under the key of the file."""
        return sealed_bytes(FileKind.PLAN, words, self._opened.key)

    def unseal(self, sealed: bytes) -> bytes:
        """Return what was sealed. Raises JournalError where the file has another passphrase by now."""
        return unsealed(sealed_in(sealed, self.path, FileKind.PLAN), self._opened.key)

    def save_notes(self, path: Path) -> None:
        """Write the file that goes back, with every signed note. Raises JournalError."""
        write_notes(path, NotesFile(course_id=self.plan.course_id, notes=self.notes), self._opened.key)

    def take_over(self, newer: OpenedPlan, begun: HalfWritten) -> None:
        """Go on in a newer plan, with the notes of this one and what was begun. Raises JournalError."""
        before = PlanFile(plan=self.plan, notes=self.notes, half_written=begun)
        content = taken_over(before, newer.content)
        self._opened = write_plan(newer.path, content, newer.key)
        self.changed.emit()

    def _write(self, content: PlanFile, *, tell: bool = True) -> None:
        self._refuse_other_writer()
        self._opened = write_plan(self.path, content, self._opened.key)
        if tell:
            self.changed.emit()

    def _refuse_other_writer(self) -> None:
        """Write over nothing that another window wrote into the file since it was opened here."""
        try:
            whole = self.path.read_bytes()
        except FileNotFoundError:
            return
        except OSError as error:
            raise JournalError(
                _("{path} cannot be read: {reason}.").format(path=self.path, reason=error.strerror)
            ) from None
        if whole != self._opened.whole:
            raise JournalError(
                _(
                    "{path} was changed elsewhere since you opened it, so nothing was written. "
                    "Copy what you typed, and open the file once more."
                ).format(path=self.path)
            )
