"""Files that hold personal data: only their owner can read them, and they are there whole or not at all."""

import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _

_LONGEST_NAME = 100
"""Letters of a file's own name in the name that it has while it is written, so that this fits, too."""
_UNFINISHED = ".part"
BESIDE_DATABASE = ("-journal", "-wal", "-shm")
"""Endings of what a database keeps beside its file, and leaves there where it is cut off."""
_BEGUN = re.compile(
    rf"\..*-[a-z0-9_]{{8}}{re.escape(_UNFINISHED)}(?:{'|'.join(BESIDE_DATABASE)})?", re.DOTALL
)
_ABANDONED_S = 3600.0
"""What was begun so long ago nobody is writing any more."""


def write_whole(out: Path, content: bytes) -> None:
    """Write a file that only its owner can read (mode 0600), replacing an older one in one step.

    The content goes to a temporary name in the same folder first, so that a full disk or a power cut
    leaves the older file, or none, and never half of one.

    Raises:
        JournalError: when the folder is missing, cannot be written to or is full.
    """
    try:
        handle, part = begin(out)
    except OSError as error:
        raise _unwritable(out, error) from None
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(out)
    except BaseException as error:
        with suppress(OSError):  # a later file that is written there sweeps it away
            part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _unwritable(out, error) from None
        raise


def begin(out: Path) -> tuple[int, Path]:
    """Make an empty file of its owner's beside one that is to be; return its descriptor and its path.

    Its name is its own, so that what an earlier attempt left behind is in nobody's way.

    Raises:
        OSError: the folder is missing or cannot be written to.
    """
    sweep(out.parent)
    handle, name = tempfile.mkstemp(_UNFINISHED, _prefix(out), out.parent)
    return handle, Path(name)


@contextmanager
def folder_to_be(out: Path) -> Iterator[Path]:
    """Yield a new folder beside one that is to be written whole, for its owner only; it goes afterwards.

    Raises:
        OSError: the folder above is missing or cannot be written to.
    """
    sweep(out.parent)
    with tempfile.TemporaryDirectory(
        _UNFINISHED, _prefix(out), out.parent, ignore_cleanup_errors=True
    ) as beside:
        yield Path(beside)


def sweep(folder: Path) -> None:
    """Remove what this program began to write in a folder and never finished, an hour or more ago.

    What cannot be looked at or removed stays, since it is in nobody's way.
    """
    with suppress(OSError):
        for left in list(folder.iterdir()):
            if _BEGUN.fullmatch(left.name) and _is_ours_and_abandoned(left.lstat()):
                shutil.rmtree(left) if left.is_dir() else left.unlink()


def _prefix(out: Path) -> str:
    """Return how the name of a file begins while it is written; `tempfile` puts eight letters behind it."""
    return f".{out.name[:_LONGEST_NAME]}-"


def _is_ours_and_abandoned(found: os.stat_result) -> bool:
    is_ours = not hasattr(os, "geteuid") or found.st_uid == os.geteuid()
    return is_ours and found.st_mtime < time.time() - _ABANDONED_S


def _unwritable(out: Path, error: OSError) -> JournalError:
    if not out.parent.is_dir():
        sentence = _("{path} cannot be written: there is no folder {folder}. Make it, or choose another.")
        return JournalError(sentence.format(path=out, folder=out.parent))
    return JournalError(
        _("{path} cannot be written: {reason}. Choose another folder, or make room there.").format(
            path=out, reason=error.strerror
        )
    )
