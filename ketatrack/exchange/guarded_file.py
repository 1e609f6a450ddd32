"""Files from elsewhere, read within bounds: ordinary files only, so many bytes, for so many seconds.

Whoever made such a file is not trusted to have meant well. Every reader of a format takes its bytes from
here, so that none of them can be made to wait for ever or to fill the memory.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import IO, Any

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _

MOST_SECONDS = 60.0
"""For one file; a course of a hundred thousand readings takes a few."""
MOST_AT_ONCE = 1 << 20
"""Bytes; nothing that a course comes in asks for more in one piece."""
_MILLION = 1_000_000


class ImportRefusedError(JournalError):
    """A file from elsewhere is not taken in; the sentence says what is wrong, where, and what to do."""

    def __init__(self, sentence: str) -> None:
        """Take the sentence; half a letter that it quotes from the file could not be shown."""
        super().__init__(sentence.encode("utf-8", "replace").decode("utf-8"))


class GuardedStream(io.RawIOBase):
    """Bytes from elsewhere as they are asked for, counted and timed.

    Args:
        source: where the bytes come from.
        name: what a person calls it, for the sentence that refuses it.
        most_bytes: how many it may have.
    """

    def __init__(self, source: IO[bytes], name: str, most_bytes: int) -> None:
        """Take the source and its bounds; the time runs from now."""
        super().__init__()
        self.name = name
        self.taken = 0
        """How many bytes were read so far; bytes read twice count twice."""
        self._source = source
        self._most_bytes = most_bytes
        self._until = monotonic() + MOST_SECONDS

    def read(self, size: int = -1) -> bytes:
        """Return at most so many bytes, all that are left for -1; raises ImportRefusedError."""
        chunk = self._chunk(MOST_AT_ONCE + 1 if size < 0 else size) if size <= MOST_AT_ONCE else b""
        if max(size, len(chunk)) > MOST_AT_ONCE:
            raise ImportRefusedError(
                _("{name} is not built as such a file is. Check what it is.").format(name=self.name)
            )
        self.taken += len(chunk)
        if self.taken > self._most_bytes:
            raise too_large(self.name, self._most_bytes)
        if monotonic() > self._until:
            raise ImportRefusedError(
                _("{name} takes longer than {seconds} seconds to read. Import it in parts.").format(
                    name=self.name, seconds=int(MOST_SECONDS)
                )
            )
        return chunk

    def _chunk(self, size: int) -> bytes:
        try:
            return self._source.read(size)
        except OSError as error:
            raise ImportRefusedError(
                _("{name} cannot be read: {reason}.").format(name=self.name, reason=error.strerror)
            ) from None

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer, for readers of the standard library."""
        chunk = self.read(min(len(buffer), MOST_AT_ONCE))
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def seekable(self) -> bool:
        """Say whether it can be read from another place."""
        return self._source.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go on from another place."""
        return self._source.seek(offset, whence)

    def tell(self) -> int:
        """Return the place from which it goes on."""
        return self._source.tell()


@contextmanager
def guarded_file(path: Path, most_bytes: int, *, times_read: int = 1) -> Iterator[GuardedStream]:
    """Open an ordinary file to be read within bounds.

    Args:
        path: the file.
        most_bytes: how large it may be.
        times_read: how many times over its reader may go through it.

    Raises:
        ImportRefusedError: it is missing, unreadable, too large, or a device or pipe, which has no end.
    """
    try:
        if not path.exists():
            raise ImportRefusedError(_("There is nothing at {path}. Check the path.").format(path=path))
        if not path.is_file():
            raise ImportRefusedError(_("{path} is not a file. Choose one.").format(path=path))
        if path.stat().st_size > most_bytes:
            raise too_large(str(path), most_bytes)
        source = path.open("rb")
    except OSError as error:
        raise ImportRefusedError(
            _("{path} cannot be read: {reason}.").format(path=path, reason=error.strerror)
        ) from None
    with source:
        yield GuardedStream(source, str(path), most_bytes * times_read)


def guarded_bytes(path: Path, most_bytes: int) -> bytearray:
    """Return the whole of an ordinary file.

    Raises:
        ImportRefusedError: as `guarded_file` says.
    """
    whole = bytearray()
    with guarded_file(path, most_bytes) as stream:
        while chunk := stream.read(MOST_AT_ONCE):
            whole += chunk
    return whole


def too_large(name: str, most_bytes: int) -> ImportRefusedError:
    """Return the refusal of a file that is larger than any of its kind."""
    return ImportRefusedError(
        _("{name} is larger than {most} MB, more than such a file ever is. Check what it is.").format(
            name=name, most=most_bytes // _MILLION
        )
    )
