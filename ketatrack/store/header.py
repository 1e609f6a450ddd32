"""What a journal's file says of itself: whether it is one, and which version of the program wrote it.

Read as plain bytes, without the database's libraries, so that a mistyped path is answered at once.
"""

import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _

SUFFIX = ".ketatrack"
APPLICATION_ID = 0x4B545243
"""`KTRC`, at byte 68 of the file; `file` and other programs can tell a journal by it."""
SCHEMA_REVISION = 4
"""The newest revision in `migrations/versions`, repeated in the file's user_version."""

SALT_BYTES = 16
"""Of a journal with a passphrase; they stand where another has its magic."""

_MAGIC = b"SQLite format 3\x00"
PAGE = 4096
"""Bytes in each page of a journal."""
FILE_HEADER = 100
"""Bytes of the first page that tell of the whole file."""
_USER_VERSION_AT, _APPLICATION_ID_AT = 60, 68


class NewerJournalError(JournalError):
    """The journal was written by a newer version of the program."""


def schema_revision(path: Path) -> int | None:
    """Return which revision of the schema a journal has, without locking or changing the file.

    Returns:
        None for a journal with a passphrase, which alone tells.

    Raises:
        NewerJournalError: a newer version wrote it.
        JournalError: it is missing, unreadable, or no journal.
    """
    page = _first_page(path)
    if page.startswith(_MAGIC) and len(page) >= FILE_HEADER:
        return accepted(path, _number(page, _APPLICATION_ID_AT), _number(page, _USER_VERSION_AT))
    if looks_encrypted(page):
        return None
    raise JournalError(_("{path} is not a KetaTrack journal. It was left as it is.").format(path=path))


def is_older(path: Path) -> bool:
    """Say whether a file without a passphrase is a journal that opening it brings up to date.

    One whose first page does not tell, as it is damaged or not there, is not: opening it says what it is.
    """
    try:
        revision = schema_revision(path)
    except JournalError:
        return False
    return revision is not None and revision < SCHEMA_REVISION


def accepted(path: Path, application_id: int, revision: int) -> int:
    """Return the revision of a file that this version can open.

    Raises:
        NewerJournalError: a newer version wrote it.
        JournalError: it is a database of another program.
    """
    if application_id != APPLICATION_ID:
        raise JournalError(
            _("{path} is a database, but not a KetaTrack journal. It was left as it is.").format(path=path)
        )
    if revision > SCHEMA_REVISION:
        raise NewerJournalError(
            _(
                "{path} was written by a newer version of KetaTrack. Open it with that version; "
                "it was left untouched."
            ).format(path=path)
        )
    return revision


def salt_of(path: Path) -> bytes:
    """Return the salt of a journal with a passphrase: its first bytes; raises JournalError."""
    return _first_page(path)[:SALT_BYTES]


def looks_encrypted(page: bytes) -> bool:
    """Say whether a page may be one of SQLCipher's: whole, and with nothing in it that repeats."""
    return len(page) == PAGE and len(zlib.compress(page, 1)) >= PAGE


def _first_page(path: Path) -> bytes:
    with opened_as_bytes(path) as stream:
        return stream.read(PAGE)


@contextmanager
def opened_as_bytes(path: Path) -> Iterator[BinaryIO]:
    """Open a file to read it as it stands on the disk.

    Raises:
        JournalError: it is missing, unreadable, or nothing that keeps what was written, such as a device.
    """
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):  # reading a device might wait for ever
            raise JournalError(
                (
                    _("{path} is a folder, not a journal. Name a file in it.")
                    if stat.S_ISDIR(mode)
                    else _("{path} is not a file that can hold a journal. Check the path.")
                ).format(path=path)
            )
        with path.open("rb", buffering=0) as stream:
            yield stream
    except (FileNotFoundError, NotADirectoryError):
        raise JournalError(
            _("There is no journal at {path}. Check the path; nothing was created.").format(path=path)
        ) from None
    except OSError as error:
        raise JournalError(
            _("{path} cannot be read: {reason}.").format(path=path, reason=error.strerror)
        ) from None


def _number(header: bytes, at: int) -> int:
    return int.from_bytes(header[at : at + 4], "big")
