"""What a caregiver sees of a plan: the next date first, what was agreed, all dates, whom to call, notes."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ketatrack.domain.care_plan import (
    CareDate,
    CarePlan,
    date_facts,
    safety_lines,
    when_words,
)
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words, distance_in_words
from ketatrack.domain.planned import PlanState
from ketatrack.ui.care_file import CareFile
from ketatrack.ui.dialogs.help_now_dialog import contacts_card, emergency_card
from ketatrack.ui.layout import Card, breakable, clear_layout, heading, quiet, scrolled, selectable
from ketatrack.ui.pages.noticed_card import NoticedCard
from ketatrack.ui.theme import GRID

_WIDTH = 880


class CarePlanPage(QWidget):
    """Read-only but for the notes; it shows when it was made, since a plan can change afterwards."""

    newer_wanted = Signal()
    """Asks for a newer plan file of the same course."""
    closed = Signal()

    def __init__(self, file: CareFile) -> None:
        """Show an open plan file; what is to come is told from the local date at this computer."""
        super().__init__()
        self.setObjectName("page")
        self.file = file
        file.setParent(self)
        self._shown: CarePlan | None = None
        self.newer_button = QPushButton(_("Open a &newer plan…"))
        self.newer_button.clicked.connect(self.newer_wanted)
        self.close_button = QPushButton(_("&Close the plan"))
        self.close_button.clicked.connect(self.closed)
        self.noticed = NoticedCard(file)
        self._top = QVBoxLayout()
        self._top.setSpacing(2 * GRID)
        column = QWidget()
        column.setMaximumWidth(_WIDTH)
        inner = QVBoxLayout(column)
        inner.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        inner.setSpacing(2 * GRID)
        inner.addLayout(self._top)
        inner.addWidget(self.noticed)
        inner.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(3 * GRID, GRID, 3 * GRID, 2 * GRID)
        buttons.setSpacing(GRID)
        buttons.addWidget(self.newer_button)
        buttons.addWidget(self.close_button)
        buttons.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.scroll_area = scrolled(column)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # so that the arrow keys scroll the text
        self.scroll_area.setAccessibleName(_("The plan"))
        outer.addWidget(self.scroll_area, 1)
        outer.addLayout(buttons)
        self.setFocusProxy(self.scroll_area)
        file.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the plan of the file, unless it is on screen."""
        plan = self.file.plan
        if plan == self._shown:
            return
        self._shown = plan
        clear_layout(self._top)
        for widget in self._parts(plan):
            self._top.addWidget(widget)
        self.noticed.say("", "")

    def _parts(self, plan: CarePlan) -> Sequence[QWidget]:
        title = _("Plan from {name}").format(name=plan.made_by) if plan.made_by else _("A plan")
        name = heading(breakable(title))
        name.setTextFormat(Qt.TextFormat.PlainText)
        today = datetime.now().astimezone().date()
        coming = plan.coming(today)
        parts = [name, selectable(_made_words(plan), "quiet"), _next_card(coming, today), _agreed_card(plan)]
        if plan.dates:
            parts.append(_dates_card(plan.dates, today))
        if plan.contacts:
            parts.append(contacts_card(plan.contacts, _("People to turn to")))
        return [*parts, emergency_card(plan.country)]


def _made_words(plan: CarePlan) -> str:
    when = f"{date_in_words(plan.made_at.date())}, {plan.made_at:%H:%M}"
    made = (
        _("Made on {when}, for {name}.").format(when=when, name=plan.for_whom)
        if plan.for_whom
        else _("Made on {when}.").format(when=when)
    )
    return f"{made} {_('It shows the plan as it stood then.')}"


def _next_card(coming: Sequence[CareDate], today: date) -> Card:
    card = Card(_("The next date"))
    if not coming:
        card.column.addWidget(quiet(_("No date to come stands in this plan. Ask for a newer one.")))
        return card
    first = coming[0]
    card.column.addWidget(selectable(when_words(first), "title"))
    card.column.addWidget(quiet(distance_in_words(first.planned_on, today)))
    card.column.addLayout(_facts(date_facts(first)))
    return card


def _agreed_card(plan: CarePlan) -> Card:
    card = Card(_("What was agreed"))
    card.column.addLayout(_facts(safety_lines(plan)))
    if plan.phone:
        copy = QPushButton(_("Copy the number"))
        copy.setAccessibleName(_("Copy {text}, {whose}").format(text=plan.phone, whose=plan.call_whom))
        copy.clicked.connect(partial(QApplication.clipboard().setText, plan.phone))
        card.add_row(copy)
    return card


def _dates_card(dates: Sequence[CareDate], today: date) -> Card:
    card = Card(_("All dates"))
    card.column.addLayout(
        _facts([(when_words(each), _in_short(each, today)) for each in dates], is_quiet=False)
    )
    return card


def _in_short(each: CareDate, today: date) -> str:
    state = _(PlanState.PASSED.label) if each.last_day < today else ""
    return " · ".join(filter(None, (_(each.what.label), each.place, each.escort, state)))


def _facts(facts: Sequence[tuple[str, str]], *, is_quiet: bool = True) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(2 * GRID)
    grid.setVerticalSpacing(GRID)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 2)
    for row, (label, words) in enumerate(facts):
        grid.addWidget(selectable(label, "quiet" if is_quiet else ""), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(selectable(words), row, 1, Qt.AlignmentFlag.AlignTop)
    return grid
