"""Brings a journal that an older version wrote up to date, without ever leaving half of it.

A copy is brought up to date and compared with the journal, row by row; only then does it take the journal's
place, in one step.
"""

from contextlib import closing
from functools import partial
from importlib.resources import files
from pathlib import Path

from sqlalchemy import Connection

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.store.checksums import changed_rows, changed_rows_of_older, sum_up
from ketatrack.store.engine import connect, engine_at
from ketatrack.store.fingerprint import RELEASED, fingerprint
from ketatrack.store.header import APPLICATION_ID, SCHEMA_REVISION
from ketatrack.store.key import Key
from ketatrack.store.refusals import refusals_in_words
from ketatrack.store.replacing import replace_journal
from ketatrack.store.tables import CHECKSUM

_OWN_TABLES = "SELECT name FROM {schema}.sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*'"
_REVISION_TABLE = "alembic_version"


def upgrade(path: Path, key: Key | None = None) -> None:
    """Bring a journal up to date, whole or not at all.

    Raises:
        HeldElsewhereError: another window, program or computer has the journal.
        JournalError: it is damaged, or the disk or the folder refuse; the journal is as it was.
    """
    replace_journal(path, key, partial(_make, path, key), partial(_compare, path, key))


def _make(path: Path, key: Key | None, part: Path) -> None:
    """Fill a new file with the journal, and bring that up to date."""
    with refusals_in_words(part), closing(connect(path, key)) as older:
        if older.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
            raise JournalError(
                _(
                    "{path} is damaged, so it was not brought up to date. It was left as it is; keep it, "
                    "and use a backup."
                ).format(path=path)
            )
        older.execute("VACUUM INTO ?", (str(part),))
    migrate(part, key)


def migrate(path: Path, key: Key | None = None) -> None:
    """Run the revisions that a file lacks, in one transaction.

    Foreign keys are off meanwhile, since rebuilding a table would otherwise remove its children.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files("ketatrack.migrations")).replace("%", "%%"))
    engine = engine_at(path, key, foreign_keys=False)
    try:
        with refusals_in_words(path), engine.execution_options(immediate=True).begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            sum_up(connection)
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_REVISION}")
    finally:
        engine.dispose()


def _compare(path: Path, key: Key | None, part: Path) -> None:
    """Hold the new file against the journal: every row is there, says the same, and fits with the others."""
    engine = engine_at(part, key, read_only=True)
    try:
        with refusals_in_words(part), engine.connect() as connection:
            older = (f"{path.resolve().as_uri()}?mode=ro", *([key.as_pragma()] if key else []))
            connection.exec_driver_sql(f"ATTACH ? AS older{' KEY ?' if key else ''}", older)
            wrong = _what_is_wrong(connection)
    finally:
        engine.dispose()
    if wrong:
        raise JournalError(
            _(
                "{path} cannot be brought up to date without losing something ({what}). It was left as it "
                "is; open it with the version that wrote it."
            ).format(path=path, what=wrong)
        )


def _what_is_wrong(connection: Connection) -> str:
    """Return what is wrong with a new file beside the older one; empty where nothing is."""
    if connection.exec_driver_sql("PRAGMA main.integrity_check(1)").scalar_one() != "ok":
        return "integrity_check"
    if fingerprint(connection) != RELEASED[SCHEMA_REVISION]:
        return "schema"
    row = connection.exec_driver_sql("PRAGMA main.foreign_key_check").first()
    if row is not None:
        return f"foreign_key_check: {row[0]}"
    for table in connection.exec_driver_sql(_OWN_TABLES.format(schema="older")).scalars().all():
        if table != _REVISION_TABLE and not _holds_every_row(connection, table):
            return str(table)
    known = set(changed_rows_of_older(connection, "older"))  # stays to be told of, and keeps nobody out
    changed = next((row for row in changed_rows(connection) if row not in known), None)
    return f"checksum: {changed.table}" if changed else ""


def _holds_every_row(connection: Connection, table: str) -> bool:
    """Say whether every row of the older file's table is in the new one, in all columns that both have."""
    older, newer = (
        connection.exec_driver_sql("SELECT name FROM pragma_table_info(?, ?)", (table, schema))
        .scalars()
        .all()
        for schema in ("older", "main")
    )
    both = ", ".join(f'"{name}"' for name in older if name in newer and name != CHECKSUM)
    if not both:
        return False
    counted = [
        connection.exec_driver_sql(f'SELECT count(*) FROM {schema}."{table}"').scalar_one()  # noqa: S608
        for schema in ("older", "main")
    ]
    missing = f'SELECT {both} FROM older."{table}" EXCEPT SELECT {both} FROM main."{table}" LIMIT 1'  # noqa: S608
    return counted[0] <= counted[1] and connection.exec_driver_sql(missing).first() is None
