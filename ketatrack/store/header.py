"""What a journal's file says of itself: whether it is one, and which version of the program wrote it.

Read as plain bytes, without the database's libraries, so that a mistyped path is answered at once.
"""

from pathlib import Path

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _

SUFFIX = ".ketatrack"
APPLICATION_ID = 0x4B545243
"""`KTRC`, at byte 68 of the file; `file` and other programs can tell a journal by it."""
SCHEMA_REVISION = 2
"""The newest revision in `migrations/versions`, repeated in the file's user_version."""

_MAGIC = b"SQLite format 3\x00"
_USER_VERSION_AT, _APPLICATION_ID_AT, _HEADER_LENGTH = 60, 68, 100


class NewerJournalError(JournalError):
    """The journal was written by a newer version of the program."""


def schema_revision(path: Path) -> int:
    """Return which revision of the schema a journal has, without locking or changing the file.

    Raises:
        NewerJournalError: a newer version wrote it.
        JournalError: it is missing, unreadable, or no journal.
    """
    header = _header(path)
    if len(header) < _HEADER_LENGTH or not header.startswith(_MAGIC):
        raise JournalError(_("{path} is not a KetaTrack journal. It was left as it is.").format(path=path))
    if _number(header, _APPLICATION_ID_AT) != APPLICATION_ID:
        raise JournalError(
            _("{path} is a database, but not a KetaTrack journal. It was left as it is.").format(path=path)
        )
    revision = _number(header, _USER_VERSION_AT)
    if revision > SCHEMA_REVISION:
        raise NewerJournalError(
            _(
                "{path} was written by a newer version of KetaTrack. Open it with that version; "
                "it was left untouched."
            ).format(path=path)
        )
    return revision


def _header(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_HEADER_LENGTH)
    except (FileNotFoundError, NotADirectoryError):
        raise JournalError(
            _("There is no journal at {path}. Check the path; nothing was created.").format(path=path)
        ) from None
    except OSError as error:
        if path.is_dir():
            raise JournalError(
                _("{path} is a folder, not a journal. Name a file in it.").format(path=path)
            ) from None
        raise JournalError(
            _("{path} cannot be read: {reason}.").format(path=path, reason=error.strerror)
        ) from None


def _number(header: bytes, at: int) -> int:
    return int.from_bytes(header[at : at + 4], "big")
