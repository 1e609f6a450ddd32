"""Entries that were changed, deleted and brought back, and a form whose entry was changed elsewhere."""

from collections.abc import Iterator
from datetime import timedelta

from PySide6.QtWidgets import QDialog

from ketatrack.domain.records import Reading, Record
from ketatrack.domain.words import Author
from ketatrack.store.store import Change, Store
from ketatrack.ui.history.entry_history_dialog import EntryHistoryDialog
from ketatrack.ui.history.erase_dialog import EraseDialog
from ketatrack.ui.journal import Journal
from ketatrack.ui.workspace import Workspace
from tests import records as make

_AT = make.at("2026-11-20T14:02+01:00")
_MOST = 400


def rewrite(store: Store) -> Store:
    """Let the newest readings be changed and changed back, and the last one deleted and brought back."""
    readings = store.find(Reading)[-_MOST:]
    for place, reading in enumerate(readings):
        at = _AT + timedelta(minutes=place)
        other = reading.changed(systolic=131, notes=f"{reading.notes} read off again".strip())
        (once,) = store.apply([Change(reading, other)], at=at, by=Author.CAREGIVER)
        back = reading.model_copy(update={"revision": 2})
        store.apply([Change(once.after, back)], at=at + timedelta(hours=1), by=Author.PATIENT)
    for reading in store.find(Reading)[-1:]:
        store.apply([Change(reading, None)], at=_AT, by=Author.PATIENT)
        again = reading.model_copy(update={"revision": reading.revision + 1})
        store.apply([Change(None, again)], at=_AT, by=Author.PATIENT)
    return store


def history_dialogs(journal: Journal) -> Iterator[tuple[str, QDialog]]:
    """Yield the history of an entry, and what asks before it is erased."""
    for reading in journal.store.find(Reading)[-1:]:
        yield "history-entry", EntryHistoryDialog(journal, reading)
        dialog = EraseDialog(journal, of=[reading.id], entry=reading)
        yield "history-erase", dialog


def overtake(workspace: Workspace, entry: Record, *, remove: bool = False, **elsewhere: object) -> None:
    """Type into the form of an entry, change the entry elsewhere, and save."""
    journal = workspace.journal
    if journal is None:
        raise RuntimeError("no journal is open")
    workspace.show_form(f"{entry.kind}:{entry.id}")
    form = workspace.form
    if form is None:
        raise RuntimeError("the entry has no form")
    for name in elsewhere:
        field = form.fields[name]
        field.set_content("126" if name == "systolic" else f"{field.content()} typed here")
    with journal.store.again() as store:
        now = store.get(type(entry), entry.id)
        if now is None:
            raise RuntimeError("the entry is gone")
        after = None if remove else now.changed(**elsewhere)
        store.apply([Change(now, after)], at=journal.now(), by=Author.CAREGIVER)
    form.submit()
