"""Sessions: everything of the course in tables, a kind at a time."""

from ketatrack.ui.journal import Journal
from ketatrack.ui.pages.records_page import RecordsPage
from ketatrack.ui.tables.course_listings import (
    effects_listing,
    medicines_listing,
    phases_listing,
    readings_listing,
    visits_listing,
)
from ketatrack.ui.tables.session_listing import sessions_listing


class SessionsPage(RecordsPage):
    """The sessions, and beside them what else was written down in the course."""

    def __init__(self, journal: Journal) -> None:
        """List the sessions first."""
        super().__init__(
            journal,
            [
                sessions_listing(),
                readings_listing(),
                effects_listing(),
                medicines_listing(),
                phases_listing(),
                visits_listing(),
            ],
        )
