"""The window's frame: rail, header, one thing at a time in the middle. On screen before anything heavy.

This module knows no record and no journal, so that the window is painted before they are imported;
`workspace` fills the frame. Nor does it touch the namespace `Qt`, whose many enumerations are made when it is
first named, which takes as long as painting.
"""

from pathlib import Path

from PySide6.QtCore import QEvent, QSettings, QSize, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ketatrack.ui.first_paint import FirstPaint
from ketatrack.ui.header import Header
from ketatrack.ui.notice import Notice
from ketatrack.ui.rail import Rail
from ketatrack.ui.remembered import has_neutral_title
from ketatrack.ui.theme import GRID

FIRST_SIZE = QSize(1120, 760)
_NAME = "KetaTrack"
NEUTRAL_NAME = "Journal"
"""What the window is called where nobody is to know what it is for, and what the desktop is always told."""


class MainWindow(QMainWindow):
    """Rail on the left, the course's name and phase at the top, one page or form in the middle."""

    painted = Signal()
    """The first paint reached the screen."""
    shown_data = Signal()
    """The first page of a journal, or the page that leads to one, is on screen."""
    page_chosen = Signal(str)
    help_wanted = Signal()
    undo_wanted = Signal()
    closing = Signal()
    minimised = Signal()
    files_dropped = Signal(object)
    """Carries the path of a file or folder that was dropped on the window."""

    def __init__(self, settings: QSettings) -> None:
        """Make the frame, empty but complete, at the size and place it had last."""
        super().__init__()
        self._settings = settings
        self.setWindowTitle(NEUTRAL_NAME if has_neutral_title(settings) else _NAME)
        FirstPaint(self).painted.connect(self.painted)
        self.rail = Rail()
        self.rail.chosen.connect(self.page_chosen)
        self.rail.help_button.clicked.connect(self.help_wanted)
        self.header = Header()
        self.notice = Notice()
        self.notice.undo_button.clicked.connect(self.undo_wanted)
        self.cards = QVBoxLayout()
        self.cards.setContentsMargins(0, 0, 0, 0)
        self.stack = QStackedWidget()
        self._assemble()
        self.setAcceptDrops(True)
        self.resize(FIRST_SIZE)
        geometry = settings.value("geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)

    def _assemble(self) -> None:
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.header)
        middle.addLayout(self.cards)
        middle.addWidget(self.stack, 1)
        middle.addWidget(self.notice)
        self._whole = QWidget()
        row = QHBoxLayout(self._whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(middle, 1)
        self._sides = QStackedWidget()
        self._sides.addWidget(self._whole)
        self.setCentralWidget(self._sides)

    def come_to_front(self) -> None:
        """Show the window to somebody who asked for it again."""
        if self.isMinimized() and self.isFullScreen():
            self.showFullScreen()
        elif self.isMinimized():
            self.showNormal()
        self.raise_()
        self.activateWindow()

    def show_widget(self, widget: QWidget) -> None:
        """Put a page or form in the middle."""
        if self.stack.indexOf(widget) < 0:
            self.stack.addWidget(widget)
        self.stack.setCurrentWidget(widget)
        widget.setFocus()

    def show_alone(self, widget: QWidget) -> None:
        """Show one widget in place of all else in the window, menus included; nothing is dropped on it."""
        self.menuBar().hide()
        self.setAcceptDrops(False)
        self._whole.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)  # takes no room
        self._sides.addWidget(widget)
        self._sides.setCurrentWidget(widget)
        widget.setFocus()

    def drop_alone(self, widget: QWidget) -> None:
        """Take that widget away for good, and show the rest of the window again."""
        self._whole.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._sides.setCurrentWidget(self._whole)
        self._sides.removeWidget(widget)
        widget.deleteLater()
        self.menuBar().show()
        self.setAcceptDrops(True)

    def be_neutral(self, *, neutral: bool) -> None:
        """Name the program in the title, or nothing that says what it is for."""
        self.setWindowTitle(NEUTRAL_NAME if neutral or has_neutral_title(self._settings) else _NAME)

    def tell_when_shown(self) -> None:
        """Emit `shown_data` once what was just put in the middle, or stands alone, has been painted."""
        shown = self._sides.currentWidget()
        FirstPaint(self.stack if shown is None or shown is self._whole else shown).painted.connect(
            self.shown_data
        )

    def drop_widget(self, widget: QWidget) -> None:
        """Take a form out of the middle for good."""
        self.stack.removeWidget(widget)
        widget.deleteLater()

    def show_card(self, card: QWidget) -> None:
        """Put a card above the page, in place of an earlier one of its kind.

        One is seen at a time, an emergency before any other; the next comes when it is closed.
        """
        for waiting in self._all_cards():
            if type(waiting) is type(card):
                self.drop_card(waiting)
        self.cards.insertWidget(0 if card.property("tone") == "danger" else -1, card)
        self._show_first_card()

    def drop_card(self, card: QWidget) -> None:
        """Take a card away; who stood in it goes back to the page."""
        focused, page = self.focusWidget(), self.stack.currentWidget()
        had_focus = focused is not None and card.isAncestorOf(focused)
        self.cards.removeWidget(card)
        card.hide()
        card.deleteLater()
        if had_focus and page is not None:
            page.setFocus()
        self._show_first_card()

    def clear_cards(self) -> None:
        """Take all cards away."""
        for card in reversed(self._all_cards()):
            self.drop_card(card)

    def _all_cards(self) -> list[QWidget]:
        items = [self.cards.itemAt(index) for index in range(self.cards.count())]
        return [widget for item in items if item is not None and (widget := item.widget()) is not None]

    def _show_first_card(self) -> None:
        cards = self._all_cards()
        edge = 2 * GRID if cards else 0
        self.cards.setContentsMargins(edge, edge, edge, 0)
        for place, card in enumerate(cards):
            card.setVisible(place == 0)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab go on as the window is read."""
        from ketatrack.ui.tab_order import go_on

        return go_on(self._sides.currentWidget() or self._whole, self.focusWidget(), forward=forward)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders of this computer."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on what was dropped; several files of one folder count as the first of them."""
        dropped = next(url for url in event.mimeData().urls() if url.isLocalFile())
        event.acceptProposedAction()
        self.files_dropped.emit(Path(dropped.toLocalFile()))

    def changeEvent(self, event: QEvent) -> None:
        """Tell when the window was put away."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange and self.isMinimized():
            self.minimised.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember size and place, and let everybody keep what they hold."""
        self._settings.setValue("geometry", self.saveGeometry())
        self.closing.emit()
        super().closeEvent(event)
