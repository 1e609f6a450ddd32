"""The integration journal: every entry, the newest first, narrowed down by tag, session or words."""

from ketatrack.domain.language import gettext as _
from ketatrack.ui.after.journal_listing import journal_listing
from ketatrack.ui.journal import Journal
from ketatrack.ui.pages.records_page import RecordsPage


class IntegrationPage(RecordsPage):
    """The person's own words about sessions, and about the time between them."""

    def __init__(self, journal: Journal) -> None:
        """List the entries."""
        super().__init__(journal, [journal_listing()], _("Integration journal"))
