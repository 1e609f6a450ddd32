"""The cards above the pages of a journal that is not as it was written: what is wrong, and what helps."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.store.findings import Finding
from ketatrack.store.places import summed_up
from ketatrack.ui.layout import Card, quiet, selectable
from ketatrack.ui.theme import TARGET

_MOST_LINES = 4
"""The page below is to be seen, too; all of it stands in a window of its own."""


class FindingsCard(Card):
    """What is wrong in a few lines, and a window with all of it."""

    all_wanted = Signal()
    """Every finding is wanted, one by one."""

    def __init__(self, title: str, findings: Sequence[Finding]) -> None:
        """Take the heading and what is wrong."""
        super().__init__(title)
        self.setProperty("tone", "notice")
        lines = summed_up(findings)
        shown = [f"• {line}" for line in lines[:_MOST_LINES]]
        if more := len(lines) - len(shown):
            shown.append(ngettext("• {n} thing more", "• {n} things more", more).format(n=more))
        self.column.addWidget(selectable("\n".join(shown)))
        self.setAccessibleName(title)
        self.setAccessibleDescription("\n".join(shown))

    def _button(self, words: str) -> QPushButton:
        button = QPushButton(words)
        button.setMinimumHeight(TARGET)
        return button


class DamageCard(FindingsCard):
    """Above what is readable of a damaged journal, for as long as it is open."""

    save_wanted = Signal()

    def __init__(self, findings: Sequence[Finding]) -> None:
        """Take what is wrong."""
        super().__init__(_("This journal is damaged; what is readable is shown, for reading only"), findings)
        self.column.addWidget(
            quiet(
                _(
                    "The file stays as it is, and no backup is let go meanwhile. A backup holds what was "
                    "there when it was made; a new journal can hold what is readable now."
                )
            )
        )
        self.save_button = self._button(_("Save what is readable into a new journal…"))
        self.all_button = self._button(_("What is not as it was…"))
        self.save_button.clicked.connect(self.save_wanted)
        self.all_button.clicked.connect(self.all_wanted)
        self.add_row(self.save_button, self.all_button)


class BrokenCard(FindingsCard):
    """Above a journal that was found to be damaged while it was open."""

    readable_wanted = Signal()

    def __init__(self, findings: Sequence[Finding]) -> None:
        """Take what is wrong."""
        super().__init__(_("This journal was found to be damaged"), findings)
        self.column.addWidget(
            quiet(_("What is written into it now may be lost. What is readable can be shown by itself."))
        )
        self.readable_button = self._button(_("Show what is readable"))
        self.all_button = self._button(_("What is not as it was…"))
        self.readable_button.clicked.connect(self.readable_wanted)
        self.all_button.clicked.connect(self.all_wanted)
        self.add_row(self.readable_button, self.all_button)


class ChangedCard(FindingsCard):
    """Above a journal in which entries were changed by something else, until somebody has looked at them."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        """Take what was changed."""
        title = ngettext(
            "{n} entry is not as it was written", "{n} entries are not as they were written", len(findings)
        )
        super().__init__(title.format(n=len(findings)), findings)
        self.column.addWidget(
            quiet(
                _(
                    "Not this program but something else changed the file: a failing disk, or another "
                    "program. No backup is let go until you have looked."
                )
            )
        )
        self.all_button = self._button(_("Look…"))
        self.all_button.clicked.connect(self.all_wanted)
        self.add_row(self.all_button)
