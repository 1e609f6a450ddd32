"""The files of a course where a clinic put them: a folder, or a .zip of it, never unpacked to disk."""

import io
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Self, TextIO

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.exchange.csv_tables import FILES

MOST_BYTES = 200_000_000
"""For one file; a course of ten years takes less than a hundredth of it."""

_IGNORED_FOLDER = "__MACOSX"


@dataclass(frozen=True, slots=True)
class CsvFolder:
    """The course files at a path; `archive` is None for a folder. `names` says where each known file is."""

    path: Path
    names: dict[str, str]
    archive: zipfile.ZipFile | None = None

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator[Self]:
        """Look into a folder or a .zip for the files of a course.

        Raises:
            JournalError: it cannot be read, or none of the files is in it.
        """
        if path.is_dir():
            yield cls(path, _present(path, _in_folder(path)))
            return
        try:
            archive = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile, NotImplementedError) as error:
            raise JournalError(
                _("{path} cannot be read as a .zip: {reason}.").format(path=path, reason=error)
            ) from None
        with archive:
            yield cls(path, _present(path, _in_archive(path, archive)), archive)

    @contextmanager
    def read(self, file: str) -> Iterator[TextIO | None]:
        """Open one of the known files as text; None when it is not there.

        Raises:
            JournalError: it is too large, locked or damaged.
        """
        name = self.names.get(file)
        if name is None:
            yield None
            return
        try:
            if self.archive is None:
                with (self.path / name).open("rb") as stream:
                    self._refuse_large(file, os.fstat(stream.fileno()).st_size)
                    with _text(stream) as text:
                        yield text
            else:
                self._refuse_large(file, self.archive.getinfo(name).file_size)
                with self.archive.open(name) as member, _text(member) as text:
                    yield text
        except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
            raise JournalError(
                _("{file} in {path} cannot be read: {reason}.").format(
                    file=file, path=self.path, reason=error
                )
            ) from None

    def _refuse_large(self, file: str, size: int) -> None:
        if size > MOST_BYTES:
            raise JournalError(
                _(
                    "{file} in {path} is larger than {most} MB, more than any course. Check what it is."
                ).format(file=file, path=self.path, most=MOST_BYTES // 1_000_000)
            )


def _text(stream: IO[bytes]) -> TextIO:
    """Read UTF-8 with or without a byte order mark, and leave the ends of lines to the CSV reader."""
    return io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")


def _present(path: Path, names: dict[str, str]) -> dict[str, str]:
    if not names:
        raise JournalError(
            _("{path} holds none of the files of a course: {files}.").format(
                path=path, files=", ".join(FILES)
            )
        )
    return names


def _in_folder(path: Path) -> dict[str, str]:
    try:
        return {entry.name: entry.name for entry in path.iterdir() if entry.name in FILES and entry.is_file()}
    except OSError as error:
        raise JournalError(
            _("{path} cannot be read: {reason}.").format(path=path, reason=error.strerror)
        ) from None


def _in_archive(path: Path, archive: zipfile.ZipFile) -> dict[str, str]:
    """Find the known names at the top of the archive, else in the one folder at its top."""
    by_folder: dict[str, dict[str, str]] = {}
    for name in archive.namelist():
        *folders, file = PurePosixPath(name).parts or ("",)
        if file in FILES and len(folders) <= 1 and folders != [_IGNORED_FOLDER]:
            found = by_folder.setdefault("".join(folders), {})
            if file in found:
                raise JournalError(_("{path} holds {file} more than once.").format(path=path, file=file))
            found[file] = name
    if "" in by_folder:
        return by_folder[""]
    if len(by_folder) > 1:
        raise JournalError(
            _("{path} holds several courses: {folders}. Unpack it and import one at a time.").format(
                path=path, folders=", ".join(sorted(by_folder))
            )
        )
    return next(iter(by_folder.values()), {})
