"""The journal as a file on disk: make one, open one, bring an older one up to date.

A journal is one SQLite file with its own application id, encrypted where it has a passphrase.
"""

import os
from importlib.resources import files
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.store.checksums import sum_up
from ketatrack.store.engine import engine_at
from ketatrack.store.header import APPLICATION_ID, SCHEMA_REVISION, accepted, schema_revision
from ketatrack.store.key import Key, LockedJournalError, WrongPassphraseError
from ketatrack.store.refusals import refusals_in_words


def create_journal(path: Path, key: Key | None = None) -> Engine:
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
    engine = engine_at(path, key)
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


def open_journal(path: Path, key: Key | None = None, *, reading_only: bool = False) -> Engine:
    """Open a journal that exists; never makes one. See `OpenFile.open`."""
    revision = schema_revision(path)
    if revision is None:
        if key is None:
            raise LockedJournalError(path)
        revision = _revision_inside(path, key, reading_only=reading_only)
    else:
        key = None
    if revision < SCHEMA_REVISION:
        if reading_only:
            raise JournalError(
                _(
                    "{path} was written by an older version and is brought up to date when it is opened. "
                    "Now it can only be read; open it where it can be written to."
                ).format(path=path)
            )
        migrate(path, key)
    return engine_at(path, key, read_only=reading_only)


def _revision_inside(path: Path, key: Key, *, reading_only: bool) -> int:
    """Return the revision of an encrypted journal; raises what `open_journal` raises.

    Where saving was cut off, the first look into the file takes back what was half written.
    """
    with refusals_in_words():
        engine = engine_at(path, key, read_only=reading_only)
        try:
            with engine.connect() as connection:
                numbers = [
                    int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())
                    for name in ("application_id", "user_version")
                ]
        except DatabaseError as error:
            if getattr(error.orig, "sqlite_errorname", "") == "SQLITE_NOTADB":
                raise WrongPassphraseError(path) from error
            raise
        finally:
            engine.dispose()
    return accepted(path, *numbers)


def migrate(path: Path, key: Key | None = None) -> None:
    """Bring a journal's schema to the newest revision, in one transaction: all of it or nothing.

    Foreign keys are off meanwhile, since rebuilding a table would otherwise remove its children, and are
    checked before the transaction ends.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files("ketatrack.migrations")).replace("%", "%%"))
    engine = engine_at(path, key, foreign_keys=False)
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
            sum_up(connection)
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_REVISION}")
    finally:
        engine.dispose()
