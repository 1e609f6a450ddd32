"""Where somebody stands on a board: what its keys go to, and what is brought into sight with it."""

from PySide6.QtCore import QObject

from ketatrack.ui.board.board_frame import BoardFrame
from ketatrack.ui.board.board_panels import BoardPanels


class BoardFocus(QObject):
    """Leads to a panel while one is open, and from one entry to the next checkpoint."""

    def __init__(self, frame: BoardFrame, panels: BoardPanels) -> None:
        """Take a board, and what opens on it."""
        super().__init__(frame)
        self._frame = frame
        self._panels = panels
        panels.opened.connect(self._make_room)
        panels.closed.connect(self._show_list)
        frame.emergency.closed.connect(self._go_on)

    def aim(self) -> None:
        """Have Space open what says so, also after the time of another checkpoint has come."""
        frame = self._frame
        before = frame.focusProxy()
        frame.setFocusProxy(self._panels.shown or frame.checkpoints.next_button or frame.reading_button)
        if before is not None and before is not frame.focusProxy() and before.hasFocus():
            frame.setFocus()

    def go_to_next(self) -> None:
        """Go to the next checkpoint, or to the signs of an emergency where some are shown."""
        frame = self._frame
        if frame.emergency.card is not None:
            frame.emergency.setFocus()
            frame.show_top()
        elif frame.list_card.isVisible():
            frame.setFocus()
            frame.show_written(frame.focusProxy() or frame.list_card)

    def stay(self) -> None:
        """Keep in sight what is typed while something is written beside it."""
        panel, focused = self._panels.shown, self._frame.focusWidget()
        if panel is not None and focused is not None and panel.isAncestorOf(focused):
            self._frame.bring_into_sight(focused)

    def _go_on(self) -> None:
        """Go on where somebody stood who asked for the signs of an emergency."""
        panel = self._panels.shown
        if panel is None:
            self.go_to_next()
        else:
            (panel.focusWidget() or panel).setFocus()
            self._frame.bring_into_sight(self._panels)

    def _make_room(self) -> None:
        self._frame.list_card.hide()
        self.aim()
        self._frame.bring_into_sight(self._panels)

    def _show_list(self) -> None:
        self._frame.list_card.show()
        self.aim()
        self.go_to_next()
