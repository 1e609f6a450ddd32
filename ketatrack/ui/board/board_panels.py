"""What is opened on a board, a reading, an event to correct or the end, and what is typed meanwhile."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ketatrack.domain.errors import JournalError
from ketatrack.domain.followed import SessionEntry
from ketatrack.domain.records import Checkpoint, Reading, SessionEvent
from ketatrack.domain.reviews import stands_as_written, stands_words
from ketatrack.ui.board.board_keeping import BOARD_DRAFT
from ketatrack.ui.board.end_panel import EndPanel
from ketatrack.ui.board.entry_panel import EntryPanel
from ketatrack.ui.board.event_panel import EventPanel
from ketatrack.ui.board.reading_panel import ReadingPanel
from ketatrack.ui.board.recorder import SessionRecorder
from ketatrack.ui.board.set_aside import SetAside
from ketatrack.ui.board.step_line import unwritten_words

Entries = Sequence[SessionEntry]


class _Interrupted(NamedTuple):
    """What stood in a panel, typed or not, while words of an event are asked for, and where its focus was."""

    typed: dict[str, Any]
    focused: QWidget | None


class BoardPanels(QWidget):
    """One panel at a time. What was typed in one that is left is kept, and can be gone on with."""

    opened = Signal()
    closed = Signal()
    reading_opened = Signal(object)
    """Carries the checkpoint whose reading is typed now; None for a reading beside them."""
    rest_changed = Signal(str)
    """Carries the title of what was left last and is not written down; empty where there is nothing."""
    refused = Signal(str)
    """Carries the sentence that says why the journal did not keep something."""

    def __init__(
        self, recorder: SessionRecorder, entries: Callable[[], Entries], draft: str = BOARD_DRAFT
    ) -> None:
        """Take the session, what lists the entries that may be opened, and how what is typed is kept."""
        super().__init__()
        self._aside = SetAside(recorder.journal, recorder.followed.id, draft)
        self._recorder = recorder
        self._entries = entries
        self.readings = ReadingPanel(recorder)
        self.corrections = EventPanel(recorder)
        self.end = EndPanel(recorder)
        self._typed_into: tuple[EntryPanel, ...] = (self.readings, self.corrections)
        self._interrupted: _Interrupted | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for panel in (*self._typed_into, self.end):
            column.addWidget(panel)
            panel.hide()
        for panel in self._typed_into:
            panel.done.connect(self._finish)
            panel.left.connect(self._leave)
            panel.touched.connect(self.keep_draft)
        self.readings.looked.connect(self.ask_words)
        self.end.left.connect(self.close_all)
        self.hide()
        recorder.journal.closing.connect(self._keep_all)

    # opening and closing

    def open_reading(self, checkpoint: Checkpoint | None, reading: Reading | None = None) -> None:
        """Open a checkpoint, a reading to correct, or a reading of now."""
        if reading is not None and self._stands(reading):
            return
        self._put_aside()
        self.readings.open(checkpoint, reading)
        self._show(self.readings)
        self.reading_opened.emit(checkpoint)

    def open_entry(self, entry: SessionEntry) -> None:
        """Open an entry to correct it."""
        if isinstance(entry, Reading):
            self.open_reading(None, entry)
        elif not self._stands(entry):
            self._put_aside()
            self.corrections.open(entry)
            self._show(self.corrections)

    def _stands(self, entry: SessionEntry) -> bool:
        """Say whether an entry is not changed here, and why, where it is not."""
        stands = stands_as_written(entry, self._recorder.author)
        if stands:
            self.refused.emit(stands_words())
        return stands

    def ask_words(self, event: SessionEvent) -> None:
        """Ask for the words of what was just written, and go on afterwards with what is open now."""
        interrupted = self._interrupted or self._standing()
        self.open_entry(event)
        self._interrupted = interrupted

    def open_end(self, at: datetime | None = None) -> None:
        """Ask how the session ended, now or at a moment."""
        self._put_aside()
        rest = self._rest()
        self.end.open(at, unwritten_words(rest.get("title", "") if rest else ""))
        self._show(self.end)

    def _show(self, shown: QWidget) -> None:
        self._interrupted = None
        for panel in (*self._typed_into, self.end):
            if panel is not shown:
                panel.hide()
        self.show()
        shown.show()
        shown.setFocus()
        self.opened.emit()

    @property
    def shown(self) -> QWidget | None:
        """The panel that is open; None where none is."""
        return next((each for each in (*self._typed_into, self.end) if not each.isHidden()), None)

    def close_all(self) -> None:
        """Show none, and take no room."""
        for panel in (*self._typed_into, self.end):
            panel.hide()
        self.hide()
        self.closed.emit()

    def _leave(self) -> None:
        self._put_aside()
        self._go_back()

    def _finish(self) -> None:
        panel = self._open_panel()
        if panel is not None:
            self._aside.forget(panel.content())
        self._keep()
        self._go_back()

    def _go_back(self) -> None:
        """Go on with what was interrupted; else show none."""
        interrupted = self._interrupted
        if interrupted is None or not self._can_open(interrupted.typed):
            self.close_all()
            return
        self._aside.forget(interrupted.typed)
        self.take_up(interrupted.typed)
        self.keep_draft()
        if interrupted.focused is not None and interrupted.focused.isVisible():
            interrupted.focused.setFocus()

    # what is typed and not yet written

    def _typed(self) -> dict[str, Any]:
        panel = self._open_panel()
        return self._content_of(panel) if panel is not None and panel.is_touched else {}

    def _standing(self) -> _Interrupted | None:
        panel = self._open_panel()
        if panel is None:
            return None
        return _Interrupted(self._content_of(panel), QApplication.focusWidget())

    def _open_panel(self) -> EntryPanel | None:
        return next((panel for panel in self._typed_into if panel.isVisibleTo(self)), None)

    def _content_of(self, panel: EntryPanel) -> dict[str, Any]:
        return {"of": self._recorder.followed.id, "title": panel.accessibleName()} | panel.typed()

    def _put_aside(self) -> None:
        typed = self._typed()
        if typed:
            self._aside.put(typed)
            self._keep()

    def _rest(self) -> dict[str, Any] | None:
        return self._aside.last(self._can_open)

    def _can_open(self, typed: dict[str, Any]) -> bool:
        return not typed["entry"] or any(each.id == typed["entry"] for each in self._entries())

    def go_on(self) -> None:
        """Open what was left last again; what is typed now is left in its turn."""
        rest = self._rest()
        if rest is not None:
            self._aside.forget(rest)
            self.take_up(rest)
            self.keep_draft()

    def discard(self) -> None:
        """Let go of what was left last."""
        rest = self._rest()
        if rest is not None:
            self._aside.forget(rest)
            self._keep(self._typed())

    def keep_draft(self) -> bool:
        """Keep what is typed in the open panel; say whether all of it is kept now."""
        typed = self._typed()
        return not typed or self._keep(typed)

    def _keep(self, typed: dict[str, Any] | None = None) -> bool:
        rest = self._rest()
        self.rest_changed.emit(rest.get("title", "") if rest else "")
        try:
            self._aside.keep(typed or {})
        except JournalError as error:
            self.refused.emit(str(error))
            return False
        return True

    def _keep_all(self) -> None:
        for panel in self._typed_into:
            panel.keep()

    def drop_draft(self) -> None:
        """Forget all that was typed."""
        self._aside.clear()
        self._keep()

    def unwritten(self) -> dict[str, Any]:
        """Return what is typed where the journal does not take it, for `take_up`; else nothing."""
        return {} if self.keep_draft() else self._typed()

    def take_up_draft(self) -> None:
        """Open again what was being typed, unless it was written just before the program ended."""
        try:
            self._aside.take_from_journal()
        except JournalError as error:
            self.refused.emit(str(error))
        self.go_on()

    def take_up(self, typed: dict[str, Any]) -> None:
        """Open again the panel in which something was typed, with what was typed."""
        if not self._can_open(typed):
            return
        entry = next((each for each in self._entries() if each.id == typed["entry"]), None)
        checkpoints = self._recorder.journal.records().following.checkpoints
        checkpoint = next((each for each in checkpoints if each.id == typed.get("checkpoint")), None)
        if entry is None or isinstance(entry, Reading):
            self.open_reading(checkpoint, entry)
            self.readings.take_up(typed)
        else:
            self.open_entry(entry)
            self.corrections.take_up(typed)
