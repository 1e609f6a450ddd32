"""On Today: what a person can say of a session of the last 24 hours, and the check-in that is open."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ketatrack.domain.after_session import experience_of, session_to_ask_about
from ketatrack.domain.check_ins import OpenCheckIn, check_in_words, open_check_ins
from ketatrack.domain.language import gettext as _
from ketatrack.domain.records import CheckIn, Session
from ketatrack.domain.wording import day_of
from ketatrack.ui.after.answers import after_form
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card, breakable, clear_layout
from ketatrack.ui.theme import GRID


class AfterCard(Card):
    """A line for each; the card is absent when there is none."""

    form_wanted = Signal(str)

    def __init__(self, journal: Journal) -> None:
        """Make an empty card; `refresh` fills it."""
        super().__init__(_("After a session"))
        self._journal = journal
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GRID)
        self.column.addLayout(self._rows)
        self.hide()

    def refresh(self) -> None:
        """List what can be answered at this moment."""
        clear_layout(self._rows)
        records, now = self._journal.records(), self._journal.now()
        session = session_to_ask_about(records, now)
        if session is not None and experience_of(records, session) is None:
            self._rows.addWidget(self._session_line(session))
        for check_in in open_check_ins(records, now):
            self._rows.addWidget(self._check_in_line(check_in))
        self.setVisible(self._rows.count() > 0)

    def _session_line(self, session: Session) -> QWidget:
        words = _("After your session of {day}").format(day=day_of(session.started_at))
        return self._line(words, _("Say how it was"), after_form(session))

    def _check_in_line(self, check_in: OpenCheckIn) -> QWidget:
        return self._line(check_in_words(check_in.after_hours), _("Answer"), f"{CheckIn.kind}.{check_in.key}")

    def _line(self, words: str, offer: str, form: str) -> QWidget:
        label = QLabel(breakable(words))
        label.setWordWrap(True)
        button = QPushButton(offer)
        button.setAccessibleName(_("{what}: {which}").format(what=offer, which=words))
        button.clicked.connect(partial(self.form_wanted.emit, form))
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(label, 1)
        row.addWidget(button)
        return line
