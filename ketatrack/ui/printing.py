"""The page on paper: pictures of its pages, as fine as the printer, put on the sheet that was chosen."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _

FINEST_DOTS_PER_INCH = 600
"""A finer picture of a page is four times as large, and no eye sees it."""

_SIZES = {"a4": QPageSize.PageSizeId.A4, "letter": QPageSize.PageSizeId.Letter}


def printer_for(paper: str, title: str) -> QPrinter:
    """Return the computer's usual printer, set to a paper; `title` is what its queue shows."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(_SIZES[paper]))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setDocName(title)
    return printer


def choose_printer(owner: QWidget, paper: str, title: str, print_on: Callable[[QPrinter], None]) -> None:
    """Ask for a printer, set to a paper at first; `print_on` takes the one that was chosen."""
    printer = printer_for(paper, title)
    dialog = QPrintDialog(printer, owner)
    dialog.accepted.connect(partial(_print_on_chosen, print_on, printer))
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)  # the one without a receiver, which the subclass hides


def _print_on_chosen(print_on: Callable[[QPrinter], None], printer: QPrinter, _as_told: QPrinter) -> None:
    """Hand on the printer that was asked for, which lives as long as this; Qt tells the same one."""
    print_on(printer)


def paper_in(printer: QPrinter, otherwise: str) -> str:
    """Return which of the two papers a printer holds; another one takes the page scaled to its size."""
    size = printer.pageLayout().pageSize().id()
    return next((paper for paper, its_size in _SIZES.items() if its_size == size), otherwise)


def print_pages(printer: QPrinter, pictures: Sequence[bytes]) -> None:
    """Put pictures of pages on paper, each as large as the sheet; may run beside the window's thread.

    The margins are those of the page itself.

    Raises:
        JournalError: the printer does not take them.
    """
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise JournalError(
            _("The printer did not take the page. Look whether it is ready, or choose another.")
        )
    try:
        for number, picture in enumerate(_chosen(printer, pictures)):
            if number:
                printer.newPage()
            page = QImage.fromData(picture)
            painter.drawImage(_place(painter, page), page)
    finally:
        painter.end()
    if file := printer.outputFileName():
        Path(file).chmod(0o600)


def _chosen(printer: QPrinter, pictures: Sequence[bytes]) -> Iterator[bytes]:
    """Yield the pages that were asked for; all where nobody asked for some."""
    ranges = printer.pageRanges()
    for number, picture in enumerate(pictures, start=1):
        if ranges.isEmpty() or ranges.contains(number):
            yield picture


def _place(painter: QPainter, page: QImage) -> QRectF:
    """Return where a page lies on its sheet: as large as fits, in the middle."""
    sheet = QRectF(painter.viewport())
    size = QSizeF(page.size()).scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(0, 0, size.width(), size.height())
    place.moveCenter(sheet.center())
    return place
