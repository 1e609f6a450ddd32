"""A new file that the database fills: its owner's alone, and there whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _

PART = ".part"
"""How the name ends that a file has while it is filled."""
_BESIDE = ("-journal", "-wal", "-shm")
"""Endings of what the database keeps beside a file, and leaves there where it is cut off."""


@contextmanager
def becoming(final: Path) -> Iterator[Path]:
    """Yield an empty file of its owner's, which gets its name, durably, when it was filled without an error.

    No program has the file open that has the name so far.

    Raises:
        JournalError: the folder cannot be written to; where nothing had the name, nothing has it.
    """
    part = part_of(final)
    with disk_refusals(final.parent):
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
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


def part_of(final: Path) -> Path:
    """Return what a file is called while it is filled."""
    return final.with_name(f".{final.name}{PART}")


@contextmanager
def disk_refusals(folder: Path) -> Iterator[None]:
    """Say in a sentence what a folder or its disk refused."""
    try:
        yield
    except OSError as error:
        raise JournalError(
            _("{folder} cannot be written to: {reason}. Make room there, or choose another folder.").format(
                folder=folder, reason=error.strerror
            )
        ) from None


def remove_left_over(file: Path) -> None:
    """Remove what a crash left beside a file; it would be played into another one that takes its place."""
    for ending in _BESIDE:
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
