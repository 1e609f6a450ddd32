"""What entries are called by their ids, where another entry points to them."""

from ketatrack.domain.entry_words import entry_words
from ketatrack.domain.record import Record
from ketatrack.domain.records import KINDS
from ketatrack.ui.history.putting_back import last_version
from ketatrack.ui.journal import Journal


class Names:
    """Finds the name of an entry, also of one that was deleted; each is looked for once."""

    def __init__(self, journal: Journal) -> None:
        """Take the open journal."""
        self._store = journal.store
        self._known: dict[str, str] = {}
        entries = journal.records().entries() if journal.course is not None else ()
        self._entries = {entry.id: entry for entry in entries}

    def __call__(self, record_id: str) -> str:
        """Return what the entry is called; empty where nothing is known of it."""
        if record_id not in self._known:
            found = self._find(record_id)
            self._known[record_id] = entry_words(found) if found else ""
        return self._known[record_id]

    def _find(self, record_id: str) -> Record | None:
        if record_id in self._entries:
            return self._entries[record_id]
        for kind in KINDS:
            if (found := self._store.get(kind, record_id)) is not None:
                return found
        version = last_version(self._store, record_id)
        return version.record if version else None
