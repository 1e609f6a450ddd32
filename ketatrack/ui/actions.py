"""Everything a person can do from the menus, with its keys; the page of shortcuts reads the same list."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from ketatrack.domain.language import gettext as _


@dataclass(frozen=True, slots=True)
class Command:
    """One line of a menu: a name for the program, words and keys for the person."""

    name: str
    words: str
    keys: str = ""
    needs_journal: bool = True
    needs_lock: bool = False
    """Whether something that has a passphrase, a journal or a plan file, is open for it."""
    separated: bool = False
    urgent: bool = False
    """Whether its keys work from everywhere: in dialogs, and while a menu or a list is open."""
    leads_nowhere: bool = False
    """Whether it is there too while one page has the window, since it shows nothing of the journal."""


def menus() -> dict[str, tuple[Command, ...]]:
    """Return the menus in order, each with its commands."""
    return {
        _("&Journal"): _journal_menu(),
        _("&Log"): _log_menu(),
        _("&View"): _view_menu(),
        _("&Help"): _help_menu(),
    }


def _journal_menu() -> tuple[Command, ...]:
    return (
        Command("new_journal", _("&New journal…"), "Ctrl+Shift+N", needs_journal=False),
        Command("open_journal", _("&Open a journal…"), "Ctrl+O", needs_journal=False),
        Command("open_demo", _("Look at the &demo"), needs_journal=False),
        Command("import", _("&Import…"), "Ctrl+I", separated=True),
        Command("export", _("&Export…"), "Ctrl+E"),
        Command("sheet caregiver_card", _("&Sheet for somebody else…"), "Ctrl+Shift+H"),
        Command("hand_overs", _("&What left this journal")),
        Command("page history", _("Histo&ry of this journal"), "Ctrl+Shift+R"),
        Command("calendar", _("C&alendar file…")),
        Command("form courses", _("New &course…")),
        Command("page backups", _("&Backups"), "Ctrl+Shift+B"),
        Command("make_plan_file", _("Plan file for a care&giver…"), separated=True),
        Command("take_notes", _("Take in a caregiver’s no&tes…")),
        Command("open_plan_file", _("Open a &plan file…"), "Ctrl+Shift+O", needs_journal=False),
        Command("page sitter", _("Sitter &mode…"), "Ctrl+Shift+M", separated=True),
        Command("lock", _("&Lock"), "Ctrl+Shift+L", needs_lock=True, separated=True, urgent=True),
        Command(
            "hide", _("&Hide the window at once"), "F9", needs_journal=False, urgent=True, leads_nowhere=True
        ),
        Command("quit", _("&Quit"), "Ctrl+Q", needs_journal=False, leads_nowhere=True),
    )


def _log_menu() -> tuple[Command, ...]:
    return (
        Command("form sessions", _("&Session"), "Ctrl+N"),
        Command("form followed_sessions", _("F&ollow a session…"), "Ctrl+Shift+S"),
        Command("page board", _("Back to the boar&d"), "Ctrl+Shift+D"),
        Command("form readings", _("&Blood pressure"), "Ctrl+B"),
        Command("form guided_measuring", _("Measure with g&uidance…"), "Ctrl+Alt+B"),
        Command("form scores.phq9", _("&PHQ-9"), "Ctrl+P"),
        Command("form scores.gad7", _("&GAD-7"), "Ctrl+G"),
        Command("form questionnaires", _("&Other questionnaire…"), "Ctrl+Shift+P"),
        Command("form side_effects", _("Side &effect"), "Ctrl+F"),
        Command("form watch_answers", _("&Long-term watch"), "Ctrl+Shift+W"),
        Command("form session_experiences", _("Af&ter a session"), "Ctrl+Shift+A"),
        Command("form journal_entries", _("&Journal entry"), "Ctrl+Shift+J"),
        Command("form phases", _("P&hase begins"), "Ctrl+H", separated=True),
        Command("form medications", _("&Medicine started or stopped"), "Ctrl+M"),
        Command("form visits", _("&Visit"), "Ctrl+T"),
        Command("form planned_items", _("Planned &date"), "Ctrl+D", separated=True),
        Command("form agreements", _("What we &agreed"), "Ctrl+J"),
        Command("form protocols", _("Set &up the plan")),
        Command("form catch_up", _("&Catch up from paper"), "Ctrl+U", separated=True),
    )


def _view_menu() -> tuple[Command, ...]:
    return (
        Command("page today", _("&Today"), "Ctrl+1"),
        Command("page sessions", _("&Sessions"), "Ctrl+2"),
        Command("page mood", _("&Mood"), "Ctrl+3"),
        Command("page charts", _("&Charts"), "Ctrl+4"),
        Command("page plan", _("&Plan"), "Ctrl+5"),
        Command("page report", _("&Report"), "Ctrl+6"),
        Command("page side_effects", _("Si&de effects"), "Ctrl+8"),
        Command("page integration", _("&Integration journal"), "Ctrl+7"),
        Command("page caregiver", _("From your care&giver"), "Ctrl+Shift+G"),
        Command("page review", _("From your sitte&r"), "Ctrl+Shift+V"),
        Command("page settings", _("S&ettings"), "Ctrl+,", separated=True),
    )


def _help_menu() -> tuple[Command, ...]:
    return (
        Command("help_now", _("&Help now"), "F1", needs_journal=False, leads_nowhere=True),
        Command("shortcuts", _("&Keyboard shortcuts"), "Ctrl+/", needs_journal=False),
        Command("about", _("&About KetaTrack"), needs_journal=False),
    )


def commands() -> Iterator[Command]:
    """Yield every command, in the order of the menus."""
    return chain.from_iterable(menus().values())


def commands_leading_nowhere() -> frozenset[str]:
    """Return the names of the commands that are there while one page has the window."""
    return frozenset(command.name for command in commands() if command.leads_nowhere)


def keys_of(name: str) -> str:
    """Return the keys of a command as the system writes them."""
    command = next(each for each in commands() if each.name == name)
    return QKeySequence(command.keys).toString(QKeySequence.SequenceFormat.NativeText)


def in_form_keys() -> tuple[tuple[str, str], ...]:
    """Return the keys that work inside forms and pages, with what they do."""
    return (
        ("Ctrl+Return", _("Save the form")),
        ("Esc", _("Close the form; what was typed is kept")),
        ("T, Y, ↑, ↓", _("In a day: today, yesterday, a day more, a day less")),
        ("N", _("In a time: now")),
        ("0 … 3", _("In a questionnaire: answer and go on")),
        ("↑, ↓, Del", _("In a questionnaire: an item back, an item on, take the answer back")),
        ("0 … 9, X", _("On the Today page: how you are, from 0 to 10")),
        ("0 … 9, Enter, Backspace", _("After a session: answer, go on, go back")),
        ("Ctrl+L", _("In a new session: same as last time")),
        ("Alt+B, Alt+F, Alt+M", _("In a session: blood pressure, side effects, more")),
        ("Enter, Tab", _("In a grid: the next cell that is commonly filled, the very next cell")),
        ("Ctrl+L, /", _("Above a table: filter; Esc shows everything again")),
        ("Enter", _("In a table: change the entry")),
        ("Space, B", _("On the board of a session: the next checkpoint, a reading now")),
        ("D, S, M", _("On the board, also in a number: a dose, a second dose, a medicine given")),
        ("H, N, U, W", _("On the board, also in a number: asked for help, nausea, up and about, a note")),
        ("O", _("In a checkpoint: looked in, no reading")),
        ("E, Q", _("On the board: signs of an emergency, the end of the session")),
        ("G, S", _("On the page of side effects: gone now, still there")),
        ("A, D", _("In a note from a caregiver: accept, decline")),
        ("A, C", _("In an entry of a sitter: accept, write your own beside it")),
        ("←, →, Home, End", _("In a chart: read its points one by one")),
        ("M, D, S, N, O", _("On the Plan page: move, done, skip, not given, open again")),
        ("F", _("On the Plan page: follow the session of today")),
        ("Page ↑, Page ↓, Home", _("In the calendar: a month back, a month on, today")),
        ("Ctrl+R", _("In a table: what was done to the entry, when and by whom")),
        ("Del", _("In a table: remove the entry; it can be undone")),
        ("Ctrl+C", _("In a table: copy the chosen entries")),
        ("Alt+↑, Alt+↓", _("In a table: sort by the column of the cursor, up or down")),
    )


class Menus:
    """The menu bar of the window, made from the list of commands."""

    def __init__(self, window: QMainWindow, undo: QAction, redo: QAction) -> None:
        """Fill the menu bar; nothing happens yet when a command is chosen."""
        self._actions: dict[str, QAction] = {}
        self._window = window
        bar = window.menuBar()
        for index, (title, listed) in enumerate(menus().items()):
            if index == 1:
                _fill_edit_menu(bar.addMenu(_("&Edit")), undo, redo)
            menu = bar.addMenu(title)
            for command in listed:
                self._add(menu, command)
        self.set_open(opened=False)
        self.set_lockable(lockable=False)

    def _add(self, menu: QMenu, command: Command) -> None:
        if command.separated:
            menu.addSeparator()
        action = menu.addAction(command.words)
        action.setShortcut(QKeySequence(command.keys))
        if command.urgent:  # taken also while a menu or a list is open
            action.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
        if command.leads_nowhere:  # its keys work while the menus are off screen, too
            self._window.addAction(action)
        action.setProperty("needs_journal", command.needs_journal)
        action.setProperty("needs_lock", command.needs_lock)
        self._actions[command.name] = action

    def connect(self, run: Mapping[str, Callable[[], None]]) -> None:
        """Say what each command does; every command of the list is there."""
        for name, action in self._actions.items():
            action.triggered.connect(run[name])

    def set_open(self, *, opened: bool) -> None:
        """Offer what needs a journal only while one is open."""
        for action in self._actions.values():
            if not action.property("needs_lock"):
                action.setEnabled(opened or not action.property("needs_journal"))

    def keep_to(self, names: Collection[str]) -> None:
        """Offer nothing but some commands, until `set_open` and `set_lockable` say otherwise."""
        for name, action in self._actions.items():
            action.setEnabled(name in names)

    def set_lockable(self, *, lockable: bool) -> None:
        """Offer what locks only while there is something that can be locked."""
        for action in self._actions.values():
            if action.property("needs_lock"):
                action.setEnabled(lockable)

    def names(self) -> Iterator[str]:
        """Yield the name of every command."""
        yield from self._actions


def _fill_edit_menu(menu: QMenu, undo: QAction, redo: QAction) -> None:
    undo.setShortcuts(QKeySequence.StandardKey.Undo)
    redo.setShortcuts(QKeySequence.StandardKey.Redo)
    menu.addActions([undo, redo])
