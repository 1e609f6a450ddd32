"""A place on the disk: typed, or chosen in the system's own window."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QWidget

from ketatrack.domain.language import gettext as _
from ketatrack.store.header import SUFFIX
from ketatrack.ui.fields.field import Field, FieldError
from ketatrack.ui.theme import TARGET

Chooser = Callable[[QWidget, str], str]
"""Opens a window of the system at a path and returns what was chosen there, empty when nothing was."""


class PathField(Field):
    """A line for a path, with a button for each way to choose one."""

    chosen = Signal()
    """A path was chosen in a window of the system, not typed."""

    def __init__(self, label: str, *choosers: tuple[str, Chooser]) -> None:
        """Take the words of each button and what it opens."""
        super().__init__(label)
        self.editor = QLineEdit()
        self.buttons: list[QPushButton] = []
        for words, chooser in choosers:
            button = QPushButton(words)
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._choose, chooser))
            self.buttons.append(button)
        self._place(self.editor, stretch=True)
        for button in self.buttons:
            button.setMinimumHeight(TARGET)
            self._row.addWidget(button)
        self.editor.textChanged.connect(self.edited)

    def value(self) -> Path | None:
        """Return the path, `~` being the person's own folder; None when unset; raises FieldError."""
        text = self.editor.text().strip()
        try:
            return Path(text).expanduser() if text else None
        except RuntimeError:
            raise FieldError(
                _("“{path}” names nobody's folder on this computer.").format(path=text)
            ) from None

    def set_value(self, value: Any) -> None:
        """Show the path."""
        self.editor.setText("" if value is None else str(value))

    def content(self) -> str:
        """Return the line as typed."""
        return self.editor.text()

    def set_content(self, content: Any) -> None:
        """Put the line back."""
        self.editor.setText(str(content))

    def _choose(self, chooser: Chooser) -> None:
        chosen = chooser(self.window(), self.editor.text())
        if chosen:
            self.editor.setText(chosen)
            self.chosen.emit()


def new_file(title: str, kinds: str) -> Chooser:
    """Return the chooser of a file that is to be made; asking whether to replace one is left to the form."""

    def choose(window: QWidget, start: str) -> str:
        path, _kind = QFileDialog.getSaveFileName(
            window, title, start, kinds, options=QFileDialog.Option.DontConfirmOverwrite
        )
        return path

    return choose


def existing_file(title: str, kinds: str) -> Chooser:
    """Return the chooser of a file that is there."""

    def choose(window: QWidget, start: str) -> str:
        path, _kind = QFileDialog.getOpenFileName(window, title, start, kinds)
        return path

    return choose


def existing_folder(title: str) -> Chooser:
    """Return the chooser of a folder that is there."""

    def choose(window: QWidget, start: str) -> str:
        return QFileDialog.getExistingDirectory(window, title, start)

    return choose


def importable() -> str:
    """Return the sentence that names what can be imported."""
    return _("A folder or .zip of CSV files, a .json file exported by KetaTrack, or another journal.")


class SourceField(PathField):
    """What an import reads: one file, or a folder of CSV files."""

    def __init__(self, label: str) -> None:
        """Offer to choose either."""
        super().__init__(
            label,
            (
                _("File…"),
                existing_file(
                    _("Choose a file to import"),
                    _("Course files and journals (*.zip *.json *.csv *{suffix})").format(suffix=SUFFIX),
                ),
            ),
            (_("Folder…"), existing_folder(_("Choose a folder of CSV files"))),
        )

    def read(self) -> Path:
        """Return what is to be read, a CSV file standing for its folder; raises FieldError."""
        source = self.value()
        if source is None:
            raise FieldError(_("Choose a file or a folder first."))
        if not source.exists():
            raise FieldError(_("There is nothing at {path}.").format(path=source))
        return course_files(source)


def course_files(path: Path) -> Path:
    """Return what to import for a path: the folder, when it is one CSV file of it."""
    return path.parent if path.suffix.lower() == ".csv" else path
