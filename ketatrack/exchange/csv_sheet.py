"""One course file as rows: its encoding, its separator, its header, and the line where each row begins."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from ketatrack.domain.language import gettext as _
from ketatrack.exchange.csv_tables import CsvTable


class SheetError(Exception):
    """The file cannot be read as a whole: where that shows, and why."""

    def __init__(self, line: int, reason: str, *, column: str = "", value: str = "") -> None:
        """Take the line, a sentence, and the column and value if it is about one."""
        super().__init__(reason)
        self.line, self.reason, self.column, self.value = line, reason, column, value


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file with its header read.

    `header` has the name of every column, None for one that no field stands behind; `unlisted` names those.
    """

    header: tuple[str | None, ...]
    unlisted: tuple[str, ...]
    rows: Iterator[tuple[int, list[str]]]
    """Each row that is not empty, with the line where it begins; raises SheetError."""


def open_sheet(stream: TextIO, table: CsvTable) -> Sheet:
    """Read the header of a file, and offer its rows.

    Raises:
        SheetError: it is not UTF-8 text, or its header lacks a column or has one twice.
    """
    rows = _rows(_lines(stream))
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


def _lines(stream: TextIO) -> Iterator[str]:
    try:
        for number, line in enumerate(stream, start=1):
            if "\0" in line:
                raise SheetError(number, _("The file holds NUL bytes. Save it as CSV in UTF-8."))
            yield line
    except UnicodeDecodeError:
        raise SheetError(1, _("The file is not text in UTF-8. Save it as CSV in UTF-8.")) from None


def _rows(lines: Iterator[str]) -> Iterator[tuple[int, list[str]]]:
    first = next(lines, "")
    separator = ";" if first.count(";") > first.count(",") else ","
    rows = csv.reader(_again(first, lines), strict=True, delimiter=separator)
    start = 1
    try:
        for row in rows:
            if any(row):
                yield start, row
            start = rows.line_num + 1
    except csv.Error as error:
        raise SheetError(
            start, _("The file breaks the rules of CSV here: {reason}.").format(reason=error)
        ) from None


def _again(first: str, lines: Iterator[str]) -> Iterator[str]:
    yield first
    yield from lines
