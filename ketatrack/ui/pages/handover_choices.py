"""What a person hands over: lists after the page, item 9, names and dates, a password, their questions."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QToolButton, QVBoxLayout, QWidget

from ketatrack.domain.courses import Period
from ketatrack.domain.handover import (
    LONGEST_QUESTION,
    MOST_QUESTIONS,
    OPEN_TEXT,
    OWN_PARTS,
    AppendixPart,
    Handover,
)
from ketatrack.domain.language import gettext as _
from ketatrack.domain.records import JournalEntry
from ketatrack.ui.fields.flow_layout import FlowLayout
from ketatrack.ui.fields.text_field import TextField
from ketatrack.ui.layout import quiet
from ketatrack.ui.pages.journal_tags import JournalTags
from ketatrack.ui.theme import GRID, TARGET

_NEVER_REMEMBERED = (AppendixPart.EXPERIENCES, AppendixPart.JOURNAL)
"""What a person wrote for themselves; whoever is to read it is chosen each time."""


class HandoverChoices(QWidget):
    """Boxes to tick and three lines for questions, folded away until someone wants them."""

    edited = Signal()
    asked = Signal()
    """A question was written; they are kept for the course, the other choices for the journal."""

    def __init__(self) -> None:
        """Start with the whole page and no list after it."""
        super().__init__()
        self.item9 = QCheckBox(_("Item 9 of the PHQ-9"))
        self.deidentified = QCheckBox(_("Without names, notes and dates"))
        self.locked = QCheckBox(_("Lock the PDF with a password"))
        self.lists = {part: QCheckBox(_(part.label)) for part in AppendixPart}
        self.questions = [
            TextField(_("Question {number}").format(number=place + 1)) for place in range(MOST_QUESTIONS)
        ]
        self.tags = JournalTags()
        self._set_aside: frozenset[AppendixPart] = frozenset()
        """What was ticked and does not leave while names are left out."""
        self.item9.setChecked(True)
        self.button = QToolButton()
        self.button.setText(_("&What it holds"))
        self.button.setMinimumHeight(TARGET)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._inside = self._lay_out()
        self.button.clicked.connect(self._turn)
        for box in (self.item9, self.deidentified, self.locked, *self.lists.values()):
            box.toggled.connect(self.edited)
        for question in self.questions:
            question.editor.setMaxLength(LONGEST_QUESTION)
            question.edited.connect(self.asked)
        self.tags.edited.connect(self.edited)
        self.lists[AppendixPart.JOURNAL].toggled.connect(self.tags.want)
        self.deidentified.toggled.connect(self._set_open_text_aside)
        self._show(opened=False)

    def _lay_out(self) -> QWidget:
        """Place everything, and return what is folded away."""
        boxes, lists, own, lines = QWidget(), QWidget(), QWidget(), QWidget()
        FlowLayout(boxes, 2 * GRID).arrange([self.item9, self.deidentified, self.locked])
        FlowLayout(lists, 2 * GRID).arrange(
            [box for part, box in self.lists.items() if part not in OWN_PARTS]
        )
        FlowLayout(own, 2 * GRID).arrange([self.lists[part] for part in OWN_PARTS])
        column = QVBoxLayout(lines)
        column.setContentsMargins(0, 0, 0, 0)
        for question in self.questions:
            column.addWidget(question)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(GRID)
        for part in (
            boxes,
            quiet(_("Lists after the page")),
            lists,
            quiet(
                _(
                    "Lists of what was written in and after sessions; without its tick none of it leaves. "
                    "Words noted in sessions leave with the notes. "
                    "How sessions were and journal entries are ticked anew each time."
                )
            ),
            own,
            self.tags,
            quiet(_("Your questions for the visit; they stand on the page, unless names are left out")),
            lines,
        ):
            inner.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GRID)
        outer.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        outer.addWidget(content)
        return content

    def _set_open_text_aside(self, nameless: bool) -> None:
        """Leave unticked what a page without names never holds; what was ticked comes back with the names."""
        wanted = frozenset(part for part in OPEN_TEXT if self.lists[part].isChecked())
        wanted, self._set_aside = (frozenset(), wanted) if nameless else (self._set_aside, frozenset())
        for part in OPEN_TEXT:
            self.lists[part].setChecked(part in wanted)
            self.lists[part].setDisabled(nameless)
        for question in self.questions:
            question.setDisabled(nameless)

    def handover(self, period: Period) -> Handover:
        """Return the choices for a stretch of the course."""
        return Handover(
            period=period,
            item9=self.item9.isChecked(),
            deidentified=self.deidentified.isChecked(),
            appendix=tuple(part for part, box in self.lists.items() if box.isChecked()),
            questions=tuple(self.question_words()),
            tags=self.tags.ticked() if self.lists[AppendixPart.JOURNAL].isChecked() else (),
        )

    def offer_tags(self, entries: Iterable[JournalEntry]) -> None:
        """Offer the tags of a course's journal entries."""
        self.tags.offer(entries)

    def question_words(self) -> list[str]:
        """Return the questions that are written."""
        return [words for question in self.questions if (words := question.value())]

    def show_questions(self, words: Sequence[str]) -> None:
        """Show the questions of a course; those that are shown already are left alone."""
        if list(words) == self.question_words():
            return
        for place, question in enumerate(self.questions):
            question.set_value(words[place] if place < len(words) else "")

    def content(self) -> dict[str, Any]:
        """Return what is ticked, as JSON keeps it."""
        return {
            "item9": self.item9.isChecked(),
            "deidentified": self.deidentified.isChecked(),
            "locked": self.locked.isChecked(),
            "lists": [
                str(part)
                for part, box in self.lists.items()
                if (box.isChecked() or part in self._set_aside) and part not in _NEVER_REMEMBERED
            ],
        }

    def set_content(self, content: Mapping[str, Any]) -> None:
        """Tick what was ticked last time, and unfold it where something is out of the ordinary."""
        self.item9.setChecked(content.get("item9", True))
        self.deidentified.setChecked(False)  # what is set aside is ticked first
        self.locked.setChecked(content.get("locked", False))
        for part, box in self.lists.items():
            box.setChecked(part in content.get("lists", ()) and part not in _NEVER_REMEMBERED)
        self.deidentified.setChecked(content.get("deidentified", False))
        usual = {"item9": True, "deidentified": False, "locked": False, "lists": []}
        if self.content() != usual:
            self._show(opened=True)

    def _turn(self) -> None:
        self._show(opened=self._inside.isHidden())

    def _show(self, *, opened: bool) -> None:
        self.button.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
        self.button.setAccessibleDescription(_("open") if opened else _("folded away"))
        self._inside.setVisible(opened)
