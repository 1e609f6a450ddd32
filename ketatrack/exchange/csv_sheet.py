"""One course file as rows: its header, which column stands for which field, and the line of each row."""

from collections.abc import Iterator
from dataclasses import dataclass

from ketatrack.domain.language import gettext as _
from ketatrack.exchange.csv_tables import CsvTable
from ketatrack.exchange.guarded_csv import SheetError, guarded_rows
from ketatrack.exchange.guarded_file import GuardedStream


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file with its header read.

    `header` has the name of every column, None for one that no field stands behind; `unlisted` names those.
    """

    header: tuple[str | None, ...]
    unlisted: tuple[str, ...]
    rows: Iterator[tuple[int, list[str]]]
    """Each row that is not empty, with the line where it begins; raises SheetError."""


def open_sheet(stream: GuardedStream, table: CsvTable) -> Sheet:
    """Read the header of a file, and offer its rows.

    Raises:
        ImportRefusedError: it is larger than any file of a course.
        SheetError: it is not UTF-8 text, or its header lacks a column or has one twice.
    """
    rows = guarded_rows(stream)
    start, names = next(rows, (1, []))
    names = [name.strip() for name in names]
    twice = sorted({name for name in names if name in table.columns and names.count(name) > 1})
    if twice:
        raise SheetError(start, _("The header has this column more than once."), column=twice[0])
    for name in table.required:
        if name not in names:
            raise SheetError(start, _("The header lacks this column, so no row can be read."), column=name)
    header = tuple(name if name in table.columns else None for name in names)
    return Sheet(header, tuple(name for name in names if name not in table.columns), rows)
