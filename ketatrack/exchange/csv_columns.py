"""What stands in each column of a course's files; where dates are left out, days and times of day."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from ketatrack.domain.moments import local_date
from ketatrack.domain.record_fields import type_of
from ketatrack.domain.records import Record
from ketatrack.domain.spreadsheets import guarded
from ketatrack.exchange.csv_cells import writer
from ketatrack.exchange.csv_tables import SESSION, SESSIONS, CsvTable


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its value for a record, and how a cell writes one that is there."""

    name: str
    value: Callable[[Any], Any]
    write: Callable[[Any], str]
    implied: Any = None
    """The value that an empty cell means anyway."""
    is_seldom: bool = False
    """Whether a file has the column only where something stands in it."""

    def cell(self, record: Record) -> str:
        """Return what the cell of a record holds."""
        value = self.value(record)
        return "" if value is None or value == self.implied else self.write(value)


def columns_of(table: CsvTable, labels: Mapping[str, str], day_zero: date | None) -> Sequence[Column]:
    """Return the columns of a file.

    Args:
        table: the file.
        labels: the label of each session by its id.
        day_zero: the local date from which days are counted; None writes dates and times as they are.
    """
    columns: list[Column] = []
    for name in table.columns:
        field = table.field_of(name)
        kind, _optional = type_of(table.kind, field)
        value = attrgetter(field)
        if name == SESSION and table is not SESSIONS:
            columns.append(Column(name, _label(labels), guarded))
        elif day_zero is not None and kind in {date, datetime}:
            seldom = name in table.seldom
            columns.append(Column(f"{name}_day", _day(value, day_zero), str, is_seldom=seldom))
            if kind is datetime:
                columns.append(Column(f"{name}_time", _clock(value), str, is_seldom=seldom))
        else:
            implied = table.kind.model_fields[field].default if name in table.implied else None
            seldom = name in table.seldom
            columns.append(Column(name, value, writer(table.kind, field), implied, is_seldom=seldom))
    return columns


def _label(labels: Mapping[str, str]) -> Callable[[Any], str | None]:
    def label(record: Any) -> str | None:
        return labels.get(record.session_id)

    return label


def _day(value_of: Callable[[Any], date | datetime | None], zero: date) -> Callable[[Any], int | None]:
    def day(record: Any) -> int | None:
        value = value_of(record)
        if value is None:
            return None
        return ((local_date(value) if isinstance(value, datetime) else value) - zero).days

    return day


def _clock(value_of: Callable[[Any], datetime | None]) -> Callable[[Any], str | None]:
    def clock(record: Any) -> str | None:
        value = value_of(record)
        return None if value is None else f"{value:%H:%M}"

    return clock
