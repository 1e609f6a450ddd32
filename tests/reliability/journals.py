"""Journals to try the guarantees on, and what is to be found in one afterwards."""

import shutil
import tempfile
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from ketatrack.store.engine import connect, engine_at
from ketatrack.store.key import Key
from ketatrack.store.store import Store
from tests import records as make
from tests.reliability.works import READINGS, session_with_readings
from tests.store.test_schema import schema

KEY = Key(secret=bytes(range(32)), salt=bytes(range(100, 116)))
"""A key as one is derived; deriving it again for each journal would take a third of a second."""

KEYS = {"plain": None, "cipher": KEY}
JOURNALS = Path(__file__).parents[1] / "journals"

Rows = dict[Any, dict[str, Any]]
"""The rows of a table by their primary key: what stands in each column."""


def journal_with_a_course(path: Path, key: Key | None, sessions: int = 0) -> Path:
    """Make a journal with a course and so many sessions in it."""
    path.write_bytes(_journal_with_a_course(key, sessions))
    return path


@cache
def _journal_with_a_course(key: Key | None, sessions: int) -> bytes:
    who = make.patient(name="A. Example")
    of = make.course(who)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "made.ketatrack")
        with Store.create(path, key) as store:
            store.adopt([who, of])
            for number in range(sessions):
                store.adopt(session_with_readings(of, 1_000 + number))
        return path.read_bytes()


def older_journal(path: Path, key: Key | None, revision: int) -> Path:
    """Copy the kept journal of an earlier schema, behind a key where one is given."""
    kept = JOURNALS / f"schema-{revision:04d}.ketatrack"
    if key is None:
        shutil.copyfile(kept, path)
        path.chmod(0o600)
        return path
    path.touch(mode=0o600)
    with closing(connect(kept, read_only=True)) as plain:
        plain.execute("ATTACH ? AS encrypted KEY ?", (path.as_uri(), key.as_pragma()))
        plain.execute("SELECT sqlcipher_export('encrypted')")
        for name in ("application_id", "user_version"):
            (number,) = plain.execute(f"PRAGMA main.{name}").fetchone()
            plain.execute(f"PRAGMA encrypted.{name} = {number}")
    return path


@dataclass(slots=True)
class Saved:
    """How a journal that was cut off keeps what was confirmed."""

    lost: int = 0
    half: int = 0
    corrupt: int = 0
    found: set[str] = field(default_factory=set)


def look(path: Path, key: Key | None, confirmed: set[str]) -> Saved:
    """Open a journal as it was left, and compare it with what was confirmed."""
    with closing(connect(path, key)) as connection:
        if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            return Saved(corrupt=1)
        sessions = {row[0] for row in connection.execute("SELECT id FROM sessions")}
        readings = Counter(row[0] for row in connection.execute("SELECT session_id FROM readings"))
    half = sum(1 for each in sessions | set(readings) if each not in sessions or readings[each] != READINGS)
    return Saved(len(confirmed - sessions), half, 0, sessions)


def lines(file: Path) -> set[str]:
    """Return the whole lines of a file that may not be there yet."""
    text = file.read_text(encoding="ascii") if file.exists() else ""
    return set(text[: text.rfind("\n") + 1].split())


def rows(path: Path, key: Key | None) -> dict[str, Rows]:
    """Read every table of a journal with the driver alone, but for the checksums, which a revision writes."""
    with closing(connect(path, key, read_only=True)) as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*'"
        ).fetchall()
        return {table: _rows_of(connection, table) for (table,) in tables if table != "alembic_version"}


def _rows_of(connection: Any, table: str) -> Rows:
    columns = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    (key,) = (name for _place, name, *_rest, primary in columns if primary)
    names = [name for _place, name, *_rest in columns if name != "checksum"]
    found = connection.execute(f"SELECT {', '.join(names)} FROM {table}")  # noqa: S608
    return {row[names.index(key)]: dict(zip(names, row, strict=True)) for row in found}


def schema_of(path: Path, key: Key | None) -> dict[str, Any]:
    """Return the schema of a journal."""
    engine = engine_at(path, key)
    try:
        return schema(engine)
    finally:
        engine.dispose()
