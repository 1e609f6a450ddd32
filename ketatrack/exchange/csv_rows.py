"""Rows of a course file into records, each validated once; a row that cannot be taken says where and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from gettext import gettext as _
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ketatrack.domain.problems import explain
from ketatrack.domain.records import Record, Score, label_of
from ketatrack.domain.words import Author, Method
from ketatrack.exchange.csv_cells import Read, reader
from ketatrack.exchange.csv_sheet import Sheet
from ketatrack.exchange.csv_tables import CsvTable
from ketatrack.exchange.plan import Rejection

_IMPORTED: dict[str, Any] = {"recorded_by": Author.PATIENT, "recorded_how": Method.IMPORTED}


class _CellError(Exception):
    """One field of a row cannot be taken: which, and why as a sentence."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field, self.reason = field, reason


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the rows of one kind of file.

    Args:
        table: the file's columns.
        given: values that every record gets, such as its course.
        cells: readers for some columns in place of those of their fields.
    """

    table: CsvTable
    given: Mapping[str, Any] = field(default_factory=dict)
    cells: Mapping[str, Read] = field(default_factory=dict)

    def records(self, sheet: Sheet) -> Iterator[tuple[int, list[str], Record | Rejection]]:
        """Yield the line where each row begins, its cells, and its record or why there is none.

        Raises:
            SheetError: the file cannot be read any further.
        """
        kind = self.table.kind
        validate = TypeAdapter(kind).validator.validate_python
        columns = [self._column(name) for name in sheet.header]
        width = len(columns)
        given = _IMPORTED | dict(self.given)
        settle = _settle_total if kind is Score else None
        for line, row in sheet.rows:
            if len(row) != width:
                yield line, row, self._wrong_width(line, len(row), width)
                continue
            try:
                values = given | {
                    name: value
                    for (name, read), cell in zip(columns, row, strict=True)
                    if cell and (value := read(cell)) is not None
                }
                if settle is not None:
                    settle(values)
                yield line, row, validate(values)
            except (ValueError, _CellError) as error:
                yield line, row, self._rejection(line, sheet.header, row, error)

    def _column(self, name: str | None) -> tuple[str, Read]:
        """Return the field and the reader of a column; a column that is not listed reads as nothing."""
        if name is None:
            return "", _nothing
        column = self.table.field_of(name)
        return column, self.cells.get(name) or reader(self.table.kind, column)

    def _wrong_width(self, line: int, cells: int, width: int) -> Rejection:
        reason = _("The row has {cells} cells, the header {width}.").format(cells=cells, width=width)
        return Rejection(self.table.file, line, "", "", reason)

    def _rejection(
        self, line: int, header: tuple[str | None, ...], row: list[str], error: Exception
    ) -> Rejection:
        """Name the first field that cannot be taken, with the cell as it stands in the file."""
        name, reason = self._first_problem(header, row, error)
        column = next((c for c in self.table.columns if self.table.field_of(c) == name), "")
        value = row[header.index(column)] if column in header else ""
        return Rejection(self.table.file, line, column, value, reason)

    def _first_problem(
        self, header: tuple[str | None, ...], row: list[str], error: Exception
    ) -> tuple[str, str]:
        if isinstance(error, _CellError):
            return error.field, error.reason
        if isinstance(error, ValidationError):
            problem = explain(error, self.table.kind)[0]
            return problem.field, problem.reason
        for name, cell in zip(header, row, strict=True):
            column, read = self._column(name)
            try:
                read(cell)
            except ValueError as unread:
                label = _(label_of(self.table.kind, column))
                return column, _("{label}: “{value}” {problem}.").format(
                    label=label, value=cell.strip(), problem=unread
                )
        raise error


def _nothing(_cell: str) -> None:
    """Pass over the cell of a column that no field stands behind."""


def _settle_total(values: dict[str, Any]) -> None:
    """Keep answers or a total, never both: complete answers and their total agree, others have none."""
    answers, total = values.get("answers"), values.get("total")
    if answers is None or total is None:
        return
    if None not in answers and sum(answers) != total:
        raise _CellError(
            "total",
            _("The answers add up to {sum}, the total says {total}.").format(sum=sum(answers), total=total),
        )
    del values["total"]
