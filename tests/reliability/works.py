"""What the children do: save and confirm, in the program's way and in naive ones.

A save is confirmed by a line in a file of another folder, as the screen would confirm it to a person.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, event

from ketatrack.domain.backup_words import Reason
from ketatrack.domain.records import Course, Record
from ketatrack.domain.words import Author
from ketatrack.store.backups import make_backup
from ketatrack.store.engine import connect
from ketatrack.store.key import Key
from ketatrack.store.restoring import restore
from ketatrack.store.sealing import _copy
from ketatrack.store.store import Change, Draft, Store
from tests import records as make

READINGS = 3
"""Of each session that is saved."""
_NOW = make.at("2026-06-01T09:00+02:00")


def session_with_readings(of: Course, number: int) -> list[Record]:
    """Return a session and its readings."""
    saved = make.session(of, f"S{number}", "2026-03-02T10:00+01:00", notes="calm" * 20)
    return [
        saved,
        *(
            make.reading(of, f"2026-03-02T10:{40 + minute}+01:00", session_id=saved.id, pulse=70)
            for minute in range(READINGS)
        ),
    ]


def save(store: Store, records: list[Record]) -> None:
    """Save records as the window does: together or not at all."""
    store.apply([Change(None, record) for record in records], at=_NOW, by=Author.PATIENT)


def confirm(confirmed: Path, records: list[Record]) -> None:
    """Tell that a session was saved."""
    descriptor = os.open(confirmed, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(descriptor, f"{records[0].id}\n".encode())
    os.close(descriptor)


def save_sessions(
    path: Path, key: Key | None, confirmed: Path, most: int, synchronous: str | None = None
) -> None:
    """Save sessions one after the other, and confirm each once it is saved.

    Args:
        path: the journal.
        key: what opens it.
        confirmed: takes the ids of the saved sessions.
        most: how many sessions.
        synchronous: how the database waits for the disk; as the program does where none is given.
    """
    with Store.open(path, key) as store:
        if synchronous:
            _wait_for_the_disk(store, synchronous)
        (of,) = store.find(Course)
        for number in range(most):
            records = session_with_readings(of, number)
            save(store, records)
            confirm(confirmed, records)


def save_one_session(path: Path, key: Key | None) -> None:
    """Save one session with its readings."""
    with Store.open(path, key) as store:
        save(store, session_with_readings(store.find(Course)[0], 0))


def adopt_one_session(path: Path, key: Key | None) -> None:
    """Take in one session with its readings, as an import does."""
    with Store.open(path, key) as store:
        store.adopt(session_with_readings(store.find(Course)[0], 0), settings={"shown": "S0"})


def keep_half_a_form(path: Path, key: Key | None) -> None:
    """Keep a half-filled form."""
    with Store.open(path, key) as store:
        store.save_draft(Draft("sessions", _NOW, {"dose": "56"}))


def make_a_choice(path: Path, key: Key | None) -> None:
    """Keep a choice in the journal."""
    with Store.open(path, key) as store:
        store.set_setting("figures_hidden", value=True)


def change_one_mind(path: Path) -> None:
    """Change a course, so that the journal keeps what it was before."""
    with Store.open(path) as store:
        of = store.find(Course)[0]
        store.apply([Change(of, of.changed(notes="calmer"))], at=_NOW, by=Author.PATIENT)


def erase_all_history(path: Path, key: Key | None) -> None:
    """Erase what the journal keeps of its past."""
    with Store.open(path, key) as store:
        store.erase_history(at=_NOW, by=Author.PATIENT)


def make_a_journal(path: Path) -> None:
    """Make a journal beside another, with somebody in it."""
    Store.create(path.with_name("autumn.ketatrack"), None, [make.patient(name="A. Example")]).close()


def make_a_backup(path: Path) -> None:
    """Make a backup in a folder beside the journal."""
    make_backup(path, None, Reason.HAND, path.parent / "backups", _NOW)


def restore_where_nothing_is(path: Path) -> None:
    """Restore a journal that is gone; what it held lies beside it."""
    restore(path.with_name("autumn.ketatrack"), None, path, None)


def _wait_for_the_disk(store: Store, synchronous: str) -> None:
    @event.listens_for(store._engine, "connect")
    def _set(connection: Any, _record: Any) -> None:
        connection.execute(f"PRAGMA synchronous = {synchronous}")

    store._engine.dispose()


def confirm_before_saving(path: Path, key: Key | None, confirmed: Path, most: int) -> None:
    """Naive: say that it is saved, then save it."""
    with Store.open(path, key) as store:
        (of,) = store.find(Course)
        for number in range(most):
            records = session_with_readings(of, number)
            confirm(confirmed, records)
            save(store, records)


def save_one_by_one(path: Path, key: Key | None, confirmed: Path, most: int) -> None:
    """Naive: save a session, and its readings after it, each for itself."""
    with Store.open(path, key) as store:
        (of,) = store.find(Course)
        for number in range(most):
            records = session_with_readings(of, number)
            for record in records:
                save(store, [record])
            confirm(confirmed, records)


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """Let no file grow beyond a size in bytes, as on a disk with no more room."""
    import resource

    before, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, most))


def with_little_room(size: int, work: Callable[..., Any], *arguments: Any) -> Any:
    """Do some work while no file can grow beyond a size in bytes."""
    with no_file_larger_than(size):
        return work(*arguments)


def upgrade_without_a_transaction(path: Path) -> None:
    """Naive: run the revisions on the journal itself, each statement for itself."""
    config = Config()
    config.set_main_option("script_location", str(files("ketatrack.migrations")))
    engine = create_engine("sqlite://", module=sqlcipher3.dbapi2, creator=lambda: connect(path))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def write_over(path: Path, old: Key | None, new: Key | None) -> None:
    """Naive: make the new file elsewhere, and write it over the journal page by page."""
    part = path.with_name("elsewhere")
    part.touch()
    _copy(path, old, new, part)
    with path.open("r+b") as journal, part.open("rb") as made:
        while page := made.read(4096):
            journal.write(page)
            journal.flush()
            time.sleep(0.005)  # as on a slow disk, so that a kill seldom misses it
        journal.truncate()


def write_in_place(out: Path) -> None:
    """Naive: write a file piece by piece over the older one."""
    with out.open("wb", buffering=0) as stream:
        for _piece in range(100):
            stream.write(b"piece" * 1_000)
