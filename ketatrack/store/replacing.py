"""Puts a whole new file in a journal's place in one step: the old one or the new one, never a mix.

Upgrade, restore and a change of passphrase all go this way. The new file is made beside the journal, looked
at, and made durable; then nobody else may be in the journal, and one rename puts the new one in its place.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import sqlcipher3.dbapi2

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.store.engine import connect
from ketatrack.store.holding import holding, replacement_of
from ketatrack.store.key import Key
from ketatrack.store.new_file import remove_left_over, remove_with_left_over, to_disk
from ketatrack.store.refusals import refusals_in_words

_DAMAGED = ("SQLITE_NOTADB", "SQLITE_CORRUPT")


def replace_journal(
    path: Path, key: Key | None, make: Callable[[Path], None], check: Callable[[Path], None]
) -> None:
    """Put a new file in a journal's place, whole or not at all.

    Args:
        path: the journal; it is there and no store of this program has it open.
        key: what opens it, where it has a passphrase.
        make: fills the new file, which is there, empty, and its owner's alone.
        check: opens the new file and raises where it is not as it is meant to be.

    Raises:
        HeldElsewhereError: another window, program or computer has the journal.
        JournalError: from `make` or `check`, or the disk or the folder refuse; the journal is as it was.
    """
    path = path.resolve()  # a link to it stays one
    with holding(path):
        part = replacement_of(path)
        try:
            with _os_errors(path):
                remove_with_left_over(part)
                os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            make(part)
            check(part)
            with _os_errors(path), refusals_in_words(path):
                to_disk(part)
                with _alone_in(path, key):
                    part.replace(path)
        except BaseException:
            with suppress(OSError):  # whoever holds the journal next sweeps it away
                remove_with_left_over(part)
            raise
        with suppress(OSError):  # the new file is in place; a power cut may yet bring the old one back, whole
            to_disk(path.parent)


@contextmanager
def _alone_in(path: Path, key: Key | None) -> Iterator[None]:
    """Keep everybody out of a file while it is replaced, with nothing of a crash left beside it.

    A damaged file lets nobody in, so that nobody is in it; what lies beside it is removed.
    """
    connection = connect(path, key)
    try:
        try:
            connection.execute("PRAGMA journal_mode = delete")  # takes in what a -wal or -journal holds
            connection.execute("BEGIN EXCLUSIVE")
        except sqlcipher3.dbapi2.DatabaseError as error:
            if error.sqlite_errorname not in _DAMAGED:
                raise
            remove_left_over(path)
        if os.name == "nt":  # Windows replaces no file that is open
            connection.close()
        yield
    finally:
        connection.close()


@contextmanager
def _os_errors(path: Path) -> Iterator[None]:
    """Say in a sentence what the disk or the folder refused."""
    try:
        yield
    except OSError as error:
        raise JournalError(
            _("{path} was left as it was, since the new file could not be written: {reason}.").format(
                path=path, reason=error.strerror
            )
        ) from None
