"""What a row holds, and what it is called for somebody who is to find it again, be it damaged or gone."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects.sqlite import dialect

from ketatrack.domain.entry_words import entry_words, gone_entry_words
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.records import Record
from ketatrack.store.findings import Damage, Finding, sentences
from ketatrack.store.found import FoundRow
from ketatrack.store.tables import DRAFTS, HISTORY, SETTINGS, TABLES

DIALECT = dialect()
_UNREADABLE = (ValueError, TypeError, ArithmeticError, AttributeError)
"""What reading a value that is not of its column's kind raises."""

_KINDS = {table.name: kind for kind, table in TABLES.items()}


def record_of(row: FoundRow) -> Record | None:
    """Return the entry that a row holds; None for one that holds none, or no possible one.

    What is as it was written, in its own table, was valid then, and is not judged by a limit of today.
    """
    kind = _KINDS.get(row.table.name)
    try:
        values = _read_values(row)
        if kind is None:
            return None
        return kind.restored(values) if row.as_written and row.known else kind.model_validate(values)
    except _UNREADABLE:
        return None


def place_of(row: FoundRow) -> str:
    """Name the place of a row in words, whether or not it holds a possible entry."""
    record = record_of(row)
    if record is not None:
        return entry_words(record)
    if row.table is HISTORY:
        return _step_words(row)
    return gone_words(row.table.name, row.key)


def _step_words(row: FoundRow) -> str:
    try:
        day = date_in_words(local_date(_read_values(row)["changed_at"]))
    except _UNREADABLE:
        return _("What was noted of a change")
    return _("What was noted of a change on {day}").format(day=day)


def gone_words(table: str, key: str) -> str:
    """Name a row of which only the table and perhaps the key is known."""
    if table in _KINDS:
        return gone_entry_words(_KINDS[table], key)
    if table == SETTINGS.name and key:
        return _("The choice “{name}”").format(name=key)
    return {
        HISTORY.name: _("What was noted of a change"),
        DRAFTS.name: _("A half-filled form"),
        SETTINGS.name: _("A choice of this journal"),
    }[table]


def all_words(table: str) -> str:
    """Name all rows of a table."""
    if table in _KINDS:
        return _("Entries of the kind “{kind}”").format(kind=_(_KINDS[table].label))
    return {
        HISTORY.name: _("What was noted of changes"),
        DRAFTS.name: _("Half-filled forms"),
        SETTINGS.name: _("Choices of this journal"),
    }[table]


def summed_up(findings: Iterable[Finding]) -> list[str]:
    """Return one sentence for each kind of finding in each table, in their order."""
    groups: dict[tuple[Damage, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.damage, finding.table), []).append(finding)
    return sentences(
        each if len(group) == 1 or not table else Finding(damage, all_words(table))
        for (damage, table), group in groups.items()
        for each in group
    )


def _read_values(row: FoundRow) -> dict[str, Any]:
    """Return the values of a row as the program knows them; raises one of `_UNREADABLE`."""
    values = row.as_mapping()
    for name, value in values.items():
        if isinstance(value, str):
            value.encode()  # a letter that is none, which damage made
        read = _reader(row.table, name)
        if read is not None and value is not None:
            values[name] = read(value)
    return values


@lru_cache(maxsize=1024)
def _reader(table: Table, column: str) -> Callable[[Any], Any] | None:
    """Return what makes of a stored value what the program knows; None where they are the same."""
    return table.c[column].type.dialect_impl(DIALECT).result_processor(DIALECT, None)


def is_possible(row: FoundRow) -> bool:
    """Say whether a row holds what a row of its table can hold, by the limits of today."""
    if row.table.name in _KINDS:
        return record_of(replace(row, as_written=None)) is not None
    return is_readable(row)


def is_readable(row: FoundRow) -> bool:
    """Say whether a row of the history, a draft or a setting holds what it says."""
    try:
        values = _read_values(row)
        content = json.loads(values["value"] if row.table is SETTINGS else values["content"])
    except _UNREADABLE:
        return False
    return row.table is SETTINGS or isinstance(content, dict)
