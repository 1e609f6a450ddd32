"""Rows of a course file into records, each validated once; a row that cannot be taken says where and why."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import call
from typing import Any

from pydantic import ValidationError

from ketatrack.domain.identity import new_id
from ketatrack.domain.instruments import instrument
from ketatrack.domain.language import gettext as _
from ketatrack.domain.parsing import number_to_text
from ketatrack.domain.problems import explain
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import Record, Score
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
        reject: is told of each row that has no record, with its cells.
        given: values that every record gets, such as its course.
        cells: readers for some columns in place of those of their fields.
    """

    table: CsvTable
    reject: Callable[[Rejection, list[str]], None]
    given: Mapping[str, Any] = field(default_factory=dict)
    cells: Mapping[str, Read] = field(default_factory=dict)

    def records(self, sheet: Sheet) -> Iterator[tuple[int, Record]]:
        """Yield the record of each row with the line where the row begins.

        Nothing is done for every row that can be done once for the file; ids are given here, since asking
        pydantic for a default takes as long as checking the row.

        Raises:
            SheetError: the file cannot be read any further.
        """
        kind = self.table.kind
        width = len(sheet.header)
        places = [place for place, name in enumerate(sheet.header) if name is not None]
        readers = {name: self._reader(name) for name in sheet.header if name is not None}
        fields = [self.table.field_of(name) for name in readers]
        given = _IMPORTED | dict(self.given)
        settle = _settle_total if kind is Score else None
        for line, row in sheet.rows:
            if len(row) != width:
                self.reject(self._wrong_width(line, len(row), width), row)
                continue
            cells = row if len(places) == width else [row[place] for place in places]
            try:
                values = dict(
                    zip(fields, map(call, readers.values(), cells), strict=True), id=new_id(), **given
                )
                if settle is not None:
                    settle(values)
                yield line, kind.model_validate(values)
            except (ValueError, _CellError) as error:
                self.reject(self._rejection(line, readers, cells, error), row)

    def _reader(self, column: str) -> Read:
        return self.cells.get(column) or reader(self.table.kind, self.table.field_of(column))

    def _wrong_width(self, line: int, cells: int, width: int) -> Rejection:
        reason = _("The row has {cells} cells, the header {width}.").format(cells=cells, width=width)
        return Rejection(self.table.file, line, "", "", reason)

    def _rejection(
        self, line: int, readers: Mapping[str, Read], cells: list[str], error: Exception
    ) -> Rejection:
        """Name the first column that cannot be taken, with the cell as it stands in the file."""
        field, reason = self._first_problem(readers, cells, error)
        column = next((name for name in self.table.columns if self.table.field_of(name) == field), "")
        value = dict(zip(readers, cells, strict=True)).get(column, "")
        return Rejection(self.table.file, line, column, value, reason)

    def _first_problem(
        self, readers: Mapping[str, Read], cells: list[str], error: Exception
    ) -> tuple[str, str]:
        if isinstance(error, _CellError):
            return error.field, error.reason
        if isinstance(error, ValidationError):
            problem = explain(error, self.table.kind)[0]
            return problem.field, problem.reason
        for (column, read), cell in zip(readers.items(), cells, strict=True):
            try:
                read(cell)
            except ValueError as unread:
                field = self.table.field_of(column)
                return field, _("{label}: “{value}” {problem}.").format(
                    label=_(label_of(self.table.kind, field)), value=cell.strip(), problem=unread
                )
        raise error


def _settle_total(values: dict[str, Any]) -> None:
    """Keep answers or a total, never both: complete answers and their total agree, others have none."""
    answers, total = values.get("answers"), values.get("total")
    if answers is None or total is None:
        return
    known = instrument(values.get("instrument", ""))
    if known is not None and not known.items:
        return  # how its answers add up is not known here, so both are kept
    summed = known.total(answers) if known else sum(answers) if None not in answers else None
    if summed is not None and summed != total:
        raise _CellError(
            "total",
            _("The answers give {answers}, the total says {total}.").format(
                answers=number_to_text(summed), total=number_to_text(total)
            ),
        )
    values["total"] = None
