"""Says that the program itself went wrong, and shows a report that whoever mends it can be sent."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from ketatrack.domain.language import gettext as _
from ketatrack.ui.dialogs.reading_dialog import ReadingDialog
from ketatrack.ui.layout import quiet, selectable
from ketatrack.ui.theme import TARGET


class FaultDialog(ReadingDialog):
    """The sentence, what a report holds and what it does not, and the report itself."""

    def __init__(self, sentence: str, report: str, parent: QWidget | None = None) -> None:
        """Take a report without personal data; nothing is sent by the program."""
        super().__init__(_("A fault in the program"), parent)
        self.setModal(False)
        self.column.addWidget(selectable(sentence))
        self.column.addWidget(
            selectable(
                _(
                    "You can go on. If it comes again, close the program and start it anew. "
                    "A report helps to mend it; the program sends nothing by itself."
                )
            )
        )
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setAccessibleName(_("Report"))
        self.column.addWidget(self.report, 1)
        self.column.addWidget(
            quiet(
                _(
                    "The report names places in the program and kinds of errors. It holds nothing of your "
                    "journal, no names and no paths of your computer."
                )
            )
        )
        self.copy_button = QPushButton(_("Copy the report"))
        self.copy_button.setMinimumHeight(TARGET)
        self.copy_button.clicked.connect(self._copy)
        self.column.addWidget(self.copy_button)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.copy_button.setText(_("Copied"))
