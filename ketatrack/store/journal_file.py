"""The journal as a file on disk: make one, open one, bring an older one up to date.

A journal is one SQLite file with its own application id. SQLCipher's build of SQLite is the engine on
every platform, whether the file has a key or not.
"""

import os
from importlib.resources import files
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.store.header import APPLICATION_ID, SCHEMA_REVISION, schema_revision
from ketatrack.store.refusals import refusals_in_words

_BUSY_SECONDS = 5

sqlcipher3.dbapi2.register_adapter(type(None), {None: None}.get)
"""Binds None as it is. Without it the driver looks for an adapter at every None, at ten times the cost."""


def create_journal(path: Path) -> Engine:
    """Make a new, empty journal that only its owner can read, and open it.

    Raises:
        JournalError: when something is there already, or the folder cannot be written to.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise JournalError(
            _("{path} is there already. Choose another name, or open it.").format(path=path)
        ) from None
    except OSError as error:
        no_folder = _("there is no folder {path}").format(path=path.parent)
        reason = error.strerror if path.parent.is_dir() else no_folder
        raise JournalError(
            _("A journal cannot be made at {path}: {reason}.").format(path=path, reason=reason)
        ) from None
    engine = _engine(path)
    try:
        with refusals_in_words(), engine.execution_options(immediate=True).begin() as connection:
            _lay_out(connection)
    except BaseException:
        engine.dispose()
        path.unlink()
        raise
    return engine


def _lay_out(connection: Connection) -> None:
    """Create the tables of the newest revision; a test holds this equal to running every migration."""
    from ketatrack.store.tables import metadata

    metadata.create_all(connection)
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version "
        "(version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (f"{SCHEMA_REVISION:04d}",))
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_REVISION}")


def open_journal(path: Path) -> Engine:
    """Open a journal that exists; never makes one.

    Raises:
        NewerJournalError: a newer version wrote it; the file is left untouched.
        JournalError: it is missing, unreadable, or no journal.
    """
    if schema_revision(path) < SCHEMA_REVISION:
        migrate(path)
    return _engine(path)


def migrate(path: Path) -> None:
    """Bring a journal's schema to the newest revision, in one transaction: all of it or nothing.

    Foreign keys are off meanwhile, since rebuilding a table would otherwise remove its children, and are
    checked before the transaction ends.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files("ketatrack.migrations")).replace("%", "%%"))
    engine = _engine(path, foreign_keys=False)
    try:
        with refusals_in_words(), engine.execution_options(immediate=True).begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise JournalError(
                    _("{path} has entries that refer to missing ones. It was left as it is.").format(
                        path=path
                    )
                )
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_REVISION}")
    finally:
        engine.dispose()


def _engine(path: Path, *, foreign_keys: bool = True) -> Engine:
    uri = f"{path.resolve().as_uri()}?mode=rw"

    def connect() -> Any:
        return sqlcipher3.dbapi2.connect(
            uri, uri=True, isolation_level=None, timeout=_BUSY_SECONDS, check_same_thread=False
        )

    engine = create_engine(
        "sqlite://", module=sqlcipher3.dbapi2, creator=connect, poolclass=QueuePool, pool_size=2
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy emits BEGIN itself, so that DDL is transactional
        for pragma in (
            "journal_mode = delete",
            "synchronous = extra",
            f"foreign_keys = {'on' if foreign_keys else 'off'}",
            "secure_delete = on",
            "trusted_schema = off",
            "cache_spill = off",
            "fullfsync = on",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("immediate", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine
