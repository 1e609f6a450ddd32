"""The journal as a file on disk: make one, open one, bring an older one up to date.

A journal is one SQLite file with its own application id, encrypted where it has a passphrase.
"""

import os
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from ketatrack.domain.backup_words import Reason
from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.store.engine import engine_at
from ketatrack.store.fingerprint import refuse_foreign
from ketatrack.store.header import APPLICATION_ID, SCHEMA_REVISION, accepted, schema_revision
from ketatrack.store.holding import holding, sweep_replacement
from ketatrack.store.key import Key, LockedJournalError, WrongPassphraseError
from ketatrack.store.new_file import becoming
from ketatrack.store.refusals import refusals_in_words
from ketatrack.store.upgrade import upgrade


def create_journal(
    path: Path, key: Key | None = None, fill: Callable[[Connection], None] | None = None
) -> Engine:
    """Make a new journal that only its owner can read, and open it.

    Args:
        path: where; nothing is there.
        key: what opens it from now on.
        fill: writes its first rows, in the transaction in which it is made; else it is empty.

    Raises:
        JournalError: something is there already, or disk or folder refuse; nothing was made.
    """
    _refuse_to_replace(path)
    with becoming(path) as part:
        engine = engine_at(part, key)
        try:
            with refusals_in_words(path), engine.execution_options(immediate=True).begin() as connection:
                lay_out(connection)
                if fill is not None:
                    fill(connection)
        finally:
            engine.dispose()
        _refuse_to_replace(path)  # somebody else may have been quicker
    return engine_at(path, key)


def _refuse_to_replace(path: Path) -> None:
    if os.path.lexists(path):
        raise JournalError(_("{path} is there already. Choose another name, or open it.").format(path=path))


def lay_out(connection: Connection) -> None:
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
    sweep_replacement(path)
    if schema_revision(path) is not None:
        key = None
    if _revision(path, key, reading_only=reading_only) < SCHEMA_REVISION:
        if reading_only:
            raise JournalError(
                _(
                    "{path} was written by an older version and is brought up to date when it is opened. "
                    "Now it can only be read; open it where it can be written to."
                ).format(path=path)
            )
        with holding(path):
            revision = _revision(path, key, reading_only=reading_only)
            if revision < SCHEMA_REVISION:  # nobody else did it meanwhile
                _look_at(engine_at(path, key), path, revision).dispose()
                _back_up(path, key)
                upgrade(path, key)
    return _look_at(engine_at(path, key, read_only=reading_only), path, SCHEMA_REVISION)


def _look_at(engine: Engine, path: Path, revision: int) -> Engine:
    """Return an engine on a file that is built as a journal of the revision; raises ForeignJournalError."""
    try:
        with refusals_in_words(path), engine.connect() as connection:
            refuse_foreign(connection, path, revision)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _back_up(path: Path, key: Key | None) -> None:
    from ketatrack.store.keeping import backup_file

    try:
        backup_file(path, key, Reason.UPGRADE)
    except JournalError as error:
        raise JournalError(
            _(
                "{path} was not brought up to date, since no backup of it could be made first. {reason}"
            ).format(path=path, reason=error)
        ) from error


def _revision(path: Path, key: Key | None, *, reading_only: bool) -> int:
    """Return a journal's revision; raises what `open_journal` raises.

    Where a crash left an encrypted one in the middle of saving, this is the first to take that back, which
    takes writing.
    """
    revision = schema_revision(path)
    if key is None:
        if revision is None:
            raise LockedJournalError(path)
        return revision
    with refusals_in_words(path):
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
