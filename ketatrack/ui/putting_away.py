"""What could still be read beside a page that is closed: dialogs, copies, tips, and what memory holds."""

import gc

from PySide6.QtCore import QTimer
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication, QDialog, QToolTip

from ketatrack.ui.cover import open_dialogs


def put_away() -> None:
    """Close every dialog, take back what was copied in the window, and forget what is deleted meanwhile."""
    for dialog in open_dialogs():
        dialog.done(QDialog.DialogCode.Rejected)
    _take_copies_back()
    QToolTip.hideText()
    QTimer.singleShot(0, gc.collect)  # once Qt has deleted what was closed


def _take_copies_back() -> None:
    """Empty the clipboard where what is in it was copied in this program, by a button, table or field."""
    clipboard = QApplication.clipboard()
    for mode, is_own in (
        (QClipboard.Mode.Clipboard, clipboard.ownsClipboard()),
        (QClipboard.Mode.Selection, clipboard.ownsSelection()),
        (QClipboard.Mode.FindBuffer, clipboard.ownsFindBuffer()),
    ):
        if is_own:
            clipboard.clear(mode)
