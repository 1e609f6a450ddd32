"""The password of a file that was just saved: shown once, to be copied or written down."""

from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ketatrack.domain.language import gettext as _
from ketatrack.ui.layout import quiet
from ketatrack.ui.theme import GRID


class PasswordLine(QWidget):
    """A line that cannot be changed, and a button that copies it; hidden while there is no password."""

    def __init__(self, name: str = "", hint: str = "") -> None:
        """Start hidden; the name and the hint say what it is, where it is not called a password."""
        super().__init__()
        self.words = QLineEdit()
        self.words.setReadOnly(True)
        self.words.setAccessibleName(name or _("Password of the saved file"))
        self.copy_button = QPushButton(_("&Copy"))
        self.copy_button.clicked.connect(self._copy)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.words, 1)
        row.addWidget(self.copy_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(quiet(hint or _("The password of the file. It is shown once and kept nowhere.")))
        column.addLayout(row)
        self.hide()

    def show_words(self, passphrase: str) -> None:
        """Show a password."""
        self.words.setText(passphrase)
        self.words.setCursorPosition(0)
        self.show()

    def forget(self) -> None:
        """Take the password away."""
        self.words.clear()
        self.hide()

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.words.text())
