"""Measuring with guidance on the board: in place of the three numbers, wherever a reading is typed."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ketatrack.domain.errors import JournalError
from ketatrack.domain.guided_measuring import mean_reading, seated_position
from ketatrack.domain.language import gettext as _
from ketatrack.ui.board.number_lines import LettersPassBy
from ketatrack.ui.board.reading_panel import ReadingPanel
from ketatrack.ui.board.session_board import SessionBoard
from ketatrack.ui.fields.wrapping_button import WrappingButton
from ketatrack.ui.forms.guided_measuring import GuidedMeasuringView
from ketatrack.ui.theme import GRID

_SETTING = "guided_measuring"
"""The setting in which a journal keeps how far measuring on a board has come, kept at each step."""


class BoardMeasuring(QWidget):
    """A button below the numbers of a new reading; the steps open in their place, where they stopped."""

    def __init__(self, board: SessionBoard) -> None:
        """Take the board, below whose numbers this stands."""
        super().__init__()
        self._panel: ReadingPanel = board.readings
        self._recorder = board.recorder
        self.button = WrappingButton(_("Measure with guidance…"))
        self.button.clicked.connect(self.open)
        self.view = GuidedMeasuringView(self._recorder.clock.now, self._recorder.reading)
        self.view.advanced.connect(self._keep)
        self.view.finished.connect(self._write)
        LettersPassBy(self, *self.view.row.lines)
        self.fold_button = WrappingButton(_("Type the numbers instead"))
        self.fold_button.clicked.connect(self._fold)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for part in (self.button, self.view, self.fold_button):
            column.addWidget(part)
        self._panel.measuring.addWidget(self)
        self._show(opened=False)
        board.checkpoint_opened.connect(self._opened)

    def open(self) -> None:
        """Show the steps, from where they stopped for the same reading, else from the first."""
        kept = self._kept()
        if kept.get("of") == self._of():
            self.view.set_content(kept["content"])
        else:
            self.view.begin()
        self._show(opened=True)
        self.view.setFocus()

    def _fold(self) -> None:
        self._show(opened=False)
        self._panel.open(self._panel.checkpoint)
        self._panel.setFocus()

    def _opened(self, _checkpoint: object) -> None:
        """Stand ready for the reading that was just opened; steps that were begun for it are open again."""
        if self._panel.reading is not None:
            self._show(opened=False)
            self.hide()
            return
        self.show()
        if self._kept().get("of") == self._of():
            self.open()
        else:
            self._show(opened=False)

    def _show(self, *, opened: bool) -> None:
        steps: list[QWidget] = [self.view, self.fold_button]
        numbers: list[QWidget] = [self.button, self._panel.row, self._panel.clock]
        for part in (*steps, *numbers):
            part.setVisible(opened == (part in steps))
        self._panel.setFocusProxy(self.view if opened else self._panel.row)
        if opened:
            self._panel.offer(self._panel.leave_button)

    # what is kept

    def _of(self) -> list[str]:
        checkpoint = self._panel.checkpoint
        return [self._recorder.followed.id, checkpoint.id if checkpoint else ""]

    def _kept(self) -> dict[str, Any]:
        kept: dict[str, Any] = self._recorder.journal.store.setting(_SETTING, {})
        return kept

    def _keep(self) -> None:
        self._set({"of": self._of(), "content": self.view.content()})

    def _set(self, content: dict[str, Any]) -> None:
        try:
            self._recorder.journal.store.set_setting(_SETTING, content)
        except JournalError as error:
            self._panel.say("problem", str(error))

    # what is written

    def _write(self) -> None:
        measuring = self.view.measuring
        position = seated_position(measuring)
        placed = {} if position is None else {"position": position}
        mean, parts = mean_reading(measuring.parts, **placed)
        try:
            self._recorder.write_reading(mean, self._panel.checkpoint, [dict(part) for part in parts])
        except JournalError as error:
            self._panel.say("problem", str(error))
            return
        self._set({})
        self._show(opened=False)
        self._panel.finish()
