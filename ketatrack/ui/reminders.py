"""Looks once a minute at what is open or near, and says so in the window and, if wanted, beside the clock."""

from PySide6.QtCore import QObject, QSettings, QTimer, Signal

from ketatrack.domain.after_session import session_to_ask_about
from ketatrack.domain.check_ins import open_check_ins
from ketatrack.domain.reminders import REMINDERS_SETTING, Reminder, ReminderChoices, note_words, reminders
from ketatrack.domain.rhythms import open_rules
from ketatrack.ui.journal import Journal
from ketatrack.ui.main_window import MainWindow
from ketatrack.ui.remembered import notes_outside
from ketatrack.ui.tray import Tray

_MINUTE_MS = 60_000


def reminder_choices(journal: Journal) -> ReminderChoices:
    """Return when reminders of a journal are held back, and how long before a date one comes."""
    return ReminderChoices.of_setting(journal.store.setting(REMINDERS_SETTING))


class Reminders(QObject):
    """Follows the open journal; without one, as while it is closed or locked, it says nothing.

    Each look compares with the clock, not with the look before, so that a computer that slept is told what
    it missed at the first look after.
    """

    said = Signal(str)
    """A sentence for the foot of the window."""

    def __init__(self, window: MainWindow, settings: QSettings) -> None:
        """Wait for a journal."""
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._journal: Journal | None = None
        self._choices = ReminderChoices()
        self._told: set[str] = set()
        self._open: list[str] = []
        self.tray = Tray(self)
        self.tray.window_wanted.connect(self._raise_window)
        self._timer = QTimer(self)
        self._timer.setInterval(_MINUTE_MS)
        self._timer.timeout.connect(self.look)

    def follow(self, journal: Journal | None) -> None:
        """Look after another journal, or after none."""
        if self._journal is not None:
            self._journal.changed.disconnect(self._read)
        self._journal = journal
        self._told.clear()
        self.show_tray()
        if journal is None:
            self._timer.stop()
            return
        journal.changed.connect(self._read)
        self._read()
        if not self._window.isActiveWindow() and (waiting := self._waiting()):
            self.tray.note(note_words(waiting))  # in the window Today lists it
        self._timer.start()

    def show_tray(self) -> None:
        """Show the icon beside the clock while a journal is open and the person wants notes there."""
        self.tray.show(shown=self._journal is not None and notes_outside(self._settings))

    def look(self) -> None:
        """Say what has become open or near since the last look; what the pages list follows the clock too."""
        if self._journal is None or self._journal.course is None:
            return
        if self._open_now() != self._open:
            told = set(self._told)
            self._journal.changed.emit()
            self._told = told
        waiting = self._waiting()
        if waiting is None:
            return
        new = [each for each in waiting if each.key not in self._told]
        self._told = {each.key for each in waiting}
        if new:
            words = note_words(new)
            self.said.emit(f"{words}.")
            if not self._window.isActiveWindow():
                self.tray.note(words)

    def _read(self) -> None:
        """Take what is open now as known: whoever changed something in the window is at it."""
        if self._journal is None or self._journal.course is None:
            return
        self._choices = reminder_choices(self._journal)
        self._open = self._open_now()
        waiting = self._waiting()
        if waiting is not None:
            self._told = {each.key for each in waiting}

    def _open_now(self) -> list[str]:
        if self._journal is None:
            return []
        records, now = self._journal.records(), self._journal.now()
        asked_about = session_to_ask_about(records, now)
        return [
            *(each.rule.id for each in open_rules(records, now)),
            *(each.key for each in open_check_ins(records, now)),
            *([asked_about.id] if asked_about is not None else []),
        ]

    def _waiting(self) -> list[Reminder] | None:
        """Return what to remind of now; None while reminders are held back, so that it is said afterwards."""
        journal = self._journal
        if journal is None or self._choices.are_quiet(journal.now()):
            return None
        return reminders(journal.records(), journal.now(), self._choices, journal.zone)

    def _raise_window(self) -> None:
        self._window.showNormal()
        self._window.raise_()
        self._window.activateWindow()
