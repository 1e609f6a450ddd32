"""What the children do for backups and restores, in the program's way and in naive ones."""

import os
import time
from contextlib import closing
from pathlib import Path

from ketatrack.domain.backup_words import Reason
from ketatrack.store.checksums import sum_up
from ketatrack.store.engine import connect
from ketatrack.store.keeping import backup_file
from ketatrack.store.key import Key
from ketatrack.store.restoring import restore
from ketatrack.store.store import Store
from tests import records as make

NOTE = "calm " * 60


def journal_of_one_mind(path: Path, key: Key | None, sessions: int, mind: int = 0) -> Path:
    """Make a journal in which every session says the same, so that a mix of two moments shows."""
    who = make.patient()
    of = make.course(who)
    with Store.create(path, key) as store:
        store.adopt([who, of])
        store.adopt(
            make.session(of, f"S{number}", "2026-03-02T10:00+01:00", notes=f"{mind} {NOTE}")
            for number in range(sessions)
        )
    return path


def minds_in(path: Path, key: Key | None) -> set[str]:
    """Return what the sessions say, each thing once: one where the file is of one moment."""
    with closing(connect(path, key, read_only=True)) as connection:
        return {notes.split()[0] for (notes,) in connection.execute("SELECT notes FROM sessions")}


def change_all_minds(path: Path, key: Key | None, enough: Path) -> int:
    """Write all sessions again and again, each time in one transaction, until somebody has had enough."""
    written = 0
    with Store.open(path, key) as store:
        while not enough.exists():
            written += 1
            with store._writer.begin() as connection:
                connection.exec_driver_sql(
                    "UPDATE sessions SET notes = ?, checksum = NULL", (f"{written} {NOTE}",)
                )
                sum_up(connection)
            time.sleep(0.002)  # locks go to whoever asks next, in no order
    return written


def back_up(path: Path, key: Key | None, data: Path) -> Path:
    """Make a backup as the program does."""
    os.environ["XDG_DATA_HOME"] = str(data)
    return backup_file(path, key, Reason.HAND).backup.path


def restore_it(path: Path, key: Key | None, backup: Path, data: Path) -> None:
    """Restore a backup as the program does."""
    os.environ["XDG_DATA_HOME"] = str(data)
    restore(path, key, backup, key)


def copy_over(path: Path, _key: Key | None, backup: Path, _data: Path) -> None:
    """Naive: copy the backup's file over the journal's."""
    with path.open("r+b", buffering=0) as journal:
        journal.truncate()
        content = backup.read_bytes()
        for at in range(0, len(content), 512):
            journal.write(content[at : at + 512])
