"""One window at a time has a journal, on one computer or on several that share its folder.

A small file beside the journal, `.NAME.in-use`, says on which computer it is open. On one computer the
system's own lock on that file tells, and ends with the program, however it ends. Between computers only the
file's content can tell: where a computer went down, its name stays until somebody says that it is not so.
"""

import errno
import hashlib
import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.store.new_file import remove_with_left_over

_MACHINE_ID = Path("/etc/machine-id")
_held: dict[Path, "_Held"] = {}
"""What this process holds: the system's lock is the process's, however many parts of it want one."""
_guard = Lock()


class HeldElsewhereError(JournalError):
    """Another window or program has the journal; `computer` is empty where it runs on this one."""

    def __init__(self, path: Path, computer: str, since: str) -> None:
        """Say where it is open, and since when if that is known."""
        if computer:
            sentence = _(
                "{path} has been open on the computer “{computer}” since {since}. Close it there first."
            )
        else:
            sentence = _("{path} is open in another window or program. Close it there first.")
        super().__init__(sentence.format(path=path, computer=computer, since=since))
        self.path = path
        self.computer = computer


class WriteProtectedError(JournalError):
    """The journal or its folder takes nothing from this person, so that it can only be read."""

    def __init__(self, path: Path, reason: str) -> None:
        """Name the journal, and say in the system's words why."""
        super().__init__(
            _(
                "{path} can only be read here: {reason}. To write into it, move it to a folder of yours."
            ).format(path=path, reason=reason)
        )


@dataclass(slots=True)
class _Held:
    descriptor: int
    file: Path
    times: int = 1


@contextmanager
def holding(path: Path, *, take_over: bool = False) -> Iterator[None]:
    """Keep every other window and program from opening a journal to write into it; see `hold`."""
    hold(path, take_over=take_over)
    try:
        yield
    finally:
        release(path)


@contextmanager
def writing_beside_a_window(path: Path) -> Iterator[None]:
    """Keep other computers out of a journal meanwhile; a window of this one may go on having it open.

    On one computer the database's own locks keep two writers apart.

    Raises:
        HeldElsewhereError: another computer has it.
        WriteProtectedError: the journal or its folder cannot be written to.
    """
    with ExitStack() as held:
        try:
            held.enter_context(holding(path))
        except HeldElsewhereError as other:
            if other.computer:
                raise
        yield


def replacement_of(path: Path) -> Path:
    """Return where the file that is to take a journal's place is made, by whoever holds the journal."""
    return path.with_name(f".{path.name}.part")


def sweep_replacement(path: Path) -> None:
    """Remove what a replacement that was cut off left beside a journal, unless somebody has the journal.

    It may hold in the clear what the journal keeps under its passphrase.
    """
    with suppress(OSError, HeldElsewhereError, WriteProtectedError):
        if replacement_of(path.resolve()).exists():
            with holding(path):
                pass  # taking it sweeps


def hold(path: Path, *, take_over: bool = False) -> None:
    """Take a journal for this program, as often as it likes; each time is given back by `release`.

    What a replacement that was cut off left beside it is swept away: nobody is making one.

    Args:
        path: the journal.
        take_over: do so although the file says that another computer has it; somebody knows better.

    Raises:
        HeldElsewhereError: another window, program or computer has it.
        WriteProtectedError: the journal or its folder cannot be written to.
    """
    journal = path.resolve()
    with _guard:
        held = _held.get(journal)
        if held is not None:
            held.times += 1
        else:
            _held[journal] = _taken(journal, take_over=take_over)


def release(path: Path) -> None:
    """Give a journal back that was taken by `hold`."""
    journal = path.resolve()
    with _guard:
        held = _held[journal]
        held.times -= 1
        if held.times == 0:
            del _held[journal]
            if os.name == "nt":  # Windows removes no file that is open
                os.close(held.descriptor)
            with suppress(OSError):  # an unplugged drive; this computer takes over what it left there
                held.file.unlink()
            if os.name != "nt":
                os.close(held.descriptor)


def _taken(journal: Path, *, take_over: bool) -> _Held:
    if not os.access(journal, os.W_OK):
        raise WriteProtectedError(journal, os.strerror(errno.EACCES))
    file = journal.with_name(f".{journal.name}.in-use")
    while True:
        try:
            descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise WriteProtectedError(journal, str(error.strerror)) from None
        try:
            if not _lock(descriptor):
                raise HeldElsewhereError(journal, *_noted_elsewhere(descriptor))
            if not _is_still(file, descriptor):  # its holder let go between our opening and locking it
                os.close(descriptor)
                continue
            computer, since = _noted_elsewhere(descriptor)
            if computer and not take_over:
                raise HeldElsewhereError(journal, computer, since)
            _note(descriptor)
            with suppress(OSError):  # the next to hold it tries again
                remove_with_left_over(replacement_of(journal))
        except BaseException:
            os.close(descriptor)
            raise
        return _Held(descriptor, file)


def _is_still(file: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(file.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _noted_elsewhere(descriptor: int) -> tuple[str, str]:
    """Return which other computer the file names and since when; two empty texts where it names none."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    try:
        noted = json.loads(os.read(descriptor, 4096))
        computer, since = str(noted["computer"]), str(noted["since"])
        machines = {str(noted.get("machine") or ""), _machine()} - {""}
    except (ValueError, KeyError, TypeError):  # cut off as it was written: nobody got to say anything
        return "", ""
    is_here = computer == socket.gethostname() and len(machines) < 2
    return ("", "") if is_here else (computer, since)


def _note(descriptor: int) -> None:
    """Note for other computers that this one has the journal; on a full disk only the system's lock tells."""
    words = {
        "computer": socket.gethostname(),
        "machine": _machine(),
        "since": f"{datetime.now().astimezone():%Y-%m-%d %H:%M}",
    }
    with suppress(OSError):  # what is in the journal can be read all the same, and exported
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.ftruncate(descriptor, 0)
        os.write(descriptor, json.dumps(words).encode())
        os.fsync(descriptor)


def _machine() -> str:
    """Return what tells this computer from others of its name; empty where the system has no such thing.

    What the system says is hashed, as it asks for, since it is nobody's business who sees the folder.
    """
    try:
        return hashlib.blake2b(_MACHINE_ID.read_bytes(), digest_size=8, person=b"ketatrack").hexdigest()
    except OSError:
        return ""


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> bool:
        os.lseek(descriptor, 1 << 20, os.SEEK_SET)  # beyond the words, which others read
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(descriptor, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
