"""A journal with a passphrase, timed beside its bare parts.

`python -m tests.benchmarks.sealed WHAT FILE [FOLDER]` works on a copy in the folder, or beside the file.
"""

import hashlib
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from ketatrack.domain.records import Course
from ketatrack.domain.words import Author
from ketatrack.store.engine import _PRAGMAS, connect
from ketatrack.store.header import salt_of
from ketatrack.store.key import _ROUNDS, Key
from ketatrack.store.store import Change, Store
from ketatrack.ui.read_store import ReadStore
from tests import records as make

WORDS = "seven grey herons wait"
NOW = make.at("2026-06-01T09:00+02:00")
READINGS = 10
REPEATS = 25
ALLOWED_S = 0.05
"""What opening a journal may take beyond its key."""


def write_sealed(path: Path) -> None:
    """Make a journal that holds the demo and opens with the words."""
    from ketatrack.exchange.demo import fill_with_demo

    with Store.create(path, Key.new(WORDS)) as store:
        fill_with_demo(store)


def open_and_read(path: Path) -> None:
    """Open a journal by its passphrase as the window does: look at it, and read the course on screen."""
    ReadStore.at(path, Key.of(path, WORDS)).store.close()


def derive(path: Path) -> None:
    """Derive the key alone, with the standard library."""
    hashlib.pbkdf2_hmac("sha512", WORDS.encode(), salt_of(path), _ROUNDS, 32)


def session_changes(of: Course, number: int) -> list[Change]:
    """Return a session with ten readings, as the form saves it."""
    saved = make.session(of, f"B{number}", "2026-05-04T10:00+02:00", notes="calm")
    readings = [
        make.reading(
            of, f"2026-05-04T10:{minute:02}+02:00", session_id=saved.id, systolic=120, diastolic=80, pulse=66
        )
        for minute in range(READINGS)
    ]
    return [Change(None, record) for record in (saved, *readings)]


def save(store: Store, changes: list[Change]) -> None:
    """Save as the window does."""
    store.apply(changes, at=NOW, by=Author.PATIENT)


def save_bare(connection, statements: list[tuple[str, list[tuple]]]) -> None:
    """Write the same rows in one transaction of the bare engine."""
    connection.execute("BEGIN IMMEDIATE")
    for statement, rows in statements:
        connection.executemany(statement, rows)
    connection.execute("COMMIT")


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that some work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def saving(name: str, path: Path) -> float:
    """Save sessions in turn, and return the median seconds, without the first."""
    key = Key.of(path, WORDS)
    with Store.open(path, key) as store:
        course = store.find(Course)[-1]
        if name == "ours":
            return statistics.median(
                [timed(partial(save, store, session_changes(course, number))) for number in range(REPEATS)][
                    1:
                ]
            )
        save(store, session_changes(course, 0))
    connection = connect(path, key)
    for pragma in (*_PRAGMAS, "foreign_keys = on"):
        connection.execute(f"PRAGMA {pragma}")
    return statistics.median(
        [timed(partial(save_bare, connection, _same_rows(connection, n))) for n in range(REPEATS)][1:]
    )


def _same_rows(connection, number: int) -> list[tuple[str, list[tuple]]]:
    """Return inserts of rows like those that were just saved, under new ids."""
    (last,) = connection.execute("SELECT id FROM sessions WHERE name = 'B0'").fetchone()
    statements = []
    for table, where in (("sessions", "id"), ("readings", "session_id")):
        found = connection.execute(f"SELECT * FROM {table} WHERE {where} = ?", (last,))  # noqa: S608
        names = [column[0] for column in found.description]
        rows = [
            tuple(_renewed(name, value, number) for name, value in zip(names, row, strict=True))
            for row in found
        ]
        places = ", ".join("?" * len(names))
        statements.append((f"INSERT INTO {table} VALUES ({places})", rows))  # noqa: S608
    return statements


def _renewed(name: str, value: object, number: int) -> object:
    if name in {"id", "session_id"}:
        return f"{value}-{number}"
    return f"C{number}" if name == "name" else value


def main(name: str, journal: str, place: str = "") -> None:
    """Print the seconds of one side, on a copy of the journal."""
    with tempfile.TemporaryDirectory(dir=place or Path(journal).parent) as folder:
        path = Path(shutil.copy(journal, folder))
        if name in {"ours", "bare"}:
            print(saving(name, path))
            return
        work = partial(open_and_read if name == "open" else derive, path)
        work()  # imports what it takes
        seconds = min(timed(work) for _repeat in range(7))
        print(seconds if name == "open" else seconds + ALLOWED_S)


if __name__ == "__main__":
    main(*sys.argv[1:])
