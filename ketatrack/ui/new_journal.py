"""Where a new journal is kept, whether one can be made there, and making it with its first records."""

import os
from collections.abc import Sequence
from pathlib import Path

import platformdirs

from ketatrack.domain.language import gettext as _
from ketatrack.domain.records import Record
from ketatrack.store.header import SUFFIX
from ketatrack.store.key import Key
from ketatrack.store.store import Store


def usual_folder() -> Path:
    """Return the person's Documents folder, or their own folder where there is none."""
    documents = platformdirs.user_documents_path()
    return documents if documents.is_dir() else Path.home()


def suggested_path() -> Path:
    """Return a free name for a journal in the usual folder."""
    folder, name = usual_folder(), _("Journal")
    path, number = folder / f"{name}{SUFFIX}", 2
    while path.exists():
        path, number = folder / f"{name} {number}{SUFFIX}", number + 1
    return path


def journal_path(typed: Path) -> Path:
    """Return where the file will be: a name alone lies in the usual folder, and the ending is added."""
    path = usual_folder() / typed
    return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)


def obstacle(typed: Path) -> str:
    """Say why no journal can be made at the path that was typed; empty when one can."""
    try:
        return _obstacle(typed)
    except OSError as error:
        return _("{path} cannot be used: {reason}. Choose another place.").format(
            path=typed, reason=error.strerror
        )


def _obstacle(typed: Path) -> str:
    if (usual_folder() / typed).is_dir():
        return _("{path} is a folder. Add a name for the file.").format(path=typed)
    path = journal_path(typed)
    if path.exists():
        return _("{path} is there already. Choose another name, or go back and open it.").format(path=path)
    if not path.parent.is_dir():
        return _("There is no folder {folder}. Choose one that is there.").format(folder=path.parent)
    if not os.access(path.parent, os.W_OK | os.X_OK):
        return _("The folder {folder} cannot be written to. Choose a folder of yours.").format(
            folder=path.parent
        )
    return ""


def make_journal(path: Path, records: Sequence[Record], passphrase: str = "") -> Store:
    """Make a journal that holds its first records, whole or not at all, and return it open.

    Args:
        path: ends in the suffix of journals; nothing is there.
        records: each after those that it refers to.
        passphrase: what opens it; empty for none. With one it takes a third of a second.

    Raises:
        JournalError: nothing was made; the message says why.
    """
    return Store.create(path, Key.new(passphrase) if passphrase else None, records)


def free_file(stem: str, ending: str) -> Path:
    """Return a path in the usual folder at which nothing is yet; a number tells later ones apart."""
    path, number = usual_folder() / f"{stem}{ending}", 2
    while path.exists():
        path, number = usual_folder() / f"{stem}-{number}{ending}", number + 1
    return path
