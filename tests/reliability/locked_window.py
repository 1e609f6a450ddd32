"""The whole program with a full journal, locked: `locked_window.py JOURNAL ROUNDS FOLDER`.

Prints as JSON what the walk found before and after each lock.
"""

import gc
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import shiboken6
from matplotlib.figure import Figure
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication, QUndoStack
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox
from sqlalchemy import Engine

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.records import Record
from ketatrack.store.key import Key
from ketatrack.store.store import Store
from ketatrack.ui.background import is_busy
from ketatrack.ui.journal import Journal
from ketatrack.ui.pages.unlock_page import UnlockPage
from ketatrack.ui.tables.record_table import RecordTable
from tests.journeys.hands import Hands, let_pass
from tests.journeys.programs import run

CANARY = "Quittengelee"
PASSPHRASE = "five words by chance"
PAGES = ("sessions", "mood", "charts", "plan", "report", "caregiver", "settings", "today")
DIALOGS = ("help_now", "about", "export", "sheet caregiver_card", "hand_overs", "calendar")
KEPT_NOWHERE = (Record, CourseRecords, Journal, Store, Key, Engine, Figure, QUndoStack)
_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
_TEXTS = (
    *("windowTitle", "toolTip", "statusTip", "whatsThis", "accessibleName", "accessibleDescription"),
    *("text", "toPlainText", "placeholderText", "title", "currentText", "iconText", "windowFilePath"),
)


def walk(hands: Hands) -> dict[str, int]:
    """Count, by where it stands, what gives the journal away: words, and objects that still exist."""
    found: Counter[str] = Counter()
    for where, words in _words(hands):
        found[where] += CANARY in words
    gc.collect()
    for each in gc.get_objects():
        if isinstance(each, KEPT_NOWHERE) and not (isinstance(each, QObject) and not shiboken6.isValid(each)):
            found[f"object {type(each).__name__}"] += 1
    return {where: count for where, count in found.items() if count}


def _words(hands: Hands) -> Iterator[tuple[str, str]]:
    for widget in QApplication.allWidgets():
        yield from _words_of(widget)
        for action in widget.actions():
            yield from _words_of(action)
        if isinstance(widget, (QAbstractItemView, QComboBox)) and widget.model() is not None:
            yield from _cells(widget.model())
    for each in gc.get_objects():
        if isinstance(each, (QAbstractItemModel, QAction)) and shiboken6.isValid(each):
            yield from _cells(each) if isinstance(each, QAbstractItemModel) else _words_of(each)
    for window in QGuiApplication.topLevelWindows():
        yield "window", window.title()
    clipboard = QGuiApplication.clipboard()
    yield "clipboard", clipboard.text()
    yield "selection", clipboard.text(clipboard.Mode.Selection)
    icon = hands.workspace.reminders.tray.icon
    yield "tray", icon.toolTip() if icon is not None else ""


def _words_of(thing: QObject) -> Iterator[tuple[str, str]]:
    for name in _TEXTS:
        read = getattr(thing, name, None)
        words = read() if callable(read) else None
        if isinstance(words, str):
            yield f"{'action' if isinstance(thing, QAction) else 'widget'} {name}", words


def _cells(model: QAbstractItemModel) -> Iterator[tuple[str, str]]:
    for row in range(model.rowCount(QModelIndex())):
        for column in range(model.columnCount(QModelIndex())):
            for role in _ROLES:
                words = model.index(row, column).data(role)
                yield "model", words if isinstance(words, str) else ""


def look_everywhere(hands: Hands, folder: Path) -> None:
    """Bring all of the journal on screen that can stand there: pages, a form, a copy, dialogs, a notice."""
    workspace = hands.workspace
    for page in PAGES:
        workspace.show_page(page)
        hands.wait(lambda: not is_busy())
        let_pass(200)
        if page == "charts":
            hands.wait(lambda: hands.page.canvas is not None)
    _copy_and_remove(hands)
    workspace.show_form("sessions")
    workspace.form.fields["notes"].set_value(CANARY)
    workspace.form.fields["notes"].setFocus()
    for dialog in DIALOGS:
        workspace.run(dialog)
    workspace.import_files(folder)
    hands.wait(lambda: not is_busy())


def _copy_and_remove(hands: Hands) -> None:
    """Copy the rows of a table, and remove a session, which the undo menu names then."""
    hands.workspace.show_page("sessions")
    table = hands.page.findChild(RecordTable)
    table.selectAll()
    table.copy_rows()
    journal = hands.workspace.journal
    removed = journal.records().sessions[0]
    journal.remove(removed, f"session {removed.name}")
    journal.undo_stack.undo()


def lock_and_look(hands: Hands) -> None:
    """Unlock, look everywhere, lock, and count before and after."""
    rounds, folder = int(sys.argv[2]), Path(sys.argv[3])
    seen: list[dict[str, dict[str, int]]] = []
    for _round in range(rounds):
        hands.wait(lambda: isinstance(hands.page, UnlockPage) and not is_busy())
        hands.page.passphrase.set_value(PASSPHRASE)
        hands.page.open_button.click()
        hands.wait(lambda: hands.workspace.journal is not None)
        look_everywhere(hands, folder)
        before = walk(hands)
        hands.workspace.locking.lock()
        hands.wait(lambda: isinstance(hands.page, UnlockPage) and not is_busy())
        let_pass(100)
        seen.append({"before": before, "after": walk(hands)})
    print(json.dumps(seen), flush=True)


def names(objects: Iterable[object]) -> str:
    """Return what keeps some objects alive, to look into a walk that found something."""
    return "\n".join(f"{type(each)}: {[type(by) for by in gc.get_referrers(each)]}" for each in objects)


if __name__ == "__main__":
    sys.exit(run(lock_and_look, Path(sys.argv[1]), stay=False))
