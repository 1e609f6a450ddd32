"""Archives from elsewhere: the one door for .zip, never unpacked to disk.

Held against what such files are made to do: thousands of members, an index larger than any course, members
that lie over each other, that claim another size than they have or grow a thousandfold, locked ones, links,
and names that point outside the archive. Only members that are stored or deflated are read, since bzip2 and
LZMA give no bound on what one small piece becomes.
"""

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Self

from ketatrack.domain.language import gettext as _
from ketatrack.exchange.guarded_file import GuardedStream, ImportRefusedError, guarded_file

MOST_BYTES = 50_000_000
"""For the archive itself, packed."""
MOST_MEMBERS = 1_000
MOST_GROWTH = 200
"""Bytes that come out for each one that was read; the files of a course grow some tenfold."""

_FREE_GROWTH = 1_000_000
"""Bytes that may come out before growth counts; a few kB of equal rows grow far more."""
_TIMES_READ = 4
"""What the members hold is read twice, its index and their heads beside that."""
_LOCKED = 0x1
_STRANGE = re.compile(r"^[A-Za-z]:|[\x00-\x1f]")
"""A drive of Windows, or a character that no name of a file has."""
_UNPACKABLE = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_BROKEN = (
    OSError,
    EOFError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
    zipfile.BadZipFile,
)
"""What the standard library raises at an archive that is not as it says."""


@dataclass(frozen=True, slots=True)
class GuardedZip:
    """An archive whose index was looked through; its members are read as they are asked for."""

    path: Path
    _archive: zipfile.ZipFile
    _source: GuardedStream

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator[Self]:
        """Open an archive and look through its index.

        Raises:
            ImportRefusedError: it is too large, no archive, or its index is not that of an honest one.
        """
        with guarded_file(path, MOST_BYTES, times_read=_TIMES_READ) as source:
            try:
                archive = zipfile.ZipFile(source)
            except _BROKEN as error:
                raise ImportRefusedError(
                    _("{path} cannot be read as a .zip: {reason}. Ask for it again.").format(
                        path=path, reason=error
                    )
                ) from None
            with archive:
                found = cls(path, archive, source)
                found._look_through()
                yield found

    @property
    def names(self) -> list[str]:
        """The name of each member, folders with a slash at the end."""
        return self._archive.namelist()

    def _look_through(self) -> None:
        members = self._archive.infolist()
        if len(members) > MOST_MEMBERS:
            raise self._refusal(_("it holds {count} files").format(count=len(members)))
        end = 0
        for member in sorted(members, key=lambda member: member.header_offset):
            if member.header_offset < end:
                raise self._refusal(_("its files lie over each other"))
            end = member.header_offset + member.compress_size
            if _points_outside(member.orig_filename):
                raise self._refusal(_("it holds a name that points outside of it"))

    def _refusal(self, reason: str) -> ImportRefusedError:
        return ImportRefusedError(
            _("{path} is not read, since {reason}. Unpack it yourself, and import the folder.").format(
                path=self.path, reason=reason
            )
        )

    @contextmanager
    def read(self, name: str, most_bytes: int) -> Iterator[GuardedStream]:
        """Open a member that is one of `names`; at its end, its size and checksum were right.

        Raises:
            ImportRefusedError: it is locked, a link, packed in another way, damaged, or too large. Raised
                also while reading.
        """
        member = self._archive.getinfo(name)
        shown = _("{file} in {path}").format(file=name, path=self.path)
        mode = member.external_attr >> 16
        if member.flag_bits & _LOCKED:
            raise ImportRefusedError(
                _("{name} is locked with a password. Unpack it yourself, and import the folder.").format(
                    name=shown
                )
            )
        if member.is_dir() or stat.S_ISLNK(mode) or member.compress_type not in _UNPACKABLE:
            raise self._refusal(_("{file} in it is a link or packed in a rare way").format(file=name))
        try:
            content = self._archive.open(member)
        except _BROKEN:
            raise _damaged(shown) from None
        with content:
            yield _Member(content, shown, most_bytes, self._source, member.file_size)


class _Member(GuardedStream):
    """What one member holds, unpacked piece by piece."""

    def __init__(
        self, content: IO[bytes], name: str, most_bytes: int, packed: GuardedStream, declared: int
    ) -> None:
        super().__init__(content, name, most_bytes)
        self._packed = packed
        self._packed_before = packed.taken
        self._declared = declared

    def _chunk(self, size: int) -> bytes:
        try:
            chunk = self._source.read(size)
        except _BROKEN:
            raise _damaged(self.name) from None
        if size and not chunk and self.taken != self._declared:
            raise _damaged(self.name)
        growth = self.taken + len(chunk) - _FREE_GROWTH
        if growth > MOST_GROWTH * (self._packed.taken - self._packed_before):
            raise ImportRefusedError(
                _(
                    "{name} grows more than any file of a course when it is unpacked. Check what it is."
                ).format(name=self.name)
            )
        return chunk


def _damaged(name: str) -> ImportRefusedError:
    return ImportRefusedError(_("{name} is damaged. Ask for it again.").format(name=name))


def _points_outside(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or _STRANGE.search(name) is not None
