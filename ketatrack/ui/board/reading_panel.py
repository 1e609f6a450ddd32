"""A blood pressure in a session: opened by one key, three numbers, Enter; what is unusual is asked once."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout

from ketatrack.domain.board_words import checkpoint_name
from ketatrack.domain.followed_words import EventKind
from ketatrack.domain.identity import new_id
from ketatrack.domain.language import gettext as _
from ketatrack.domain.plausibility import questions
from ketatrack.domain.problems import Problem
from ketatrack.domain.records import Checkpoint, Reading, SessionEvent
from ketatrack.ui.board.entry_panel import EntryPanel
from ketatrack.ui.board.number_lines import LettersPassBy
from ketatrack.ui.board.recorder import SessionRecorder
from ketatrack.ui.fields.field import RefusedError
from ketatrack.ui.fields.pressure_row import PressureRow
from ketatrack.ui.fields.wrapping_button import WrappingButton

LOOK_KEY = "O"
"""Notes that somebody looked in at a checkpoint and measured nothing."""


class ReadingPanel(EntryPanel):
    """Writes a reading, for a checkpoint or beside them, or corrects one that is there.

    At a checkpoint it can be said instead that somebody looked in and measured nothing: the person sleeps.
    """

    looked = Signal(SessionEvent)
    """Carries what was just written of such a look, to which words can be added."""

    def __init__(self, recorder: SessionRecorder) -> None:
        """Make the fields, empty."""
        super().__init__(recorder)
        self.checkpoint: Checkpoint | None = None
        self.reading: Reading | None = None
        self._new_id = ""
        self._answered: set[tuple[str, str]] = set()
        self.row = PressureRow()
        self.row.edited.connect(self.touch)
        self.row.finished.connect(self.submit)
        LettersPassBy(self, *self.row.lines)
        self.measuring = QVBoxLayout()
        self.body.addWidget(self.row)
        self.body.addWidget(self._said)
        self.body.addLayout(self.measuring)
        self.keys = QLabel()
        self.keys.setWordWrap(True)
        self.column.addWidget(self.keys)
        self.look_button = WrappingButton(_("Looked in, no reading"), LOOK_KEY)
        self.look_button.clicked.connect(self._note_look)
        self.missed_button = WrappingButton(_("It was missed"))
        self.missed_button.clicked.connect(self._note_missed)
        self.not_missed_button = WrappingButton(_("It was not missed"))
        self.not_missed_button.clicked.connect(self._take_missed_back)
        self.setFocusProxy(self.row)

    def open(self, checkpoint: Checkpoint | None, reading: Reading | None = None) -> None:
        """Show a checkpoint, or a reading to correct, or empty fields for a reading of now."""
        self.checkpoint, self.reading, self._new_id = checkpoint, reading, new_id()
        what = checkpoint_name(checkpoint) if checkpoint else _("Reading now")
        if checkpoint is None and reading is not None:
            what = _("Reading of {clock}").format(clock=f"{reading.taken_at:%H:%M}")
        self.begin(what, reading.taken_at if reading else None)
        self._answered.clear()
        self.row.show_values(dict(reading) if reading else {})
        self.settle()
        buttons = [self.save_button]
        if reading is not None:
            buttons.append(self.take_out_button)
        elif checkpoint is not None and checkpoint.done_at is None:
            missed = checkpoint.missed_at is not None
            buttons += [self.look_button, self.not_missed_button if missed else self.missed_button]
        self.offer(*buttons, self.leave_button)

    def show_keys(self, kinds: Mapping[str, EventKind]) -> None:
        """Say which letters write an event, also while a number is typed."""
        told = ", ".join(f"{key} {_(kind.label)}" for key, kind in kinds.items())
        self.keys.setText(_("Letters work while you type numbers, too: {keys}.").format(keys=told))

    def content(self) -> dict[str, Any]:
        """Return the numbers, with the checkpoint or the reading that they are of.

        What they will be written as is told beforehand, so that a draft which a crash left behind is known as
        written.
        """
        return {
            "panel": "reading",
            "checkpoint": self.checkpoint.id if self.checkpoint else "",
            "entry": self.reading.id if self.reading else "",
            "writes": "" if self.reading else self._new_id,
            "fields": self.row.content(),
        }

    def take_up(self, typed: dict[str, Any]) -> None:
        """Put numbers and time back."""
        self._filling = True
        self._new_id = typed["writes"]
        self.row.set_content(typed["fields"])
        super().take_up(typed)

    def write(self) -> None:
        """Write the reading; once more where something unusual was asked about."""
        self.row.clear_marks()
        values = self.row.values()
        if all(value is None for value in values.values()):
            raise RefusedError([Problem("", "", _("No number is typed yet."))])
        own_id = {} if self.reading else {"id": self._new_id}
        reading = self.recorder.reading(values | own_id, self.moment(), self.reading)
        asked = [each for each in questions(reading) if (each.field, each.sentence) not in self._answered]
        if asked:
            self._answered |= {(each.field, each.sentence) for each in asked}
            self.row.mark_questions(asked)
            sentences = [each.sentence for each in asked]
            self.say(
                "question", " ".join([*sentences, _("If it is as you meant it, press Enter once more.")])
            )
            return
        self.recorder.write_reading(reading, self.checkpoint)
        self.finish()

    def refuse(self, refused: RefusedError) -> None:
        """Say what is wrong, and mark the numbers that it is about."""
        super().refuse(refused)
        self.row.mark_problems(refused.problems)

    def take_out(self) -> None:
        """Remove the reading; its checkpoint is open again."""
        if self.reading is not None:
            self.recorder.take_out(self.reading)
            self.finish()

    def _note_look(self) -> None:
        self._do(self._write_look)

    def _note_missed(self) -> None:
        self._do(self._write_missed)

    def _take_missed_back(self) -> None:
        self._do(self._write_not_missed)

    def _write_look(self) -> None:
        if self.checkpoint is None:
            return
        if self.row.content():
            words = _("Numbers are typed here. Write them down, or take them out to note a look without one.")
            raise RefusedError([Problem("", "", words)])
        event = self.recorder.note_look(self.checkpoint, self.moment())
        self.finish()
        self.looked.emit(event)

    def _write_missed(self) -> None:
        if self.checkpoint is not None:
            self.recorder.note_missed(self.checkpoint)
            self.finish()

    def _write_not_missed(self) -> None:
        if self.checkpoint is not None:
            self.recorder.note_missed(self.checkpoint, missed=False)
            self.finish()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let one key say that nothing was measured, where a button does."""
        if event.text().upper() == LOOK_KEY and self.look_button.isVisible():
            self._note_look()
        else:
            super().keyPressEvent(event)
