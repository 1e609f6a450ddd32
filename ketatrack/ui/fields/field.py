"""One value on screen: its label, its editor, its unit, and a line for what is wrong with it."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ketatrack.domain.problems import Problem
from ketatrack.ui.layout import breakable, unbroken
from ketatrack.ui.theme import GRID, TARGET


class FieldError(Exception):
    """What stands in a field cannot be read; the message is the sentence that stands beside it."""


class RefusedError(Exception):
    """What stands in the form is no possible record; `problems` say what and why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Take one problem or more."""
        super().__init__("; ".join(problem.reason for problem in problems))
        self.problems = problems


class Field(QWidget):
    """A labelled editor for one value, where unset is a real state.

    Subclasses make the editor and say how its content becomes a value (`value`), how a value is shown
    (`set_value`), and how raw content is kept in a draft (`content`, `set_content`).
    """

    edited = Signal()
    moved = Signal()
    """The focus came to another part of the field, perhaps out of sight."""

    def __init__(self, label: str, unit: str = "") -> None:
        """Make the label, the room for an editor, the unit, and an empty message line."""
        super().__init__()
        self.label = QLabel(label)
        self.label.setWordWrap(True)
        self._unit = QLabel(unit)
        self._unit.setProperty("role", "unit")
        if not unit:
            self._unit.hide()
        self._message = QLabel()
        self._message.setWordWrap(True)
        self._message.hide()
        self._editors: tuple[QWidget, ...] = ()
        self._row = QHBoxLayout()
        self._row.setSpacing(GRID)
        self._row.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.label)
        column.addLayout(self._row)
        column.addWidget(self._message)

    def _place(self, *editors: QWidget, stretch: bool = False) -> None:
        """Put the editors in the row; the first takes the label's mnemonic, name and the focus."""
        self._editors = editors
        for editor in editors:
            editor.setMinimumHeight(max(editor.minimumHeight(), TARGET))
            self._row.addWidget(editor, 1 if stretch else 0)
        self._row.addWidget(self._unit)
        if not stretch:
            self._row.addStretch(1)
        first = editors[0]
        self.label.setBuddy(first)
        self.setFocusProxy(first)
        first.setAccessibleName(self.label.text().replace("&", ""))

    def value(self) -> Any:
        """Return the value, or None when unset; raises FieldError when the content cannot be read."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value; None shows the field as unset."""
        raise NotImplementedError

    def content(self) -> Any:
        """Return what stands in the editor, readable or not, as JSON would keep it; empty when unset."""
        raise NotImplementedError

    def set_content(self, content: Any) -> None:
        """Put back what `content` returned."""
        raise NotImplementedError

    def parts(self, content: Any) -> dict[str, Any]:
        """Return the parts of some content that can be told apart, such as rows by their records' ids."""
        return {"": content}

    def whole(self, parts: Mapping[str, Any]) -> Any:
        """Return the content that some parts make up."""
        return parts.get("", "")

    def part_words(self, part: Any) -> str:
        """Return how a part of some content reads; empty where it is unset."""
        words = str(part)
        return f"{words} {unbroken(self._unit.text())}".strip() if words else ""

    def set_unit(self, words: str) -> None:
        """Show other words behind the editor."""
        self._unit.setText(words)
        self._unit.setVisible(bool(words))

    def show_problem(self, sentence: str, part: str = "") -> None:
        """Say beside the field why its value, or that of a part of it, is refused."""
        self._show("problem", sentence)

    def show_question(self, sentence: str, part: str = "") -> None:
        """Ask beside the field about an unusual value of it, or of a part of it."""
        self._show("question", sentence)

    def focus_part(self, part: str) -> None:
        """Go to the field, or to a part of it such as one cell of a grid."""
        self.setFocus()

    def clear_message(self) -> None:
        """Take the sentence away."""
        self._show("", "")

    def message(self) -> str:
        """Return the sentence that stands beside the field, empty when there is none."""
        return unbroken(self._message.text())

    def _show(self, state: str, sentence: str) -> None:
        self._message.setText(breakable(sentence))
        self._message.setProperty("role", state)
        self._message.setVisible(bool(sentence))
        for editor in self._editors:
            editor.setProperty("state", state)
            editor.setAccessibleDescription(sentence)
            editor.style().polish(editor)
        self._message.style().polish(self._message)
