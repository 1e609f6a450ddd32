"""A journal's file after its last whole transaction, where a crash left another half written."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import sqlcipher3.dbapi2

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.store.engine import connect
from ketatrack.store.key import Key


@contextmanager
def at_rest(path: Path, key: Key | None) -> Iterator[Path]:
    """Give a file as it was after its last whole transaction, without writing to it; raises JournalError.

    Where a crash left a rollback journal beside it, a copy of both is rolled back: in a folder of its own
    that nobody else can read, and encrypted where the file is. One that is being written to is no such file.
    """
    left_over = path.with_name(f"{path.name}-journal")
    if not (left_over.exists() and _waits_to_be_rolled_back(path, key)):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="ketatrack-") as folder:
        copy = Path(folder) / path.name
        try:
            shutil.copyfile(path, copy)
            shutil.copyfile(left_over, copy.with_name(left_over.name))
        except OSError as error:
            raise JournalError(
                _("{path} cannot be read: {reason}.").format(path=path, reason=error.strerror)
            ) from None
        _roll_back(copy, key)
        yield copy


def _waits_to_be_rolled_back(path: Path, key: Key | None) -> bool:
    """Say whether a crash, and nobody who is still writing, left a file in the middle of a transaction."""
    with closing(connect(path, key, read_only=True)) as connection:
        try:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except sqlcipher3.dbapi2.DatabaseError as error:
            return bool(error.sqlite_errorname == "SQLITE_READONLY")  # reading it would take it back
    return False


def _roll_back(path: Path, key: Key | None) -> None:
    """Let the database take back what it had not finished; where it cannot, the file stays as it is."""
    connection = connect(path, key)
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlcipher3.dbapi2.DatabaseError:
        return  # the pages are read one by one all the same
    finally:
        connection.close()
