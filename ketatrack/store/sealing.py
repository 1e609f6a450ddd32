"""A passphrase is set, changed or removed: the whole journal is written anew with another key, or with none.

The new file is compared with the old one, row by row, before it takes its place. Each new key comes with a
salt of its own, so that nothing that was known of the old one helps with the new.
"""

import hashlib
from functools import partial
from pathlib import Path
from typing import Any

from ketatrack.domain.backup_words import Reason
from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.store.engine import connect
from ketatrack.store.journal_file import open_journal
from ketatrack.store.key import Key
from ketatrack.store.refusals import refusals_in_words
from ketatrack.store.replacing import replace_journal

_TOLD_BY_HAND = ("application_id", "user_version")
"""What stands in no table."""
_ONLY_IN_MEMORY = ("temp_store = memory", "journal_mode = off", "synchronous = off", "foreign_keys = off")
"""The new file is nobody's yet: it is thrown away where it is cut off, and made durable at the end."""
_SCHEMA = (
    "SELECT type, name, tbl_name, sql FROM {database}.sqlite_master "
    "WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
)
"""Without what the database makes by itself, such as the index of a primary key."""


def reseal(path: Path, old: Key | None, new: Key | None) -> None:
    """Let another key open a journal, or everybody; whole or not at all, at whichever moment it is cut off.

    Args:
        path: the journal; no store of this program has it open.
        old: what opens it so far, None for a journal without a passphrase.
        new: what opens it from now on, made by `Key.new`; None takes the passphrase away.

    Raises:
        LockedJournalError: it has a passphrase, and no old key was given.
        WrongPassphraseError: the old key does not open it.
        HeldElsewhereError: another window, program or computer has it.
        JournalError: it is damaged, or the disk or the folder refuse. The journal is as it was.
    """
    open_journal(path, old).dispose()
    with refusals_in_words(path):
        replace_journal(path, old, partial(_copy, path, old, new), partial(_compare, path, old, new))


def change_passphrase(path: Path, old: Key | None, new: Key | None) -> None:
    """Make a backup that was opened and counted, with the passphrase as it was, and then reseal.

    Raises:
        JournalError: no backup could be made, or what `reseal` raises; the journal is as it was.
    """
    from ketatrack.store.scheduled_backups import backup_before
    from ketatrack.store.store import Store

    with Store.open(path, old) as store:
        backup_before(store, Reason.PASSPHRASE)
    reseal(path, old, new)


def _copy(path: Path, old: Key | None, new: Key | None, part: Path) -> None:
    """Copy everything into the new file, which is there, and empty.

    Table by table rather than by `sqlcipher_export`, which keeps to itself what the disk refused.
    """
    connection = connect(part, new)
    try:
        for pragma in _ONLY_IN_MEMORY:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("ATTACH DATABASE ? AS old KEY ?", (str(path), old.as_pragma() if old else ""))
        connection.execute("BEGIN")
        parts = connection.execute(_SCHEMA.format(database="old")).fetchall()
        for _kind, name, _table, sql in (part for part in parts if part[0] == "table"):
            connection.execute(sql)
            connection.execute(f'INSERT INTO main."{name}" SELECT * FROM old."{name}"')  # noqa: S608
        for _kind, _name, _table, sql in (part for part in parts if part[0] != "table"):
            connection.execute(sql)  # after the rows, so that each index is built once
        for pragma in _TOLD_BY_HAND:
            (number,) = connection.execute(f"PRAGMA old.{pragma}").fetchone()
            connection.execute(f"PRAGMA main.{pragma} = {number}")
        connection.execute("COMMIT")
    finally:
        connection.close()


def _compare(path: Path, old: Key | None, new: Key | None, part: Path) -> None:
    """Raise a JournalError unless both files are whole, and the new one holds what the old one does."""
    facts = _facts(path, old)
    if facts["integrity_check"] != [("ok",)]:
        raise JournalError(
            _(
                "{path} is damaged, so its passphrase was left as it is. Keep the file and use a backup."
            ).format(path=path)
        )
    if facts != _facts(part, new):
        raise JournalError(
            _("The new file is not what the journal is, so it was thrown away. The journal is as it was.")
        )


def _facts(path: Path, key: Key | None) -> dict[str, Any]:
    """Return what two journals have in common that hold the same: problems, schema, and each table's rows."""
    connection = connect(path, key, read_only=True)
    try:
        facts: dict[str, Any] = {
            name: connection.execute(f"PRAGMA {name}").fetchall()
            for name in (*_TOLD_BY_HAND, "integrity_check", "foreign_key_check", "cipher_integrity_check")
        }
        facts["schema"] = connection.execute(_SCHEMA.format(database="main")).fetchall()
        for kind, name, *_rest in facts["schema"]:
            if kind == "table":
                facts[name] = _rows(connection, name)
        return facts
    finally:
        connection.close()


def _rows(connection: Any, table: str) -> tuple[int, str]:
    """Return how many rows a table has, and a digest of them that their order does not change."""
    count, total = 0, 0
    for row in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - a name that the file has
        count += 1
        total += int.from_bytes(hashlib.blake2b(repr(row).encode(), digest_size=16).digest(), "big")
    return count, f"{total:x}"
