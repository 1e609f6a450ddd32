"""The field for what a side effect is called: every term of the vocabulary in a list, or own words."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QComboBox, QCompleter

from ketatrack.domain.language import gettext as _
from ketatrack.domain.side_effects import effect_meant, label_of_effect, side_effect_vocabulary
from ketatrack.ui.fields.field import Field

_SHOWN = 16
_LETTERS = 20
"""A longer term is cut where the list is closed."""


class EffectField(Field):
    """A line with a list below it; a term is kept by its id, own words as they are typed."""

    def __init__(self, label: str, own: Iterable[str]) -> None:
        """Offer own words that were used before, then the vocabulary."""
        super().__init__(label)
        self.editor = QComboBox()
        self.editor.setEditable(True)
        self.editor.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.editor.setMaxVisibleItems(_SHOWN)
        self.editor.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.editor.setMinimumContentsLength(_LETTERS)
        self.editor.addItems([*own, *(_(term.label) for term in side_effect_vocabulary().terms)])
        self.editor.setCurrentIndex(-1)
        completer = QCompleter(self.editor.model(), self.editor)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.editor.setCompleter(completer)
        line = self.editor.lineEdit()
        if line is not None:
            line.setPlaceholderText(_("One of the list, or your own words"))
            line.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the list has the focus, and hands keys on to it
            line.installEventFilter(self)
        self._place(self.editor, stretch=True)
        self.editor.setToolTip(_("↓ opens the list"))
        self.editor.editTextChanged.connect(self.edited)

    def value(self) -> str:
        """Return the id of the term that the words mean, else the words; empty when unset."""
        return effect_meant(self.editor.currentText())

    def set_value(self, value: Any) -> None:
        """Show a side effect by what it is called."""
        self.set_content(label_of_effect(value) if value else "")

    def content(self) -> str:
        """Return the line as typed."""
        return self.editor.currentText()

    def set_content(self, content: Any) -> None:
        """Put the line back, seen from its start."""
        self.editor.setCurrentIndex(-1)
        self.editor.setEditText(str(content))
        line = self.editor.lineEdit()
        if line is not None:
            line.setCursorPosition(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let a click into the line begin typing."""
        if event.type() == QEvent.Type.MouseButtonPress:
            self.editor.setFocus(Qt.FocusReason.MouseFocusReason)
        return super().eventFilter(watched, event)
