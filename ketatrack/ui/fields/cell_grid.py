"""A small spreadsheet of typed cells: Enter and Tab move on, a block of cells can be pasted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.ui.fields.cell import Cell
from ketatrack.ui.fields.field import Field
from ketatrack.ui.theme import GRID

_KEY = "key"
"""The name under which a draft keeps which record a row shows."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name for the program, its heading, and what may be typed into it."""

    name: str
    heading: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class TypedRow:
    """What stands in one row: its number from 1, the id of the record it shows, and each cell's text."""

    number: int
    key: str
    texts: Mapping[str, str]


class CellGrid(Field):
    """Rows of cells under headings. A row that is empty is no row; the grid grows as it is filled.

    Enter goes to the next cell that is commonly filled, Tab to the very next; both begin a new row behind
    a filled last one.
    """

    def __init__(self, label: str, columns: Sequence[Column], rows: int) -> None:
        """Make a number of empty rows."""
        super().__init__(label)
        self.columns = columns
        self.common = [column.name for column in columns]
        """The columns that Enter goes through."""
        self._rows: list[dict[str, Cell]] = []
        self._keys: list[str] = []
        self._numbers: list[QLabel] = []
        self._sentences: list[str] = []
        self._table = QWidget()
        self._layout = QGridLayout(self._table)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GRID // 2)
        for place, column in enumerate(columns, start=1):
            heading = QLabel(column.heading)
            heading.setProperty("role", "quiet")
            heading.setWordWrap(True)
            heading.setToolTip(column.hint)
            self._layout.addWidget(heading, 0, place, Qt.AlignmentFlag.AlignBottom)
            self._layout.setColumnStretch(place, 1)
        self._place(self._table, stretch=True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._grow_to(rows)

    # rows

    def _grow_to(self, number: int) -> None:
        """Add empty rows up to a number; they are laid out once, not row by row."""
        self._layout.setEnabled(False)
        while self.row_count() < number:
            self.add_row()
        self._layout.setEnabled(True)
        self._layout.invalidate()

    def add_row(self) -> None:
        """Add an empty row below the last."""
        number = len(self._rows) + 1
        mark = QLabel(str(number))
        mark.setProperty("role", "quiet")
        self._numbers.append(mark)
        self._layout.addWidget(mark, number, 0)
        last = self.cell(number - 1, self.columns[-1].name) if self._rows else None
        row: dict[str, Cell] = {}
        for place, column in enumerate(self.columns, start=1):
            cell = Cell(_("Row {number}, {column}").format(number=number, column=column.heading), column.hint)
            cell.textChanged.connect(self.edited)
            cell.focused.connect(self.moved)
            cell.entered.connect(partial(self._go_on, number, column.name))
            cell.stepped.connect(partial(self._step, number, column.name))
            cell.block_pasted.connect(partial(self._paste, number, column.name))
            self._layout.addWidget(cell, number, place)
            cell.show()  # at once, so that the key that made the row can go there
            if last is not None:
                QWidget.setTabOrder(last, cell)
            last = row[column.name] = cell
        self._rows.append(row)
        self._keys.append("")
        row[self.columns[-1].name].past_end.connect(partial(self._grow_behind, number))
        self._aim()

    def cell(self, number: int, name: str) -> Cell:
        """Return a cell by its row, counted from 1, and its column's name."""
        return self._rows[number - 1][name]

    def row_count(self) -> int:
        """Count the rows, empty ones too."""
        return len(self._rows)

    def set_row(self, number: int, texts: Mapping[str, str], key: str = "") -> None:
        """Show texts in a row, adding rows up to it; `key` is the id of the record that it shows."""
        self._grow_to(number)
        self._keys[number - 1] = key
        for name, cell in self._rows[number - 1].items():
            cell.setText(texts.get(name, ""))
        self._aim()

    def value(self) -> list[TypedRow]:
        """Return the rows in which something stands, or which show a record."""
        rows = [
            TypedRow(number, key, {name: cell.text().strip() for name, cell in row.items()})
            for number, (row, key) in enumerate(zip(self._rows, self._keys, strict=True), start=1)
        ]
        return [row for row in rows if row.key or any(row.texts.values())]

    def set_value(self, value: Any) -> None:
        """Show rows, each a pair of texts and key; nothing else stays."""
        rows = value or []
        self._grow_to(len(rows))
        for number in range(1, max(self.row_count(), len(rows)) + 1):
            texts, key = rows[number - 1] if number <= len(rows) else ({}, "")
            self.set_row(number, texts, key)

    def content(self) -> list[dict[str, str]]:
        """Return every cell's text row by row, without the empty rows at the end."""
        rows = [
            {_KEY: key} | {name: cell.text() for name, cell in row.items()}
            for row, key in zip(self._rows, self._keys, strict=True)
        ]
        while rows and not any(rows[-1].values()):
            rows.pop()
        return rows

    def set_content(self, content: Any) -> None:
        """Put the rows back."""
        self.set_value([(texts, texts.get(_KEY, "")) for texts in content])

    def parts(self, content: Any) -> dict[str, Any]:
        """Return the rows in which something stands, by the ids of their records, else by their order."""
        rows = [row for row in content if any(row.values())]
        return {row.get(_KEY) or f"+{place}": row for place, row in enumerate(rows)}

    def whole(self, parts: Mapping[str, Any]) -> list[Any]:
        """Return the rows below each other."""
        return list(parts.values())

    def part_words(self, part: Any) -> str:
        """Return a row as headings with what stands below them."""
        cells = ((column.heading, part.get(column.name, "")) for column in self.columns)
        return " · ".join(f"{heading} {text}" for heading, text in cells if text)

    # moving

    def _go_on(self, number: int, name: str) -> None:
        self._grow_behind(number)
        places = [(row, column.name) for row in range(1, self.row_count() + 1) for column in self.columns]
        behind = places[places.index((number, name)) + 1 :]
        target = next((place for place in behind if self._is_next(*place)), None)
        if target is not None:
            self._focus(*target)

    def _is_next(self, number: int, name: str) -> bool:
        """Say whether Enter stops at a cell."""
        return name in self.common

    def _step(self, number: int, name: str, by: int) -> None:
        if 1 <= number + by <= self.row_count():
            self._focus(number + by, name)

    def _grow_behind(self, number: int) -> None:
        if number == self.row_count() and any(cell.text() for cell in self._rows[-1].values()):
            self.add_row()

    def _focus(self, number: int, name: str) -> None:
        cell = self.cell(number, name)
        cell.setFocus()
        cell.selectAll()

    def _aim(self) -> None:
        """Let the label's key lead to the first cell that is still to be filled."""
        places = [(number, name) for number in range(1, self.row_count() + 1) for name in self.common]
        first = next((place for place in places if not self.cell(*place).text()), places[0])
        self.label.setBuddy(self.cell(*first))
        self.setFocusProxy(self.cell(*first))

    def _paste(self, number: int, name: str, text: str) -> None:
        """Fill cells to the right and down, as a spreadsheet gave them."""
        names = [column.name for column in self.columns]
        names = names[names.index(name) :]
        block = [line.split("\t") for line in text.rstrip("\r\n").splitlines()]
        self._grow_to(number + len(block) - 1)
        for down, line in enumerate(block):
            for column, cell_text in zip(names, line, strict=False):
                self.cell(number + down, column).setText(cell_text.strip())
        left_out = max(len(line) for line in block) - len(names)
        if left_out > 0:
            self.show_question(
                ngettext(
                    "{n} column of what you pasted lies beyond the last one here and was left out.",
                    "{n} columns of what you pasted lie beyond the last one here and were left out.",
                    left_out,
                ).format(n=left_out)
            )

    # messages

    def show_problem(self, sentence: str, part: str = "") -> None:
        """Mark a cell, named by `row.column`, and say below the grid why its value is refused."""
        self._mark("problem", sentence, part)

    def show_question(self, sentence: str, part: str = "") -> None:
        """Mark a cell and ask below the grid about its unusual value."""
        self._mark("question", sentence, part)

    def focus_part(self, part: str) -> None:
        """Go to a cell."""
        number, _dot, name = part.partition(".")
        if name in self.common or name in self._rows[0]:
            self._focus(int(number), name)
        else:
            self.setFocus()

    def clear_message(self) -> None:
        """Take marks and sentences away."""
        self._sentences.clear()
        self._show("", "")
        for row in self._rows:
            for cell in row.values():
                cell.mark("", "")

    def _mark(self, state: str, sentence: str, part: str) -> None:
        number, _dot, name = part.partition(".")
        if number:
            sentence = _("Row {number}: {sentence}").format(number=number, sentence=sentence)
        self._sentences.append(sentence)
        self._message.setText("\n".join(self._sentences))
        self._message.setProperty("role", state)
        self._message.style().polish(self._message)
        self._message.show()
        if number and name in self._rows[int(number) - 1]:
            self.cell(int(number), name).mark(state, sentence)
