"""The one door for files from elsewhere: tells the formats apart and says what importing would do."""

from pathlib import Path

from ketatrack.exchange.csv_import import plan_csv_import
from ketatrack.exchange.cycles import cycles_unsearched
from ketatrack.exchange.guarded_file import guarded_file
from ketatrack.exchange.guarded_json import MOST_BYTES
from ketatrack.exchange.json_import import plan_json_import
from ketatrack.exchange.plan import ImportPlan
from ketatrack.store.store import Store


def plan_import(path: Path, store: Store, *, patient_name: str | None = None) -> ImportPlan:
    """Say what importing a path into a journal would do; writes nothing.

    Args:
        path: a folder or a .zip of course files, or the JSON of a whole journal.
        store: the open journal.
        patient_name: whose course it is, where the journal holds several people; JSON says so itself.

    Raises:
        ImportRefusedError: the path cannot be read as any of these.
        JournalError: it is not clear whose course it is.
    """
    with cycles_unsearched():
        if path.is_dir() or _begins_with(path, b"PK"):
            return plan_csv_import(path, store, patient_name=patient_name)
        return plan_json_import(path, store)


def _begins_with(path: Path, sign: bytes) -> bool:
    with guarded_file(path, MOST_BYTES) as stream:
        return stream.read(len(sign)) == sign
