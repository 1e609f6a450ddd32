"""What is opened on a board, a reading, an event to correct or the end, and what is typed meanwhile."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ketatrack.domain.errors import JournalError
from ketatrack.domain.records import Checkpoint, Reading, SessionEvent
from ketatrack.ui.board.board_keeping import BOARD_DRAFT
from ketatrack.ui.board.end_panel import EndPanel
from ketatrack.ui.board.entry_panel import EntryPanel
from ketatrack.ui.board.event_panel import EventPanel
from ketatrack.ui.board.reading_panel import ReadingPanel
from ketatrack.ui.board.recorder import SessionRecorder

Entries = Sequence[Reading | SessionEvent]


class BoardPanels(QWidget):
    """One panel at a time. What was typed in one that is left is kept, and can be gone on with."""

    opened = Signal()
    closed = Signal()
    reading_opened = Signal(object)
    """Carries the checkpoint whose reading is typed now; None for a reading beside them."""
    set_aside = Signal(str)
    """Something was typed in a panel, whose title this is, and is not written down."""
    refused = Signal(str)
    """Carries the sentence that says why the journal did not keep something."""

    def __init__(
        self, recorder: SessionRecorder, entries: Callable[[], Entries], draft: str = BOARD_DRAFT
    ) -> None:
        """Take the session, what lists the entries that may be opened, and how what is typed is kept."""
        super().__init__()
        self._draft = draft
        self._recorder = recorder
        self._entries = entries
        self.readings = ReadingPanel(recorder)
        self.corrections = EventPanel(recorder)
        self.end = EndPanel(recorder)
        self._typed_into: tuple[EntryPanel, ...] = (self.readings, self.corrections)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for panel in (*self._typed_into, self.end):
            column.addWidget(panel)
            panel.hide()
        for panel in self._typed_into:
            panel.done.connect(self._finish)
            panel.left.connect(self._leave)
            panel.touched.connect(self.keep_draft)
        self.end.left.connect(self.close_all)
        recorder.journal.closing.connect(self._keep_all)

    # opening and closing

    def open_reading(self, checkpoint: Checkpoint | None, reading: Reading | None = None) -> None:
        """Open a checkpoint, a reading to correct, or a reading of now."""
        self._put_aside()
        self.readings.open(checkpoint, reading)
        self._show(self.readings)
        self.reading_opened.emit(checkpoint)

    def open_entry(self, entry: Reading | SessionEvent) -> None:
        """Open an entry to correct it."""
        if isinstance(entry, Reading):
            self.open_reading(None, entry)
            return
        self._put_aside()
        self.corrections.open(entry)
        self._show(self.corrections)

    def open_end(self, at: datetime | None = None) -> None:
        """Ask how the session ended, now or at a moment."""
        self._put_aside()
        self.end.open(at)
        self._show(self.end)

    def _show(self, shown: QWidget) -> None:
        for panel in (*self._typed_into, self.end):
            if panel is not shown:
                panel.hide()
        shown.show()
        shown.setFocus()
        self.opened.emit()

    def close_all(self) -> None:
        """Show none."""
        for panel in (*self._typed_into, self.end):
            panel.hide()
        self.closed.emit()

    def _leave(self) -> None:
        self._put_aside()
        self.close_all()

    def _finish(self) -> None:
        self.drop_draft()
        self.close_all()

    # what is typed and not yet written

    def _typed(self) -> dict[str, Any]:
        for panel in self._typed_into:
            if panel.isVisibleTo(self) and panel.is_touched:
                return {"of": self._recorder.followed.id} | panel.typed()
        return {}

    def _put_aside(self) -> None:
        for panel in self._typed_into:
            if panel.isVisibleTo(self) and panel.is_touched:
                self.keep_draft()
                self.set_aside.emit(panel.accessibleName())

    def keep_draft(self) -> bool:
        """Keep what is typed in the open panel; say whether all of it is kept now."""
        typed = self._typed()
        try:
            if typed:
                self._recorder.journal.keep_draft(self._draft, typed)
        except JournalError as error:
            self.refused.emit(str(error))
            return False
        return True

    def _keep_all(self) -> None:
        for panel in self._typed_into:
            panel.keep()

    def drop_draft(self) -> None:
        """Forget what was typed."""
        try:
            self._recorder.journal.drop_draft(self._draft)
        except JournalError as error:
            self.refused.emit(str(error))

    def unwritten(self) -> dict[str, Any]:
        """Return what is typed where the journal does not take it, for `take_up`; else nothing."""
        return {} if self.keep_draft() else self._typed()

    def take_up_draft(self) -> None:
        """Open again what was being typed, unless it was written just before the program ended."""
        kept = self._recorder.journal.draft(self._draft)
        if kept is None or kept.content.get("of") != self._recorder.followed.id:
            return
        written = {reading.id for reading in self._recorder.journal.records().readings}
        if kept.content.get("writes") in written:
            self.drop_draft()
        else:
            self.take_up(kept.content)

    def take_up(self, typed: dict[str, Any]) -> None:
        """Open again the panel in which something was typed, with what was typed."""
        entry = next((each for each in self._entries() if each.id == typed["entry"]), None)
        if typed["entry"] and entry is None:
            return
        checkpoints = self._recorder.journal.records().following.checkpoints
        checkpoint = next((each for each in checkpoints if each.id == typed.get("checkpoint")), None)
        if isinstance(entry, SessionEvent):
            self.open_entry(entry)
            self.corrections.take_up(typed)
        else:
            self.open_reading(checkpoint, entry)
            self.readings.take_up(typed)
