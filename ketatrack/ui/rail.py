"""The rail on the left: the places of the program, and help that is always there."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QVBoxLayout

from ketatrack.domain.language import gettext as _
from ketatrack.ui.theme import GRID, TARGET

_WIDTH = 136


class Rail(QFrame):
    """The places of the program, top to bottom, with help always at the foot."""

    chosen = Signal(str)

    def __init__(self) -> None:
        """Make the buttons; the places are off until a journal is open."""
        super().__init__()
        self.setObjectName("rail")
        self.setMinimumWidth(_WIDTH)
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
        button.setMinimumWidth(_WIDTH)

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
