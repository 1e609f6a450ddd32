"""Mood: every questionnaire and every 0 to 10, with what was answered.

It shows figures also while the Today page hides them: whoever opens it asks for them.
"""

from ketatrack.ui.journal import Journal
from ketatrack.ui.pages.records_page import RecordsPage
from ketatrack.ui.tables.score_listing import scores_listing


class MoodPage(RecordsPage):
    """The scores of the course."""

    def __init__(self, journal: Journal) -> None:
        """List the scores."""
        super().__init__(journal, [scores_listing()])
