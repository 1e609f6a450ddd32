"""Reads every row of a journal, and says what is not as it was written.

What a failing disk or another program changed inside a row looks right to the database. The checksums tell.
"""

from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from ketatrack.domain.language import gettext as _
from ketatrack.domain.words import Author
from ketatrack.store.engine import connect
from ketatrack.store.findings import Damage, Finding
from ketatrack.store.first_look import contradictions, has_all_columns, lenient_text
from ketatrack.store.found import FoundRow, Salvage
from ketatrack.store.judging import judged
from ketatrack.store.key import Key
from ketatrack.store.refusals import refusals_in_words
from ketatrack.store.rescue import what_is_left
from ketatrack.store.rows import checksum_of, summed_columns
from ketatrack.store.tables import CHECKSUM, metadata


def findings_of(path: Path, key: Key | None = None) -> list[Finding]:
    """Read all of a journal of the newest schema, and return what is not as it was written.

    Pages that contradict each other, seals that are broken, rows with the checksum of others, entries that
    refer to missing ones or cannot be read, and entries that stand there in an older version.

    Raises:
        JournalError: the file is not there, or nothing in it can be read.
    """
    now = datetime.now().astimezone()
    found = rows_of_sound_pages(path, key)
    if found is not None:
        return judged(found, now, Author.PATIENT).findings
    left = what_is_left(path, key, at=now, by=Author.PATIENT)
    return [Finding(Damage.STRUCTURE, _("The file")), *left.findings]


def rows_of_sound_pages(path: Path, key: Key | None = None) -> Salvage | None:
    """Return the rows of a journal whose pages fit together; None where they do not; raises JournalError."""
    with refusals_in_words(path), closing(connect(path, key, read_only=True)) as connection:
        connection.execute("BEGIN")  # one state of the journal, whoever writes meanwhile
        broken = contradictions(connection, "PRAGMA integrity_check")
        if key is not None:
            broken += contradictions(connection, "PRAGMA cipher_integrity_check")
        if broken or not has_all_columns(connection):
            return None
        return _read_by_query(connection)


def _read_by_query(connection: Any) -> Salvage:
    """Return the rows of a file whose pages fit together, in the form in which rows are judged."""
    connection.text_factory = lenient_text  # a letter that is none belongs to a changed row
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
