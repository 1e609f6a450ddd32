"""Where the backups of a journal lie: in a folder of its own, apart from it, and in a second place if wanted.

A journal carries a random identity, which names its folder, so that it finds its backups wherever it is moved
and never touches those of another. Beside them stands where the journal was last, so that they are found even
where the journal itself can no longer be read.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import platformdirs

from ketatrack.domain.backup_words import IDENTITY_SETTING, SECOND_PLACE_SETTING
from ketatrack.domain.errors import JournalError
from ketatrack.domain.whole_file import write_whole
from ketatrack.store.at_rest import at_rest
from ketatrack.store.key import Key
from ketatrack.store.looking_into import opened_to_read, setting_in
from ketatrack.store.new_file import disk_refusals

_IDENTITY = re.compile(r"[0-9a-f]{32}", re.ASCII)
_SECOND = re.compile(r"backups-[0-9a-f]{8}", re.ASCII)
_NOTE = "journal.json"


@dataclass(frozen=True, slots=True)
class Places:
    """The folder of a journal's backups, and the folder in the second place, if one was chosen."""

    first: Path
    second: Path | None


def usual_place() -> Path:
    """Return the folder that holds, on this computer, one folder of backups for each journal."""
    return platformdirs.user_data_path("ketatrack", appauthor=False) / "backups"


def places_of(path: Path, key: Key | None) -> Places:
    """Return where the backups of a journal lie; makes no folder.

    A file that cannot be read has the places of the journal that was last at its path.
    """
    try:
        with at_rest(path, key) as quiet, opened_to_read(quiet, key) as connection:
            identity, second = (
                json.loads(setting_in(connection, name) or "null")
                for name in (IDENTITY_SETTING, SECOND_PLACE_SETTING)
            )
    except (JournalError, ValueError):  # damaged, or of another program by now
        identity, second = None, None
    name = name_for(path, identity)
    return Places(usual_place() / name, Path(second) / _in_second_place(name) if second else None)


def _in_second_place(name: str) -> str:
    return f"backups-{name[:8]}"


def is_place(folder: Path, of: str = "") -> bool:
    """Say whether a folder is called and lies as one with backups, of whichever journal or of one by name."""
    if folder.parent == usual_place().resolve():
        return folder.name == of or (not of and _IDENTITY.fullmatch(folder.name) is not None)
    return folder.name == _in_second_place(of) if of else _SECOND.fullmatch(folder.name) is not None


def note_place(folder: Path, path: Path) -> None:
    """Write down, beside its backups, where a journal lies now.

    Raises:
        JournalError: the folder cannot be written to.
    """
    if _noted(folder) != path.resolve():
        with disk_refusals(folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(folder / _NOTE, json.dumps({"journal": str(path.resolve())}).encode())


def known_journals() -> Iterator[tuple[Path, Path]]:
    """Yield each folder of backups on this computer with the path at which its journal was last."""
    root = usual_place()
    for folder in sorted(root.iterdir()) if root.is_dir() else ():
        noted = _noted(folder)
        if noted is not None:
            yield folder, noted


def name_for(path: Path, identity: object) -> str:
    """Return the identity of a journal: its own, that of the one last at this path, or a new one."""
    if isinstance(identity, str) and _IDENTITY.fullmatch(identity):
        noted = _noted(usual_place() / identity)
        if noted is None or noted == path.resolve() or not noted.exists():
            return identity
    last_here = (folder.name for folder, noted in known_journals() if noted == path.resolve())
    return next(last_here, uuid4().hex)


def _noted(folder: Path) -> Path | None:
    try:
        return Path(json.loads((folder / _NOTE).read_bytes())["journal"])
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, KeyError, TypeError):  # unreadable: as good as not noted
        return None
