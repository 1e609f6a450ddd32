"""Export: the whole journal as JSON, or the course as CSV files, for keeping and for other programs."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.store.store import Store
from ketatrack.ui.background import run_in_background
from ketatrack.ui.fields.choice_field import SegmentField
from ketatrack.ui.fields.field import FieldError
from ketatrack.ui.fields.path_field import PathField
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import breakable, quiet
from ketatrack.ui.new_journal import free_file, usual_folder
from ketatrack.ui.theme import GRID

_WIDTH = 640
_JSON, _ZIP, _FOLDER = "json", "zip", "folder"
_ENDINGS = {_JSON: ".json", _ZIP: ".zip", _FOLDER: ""}


class ExportDialog(QDialog):
    """Asks what and where to, and writes it; the file is complete or absent."""

    exported = Signal(str)
    """Carries the sentence that says where the export is."""

    def __init__(self, journal: Journal, parent: QWidget | None = None) -> None:
        """Suggest a free name that says nothing of the treatment."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Export"))
        self._journal = journal
        self._replaceable: Path | None = None
        self._suggested = ""
        self.what = SegmentField(
            _("What"),
            [
                (_JSON, _("The whole journal (.json)")),
                (_ZIP, _("This course (.zip)")),
                (_FOLDER, _("This course (folder)")),
            ],
        )
        self._explained = quiet()
        self.where = PathField(_("Where to"), (_("Choose…"), self._choose))
        self._status = QLabel()
        self._status.setWordWrap(True)
        self.export_button = QPushButton(_("&Export"))
        self.export_button.setProperty("role", "primary")
        self.cancel_button = QPushButton(_("Cancel"))
        self._lay_out()
        self.what.edited.connect(self._suggest)
        self.what.set_value(_JSON)
        self.resize(_WIDTH, 0)
        self.export_button.clicked.connect(self.submit)
        self.cancel_button.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addWidget(self.export_button)
        foot.addWidget(self.cancel_button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        for widget in (self.what, self._explained, self.where, self._status):
            column.addWidget(widget)
        column.addStretch(1)
        column.addLayout(foot)

    def _suggest(self) -> None:
        what = self.what.value()
        if what is None:
            return
        self._explained.setText(
            _("Nothing is left out; importing it into a new journal gives an equal one.")
            if what == _JSON
            else breakable(" ".join((_("CSV files for spreadsheets."), *self._left_out())))
        )
        if self.where.content() == self._suggested:
            self._suggested = str(self._free_name(_ENDINGS[what]))
            self.where.set_content(self._suggested)

        self._make_room()

    def showEvent(self, event: QShowEvent) -> None:
        """Be high enough for all that is said, once the sizes of letters are known."""
        super().showEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        self.resize(self.width(), max(self.height(), self.heightForWidth(self.width())))

    def _left_out(self) -> Sequence[str]:
        """Say what the course holds that its files do not."""
        from ketatrack.exchange.excerpt import ALL_OF_IT, excerpt

        return excerpt(self._journal.records(), ALL_OF_IT).left_out if self._journal.course else ()

    def _free_name(self, ending: str) -> Path:
        stem = f"{_('course-export')}-{self._journal.now():%Y-%m-%d}"
        return free_file(stem, ending)

    def _choose(self, window: QWidget, start: str) -> str:
        path, _kind = QFileDialog.getSaveFileName(
            window, _("Where to export to"), start, options=QFileDialog.Option.DontConfirmOverwrite
        )
        return path

    # writing

    def submit(self) -> None:
        """Write the export; or say beside the fields what is in the way."""
        self.what.clear_message()
        self.where.clear_message()
        what = self.what.value()
        if what is None:
            self.what.show_problem(_("Choose what to export."))
            return
        try:
            out = self._out(_ENDINGS[what])
        except FieldError as error:
            self.where.show_problem(str(error))
            return
        if out.is_file() and out != self._replaceable:
            self._replaceable = out
            self.where.show_question(
                _("{path} is there already. Export once more to replace it.").format(path=out)
            )
            return
        try:
            records = None if what == _JSON else self._journal.records()
        except JournalError as error:
            self.what.show_problem(str(error))
            return
        self.export_button.setEnabled(False)
        self._status.setText(_("Writing…"))
        run_in_background(
            partial(_write, self._journal.store.again, records, what, out),
            partial(self._finish, out),
            self._say_why,
            owner=self,
        )

    def _out(self, ending: str) -> Path:
        typed = self.where.value()
        if typed is None:
            raise FieldError(_("Choose a place first."))
        path = usual_folder() / typed
        return path if path.suffix.lower() == ending or not ending else path.with_name(path.name + ending)

    def _finish(self, out: Path, _nothing: None) -> None:
        self.exported.emit(_("The export is in {path}.").format(path=out))
        self.accept()

    def _say_why(self, error: Exception) -> None:
        self.export_button.setEnabled(True)
        self._status.clear()
        if not isinstance(error, JournalError):
            raise error
        self.where.show_problem(str(error))


def _write(opened: Callable[[], Store], records: CourseRecords | None, what: str, out: Path) -> None:
    from ketatrack.exchange.csv_export import export_csv_folder, export_csv_zip
    from ketatrack.exchange.journal_json import export_json

    if records is None:
        with opened() as store:
            export_json(store, out)
    elif what == _ZIP:
        export_csv_zip(records, out)
    else:
        export_csv_folder(records, out)


def choose_and_export(window: QWidget, journal: Journal, say: Callable[[str], None]) -> ExportDialog:
    """Open the dialog; `say` takes the sentence that says where the export is."""
    dialog = ExportDialog(journal, window)
    dialog.exported.connect(say)
    dialog.open()
    return dialog
