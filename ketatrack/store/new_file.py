"""A new file that the database fills: its owner's alone, and there whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.whole_file import BESIDE_DATABASE, begin


@contextmanager
def becoming(final: Path) -> Iterator[Path]:
    """Yield an empty file of its owner's, which gets its name, durably, when it was filled without an error.

    No program has the file open that has the name so far.

    Raises:
        JournalError: the folder cannot be written to; where nothing had the name, nothing has it.
    """
    with disk_refusals(final.parent):
        descriptor, part = begin(final)
    os.close(descriptor)
    try:
        yield part
        with disk_refusals(final.parent):
            to_disk(part)
            remove_left_over(final)
            _take_name(part, final)
    except BaseException:
        remove_with_left_over(part)
        raise


def _take_name(part: Path, final: Path) -> None:
    """Give a file its name, durably; a new one is taken away again where the disk does not confirm it."""
    is_new = not final.exists()
    part.replace(final)
    try:
        to_disk(final.parent)
    except OSError:
        if is_new:
            final.unlink()
        raise


@contextmanager
def disk_refusals(folder: Path) -> Iterator[None]:
    """Say in a sentence what a folder or its disk refused."""
    try:
        yield
    except OSError as error:
        if not folder.exists():
            raise JournalError(
                _("There is no folder {folder}. Make it, or choose another one.").format(folder=folder)
            ) from None
        raise JournalError(
            _("{folder} cannot be written to: {reason}. Make room there, or choose another folder.").format(
                folder=folder, reason=error.strerror
            )
        ) from None


def remove_left_over(file: Path) -> None:
    """Remove what a crash left beside a file; it would be played into another one that takes its place."""
    for ending in BESIDE_DATABASE:
        file.with_name(file.name + ending).unlink(missing_ok=True)


def remove_with_left_over(file: Path) -> None:
    """Remove a file, where it is there, and what a crash left beside it."""
    remove_left_over(file)
    file.unlink(missing_ok=True)


def to_disk(path: Path) -> None:
    """Wait until a file, or what a folder lists, would survive a power cut."""
    if os.name == "nt" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
