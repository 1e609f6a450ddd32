"""Mood: every questionnaire and every 0 to 10, with what was answered.

It shows figures also while the Today page hides them: whoever opens it asks for them.
"""

from PySide6.QtWidgets import QPushButton

from ketatrack.domain.baseline_choice import candidates
from ketatrack.domain.language import gettext as _
from ketatrack.domain.records import BaselineChoice, Score
from ketatrack.ui.journal import Journal
from ketatrack.ui.pages.records_page import RecordsPage
from ketatrack.ui.tables.score_listing import scores_listing


class MoodPage(RecordsPage):
    """The scores of the course."""

    def __init__(self, journal: Journal) -> None:
        """List the scores."""
        super().__init__(journal, [scores_listing()])
        self.compare_button = QPushButton(_("&Compare with this…"))
        self.compare_button.setToolTip(
            _("Makes a score of your own from before the first session the baseline; a form asks first")
        )
        self.compare_button.setEnabled(False)
        self.compare_button.clicked.connect(self.compare)
        self._foot.buttons.addWidget(self.compare_button)
        self.table.rows_chosen.connect(self._offer_to_compare)

    def compare(self) -> None:
        """Ask for the form that makes the chosen score the baseline of its questionnaire."""
        (row,) = self.table.chosen_rows()
        self.form_wanted.emit(f"{BaselineChoice.kind}.{row.record.id}")

    def _offer_to_compare(self) -> None:
        rows = self.table.chosen_rows()
        self.compare_button.setEnabled(len(rows) == 1 and self._can_be_baseline(rows[0].record))

    def _can_be_baseline(self, score: Score) -> bool:
        offered = candidates(self.journal.records(), score.instrument)
        return any(each.score.id == score.id for each in offered)
