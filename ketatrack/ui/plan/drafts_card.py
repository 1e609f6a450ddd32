"""The dates that a template gave, until a person says that their clinic gave them."""

from PySide6.QtWidgets import QPushButton

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.records import Protocol
from ketatrack.ui.layout import Card, breakable, quiet
from ketatrack.ui.plan.doing import Doing


class DraftsCard(Card):
    """Says that dates are drafts, and turns those of a protocol into dates of the plan."""

    def __init__(self, doing: Doing) -> None:
        """Build the parts; `show_records` fills them."""
        super().__init__(_("Drafts"))
        self.setProperty("tone", "notice")
        self._doing = doing
        self._protocol: Protocol | None = None
        self.words = quiet()
        self.given_button = QPushButton(_("My clinic gave me this"))
        self.given_button.setProperty("role", "primary")
        self.given_button.clicked.connect(self._take_as_given)
        self.column.addWidget(self.words)
        self.add_row(self.given_button)

    def show_records(self, records: CourseRecords) -> None:
        """Show the drafts of the newest protocol that has some; the card is hidden where none has."""
        drafts = [item for item in records.plan.items if item.draft]
        owners = {item.protocol_id for item in drafts}
        having = [protocol for protocol in records.plan.protocols if protocol.id in owners]
        self._protocol = having[-1] if having else None
        self.setVisible(self._protocol is not None)
        if self._protocol is None:
            return
        count = sum(item.protocol_id == self._protocol.id for item in drafts)
        words = ngettext(
            "{n} date of “{name}” is a draft: no reminder, no calendar and no card names it until you say "
            "that your clinic gave it.",
            "{n} dates of “{name}” are drafts: no reminder, no calendar and no card names them until you say "
            "that your clinic gave them.",
            count,
        )
        self.words.setText(breakable(words.format(n=count, name=_(self._protocol.name))))

    def _take_as_given(self) -> None:
        if self._protocol is not None:
            self._doing.take_as_given(self._protocol)
