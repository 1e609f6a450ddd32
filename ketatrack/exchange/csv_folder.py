"""The files of a course where a clinic put them: a folder, or a .zip of it, never unpacked to disk."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Self

from ketatrack.domain.language import gettext as _
from ketatrack.exchange.csv_tables import FILES, NEVER_READ
from ketatrack.exchange.guarded_csv import MOST_BYTES, refuse_crowd
from ketatrack.exchange.guarded_file import GuardedStream, ImportRefusedError, guarded_file
from ketatrack.exchange.guarded_zip import GuardedZip

_IGNORED_FOLDER = "__MACOSX"
_KNOWN = frozenset((*FILES, *NEVER_READ))


@dataclass(frozen=True, slots=True)
class CsvFolder:
    """The course files at a path; `archive` is None for a folder. `names` says where each known file is."""

    path: Path
    names: dict[str, str]
    archive: GuardedZip | None = None

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator[Self]:
        """Look into a folder or a .zip for the files of a course.

        Raises:
            ImportRefusedError: it cannot be read, or none of the files is in it.
        """
        if path.is_dir():
            yield cls(path, _present(path, _in_folder(path)))
            return
        with GuardedZip.open(path) as archive:
            yield cls(path, _present(path, _in_archive(path, archive.names)), archive)

    @property
    def passed_over(self) -> list[str]:
        """Return the files of a course that are there and never read."""
        return [file for file in NEVER_READ if file in self.names]

    @contextmanager
    def read(self, file: str) -> Iterator[GuardedStream | None]:
        """Open one of the known files, which was read through to its end before; None when it is not there.

        Raises:
            ImportRefusedError: it is too large, locked or damaged.
        """
        if file not in self.names:
            yield None
            return
        with self._stream(file) as stream:
            refuse_crowd(stream)
        with self._stream(file) as stream:
            yield stream

    def _stream(self, file: str) -> AbstractContextManager[GuardedStream]:
        name = self.names[file]
        if self.archive is None:
            return guarded_file(self.path / name, MOST_BYTES)
        return self.archive.read(name, MOST_BYTES)


def _present(path: Path, names: dict[str, str]) -> dict[str, str]:
    if not names.keys() & FILES:
        raise ImportRefusedError(
            _("{path} holds none of the files of a course: {files}.").format(
                path=path, files=", ".join(FILES)
            )
        )
    return names


def _in_folder(path: Path) -> dict[str, str]:
    try:
        return {
            entry.name: entry.name for entry in path.iterdir() if entry.name in _KNOWN and entry.is_file()
        }
    except OSError as error:
        raise ImportRefusedError(
            _("{path} cannot be read: {reason}.").format(path=path, reason=error.strerror)
        ) from None


def _in_archive(path: Path, names: Iterable[str]) -> dict[str, str]:
    """Find the known names at the top of the archive, else in the one folder at its top."""
    by_folder: dict[str, dict[str, str]] = {}
    for name in names:
        *folders, file = PurePosixPath(name).parts or ("",)
        if file in _KNOWN and len(folders) <= 1 and folders != [_IGNORED_FOLDER]:
            found = by_folder.setdefault("".join(folders), {})
            if file in found:
                raise ImportRefusedError(
                    _("{path} holds {file} more than once.").format(path=path, file=file)
                )
            found[file] = name
    if "" in by_folder:
        return by_folder[""]
    if len(by_folder) > 1:
        raise ImportRefusedError(
            _("{path} holds several courses: {folders}. Unpack it and import one at a time.").format(
                path=path, folders=", ".join(sorted(by_folder))
            )
        )
    return next(iter(by_folder.values()), {})
