"""Starting with the computer, so that reminders come: an entry of the desktop, made and removed on request.

The entry names neither the program nor what it is for. It starts a small script among the person's own files,
which does.
"""

import os
import shlex
import sys
from pathlib import Path

import platformdirs

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.whole_file import write_whole

MINIMISED = "--minimised"
"""The word of the command line that opens the window as a button of the task bar."""

_NAME = "personal-journal"
"""Of the entry and the script."""
_ENTRY = """[Desktop Entry]
Type=Application
Name={name}
Exec=/bin/sh "{script}"
Terminal=false
"""


def can_start_with_computer() -> bool:
    """Say whether this system has a place for such an entry that is known here: any freedesktop desktop."""
    return sys.platform == "linux"


def starts_with_computer() -> bool:
    """Say whether the entry is there."""
    return _entry().exists()


def start_with_computer(*, wanted: bool) -> None:
    """Make the entry, or remove it with its script.

    Raises:
        JournalError: a file cannot be written or removed, or its path cannot stand in an entry.
    """
    entry, script = _entry(), _script()
    if not wanted:
        _remove(entry)
        _remove(script)
        return
    if any(letter in str(script) for letter in '"`$\\%\n'):
        raise JournalError(
            _("The folder {path} has a letter in its name that such an entry cannot hold.").format(
                path=script.parent
            )
        )
    for file in (script, entry):
        try:
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise JournalError(
                _("{path} cannot be made: {reason}.").format(path=file.parent, reason=error.strerror)
            ) from None
    write_whole(script, _script_words().encode())
    write_whole(entry, _ENTRY.format(name=_("Journal"), script=script).encode())


def _entry() -> Path:
    config = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(config) / "autostart" / f"{_NAME}.desktop"


def _script() -> Path:
    return platformdirs.user_data_path() / _NAME


def _script_words() -> str:
    """Return what starts this very program, whether it runs from Python or was frozen into one file."""
    frozen = getattr(sys, "frozen", False)
    words = [sys.executable] if frozen else [sys.executable, "-m", "ketatrack"]
    return f"exec {shlex.join([*words, MINIMISED])}\n"


def _remove(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise JournalError(
            _("{path} cannot be removed: {reason}.").format(path=file, reason=error.strerror)
        ) from None
