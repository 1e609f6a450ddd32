"""The database engine on a journal's file: SQLCipher's build of SQLite, whether the file has a key or not."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from ketatrack.store.key import Key

_BUSY_SECONDS = 5

_PRAGMAS = (
    "journal_mode = delete",
    "synchronous = extra",
    "secure_delete = on",
    "trusted_schema = off",
    "cache_spill = off",
    "fullfsync = on",
    "temp_store = memory",
)
"""Beside durability: what is deleted is wiped, and nothing is put aside in a temporary file."""

sqlcipher3.dbapi2.register_adapter(type(None), {None: None}.get)
"""Binds None as it is. Without it the driver looks for an adapter at every None, at ten times the cost."""


def connect(path: Path, key: Key | None = None, *, read_only: bool = False) -> Any:
    """Connect to a file that is there, with the driver alone; raises its errors."""
    uri = f"{path.resolve().as_uri()}?mode={'ro' if read_only else 'rw'}"
    connection = sqlcipher3.dbapi2.connect(
        uri, uri=True, isolation_level=None, timeout=_BUSY_SECONDS, check_same_thread=False
    )
    if key is not None:
        connection.execute("PRAGMA cipher_log_level = none")
        connection.set_key(key.as_pragma())
        if connection.execute("PRAGMA cipher_status").fetchone() != ("1",):
            connection.close()
            raise RuntimeError("the database library does not encrypt")
    return connection


def engine_at(
    path: Path, key: Key | None = None, *, foreign_keys: bool = True, read_only: bool = False
) -> Engine:
    """Return an engine on a file that is there; nothing is opened yet."""
    return _engine(lambda: connect(path, key, read_only=read_only), foreign_keys=foreign_keys)


def engine_in_memory(name: str) -> Engine:
    """Return an engine on a database of this process that is gone when the last engine on it is disposed.

    Nothing of it touches the disk. Who asks by the same name, on another thread, gets the same database.
    """
    uri = f"file:{name}?mode=memory&cache=shared"
    return _engine(
        lambda: sqlcipher3.dbapi2.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    )


def _engine(creator: Callable[[], Any], *, foreign_keys: bool = True) -> Engine:
    engine = create_engine(
        "sqlite://", module=sqlcipher3.dbapi2, creator=creator, poolclass=QueuePool, pool_size=2
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy emits BEGIN itself, so that DDL is transactional
        for pragma in (*_PRAGMAS, f"foreign_keys = {'on' if foreign_keys else 'off'}"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("immediate", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine
