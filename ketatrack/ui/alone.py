"""One page has the window to itself: the journal behind it stays open, and nothing else of it can be reached.

So it is on the board of a session that goes on while the journal is locked, and in sitter mode. Every other
page, form and dialog is deleted, menus, rail and notices are off screen, files dropped on the window fall
through, and no step from before can be taken back.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ketatrack.ui.main_window import MainWindow
from ketatrack.ui.middle import Middle
from ketatrack.ui.putting_away import put_away

if TYPE_CHECKING:
    from ketatrack.domain.care_plan import CarePlan


class Alone(QObject):
    """Puts all else away for one page, and says when it is to come back."""

    begun = Signal()
    ended = Signal()
    """The rest of the journal may be shown again."""

    def __init__(self, window: MainWindow, middle: Middle) -> None:
        """Wait beside the window."""
        super().__init__(window)
        self._window = window
        self._middle = middle
        self._page: QWidget | None = None
        self.plan: CarePlan | None = None
        """Whom “Help now” names meanwhile; nobody where the contacts are hidden too."""

    @property
    def is_on(self) -> bool:
        """Whether one page has the window."""
        return self._page is not None

    def begin(self, page: QWidget, plan: "CarePlan | None" = None) -> None:
        """Put everything away but this page, which goes on with the journal; the plan is for “Help now”."""
        self._middle.close()
        put_away()
        self._page, self.plan = page, plan
        self._window.notice.hold()
        self._window.be_neutral(neutral=True)
        self._window.header.show_no_course(self._window.windowTitle())
        self._window.show_alone(page)
        self.begun.emit()

    def end(self) -> None:
        """Take the page away, and let the rest of the journal be shown again."""
        self.drop()
        self.ended.emit()

    def drop(self) -> None:
        """Take the page away before the journal is closed; nothing where no page has the window."""
        if self._page is None:
            return
        page, self._page, self.plan = self._page, None, None
        self._window.drop_alone(page)
        self._window.notice.release()
