"""Asking for a printer: whoever asked gets the one that was chosen."""

from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QWidget

from ketatrack.ui.printing import choose_printer


def test_the_printer_that_was_chosen_is_handed_on(qtbot):
    owner, chosen = QWidget(), []
    qtbot.addWidget(owner)
    choose_printer(owner, "letter", "Recovery sheet", chosen.append)
    dialog = owner.findChild(QPrintDialog)
    dialog.accepted.emit(dialog.printer())
    assert [printer.docName() for printer in chosen] == ["Recovery sheet"]
    dialog.reject()
