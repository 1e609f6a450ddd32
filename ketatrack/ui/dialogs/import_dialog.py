"""Import: shows first what would come in and what would be left out, then writes it as one step."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.records import Course, Patient, Record
from ketatrack.ui.background import run_in_background
from ketatrack.ui.dialogs.import_preview import Preview, PreviewPane, read_preview, write_plan
from ketatrack.ui.fields.field import FieldError
from ketatrack.ui.fields.path_field import SourceField, importable
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import breakable, scrolled
from ketatrack.ui.theme import GRID

_WIDTH, _HEIGHT = 880, 640


class ImportDialog(QDialog):
    """Asks for files, shows the preview, and imports when the person says so."""

    imported = Signal(str)
    """Carries the sentence that says what came in; the step can be undone."""

    def __init__(self, journal: Journal, parent: QWidget | None = None) -> None:
        """Ask for the files; `look` shows the preview of some."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Import"))
        self.resize(_WIDTH, _HEIGHT)
        self._journal = journal
        self._preview: Preview | None = None
        self._source = Path()
        self._writing = False
        self.source = SourceField(_("File or folder"))
        self.source.chosen.connect(self.look_at_field)
        self.source.editor.returnPressed.connect(self.look_at_field)
        self.status = QLabel(importable())
        self.status.setWordWrap(True)
        self.pane = PreviewPane()
        self.pane.hide()
        self.import_button = QPushButton(_("&Import"))
        self.import_button.setProperty("role", "primary")
        self.skip_button = QPushButton(_("Import &without the rows left out"))
        self.skip_button.hide()
        self.cancel_button = QPushButton(_("Cancel"))
        self.import_button.clicked.connect(self._import)
        self.skip_button.clicked.connect(self._import)
        self.cancel_button.clicked.connect(self.reject)
        self._lay_out()
        self._offer()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        for button in (self.import_button, self.skip_button, self.cancel_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(self.source)
        column.addWidget(self.status)
        column.addWidget(scrolled(self.pane), 1)
        column.addLayout(foot)
        self.source.setFocus()

    # looking

    def look_at_field(self) -> None:
        """Show the preview of what stands in the field."""
        self.source.clear_message()
        try:
            source = self.source.read()
        except FieldError as error:
            self.source.show_problem(str(error))
            return
        self.look(source)

    def look(self, source: Path) -> None:
        """Read files on a thread and show what importing them would do."""
        self.source.set_value(source)
        self._source = source
        self._say(_("Reading {path}…").format(path=source))
        self._preview = None
        self._offer()
        run_in_background(
            partial(read_preview, self._journal.store.again, source, self._whose()),
            self._show,
            self._say_why,
            owner=self,
        )

    def _whose(self) -> str | None:
        """Return whose course it is where the journal holds several people: those of the one on screen."""
        patient = self._journal.patient()
        return patient.name if patient and self._journal.store.count(Patient) > 1 else None

    def _show(self, preview: Preview) -> None:
        self._preview = preview
        self.pane.show_preview(preview)
        if preview.plan.is_empty and not any(preview.plan.there.values()) and preview.plan.rejected:
            self._say(_("Nothing would be added. Some rows cannot be taken; the list says why."))
        elif preview.plan.is_empty:
            self._say(_("All that can be taken from it is in the journal already; nothing would be added."))
        elif preview.plan.rejected:
            self._say(_("Nothing was written yet. Some rows cannot be taken; the list says why."))
        else:
            self._say(_("Nothing was written yet."))
        self._offer()

    def _offer(self) -> None:
        preview = None if self._writing else self._preview
        something = preview is not None and not preview.plan.is_empty
        left_out = preview is not None and bool(preview.plan.rejected)
        self.import_button.setEnabled(something and not left_out)
        self.import_button.setVisible(not left_out)
        self.skip_button.setEnabled(something)
        self.skip_button.setVisible(left_out)
        self.source.setEnabled(not self._writing)
        self.cancel_button.setEnabled(not self._writing)
        self.pane.setVisible(self._preview is not None)

    # writing

    def _import(self) -> None:
        if self._preview is None:
            return
        self._writing = True
        self._offer()
        self._say(_("Importing…"))
        run_in_background(
            partial(write_plan, self._journal.store.again, self._preview.plan),
            self._finish,
            self._say_why,
            owner=self,
        )

    def _finish(self, written: tuple[list[Record], list[str]]) -> None:
        records, beside = written
        self._writing = False
        self._journal.remember(records, _("import of {name}").format(name=self._source.name))
        course = next((record for record in records if isinstance(record, Course)), None)
        if course is not None:
            self._journal.choose_course(course)
        self.accept()  # a new journal is on screen before the sentence about it
        said = ngettext(
            "{n} entry imported from {name}.", "{n} entries imported from {name}.", len(records)
        ).format(n=len(records), name=self._source.name)
        self.imported.emit(" ".join((said, *beside)))

    def _say_why(self, error: Exception) -> None:
        self._writing = False
        self._offer()
        if not isinstance(error, JournalError):
            raise error
        self._say(str(error), "problem")

    def _say(self, sentence: str, role: str = "") -> None:
        self.status.setText(breakable(sentence))
        self.status.setProperty("role", role)
        self.status.style().polish(self.status)

    def reject(self) -> None:
        """Close, unless the import is being written."""
        if not self._writing:
            super().reject()


def choose_and_import(
    window: QWidget, journal: Journal, say: Callable[[str], None], source: Path | None = None
) -> ImportDialog:
    """Open the preview of some files, or ask for them first; `say` takes the sentence of what came in."""
    dialog = ImportDialog(journal, window)
    dialog.imported.connect(say)
    if source is not None:
        dialog.look(source)
    dialog.open()
    return dialog


def import_into_new(
    window: QWidget,
    journal: Journal,
    say: Callable[[str], None],
    source: Path,
    keep: Callable[[Journal], None],
) -> None:
    """Import into a journal made for it, which is kept when something came in, and dropped when not."""
    dialog = choose_and_import(window, journal, say, source)
    dialog.accepted.connect(partial(keep, journal))
    dialog.rejected.connect(partial(_drop, journal))


def _drop(journal: Journal) -> None:
    journal.close()
    journal.store.path.unlink()
    journal.deleteLater()
