"""Says in a sentence what the disk, the folder or the file refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2
from sqlalchemy.exc import DBAPIError

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _

_SENTENCES = {
    "SQLITE_FULL": "The disk of {folder} is full. Nothing was saved; make room there and try again.",
    "SQLITE_READONLY": "The journal or its folder is read-only, or another file is in its place since it was "
    "opened. Nothing was saved; open it again, or move it to a folder of yours.",
    "SQLITE_CANTOPEN": "The folder {folder} cannot be written to. Nothing was saved; "
    "check the folder and try again.",
    "SQLITE_BUSY": "Another program is writing to the journal. Nothing was saved; try again in a moment.",
    "SQLITE_IOERR": "The disk of {folder} did not take what was written. Nothing was saved; "
    "check that there is room and that the drive is connected, then try again.",
    "SQLITE_CORRUPT": "The journal file is damaged. Nothing was saved; keep the file and use a backup.",
    "SQLITE_TOOBIG": "The journal file is damaged. Nothing was saved; keep the file and use a backup.",
    "SQLITE_NOTADB": "The file is not a KetaTrack journal, or it is damaged. It was left as it is.",
}


_DAMAGED = {"SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_TOOBIG"}
_NO_TEXT = "Could not decode to UTF-8"


class DamagedJournalError(JournalError):
    """Something in the file contradicts what the database expects there, so it can be read only in part."""


def damaged(path: Path) -> DamagedJournalError:
    """Return what is said of a journal that is damaged as a whole."""
    return DamagedJournalError(_("{path} is damaged. It was left as it is.").format(path=path))


class StaleEditError(JournalError):
    """The record was changed or removed since it was read, so writing over it would lose that change."""


class UnconfirmedSaveError(JournalError):
    """What was saved is in the journal, but the disk did not confirm that it stays there without power."""

    def __init__(self) -> None:
        """Say it."""
        super().__init__(
            _(
                "It is saved, but the disk did not confirm that it would survive a power cut. Look whether "
                "it is there before you save it again."
            )
        )


class UnknownSaveError(JournalError):
    """The disk refused the end of a save and cannot be read since, so nobody can tell what is in the file."""

    def __init__(self) -> None:
        """Say it."""
        super().__init__(
            _(
                "The disk stopped answering while this was being saved, and whether it is saved cannot be "
                "read from it now. Check that the drive is connected, open the journal again, and look "
                "whether it is there before you save it again."
            )
        )


@contextmanager
def refusals_in_words(path: Path) -> Iterator[None]:
    """Turn what a person can mend into a JournalError; let every other error, which is a bug, through.

    Knows the errors of SQLAlchemy and those of the driver alone.

    Args:
        path: the file that is read or written; where its disk or folder refuse, they are named.
    """
    try:
        yield
    except (DBAPIError, sqlcipher3.dbapi2.DatabaseError) as error:
        refusal = error.orig if isinstance(error, DBAPIError) else error
        name = str(getattr(refusal, "sqlite_errorname", ""))
        if _NO_TEXT in str(refusal):  # which the driver names no number for
            name = "SQLITE_CORRUPT"
        for prefix, sentence in _SENTENCES.items():
            if name.startswith(prefix):
                kind = DamagedJournalError if prefix in _DAMAGED else JournalError
                raise kind(_(sentence).format(folder=path.resolve().parent)) from error
        raise
