"""The dates of a plan: a calendar of months, a list, what is known of one date, and what to do."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import local_date
from ketatrack.domain.plan_lines import PlanLine, plan_lines
from ketatrack.domain.planned import PlanState
from ketatrack.domain.records import PlannedItem
from ketatrack.domain.sessions import given
from ketatrack.ui.fields.flow_layout import FlowLayout
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card, breakable, quiet
from ketatrack.ui.plan.doing import Doing, can_follow
from ketatrack.ui.plan.listing import PlanRow, plan_listing, plan_rows
from ketatrack.ui.plan.marks import Mark, draw_mark
from ketatrack.ui.plan.month import months_on
from ketatrack.ui.plan.plan_calendar import PlanCalendar
from ketatrack.ui.tables.details_view import DetailsView
from ketatrack.ui.tables.record_table import RecordTable
from ketatrack.ui.theme import GRID, TARGET, current_palette

_LIST_HEIGHT, _DETAILS_HEIGHT = 320, 208
_MARK = 16

Lines = Sequence[PlanLine]


class DatesCard(Card):
    """Calendar and list show the same dates; a day chosen in one is chosen in the other."""

    form_wanted = Signal(str)

    def __init__(self, journal: Journal, doing: Doing) -> None:
        """Build the parts; `show_records` fills them."""
        super().__init__(_("Dates"))
        self._journal = journal
        self._doing = doing
        self._following = False
        self._is_fresh = True
        self.lines: Lines = ()
        self.calendar = PlanCalendar(journal.now().date())
        self.table = RecordTable()
        self.details = DetailsView()
        self._listing = plan_listing(lambda: journal.now().date())
        self.table.show_listing(self._listing)
        self.column.addLayout(self._turning_row())
        self.column.addWidget(self.calendar)
        self.column.addWidget(_Legend())
        self._day_line = quiet()
        self.column.addWidget(self._day_line)
        self.buttons: dict[str, QPushButton] = {}
        self.column.addWidget(self._doing_row())
        self.table.setFixedHeight(_LIST_HEIGHT)
        self.details.setFixedHeight(_DETAILS_HEIGHT)
        self.column.addWidget(self.table)
        self.column.addWidget(self.details)
        self._connect()

    # parts

    def _turning_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for words, name, by in (("‹", _("Earlier months"), -1), ("›", _("Later months"), 1)):
            button = QPushButton(words)
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setFixedWidth(2 * TARGET)
            button.clicked.connect(partial(self._turn, by))
            row.addWidget(button)
        today = QPushButton(_("Today"))
        today.clicked.connect(self._to_today)
        row.addWidget(today)
        row.addStretch(1)
        return row

    def _doing_row(self) -> QWidget:
        holder = QWidget()
        buttons = []
        for name, words, keys, act in (
            ("move", _("Move…"), "M", self._doing.move),
            ("done", _("Done"), "D", self._doing.done),
            ("follow", _("Follow…"), "F", self._doing.follow),
            ("skip", _("Skip"), "S", self._doing.skip),
            ("not_given", _("Not given"), "N", self._doing.not_given),
            ("open", _("Open again"), "O", self._doing.open_again),
            ("edit", _("Edit…"), "", self._doing.edit),
            ("remove", _("Delete"), "", self._doing.remove),
        ):
            button = QPushButton(words)
            do = partial(self._do, act)
            button.clicked.connect(do)
            if keys:
                button.setToolTip(keys)
                self._add_key(words, keys, do)
            self.buttons[name] = button
            buttons.append(button)
        FlowLayout(holder).arrange(buttons)
        return holder

    def _add_key(self, words: str, keys: str, act: Callable[[], None]) -> None:
        action = QAction(words, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(act)
        self.calendar.addAction(action)
        self.table.addAction(action)

    def _connect(self) -> None:
        self.calendar.day_chosen.connect(self._day_chosen)
        self.calendar.day_wanted.connect(self._day_wanted)
        self.table.rows_chosen.connect(self._rows_chosen)
        self.table.edit_wanted.connect(self.buttons["edit"].click)
        self.table.remove_wanted.connect(self.buttons["remove"].click)
        self.table.history_wanted.connect(self._show_history)

    def remember_in(self, settings: QSettings) -> None:
        """Keep the widths and the order of the list's columns there."""
        self.table.remember_in(settings)

    # filling

    def show_records(self, records: CourseRecords) -> None:
        """Show the plan of a course; at first the next date is chosen, if there is one."""
        today = self._journal.now().date()
        self.lines = plan_lines(records, today)
        ended = {line.item.done_by for line in self.lines if line.actual_on is not None}
        logged = [local_date(each.started_at) for each in given(records.sessions) if each.id not in ended]
        self.calendar.show_plan(self.lines, logged, today)
        had_chosen = bool(self.chosen())
        self._following = True  # what the list chooses for want of a row does not turn the calendar
        self.table.show_rows(plan_rows(records, self.lines))
        self._following = False
        if self._is_fresh and self.lines:
            self._is_fresh = False
            coming = [line.item for line in self.lines if line.state is PlanState.PLANNED]
            self.calendar.turn_to(today)
            self.calendar.go_to(coming[0].planned_on if coming else today)
            self._day_chosen()
        elif not had_chosen:
            self._day_chosen()
        self._show_chosen()

    def chosen(self) -> Lines:
        """Return the dates that are chosen, from top to bottom of the list."""
        return [row.line for row in self._chosen_rows()]

    def _chosen_rows(self) -> list[PlanRow]:
        return [row for row in self.table.chosen_rows() if isinstance(row, PlanRow)]

    def _rows_chosen(self) -> None:
        chosen = self.chosen()
        if chosen and not self._following:
            self.calendar.go_to(chosen[0].item.planned_on)
        self._show_chosen()

    def _day_chosen(self) -> None:
        day = self.calendar.day
        of_day = [line.item.id for line in self.lines if line.item.planned_on == day]
        self._following = True
        self.table.choose_records(of_day[:1])
        self._following = False
        self._show_chosen()

    def _day_wanted(self) -> None:
        if any(line.item.planned_on == self.calendar.day for line in self.chosen()):
            self._doing.edit(self.chosen())
        else:
            self.form_wanted.emit(f"{PlannedItem.kind}.{self.calendar.day.isoformat()}")

    def _show_chosen(self) -> None:
        chosen = self.chosen()
        rows = self._chosen_rows()
        self.details.show_details(self._listing.details(rows[0]) if len(rows) == 1 else None)
        self._day_line.setText(breakable(self.calendar.day_words(self.calendar.day)))
        is_one = len(chosen) == 1
        is_open = bool(chosen) and all(line.state.is_open for line in chosen)
        is_ended = bool(chosen) and not any(line.state.is_open for line in chosen)
        self.buttons["move"].setEnabled(is_one and is_open)
        self.buttons["done"].setEnabled(is_one and is_open)
        today = self._journal.now().date()
        self.buttons["follow"].setEnabled(is_one and can_follow(chosen[0], today))
        self.buttons["skip"].setEnabled(is_open)
        self.buttons["not_given"].setEnabled(is_open)
        self.buttons["open"].setEnabled(is_ended)
        self.buttons["edit"].setEnabled(is_one)
        self.buttons["remove"].setEnabled(bool(chosen))

    # hands

    def _do(self, act: Callable[[Lines], None], *_clicked: bool) -> None:
        act(self.chosen())

    def _show_history(self) -> None:
        rows = self.table.chosen_rows()
        if len(rows) == 1:
            from ketatrack.ui.history.entry_history_dialog import EntryHistoryDialog

            EntryHistoryDialog(self._journal, rows[0].record, self.window()).open()

    def _turn(self, by: int, *_clicked: bool) -> None:
        self.calendar.turn_to(months_on(self.calendar.first_month, by))

    def _to_today(self) -> None:
        self.calendar.go_to(self._journal.now().date())
        self._day_chosen()


class _Legend(QWidget):
    """Every mark of the calendar with its word."""

    def __init__(self) -> None:
        super().__init__()
        parts: list[QWidget] = []
        for mark in Mark:
            part = QWidget()
            row = QHBoxLayout(part)
            row.setContentsMargins(0, 0, GRID, 0)
            row.setSpacing(GRID)
            row.addWidget(_Swatch(mark))
            label = QLabel(_(mark.label))
            label.setProperty("role", "quiet")
            row.addWidget(label)
            parts.append(part)
        FlowLayout(self).arrange(parts)


class _Swatch(QWidget):
    """One mark, as large as in the calendar."""

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self._mark = mark
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(_MARK, _MARK)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_mark(painter, self._mark, QRectF(0, 0, _MARK, _MARK), current_palette())
