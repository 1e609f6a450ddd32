"""Asks where the new journal goes that takes what is readable of a damaged one."""

from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from ketatrack.domain.language import gettext as _
from ketatrack.store.header import SUFFIX
from ketatrack.ui.fields.field import FieldError
from ketatrack.ui.fields.path_field import PathField, new_file
from ketatrack.ui.layout import breakable, heading, quiet, scrolled
from ketatrack.ui.new_journal import journal_path, obstacle, suggested_path
from ketatrack.ui.theme import GRID, TARGET

_SIZE = QSize(600, 420)


class SaveReadableDialog(QDialog):
    """One path, and what saving means."""

    place_chosen = Signal(object)
    """Carries the path of the new journal."""

    def __init__(self, parent: QWidget | None = None, *, has_passphrase: bool = False) -> None:
        """Suggest a free name in the usual folder."""
        super().__init__(parent)
        self.setWindowTitle(_("Save what is readable"))
        kinds = _("KetaTrack journals (*{suffix})").format(suffix=SUFFIX)
        self.path = PathField(
            _("New journal"), (_("Choose…"), new_file(_("Where to keep the new journal"), kinds))
        )
        self.path.set_value(suggested_path())
        buttons = QDialogButtonBox()
        self.save_button = buttons.addButton(_("Save and open"), QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        for button in (self.save_button, cancel):
            button.setMinimumHeight(TARGET)
        self.save_button.setProperty("role", "primary")
        self.save_button.setDefault(True)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(heading(_("Save what is readable into a new journal")))
        for words in _what_it_means(has_passphrase=has_passphrase):
            column.addWidget(quiet(words))
        column.addWidget(self.path)
        column.addStretch(1)
        foot = QVBoxLayout()
        foot.setContentsMargins(3 * GRID, GRID, 3 * GRID, 2 * GRID)
        foot.addWidget(buttons)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scrolled(content), 1)
        outer.addLayout(foot)
        self.resize(_SIZE)
        self.path.editor.setFocus()

    def _save(self) -> None:
        try:
            typed = self.path.value()
            problem = _("The place of the file is missing.") if typed is None else obstacle(typed)
        except FieldError as error:
            typed, problem = None, str(error)
        if typed is None or problem:
            self.path.show_problem(breakable(problem))
            self.path.editor.setFocus()
            return
        self.accept()
        self.place_chosen.emit(journal_path(Path(typed)))


def _what_it_means(*, has_passphrase: bool) -> list[str]:
    lines = [
        _("Every readable entry goes into it, with its history. The damaged file stays as it is."),
        _(
            "What was changed since it was written stays marked as such. What is readable but fits nowhere "
            "is kept in the history of the new journal."
        ),
    ]
    if has_passphrase:
        lines.append(_("The same passphrase opens it."))
    return lines
