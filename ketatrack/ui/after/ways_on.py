"""Where a person can go once everything after a session was asked: the journal, and check-ins to choose."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ketatrack.domain.language import gettext as _
from ketatrack.domain.records import CheckInPlan, JournalEntry, Session
from ketatrack.ui.fields.wrapping_button import WrappingButton
from ketatrack.ui.layout import heading
from ketatrack.ui.theme import GRID


class WaysOn(QWidget):
    """Two ways on, each with a sentence; neither has to be taken."""

    form_wanted = Signal(str)

    def __init__(self, session: Session) -> None:
        """Offer what belongs to a session."""
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self.buttons: list[WrappingButton] = []
        for sentence, words, form in (
            (
                _("What you noted is in your journal. It can be changed on the Sessions page."),
                _("Write about it in the integration journal"),
                f"{JournalEntry.kind}.{session.id}",
            ),
            (
                _("You can be asked again, some hours or days later, at times that you choose."),
                _("Choose check-ins"),
                CheckInPlan.kind,
            ),
        ):
            button = WrappingButton(words)
            button.clicked.connect(partial(self.form_wanted.emit, form))
            column.addWidget(heading(sentence, "body"))
            column.addWidget(button)
            self.buttons.append(button)
