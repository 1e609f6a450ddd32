"""The one door for files from elsewhere: tells the formats apart and says what importing would do."""

from pathlib import Path

from ketatrack.exchange.csv_import import plan_csv_import
from ketatrack.exchange.cycles import cycles_unsearched
from ketatrack.exchange.guarded_file import guarded_file
from ketatrack.exchange.journal_import import plan_journal_import
from ketatrack.exchange.json_import import plan_json_import
from ketatrack.exchange.plan import ImportPlan
from ketatrack.store.foreign_journal import MOST_BYTES
from ketatrack.store.header import SUFFIX
from ketatrack.store.store import Store

_ZIP, _DATABASE = b"PK", b"SQLite format 3\0"


def plan_import(path: Path, store: Store, *, patient_name: str | None = None) -> ImportPlan:
    """Say what importing a path into a journal would do; writes nothing.

    Args:
        path: a folder or a .zip of course files, the JSON of a whole journal, or another journal.
        store: the open journal.
        patient_name: whose course it is, where the journal holds several people; JSON and a journal say so
            themselves.

    Raises:
        ImportRefusedError: the path cannot be read as any of these.
        JournalError: it is not clear whose course it is, or another journal cannot be read.
    """
    with cycles_unsearched():
        beginning = b"" if path.is_dir() else _beginning(path)
        if path.is_dir() or beginning.startswith(_ZIP):
            return plan_csv_import(path, store, patient_name=patient_name)
        if beginning == _DATABASE or path.suffix == SUFFIX:
            return plan_journal_import(path, store)
        return plan_json_import(path, store)


def _beginning(path: Path) -> bytes:
    with guarded_file(path, MOST_BYTES) as stream:
        return stream.read(len(_DATABASE))
