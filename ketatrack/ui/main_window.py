"""The window's frame: rail, header, one thing at a time in the middle. On screen before anything heavy.

This module knows no record and no journal, so that the window is painted before they are imported;
`workspace` fills the frame. Nor does it touch the namespace `Qt`, whose many enumerations are made when it is
first named, which takes as long as painting.
"""

from pathlib import Path

from PySide6.QtCore import QEvent, QSettings, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ketatrack.domain.language import gettext as _
from ketatrack.ui.first_paint import FirstPaint
from ketatrack.ui.theme import GRID, TARGET

FIRST_SIZE = QSize(1120, 760)
_RAIL_WIDTH = 136
_NOTICE_MS = 10_000
_LEAST_NAME = 120
"""Pixels that a course's name gets, however narrow the window."""


class MainWindow(QMainWindow):
    """Rail on the left, the course's name and phase at the top, one page or form in the middle."""

    painted = Signal()
    """The first paint reached the screen."""
    shown_data = Signal()
    """The first page with the journal's data is on screen."""
    page_chosen = Signal(str)
    help_wanted = Signal()
    undo_wanted = Signal()
    closing = Signal()
    files_dropped = Signal(object)
    """Carries the path of a file or folder that was dropped on the window."""

    def __init__(self, settings: QSettings) -> None:
        """Make the frame, empty but complete, at the size and place it had last."""
        super().__init__()
        self._settings = settings
        self.setWindowTitle("KetaTrack")
        FirstPaint(self).painted.connect(self.painted)
        self.rail = _Rail()
        self.rail.chosen.connect(self.page_chosen)
        self.rail.help_button.clicked.connect(self.help_wanted)
        self.header = _Header()
        self.notice = _Notice()
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
        self.setCentralWidget(self._whole)

    def show_widget(self, widget: QWidget) -> None:
        """Put a page or form in the middle."""
        if self.stack.indexOf(widget) < 0:
            self.stack.addWidget(widget)
        self.stack.setCurrentWidget(widget)
        widget.setFocus()

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

        return go_on(self._whole, self.focusWidget(), forward=forward)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders of this computer."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on what was dropped; several files of one folder count as the first of them."""
        dropped = next(url for url in event.mimeData().urls() if url.isLocalFile())
        event.acceptProposedAction()
        self.files_dropped.emit(Path(dropped.toLocalFile()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember size and place, and let everybody keep what they hold."""
        self._settings.setValue("geometry", self.saveGeometry())
        self.closing.emit()
        super().closeEvent(event)


class _Rail(QFrame):
    """The places of the program, top to bottom, with help always at the foot."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setMinimumWidth(_RAIL_WIDTH)
        self.buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._choose)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, GRID, 0, GRID)
        self._column.setSpacing(0)
        for name, words in (
            ("today", _("Today")),
            ("sessions", _("Sessions")),
            ("mood", _("Mood")),
            ("charts", _("Charts")),
            ("plan", _("Plan")),
            ("report", _("Report")),
        ):
            self._add(name, words)
        self._column.addStretch(1)
        self._add("settings", _("Settings"))
        self.help_button = QPushButton()
        self.help_button.setText(_("Help now"))
        self.help_button.setToolTip("F1")
        self._dress(self.help_button)
        self._column.addWidget(self.help_button)
        self.set_open(opened=False)

    def _add(self, name: str, words: str) -> None:
        button = QPushButton()
        button.setText(words)
        button.setCheckable(True)
        self._dress(button)
        self._group.addButton(button)
        self._column.addWidget(button)
        self.buttons[name] = button

    def _choose(self, button: QPushButton) -> None:
        self.chosen.emit(next(name for name, known in self.buttons.items() if known is button))

    @staticmethod
    def _dress(button: QPushButton) -> None:
        button.setMinimumHeight(TARGET + GRID)
        button.setMinimumWidth(_RAIL_WIDTH)

    def set_open(self, *, opened: bool) -> None:
        """Offer the places only while a journal is open; help is there always."""
        for button in self.buttons.values():
            button.setEnabled(opened)

    def mark(self, name: str) -> None:
        """Show which place the person is in; none for a name that is not in the rail."""
        self._group.setExclusive(False)
        for candidate, button in self.buttons.items():
            button.setChecked(candidate == name)
        self._group.setExclusive(True)


class _Header(QFrame):
    """The course's name, with the other courses behind it, and the phase."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("header")
        self._name = "KetaTrack"
        self.course = QLabel(self._name)
        self.course.setProperty("role", "heading")
        self.course.setMinimumWidth(0)
        self.switch = QToolButton()
        self.switch.setText(_("Other courses"))
        self.switch.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.switch.setMenu(QMenu(self.switch))
        self.switch.hide()
        self.phase = QLabel()
        self.phase.setProperty("role", "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * GRID, GRID, 3 * GRID, GRID)
        row.setSpacing(2 * GRID)
        row.addWidget(self.course, 1)
        row.addWidget(self.switch)
        row.addWidget(self.phase)
        self.setMinimumHeight(TARGET + 2 * GRID)

    def show_course(self, name: str, phase: str) -> None:
        """Name the course and its phase; a long name is cut on screen and whole in its tooltip."""
        self._name = name
        self.course.setToolTip(name)
        self.phase.setText(phase)
        self._elide()

    def _elide(self) -> None:
        name = self._name
        room = max(self.course.width(), _LEAST_NAME)
        if self.course.fontMetrics().horizontalAdvance(name) > room:
            name = _elided(name, self.course.fontMetrics(), room)
        self.course.setText(name)

    def event(self, event: QEvent) -> bool:
        """Cut the name anew when there is more or less room."""
        answered = super().event(event)
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show}:
            self._elide()
        return answered


def _elided(name: str, metrics: QFontMetrics, room: int) -> str:
    from PySide6.QtCore import Qt

    return metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)


class _Notice(QFrame):
    """One line at the foot: what was just saved, with the way back."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("header")
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.undo_button = QPushButton(_("Undo"))
        close = QPushButton(_("Close"))
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * GRID, GRID, 3 * GRID, GRID)
        row.addWidget(self.text, 1)
        row.addWidget(self.undo_button)
        row.addWidget(close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_NOTICE_MS)
        self._timer.timeout.connect(self.hide)
        QShortcut(QKeySequence("Ctrl+."), self, self.hide)
        self.hide()

    def say(self, sentence: str, *, undo: bool = False, lasting: bool = False) -> None:
        """Say what happened; a lasting sentence stays until it is closed."""
        self.text.setText(sentence)
        self.undo_button.setVisible(undo)
        self.show()
        self._timer.stop()
        if not lasting:
            self._timer.start()
