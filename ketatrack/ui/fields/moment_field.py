"""Fields for days and for moments at the clock time of the place where they happened."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QComboBox, QLineEdit, QMenu, QToolButton, QWidgetAction

from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import (
    RepeatedTimeError,
    SkippedTimeError,
    date_from_text,
    moment_from_text,
    moment_to_text,
    place_moment,
)
from ketatrack.ui.fields.field import Field, FieldError

_CLOCK = re.compile(r"(\d{1,2})(?:[:.h]?(\d\d))?", re.ASCII)
_CLOCK_WIDTH = 88


def clock_from_text(text: str) -> time:
    """Read `9:30`, `0930`, `930` or `9` as a time of day; raises FieldError."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise FieldError(_("“{text}” is not a time such as 21:30.").format(text=text))
    return time(int(found[1]), int(found[2] or 0))


class DayEdit(QLineEdit):
    """A line for a day: typed as 2026-03-02; T is today, Y yesterday, arrow keys add or take a day."""

    def __init__(self, today: Callable[[], date]) -> None:
        """Take what tells today, at the place of the journal."""
        super().__init__()
        self._today = today
        self.setPlaceholderText(_("YYYY-MM-DD"))
        self.setFixedWidth(144)
        self.setToolTip(_("T: today · Y: yesterday · Up and Down: a day more or less"))

    def day(self) -> date | None:
        """Return the day, None when empty; raises FieldError."""
        text = self.text().strip()
        if not text:
            return None
        try:
            return date_from_text(text)
        except ValueError as error:
            raise FieldError(f"“{text}” {error}.") from None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the shortcut keys write the day."""
        typed = event.text().lower()
        if typed == "t":
            self.setText(self._today().isoformat())
        elif typed == "y":
            self.setText((self._today() - timedelta(days=1)).isoformat())
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down} and self._steps(event.key()):
            pass
        else:
            super().keyPressEvent(event)

    def _steps(self, key: int) -> bool:
        try:
            day = self.day() or self._today()
        except FieldError:
            return False
        self.setText((day + timedelta(days=1 if key == Qt.Key.Key_Up else -1)).isoformat())
        return True


def _calendar_button(editor: DayEdit) -> QToolButton:
    button = QToolButton()
    button.setText("▾")
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.setToolTip(_("Choose from a calendar"))
    button.setAccessibleName(_("Calendar"))
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    menu = QMenu(button)
    calendar = QCalendarWidget()
    action = QWidgetAction(menu)
    action.setDefaultWidget(calendar)
    menu.addAction(action)

    def choose(day: QDate) -> None:
        editor.setText(day.toString(Qt.DateFormat.ISODate))
        menu.close()
        editor.setFocus()

    calendar.clicked.connect(choose)
    button.setMenu(menu)
    return button


class DateField(Field):
    """A day of the calendar, or unset."""

    def __init__(self, label: str, today: Callable[[], date]) -> None:
        """Take what tells today."""
        super().__init__(label)
        self.editor = DayEdit(today)
        self._place(self.editor, _calendar_button(self.editor))
        self.editor.textChanged.connect(self.edited)

    def value(self) -> date | None:
        """Return the day; raises FieldError when it cannot be read."""
        return self.editor.day()

    def set_value(self, value: Any) -> None:
        """Show the day."""
        self.editor.setText("" if value is None else value.isoformat())

    def content(self) -> str:
        """Return the text as typed."""
        return self.editor.text()

    def set_content(self, content: Any) -> None:
        """Put the text back."""
        self.editor.setText(str(content))


class MomentField(Field):
    """A day and a clock time, read in the zone of the journal; asks which one when clocks were put back.

    A moment of another place is shown and corrected at the time of that place; its offset stands beside it.
    """

    def __init__(
        self,
        label: str,
        zone: ZoneInfo,
        now: Callable[[], datetime],
        same_day: Callable[[], date | None] | None = None,
    ) -> None:
        """Take the zone of the place and what tells this moment there.

        Args:
            label: what the moment is.
            zone: where the clock hangs.
            now: this moment.
            same_day: the day that is meant when only a time is typed; without it the day is required.
        """
        super().__init__(label)
        self._zone = zone
        self._now = now
        self._same_day = same_day
        self._kept: datetime | None = None
        self._elsewhere: tzinfo | None = None
        self.editor = DayEdit(lambda: now().date())
        if same_day is not None:
            self.editor.setPlaceholderText(_("same day"))
        self.clock = QLineEdit()
        self.clock.setPlaceholderText(_("HH:MM"))
        self.clock.setFixedWidth(_CLOCK_WIDTH)
        self.clock.setToolTip(_("N: now"))
        self.clock.installEventFilter(self)
        self.which = QComboBox()
        self.which.addItem("", None)
        self.which.addItem(_("the first time"), False)  # noqa: FBT003 - the data of the line
        self.which.addItem(_("the second time"), True)  # noqa: FBT003
        self.which.setAccessibleName(_("Which of the two, when the clocks were put back"))
        self._place(self.editor, _calendar_button(self.editor), self.clock, self.which)
        self.which.hide()
        self.where_no_time = ""
        """What to do with a day whose time nobody knows: a moment is kept with its time or not at all."""
        self.editor.setAccessibleName(_("{label}, day").format(label=label))
        self.clock.setAccessibleName(_("{label}, time").format(label=label))
        for line in (self.editor, self.clock):
            line.textChanged.connect(self._changed)
        self.which.currentIndexChanged.connect(self.edited)

    def value(self) -> datetime | None:
        """Return the moment; raises FieldError for a skipped, a doubtful or an unreadable time."""
        day, typed = self.editor.day(), self.clock.text().strip()
        if day is None and not typed:
            return None
        if day is None and self._same_day is not None:
            day = self._same_day()
        if day is None:
            raise FieldError(_("The day is missing."))
        if not typed:
            raise FieldError(" ".join(filter(None, (_("The time is missing."), self.where_no_time))))
        clock = clock_from_text(typed)
        if self._kept is not None and (day, clock) == (self._kept.date(), _minute(self._kept)):
            return self._kept
        if self._elsewhere is not None:
            return datetime.combine(day, clock, self._elsewhere)
        try:
            return place_moment(day, clock, self._zone, second_time=self.which.currentData())
        except RepeatedTimeError as error:
            self.which.show()
            raise FieldError(str(error)) from None
        except SkippedTimeError as error:
            raise FieldError(str(error)) from None

    def set_value(self, value: Any) -> None:
        """Show the moment at the clock time where it happened."""
        self._kept = value
        self.editor.setText("" if value is None else value.date().isoformat())
        self.clock.setText("" if value is None else f"{value:%H:%M}")
        place = None if value is None else value.astimezone(self._zone)
        is_elsewhere = place is not None and place.utcoffset() != value.utcoffset()
        self._elsewhere = value.tzinfo if is_elsewhere else None
        self.set_unit(f"UTC{moment_to_text(value)[-6:]}" if is_elsewhere else "")

    def set_now(self) -> None:
        """Show this moment, to the minute."""
        self.set_value(self._now().replace(second=0, microsecond=0))

    def content(self) -> Any:
        """Return day and time as typed; empty when both are unset."""
        if not self.editor.text() and not self.clock.text():
            return ""
        kept = moment_to_text(self._kept) if self._kept else ""
        return [self.editor.text(), self.clock.text(), self.which.currentIndex(), kept]

    def set_content(self, content: Any) -> None:
        """Put day and time back."""
        if not content:
            self.set_value(None)
            return
        day, clock, which, kept = content
        self.set_value(moment_from_text(kept) if kept else None)
        self.editor.setText(day)
        self.clock.setText(clock)
        self.which.setCurrentIndex(which)
        self.which.setVisible(which > 0)

    def part_words(self, part: Any) -> str:
        """Return day and time as they stood there."""
        if not part:
            return ""
        day, clock, which, _kept = part
        return " ".join(filter(None, (day, clock, self.which.itemText(which))))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let N write this moment's time."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and watched is self.clock
            and event.text().lower() == "n"
        ):
            self.clock.setText(f"{self._now().astimezone(self._elsewhere or self._zone):%H:%M}")
            return True
        return super().eventFilter(watched, event)

    def _changed(self) -> None:
        self.which.setCurrentIndex(0)
        self.which.hide()
        self.edited.emit()


class ClockField(Field):
    """A time of day without a day, or unset."""

    def __init__(self, label: str) -> None:
        """Make a short line."""
        super().__init__(label)
        self.editor = QLineEdit()
        self.editor.setPlaceholderText(_("HH:MM"))
        self.editor.setFixedWidth(_CLOCK_WIDTH)
        self._place(self.editor)
        self.editor.textChanged.connect(self.edited)

    def value(self) -> time | None:
        """Return the time of day; raises FieldError when it cannot be read."""
        text = self.editor.text().strip()
        return clock_from_text(text) if text else None

    def set_value(self, value: Any) -> None:
        """Show the time of day."""
        self.editor.setText("" if value is None else f"{value:%H:%M}")

    def content(self) -> str:
        """Return the text as typed."""
        return self.editor.text()

    def set_content(self, content: Any) -> None:
        """Put the text back."""
        self.editor.setText(str(content))


def _minute(moment: datetime) -> time:
    return moment.time().replace(second=0, microsecond=0)
