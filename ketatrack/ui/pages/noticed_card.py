"""“What I noticed”: where a caregiver writes and signs notes, and saves them to send back."""

import json
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import tzlocal
from pydantic import ValidationError
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ketatrack.domain.caregiver_notes import SignedNote
from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words
from ketatrack.domain.problems import explain
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import CaregiverNote
from ketatrack.exchange.plan_file import HalfWritten, OpenedPlan
from ketatrack.exchange.sealed_file import FileKind
from ketatrack.ui.care_file import CareFile
from ketatrack.ui.fields.field import Field, FieldError
from ketatrack.ui.fields.moment_field import MomentField
from ketatrack.ui.fields.text_field import NotesField, TextField
from ketatrack.ui.layout import Card, breakable, clear_layout, quiet, selectable
from ketatrack.ui.theme import GRID

_KEEP_AFTER_MS = 1000


class NoticedCard(Card):
    """Three fields, the notes signed so far, and the file that goes back; what is begun is kept as well."""

    def __init__(self, file: CareFile) -> None:
        """Show the notes of an open plan file."""
        super().__init__(_("What I noticed"))
        self._file = file
        zone = tzlocal.get_localzone()
        self.when = MomentField(_(label_of(CaregiverNote, "noticed_at")), zone, partial(datetime.now, zone))
        self.words = NotesField(_(label_of(CaregiverNote, "noticed")))
        self.signed = TextField(_("Signed, by your name"))
        self.sign_button = QPushButton(_("&Sign and keep the note"))
        self.save_button = QPushButton(_("Save notes to send &back…"))
        self.status = QLabel()
        self._keeper = QTimer(self)
        self._keeper.setSingleShot(True)
        self._keeper.setInterval(_KEEP_AFTER_MS)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GRID)
        self.sign_button.setToolTip("Ctrl+Return")
        self._lay_out()
        self._fill(file.half_written)
        for field in (self.when, self.words, self.signed):
            field.edited.connect(self._keeper.start)
        self._keeper.timeout.connect(self.keep)
        self.sign_button.clicked.connect(self.sign)
        self.save_button.clicked.connect(self._choose_file)
        file.changed.connect(self._list)
        self._list()

    def _lay_out(self) -> None:
        self.column.addWidget(
            quiet(
                _(
                    "Your notes are kept in this plan file. Nothing is sent by itself: save them as a file "
                    "and send it back. The person whose plan it is accepts or declines each note; it stays "
                    "as you signed it."
                )
            )
        )
        for field in (self.when, self.words, self.signed):
            self.column.addWidget(field)
        self.status.setWordWrap(True)
        self.status.hide()
        self.add_row(self.sign_button, self.save_button)
        self.column.addWidget(self.status)
        self.column.addLayout(self._rows)

    # one note

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Return signs the note."""
        if (
            event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.sign()
        else:
            super().keyPressEvent(event)

    def sign(self) -> None:
        """Keep what stands in the fields as a signed note; or say beside them what is missing."""
        for field in (self.when, self.words, self.signed):
            field.clear_message()
        self.say("", "")
        try:
            note = self._note()
        except FieldError:
            return  # each sentence stands beside its field
        self._keeper.stop()
        try:
            self._file.add(note)
        except JournalError as error:
            self.say("problem", str(error))
            return
        self._fill(self._file.half_written)
        self._keeper.stop()
        self.say("quiet", _("The note is kept in the plan file, signed {name}.").format(name=note.signed_by))
        self.when.setFocus()

    def _note(self) -> SignedNote:
        noticed_at = self._read(self.when, _("Say when you noticed it."))
        noticed = self._read(self.words, _("Write what you noticed first."))
        signed_by = self._read(self.signed, _("Sign with a name."))
        now = datetime.now(tzlocal.get_localzone())
        try:
            return SignedNote(noticed_at=noticed_at, noticed=noticed, signed_by=signed_by, written_at=now)
        except ValidationError as error:
            fields: dict[str, Field] = {"noticed": self.words, "signed_by": self.signed}
            for problem in explain(error, CaregiverNote):
                fields.get(problem.field, self.when).show_problem(problem.reason)
            raise FieldError from None

    @staticmethod
    def _read(field: Field, missing: str) -> Any:
        try:
            value = field.value()
        except FieldError as error:
            field.show_problem(str(error))
            field.setFocus()
            raise
        if not (value.strip() if isinstance(value, str) else value):
            field.show_problem(missing)
            field.setFocus()
            raise FieldError(missing)
        return value

    def take_back(self, note: SignedNote) -> None:
        """Put a note's words back into the fields, to be changed and signed anew."""
        if self.words.value().strip():
            self.say("problem", _("Sign what you have begun first; then the note can be taken back."))
            self.words.setFocus()
            return
        begun = HalfWritten(
            day=note.noticed_at.date().isoformat(),
            clock=f"{note.noticed_at:%H:%M}",
            noticed=note.noticed,
            signed_by=note.signed_by,
        )
        try:
            self._file.take_back(note, begun)
        except JournalError as error:
            self.say("problem", str(error))
            return
        self._fill(begun)
        self._keeper.stop()
        self.say("quiet", _("The note is no longer signed. Its words stand in the fields."))
        self.words.setFocus()

    # the note that was begun

    def keep(self) -> bool:
        """Keep what stands in the fields in the plan file, or say below them why not; say whether it is."""
        self._keeper.stop()
        try:
            self._file.keep_half_written(self._begun())
        except JournalError as error:
            self.say("problem", str(error))
            return False
        return True

    def sealed(self) -> bytes:
        """Return what stands in the fields, sealed, to be kept where it cannot be in the plan file."""
        fields = (self.when, self.words, self.signed)
        return self._file.seal(json.dumps([field.content() for field in fields]).encode())

    def take_up(self, sealed: bytes) -> None:
        """Put back what was sealed, after what the file has begun by now. Raises JournalError."""
        when, words, signed = json.loads(self._file.unseal(sealed))
        there = self.words.value()
        self.when.set_content(when)
        self.words.set_value(words if there in words else f"{there}\n{words}")
        self.signed.set_content(signed)
        self._keeper.start()

    def _begun(self) -> HalfWritten:
        """Return what stands in the fields; raises JournalError where it is too long to be kept."""
        day, clock = (self.when.content() or ["", ""])[:2]
        try:
            return HalfWritten(
                day=day, clock=clock, noticed=self.words.content(), signed_by=self.signed.content()
            )
        except ValidationError as error:
            raise JournalError(explain(error, CaregiverNote)[0].reason) from None

    def take_over(self, newer: OpenedPlan) -> None:
        """Go on in a newer plan of the same course with every word of this one. Raises JournalError."""
        self._file.take_over(newer, self._begun())
        self._fill(self._file.half_written)
        self._keeper.stop()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was begun when the page is left or the window is closed."""
        if self._keeper.isActive():
            self.keep()
        super().hideEvent(event)

    def _fill(self, begun: HalfWritten) -> None:
        self.when.set_content([begun.day, begun.clock, 0, ""] if begun.day or begun.clock else "")
        self.words.set_value(begun.noticed)
        self.signed.set_value(begun.signed_by)

    # all notes

    def _list(self) -> None:
        clear_layout(self._rows)
        notes = self._file.notes
        for note in reversed(notes):
            self._rows.addWidget(self._row(note))
        self.save_button.setEnabled(bool(notes))

    def _row(self, note: SignedNote) -> QWidget:
        signed = selectable(note_heading(note), "quiet")
        take_back = QPushButton(_("Take back"))
        take_back.setAccessibleName(_("Take back: {note}").format(note=note_heading(note)))
        take_back.clicked.connect(partial(self.take_back, note))
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(signed, 1)
        head.addWidget(take_back)
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, GRID, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(selectable(note.noticed))
        return row

    def _choose_file(self) -> None:
        name = f"notes-{datetime.now(tzlocal.get_localzone()):%Y-%m-%d}{FileKind.NOTES.suffix}"
        kinds = _("Notes (*{suffix})").format(suffix=FileKind.NOTES.suffix)
        path, _kind = QFileDialog.getSaveFileName(
            self, _("Save the notes"), str(self._file.path.with_name(name)), kinds
        )
        if path:
            self.save_notes(Path(path))

    def save_notes(self, path: Path) -> None:
        """Write the file that goes back; a sentence tells how it went."""
        out = path if path.suffix else path.with_suffix(FileKind.NOTES.suffix)
        try:
            self._file.save_notes(out)
        except JournalError as error:
            self.say("problem", str(error))
            return
        self.say(
            "quiet",
            _(
                "The notes are in {path}. Send that file back; it opens with the passphrase of the plan."
            ).format(path=out),
        )

    def say(self, role: str, sentence: str) -> None:
        """Say something about the notes below the buttons; nothing for an empty sentence."""
        self.status.setProperty("role", role)
        self.status.setText(breakable(sentence))
        self.status.setVisible(bool(sentence))
        self.status.style().polish(self.status)


def note_heading(note: SignedNote | CaregiverNote) -> str:
    """Return when something was noticed, and by whom it is signed."""
    when = f"{date_in_words(note.noticed_at.date())}, {note.noticed_at:%H:%M}"
    return _("{when} · signed {name}").format(when=when, name=note.signed_by)
