"""The foot of the window: what was just done, with the way back, and what changed because of it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton

from ketatrack.domain.language import gettext as _
from ketatrack.ui.theme import GRID

_SHOWN_MS = 10_000


class Notice(QFrame):
    """Says in one line what was done; a second one, about what follows from it, stays until it is closed."""

    form_wanted = Signal(str)
    """Asks for the form in which what the second line says can be looked at."""

    def __init__(self) -> None:
        """Start hidden, with nothing to say."""
        super().__init__()
        self.setObjectName("header")
        self.text = _line()
        self.undo_button = QPushButton(_("Undo"))
        self.remark_text = _line()
        self.remark_button = QPushButton(_("Baseline…"))
        self.remark_button.clicked.connect(self._ask_for_form)
        self._form = ""
        close = QPushButton(_("Close"))
        close.clicked.connect(self.clear)
        lines = QGridLayout()
        lines.setSpacing(GRID)
        lines.setColumnStretch(0, 1)
        lines.addWidget(self.text, 0, 0)
        lines.addWidget(self.undo_button, 0, 1)
        lines.addWidget(self.remark_text, 1, 0)
        lines.addWidget(self.remark_button, 1, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * GRID, GRID, 3 * GRID, GRID)
        row.addLayout(lines, 1)
        row.addWidget(close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_MS)
        self._timer.timeout.connect(self._fade)
        QShortcut(QKeySequence("Ctrl+."), self, self.clear)
        self._waiting: list[Callable[[], None]] | None = None
        self.clear()

    def hold(self) -> None:
        """Say nothing from now on, as while somebody else has the window; what there is to say waits."""
        self.clear()
        self._waiting = []

    def release(self) -> None:
        """Say what waited, and what comes."""
        waiting, self._waiting = self._waiting, None
        for say in waiting or ():
            say()

    def say(self, sentence: str, *, undo: bool = False, lasting: bool = False) -> None:
        """Say what happened; a lasting sentence stays until it is closed."""
        if self._waiting is not None:
            self._waiting.append(partial(self.say, sentence, lasting=lasting))
            return
        self._tell(sentence, undo=undo)
        self._timer.stop()
        if not lasting:
            self._timer.start()

    def remark(self, sentence: str, form: str) -> None:
        """Say what follows from what was just written, and which form shows more; empty takes it away."""
        if self._waiting is not None:
            self._waiting.append(partial(self.remark, sentence, form))
            return
        if sentence:
            self._tell("")  # it was about an earlier step
        self._form = form
        self.remark_text.setText(sentence)
        self._arrange()

    def step_passed(self) -> None:
        """Take a sentence with an Undo away: it would take back what was written after it."""
        if not self.undo_button.isHidden():
            self._tell("")

    def _tell(self, sentence: str, *, undo: bool = False) -> None:
        self.text.setText(sentence)
        self.undo_button.setVisible(undo)
        self._arrange()

    def _arrange(self) -> None:
        said, remarked = bool(self.text.text()), bool(self.remark_text.text())
        self.text.setVisible(said)
        self.remark_text.setVisible(remarked)
        self.remark_button.setVisible(remarked and bool(self._form))
        self.setVisible(said or remarked)

    def _fade(self) -> None:
        self._tell("")

    def clear(self) -> None:
        """Say nothing more."""
        if self._waiting is not None:
            self._waiting.clear()
            return
        self._tell("")
        self.remark("", "")

    def _ask_for_form(self) -> None:
        self.form_wanted.emit(self._form)


def _line() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    return label
