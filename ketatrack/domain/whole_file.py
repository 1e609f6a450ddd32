"""Files that hold personal data: only their owner can read them, and they are there whole or not at all."""

import os
import tempfile
from pathlib import Path

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _


def write_whole(out: Path, content: bytes) -> None:
    """Write a file that only its owner can read (mode 0600), replacing an older one in one step.

    The content goes to a temporary name in the same folder first, so that a full disk or a power cut
    leaves the older file, or none, and never half of one.

    Raises:
        JournalError: when the folder is missing, cannot be written to or is full.
    """
    try:
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name[:100]}-")
    except OSError as error:
        raise _unwritable(out, error) from None
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(out)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise _unwritable(out, error) from None
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _unwritable(out: Path, error: OSError) -> JournalError:
    if not out.parent.is_dir():
        sentence = _("{path} cannot be written: there is no folder {folder}. Make it, or choose another.")
        return JournalError(sentence.format(path=out, folder=out.parent))
    return JournalError(
        _("{path} cannot be written: {reason}. Choose another folder, or make room there.").format(
            path=out, reason=error.strerror
        )
    )
