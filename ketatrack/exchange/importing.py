"""The one door for files from elsewhere: tells the formats apart and says what importing would do."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import gettext as _
from pathlib import Path

from ketatrack.domain.errors import JournalError
from ketatrack.exchange.csv_import import plan_csv_import
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
        JournalError: the path cannot be read as any of these, or it is not clear whose course it is.
    """
    with _no_search_for_cycles():
        if path.is_dir() or _begins_with(path, b"PK"):
            return plan_csv_import(path, store, patient_name=patient_name)
        return plan_json_import(path, store)


def _begins_with(path: Path, sign: bytes) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(len(sign)) == sign
    except FileNotFoundError:
        raise JournalError(_("There is nothing at {path}. Check the path.").format(path=path)) from None
    except OSError as error:
        raise JournalError(
            _("{path} cannot be read: {reason}.").format(path=path, reason=error.strerror)
        ) from None


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Hold back the search for unused cycles of objects.

    Records form none, and searching hundreds of thousands of them again and again takes a third of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
