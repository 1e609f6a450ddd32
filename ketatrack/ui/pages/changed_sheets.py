"""A date on a card that was handed over has changed since: says which, and offers a new card."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.hand_over_log import ChangedDate, changed_dates
from ketatrack.domain.language import gettext as _
from ketatrack.domain.plan_words import Sheet
from ketatrack.domain.wall_clock import day_and_clock
from ketatrack.ui.layout import Card, breakable, clear_layout
from ketatrack.ui.theme import GRID, TARGET


class ChangedSheets(Card):
    """A line and a button for each card that no longer says what is planned; hidden while there is none."""

    command_wanted = Signal(str)
    """Asks for a new card, by the name of the command that makes one."""

    def __init__(self) -> None:
        """Start hidden."""
        super().__init__(_("A date on a card that you gave has changed"))
        self.buttons: list[QPushButton] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(GRID)
        self.column.addLayout(self._lines)
        self.hide()

    def show_changes(self, records: CourseRecords, today: date) -> None:
        """Show what changed up to a local date, in place of what was shown before."""
        clear_layout(self._lines)
        self.buttons = []
        changes = changed_dates(records, Sheet.CAREGIVER_CARD, today)
        for change in changes:
            self._lines.addWidget(self._line(change))
        self.setVisible(bool(changes))

    def _line(self, change: ChangedDate) -> QWidget:
        words = _changed_words(change)
        label = QLabel(breakable(words))
        label.setWordWrap(True)
        button = QPushButton(_("Make a new card…"))
        button.setAccessibleDescription(words)
        button.setMinimumHeight(TARGET)
        command = f"sheet {Sheet.CAREGIVER_CARD}:{change.entry.for_whom}"
        button.clicked.connect(partial(self.command_wanted.emit, command))
        self.buttons.append(button)
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(label)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return line


def _changed_words(change: ChangedDate) -> str:
    noted, item = change.noted, change.item
    card = (
        _("The card for {name}").format(name=change.entry.for_whom)
        if change.entry.for_whom
        else _("The card")
    )
    if item is None or item.draft:
        now = _("it is no longer planned")
    elif item.ended is not None:
        now = _("it is noted as: {end}").format(end=_(item.ended.label).lower())
    else:
        now = _("it is now {date}").format(date=day_and_clock(item.planned_on, item.clock))
    return _("{card} says {date}; {now}.").format(
        card=card, date=day_and_clock(noted.day, noted.clock), now=now
    )
