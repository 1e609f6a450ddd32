"""What an entry of a session is typed into: its fields, its time, and what is said about them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import SkippedTimeError, moment_from_text, moment_to_text
from ketatrack.domain.session_clock import TimeToComeError, latest_moment_at
from ketatrack.ui.board.number_lines import LettersPassBy
from ketatrack.ui.board.recorder import SessionRecorder
from ketatrack.ui.fields.field import FieldError, RefusedError
from ketatrack.ui.fields.flow_layout import FlowLayout
from ketatrack.ui.fields.moment_field import ClockField
from ketatrack.ui.fields.wrapping_button import WrappingButton
from ketatrack.ui.layout import Card, breakable, heading, unbroken
from ketatrack.ui.theme import GRID, SESSION_TARGET

_DRAFT_DELAY_MS = 250


class EntryPanel(Card):
    """Stands where the checkpoints are while one entry is typed; Esc leaves it, and what was typed is kept.

    The board offers to go on with it.

    Subclasses add their fields to `body`, write the entry in `write`, and say in `content` what stands in
    the fields.
    """

    done = Signal()
    """The entry is in the journal."""
    left = Signal()
    touched = Signal()
    """Something was typed a moment ago, and is to be kept as a draft."""

    def __init__(self, recorder: SessionRecorder) -> None:
        """Make the frame, empty."""
        super().__init__()
        self.recorder = recorder
        self._begun: datetime | None = None
        self._kept: datetime | None = None
        self._filling = False
        self.title = heading("", "title")
        self.body = QVBoxLayout()
        self.body.setSpacing(GRID)
        self.clock = ClockField(_("Time, where it was not just now"))
        self.clock.editor.setMinimumHeight(SESSION_TARGET)
        self.clock.editor.setFixedWidth(120)
        self.clock.editor.setPlaceholderText("")  # its grey is too faint for a session's screen
        self.clock.edited.connect(self.touch)
        self.clock.editor.returnPressed.connect(self.submit)
        self._said = QLabel()
        self._said.setWordWrap(True)
        self.save_button = WrappingButton(_("Write it down"), _("Enter"), primary=True)
        self.save_button.clicked.connect(self.submit)
        self.leave_button = WrappingButton(_("Back"), _("Esc"))
        self.leave_button.clicked.connect(self.leave)
        self.take_out_button = WrappingButton(_("Take out"))
        self.take_out_button.clicked.connect(self._take_out)
        self._keeper = QTimer(self)
        self._keeper.setSingleShot(True)
        self._keeper.setInterval(_DRAFT_DELAY_MS)
        self._keeper.timeout.connect(self.touched)
        self._buttons = QWidget()
        self._flow = FlowLayout(self._buttons)
        LettersPassBy(self, self.clock.editor)
        for part in (self.title, self.body, self._said, self._buttons, self.clock):
            if isinstance(part, QVBoxLayout):
                self.column.addLayout(part)
            else:
                self.column.addWidget(part)
        self._said.hide()

    def offer(self, *buttons: WrappingButton) -> None:
        """Show these buttons below the fields."""
        self._flow.arrange(buttons)

    # for subclasses

    def write(self) -> None:
        """Write the entry; raises RefusedError or JournalError."""
        raise NotImplementedError

    def take_out(self) -> None:
        """Remove the entry that is corrected."""
        raise NotImplementedError

    def content(self) -> dict[str, Any]:
        """Return what stands in the fields, and which entry it is of, as JSON would keep it."""
        raise NotImplementedError

    def refuse(self, refused: RefusedError) -> None:
        """Say what is wrong."""
        self.say("problem", " ".join(problem.reason for problem in refused.problems))

    # opening and leaving

    def begin(self, title: str, kept: datetime | None = None) -> None:
        """Show another entry, which happened at a moment; None for one of now."""
        self._keeper.stop()
        self._filling = True
        self._begun = None
        self._kept = kept
        self.title.setText(breakable(title))
        self.setAccessibleName(title)
        self.clock.label.setText(_("Time") if kept else _("Time, where it was not just now"))
        self.clock.set_value(kept.timetz().replace(tzinfo=None) if kept else None)
        self.clock.clear_message()
        self.say("", "")

    def settle(self) -> None:
        """Take what stands in the fields now as untouched."""
        self._filling = False

    def touch(self) -> None:
        """Note when the first thing was typed, and have it kept a moment later."""
        if not self._filling:
            self._begun = self._begun or self.recorder.clock.now()
            self._keeper.start()

    @property
    def is_touched(self) -> bool:
        """Whether anything was typed since the panel was opened."""
        return self._begun is not None

    def typed(self) -> dict[str, Any]:
        """Return the content with its time, for `take_up`."""
        begun = moment_to_text(self._begun) if self._begun else ""
        return self.content() | {"clock": self.clock.content(), "begun": begun}

    def take_up(self, typed: dict[str, Any]) -> None:
        """Put the time back that `typed` returned; subclasses put back the rest."""
        self._filling = True
        self.clock.set_content(typed["clock"])
        self._filling = False
        self._begun = moment_from_text(typed["begun"]) if typed["begun"] else None

    def leave(self) -> None:
        """Leave; what was typed is kept."""
        self.keep()
        self.left.emit()

    def keep(self) -> None:
        """Have what was typed kept now."""
        if self._keeper.isActive():
            self._keeper.stop()
            self.touched.emit()

    def moment(self) -> datetime:
        """Return when the entry happened: as typed, else as it was, else when its first digit was typed.

        Raises:
            RefusedError: no clock showed the typed time, or none in this session yet.
        """
        now = self.recorder.clock.now()
        try:
            clock = self.clock.value()
            if clock is None:
                return self._kept or self._begun or now
            if self._kept is not None and (clock.hour, clock.minute) == (self._kept.hour, self._kept.minute):
                return self._kept
            opened_at = self.recorder.followed.opened_at
            return latest_moment_at(clock, now, self.recorder.journal.zone, opened_at)
        except (FieldError, SkippedTimeError, TimeToComeError) as error:
            self.clock.show_problem(str(error))
            self.clock.setFocus()
            raise RefusedError([]) from None

    def submit(self) -> None:
        """Write the entry down, or say what keeps it from being written."""
        self.clock.clear_message()
        self.say("", "")
        self._do(self.write)

    def _take_out(self) -> None:
        self._do(self.take_out)

    def _do(self, write: Callable[[], None]) -> None:
        try:
            write()
        except RefusedError as refused:
            self.refuse(refused)
        except JournalError as error:
            self.say("problem", str(error))

    def finish(self) -> None:
        """Tell that the entry is in the journal."""
        self._keeper.stop()
        self._begun = None
        self.done.emit()

    @property
    def said(self) -> str:
        """What is said about the entry."""
        return unbroken(self._said.text())

    def say(self, role: str, sentence: str) -> None:
        """Say something about the entry; nothing for an empty sentence."""
        self._said.setText(breakable(sentence))
        self._said.setProperty("role", role)
        self._said.setVisible(bool(sentence))
        self._said.style().polish(self._said)
        if sentence:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves; an Enter that wrote the entry ends here, since on the board it would open another."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
