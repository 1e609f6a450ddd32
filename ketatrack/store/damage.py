"""Looks whether a journal is as it was written: at once when it is opened, and row by row beside the work.

At opening a file of any usual size is read once by the database itself, which finds pages that contradict
each other within milliseconds. What a failing disk or another program changed inside a row looks right to
the database; the checksums tell, and reading them all takes a moment longer.
"""

from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.words import Author
from ketatrack.store.engine import connect
from ketatrack.store.findings import Damage, Finding
from ketatrack.store.header import PAGE
from ketatrack.store.judging import judged
from ketatrack.store.key import Key, WrongPassphraseError
from ketatrack.store.pages import opens_a_page
from ketatrack.store.refusals import DamagedJournalError, refusals_in_words
from ketatrack.store.rescue import what_is_left
from ketatrack.store.rows import checksum_of, summed_columns
from ketatrack.store.salvage import FoundRow, Salvage, salvage
from ketatrack.store.tables import CHECKSUM, metadata

_BROKEN = ("SQLITE_CORRUPT", "SQLITE_NOTADB")

_READ_AT_ONCE = 8_000_000
"""Bytes of a file that is read before it is shown; ten years of entries take a quarter of that."""


def look_at_opening(path: Path, key: Key | None = None) -> None:
    """Look whether the pages of a journal fit together, in the time that nobody notices.

    Raises:
        DamagedJournalError: they do not.
        JournalError: it cannot be opened.
    """
    size = path.stat().st_size
    if size % PAGE:
        raise _damaged(path)
    if size > _READ_AT_ONCE:
        return
    with refusals_in_words(), closing(connect(path, key, read_only=True)) as connection:
        if _contradictions(connection, "PRAGMA quick_check(1)"):
            raise _damaged(path)


def _damaged(path: Path) -> DamagedJournalError:
    return DamagedJournalError(_("{path} is damaged. It was left as it is.").format(path=path))


def is_journal_all_the_same(path: Path, key: Key | None, refusal: JournalError) -> bool:
    """Say whether a file that was refused is a journal with a damaged beginning; raises JournalError.

    Args:
        path: the file.
        key: what is tried on it.
        refusal: why it was refused.
    """
    if isinstance(refusal, WrongPassphraseError):
        return key is not None and opens_a_page(path, key)
    return any(row.as_written for rows in salvage(path, key).rows.values() for row in rows)


def findings_of(path: Path, key: Key | None = None) -> list[Finding]:
    """Read all of a journal of the newest schema, and return what is not as it was written.

    Pages that contradict each other, seals that are broken, rows with the checksum of others, entries that
    refer to missing ones or cannot be read, and entries that stand there in an older version.

    Raises:
        JournalError: the file is not there, or nothing in it can be read.
    """
    now = datetime.now().astimezone()
    with refusals_in_words(), closing(connect(path, key, read_only=True)) as connection:
        connection.execute("BEGIN")  # one state of the journal, whoever writes meanwhile
        broken = _contradictions(connection, "PRAGMA integrity_check")
        if key is not None:
            broken += _contradictions(connection, "PRAGMA cipher_integrity_check")
        if not broken:
            return judged(_read_by_query(connection), now, Author.PATIENT).findings
    left = what_is_left(path, key, at=now, by=Author.PATIENT)
    place = ngettext("{count} place of the file", "{count} places of the file", len(broken))
    structure = Finding(Damage.STRUCTURE, place.format(count=len(broken)))
    return [structure, *left.findings]


def _contradictions(connection: Any, pragma: str) -> list[str]:
    """Return what the database itself finds wrong with the pages of a file."""
    try:
        return [str(row[0]) for row in connection.execute(pragma) if row[0] != "ok"]
    except sqlcipher3.dbapi2.DatabaseError as error:
        if not error.sqlite_errorname.startswith(_BROKEN):
            raise
        return [str(error)]


def _read_by_query(connection: Any) -> Salvage:
    """Return the rows of a file whose pages fit together, in the form in which rows are judged."""
    connection.text_factory = _text  # a letter that is none belongs to a changed row
    found = Salvage()
    for table in metadata.tables.values():
        names = ", ".join(f'"{column.name}"' for column in summed_columns(table))
        for rowid, checksum, *values in connection.execute(
            f'SELECT rowid, {CHECKSUM}, {names} FROM "{table.name}"'  # noqa: S608
        ):
            stored = tuple(values)
            as_written = checksum == checksum_of(stored)
            found.rows[table.name].append(FoundRow(table, rowid, stored, checksum, as_written, known=True))
    return found


def _text(stored: bytes) -> str:
    return stored.decode(errors="surrogateescape")
