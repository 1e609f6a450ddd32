"""Rows of CSV from elsewhere: the one door for it, in UTF-8 and by the rules of CSV, or not at all.

Held against what such files are made to do: lines and rows without an end, a quote that is never closed,
more columns or rows than any course, bytes that are no text.
"""

import csv
import io
from collections.abc import Iterator

from ketatrack.domain.language import gettext as _
from ketatrack.exchange.guarded_file import GuardedStream, ImportRefusedError

MOST_BYTES = 32_000_000
"""For one file; a course of ten years takes a hundredth of it."""
MOST_ROWS = 120_000
"""For one file: a reading every hour, day and night, for thirteen years."""
MOST_LINES = 400_000
"""A note may take several."""
MOST_COLUMNS = 200
MOST_LETTERS = 1_000_000
"""For one row; a note has room for a tenth of them."""
_AT_ONCE = 1 << 16


class SheetError(Exception):
    """The file cannot be read as a whole: where that shows, and why."""

    def __init__(self, line: int, reason: str, *, column: str = "", value: str = "") -> None:
        """Take the line, a sentence, and the column and value if it is about one."""
        super().__init__(reason)
        self.line, self.reason, self.column, self.value = line, reason, column, value


def guarded_rows(stream: GuardedStream) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not empty, with the line where it begins, the first being 1.

    The separator is the comma, or the semicolon where the first line has more of these.

    Raises:
        ImportRefusedError: it is larger than any file of a course.
        SheetError: it is not text in UTF-8, or breaks the rules of CSV.
    """
    with io.TextIOWrapper(io.BufferedReader(stream, _AT_ONCE), encoding="utf-8-sig", newline="") as text:
        lines = _Lines(text, stream.name)
        first = next(lines, "")
        separator = ";" if first.count(";") > first.count(",") else ","
        rows = csv.reader(_again(first, lines), strict=True, delimiter=separator)
        start = 1
        try:
            for count, row in enumerate(rows):
                if count > MOST_ROWS:
                    raise _too_many(stream.name)
                if len(row) > MOST_COLUMNS:
                    raise ImportRefusedError(
                        _(
                            "{name}, line {line}: the row has {columns} columns, more than any file of a "
                            "course. Check what it is."
                        ).format(name=stream.name, line=start, columns=len(row))
                    )
                if any(row):
                    yield start, row
                start = rows.line_num + 1
                lines.letters = 0
        except csv.Error as error:
            raise SheetError(
                start, _("The file breaks the rules of CSV here: {reason}.").format(reason=error)
            ) from None


class _Lines:
    """The lines of a file; `letters` counts those since the row began."""

    def __init__(self, text: io.TextIOWrapper, name: str) -> None:
        self.letters = 0
        self._text = text
        self._name = name
        self._number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        self._number += 1
        try:
            line = self._text.readline(MOST_LETTERS)
        except UnicodeDecodeError:
            raise SheetError(1, _("The file is not text in UTF-8. Save it as CSV in UTF-8.")) from None
        if not line:
            raise StopIteration
        self.letters += len(line)
        if self.letters >= MOST_LETTERS:
            raise ImportRefusedError(
                _(
                    "{name}, line {line}: a row goes on for more than {most} letters. A quote may be "
                    "missing; check what it is."
                ).format(name=self._name, line=self._number, most=MOST_LETTERS)
            )
        if "\0" in line:
            raise SheetError(self._number, _("The file holds NUL bytes. Save it as CSV in UTF-8."))
        return line


def refuse_crowd(stream: GuardedStream) -> None:
    """Read through a file once, before any of its rows is looked at.

    Raises:
        ImportRefusedError: it cannot be read to its end, or has more lines than any file of a course.
    """
    lines = 0
    while chunk := stream.read(_AT_ONCE):
        lines += max(chunk.count(b"\n"), chunk.count(b"\r"))
        if lines > MOST_LINES:
            raise _too_many(stream.name)


def _too_many(name: str) -> ImportRefusedError:
    return ImportRefusedError(
        _("{name} has more than {most} rows, more than any course. Check what it is.").format(
            name=name, most=MOST_ROWS
        )
    )


def _again(first: str, lines: Iterator[str]) -> Iterator[str]:
    yield first
    yield from lines
