"""Whether a file that says it is a journal is built as one, to the last column.

A file from elsewhere may carry a journal's marks and, beside its tables, triggers that delete what is saved,
views in place of tables, or rules that replace entries silently. So the schema is described as the database
itself sees it, and compared with that of the revision that the file claims. How a table came to be, at once
or by revisions, makes no difference.
"""

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.store.refusals import damaged

RELEASED = {
    1: "091b8737d40b1d70ed04eb3fc4419e21",
    2: "bfb927f5b38a28d7717430445efeb267",
    3: "ade5e3196632c59ac28642b2248e1e60",
    4: "1629dcbefc892b9d547182e8d4254f81",
}
"""The fingerprint of each revision's schema; a test derives them by running the revisions."""

_TABLES = "WITH t AS (SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*')"
_BUILT = (
    """SELECT type, name, tbl_name FROM sqlite_master
    WHERE name NOT GLOB 'sqlite_*' OR type NOT IN ('table', 'index')""",
    """SELECT t.name, c.name, c.type, c."notnull", c.dflt_value, c.pk, c.hidden
    FROM t, pragma_table_xinfo(t.name) c""",
    """SELECT t.name, k."from", k."table", k."to", k.on_update, k.on_delete
    FROM t, pragma_foreign_key_list(t.name) k""",
    """SELECT t.name, i."unique", i.origin, i.partial, c.seqno, c.name, c."desc", c.coll
    FROM t, pragma_index_list(t.name) i, pragma_index_xinfo(i.name) c""",
)
_RULES = re.compile(
    r"\b(?:CHECK|CONFLICT|COLLATE|DEFERRABLE|STRICT|ROWID|AUTOINCREMENT|VIRTUAL)\b", re.IGNORECASE
)
"""What a table's definition can hold that the descriptions above leave out; no journal's does."""


class ForeignJournalError(JournalError):
    """The file has a journal's marks, and another schema than any journal."""


def fingerprint(connection: Connection) -> str:
    """Return what tells the schema of an open file from every other; takes some milliseconds."""
    texts = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE type = 'table'").scalars()
    rules = sorted(word.upper() for text in texts for word in _RULES.findall(text))
    if rules:  # describing the tables would run the code of a virtual one
        return _digest(rules)
    return _digest([sorted(map(repr, map(tuple, _described(connection, query)))) for query in _BUILT])


def _described(connection: Connection, query: str) -> Iterable[Row[Any]]:
    return connection.exec_driver_sql(f"{_TABLES} {query}")


def _digest(described: object) -> str:
    return hashlib.sha256(repr(described).encode("utf-8", "backslashreplace")).hexdigest()[:32]


def refuse_foreign(connection: Connection, path: Path, revision: int) -> None:
    """Compare an open file with what its revision's journals are.

    Raises:
        DamagedJournalError: it is built as a journal of another revision than it says.
        ForeignJournalError: it is built as none; nothing but its schema was read.
    """
    built = fingerprint(connection)
    if built == RELEASED.get(revision):
        return
    if built in RELEASED.values():
        raise damaged(path)
    raise ForeignJournalError(
        _(
            "{path} says that it is a journal, but it is not built as one, so it is not opened. It was "
            "left as it is. Import it into a journal of yours to take in the entries it holds."
        ).format(path=path)
    )
