"""Every page of the journal by its name."""

from ketatrack.ui.journal import Journal
from ketatrack.ui.pages.page import Page


def make_page(journal: Journal, name: str) -> Page:
    """Make a page when it is first wanted, so that what it imports costs nothing before."""
    if name == "today":
        from ketatrack.ui.pages.today_page import TodayPage

        return TodayPage(journal)
    if name == "sessions":
        from ketatrack.ui.pages.sessions_page import SessionsPage

        return SessionsPage(journal)
    if name == "mood":
        from ketatrack.ui.pages.mood_page import MoodPage

        return MoodPage(journal)
    if name == "charts":
        from ketatrack.ui.pages.charts_page import ChartsPage

        return ChartsPage(journal)
    if name == "plan":
        from ketatrack.ui.pages.plan_page import PlanPage

        return PlanPage(journal)
    if name == "report":
        from ketatrack.ui.pages.report_page import ReportPage

        return ReportPage(journal)
    if name == "caregiver":
        from ketatrack.ui.pages.caregiver_page import CaregiverPage

        return CaregiverPage(journal)
    if name == "review":
        from ketatrack.ui.pages.review_page import ReviewPage

        return ReviewPage(journal)
    if name == "board":
        from ketatrack.ui.pages.board_page import BoardPage

        return BoardPage(journal)
    if name == "history":
        from ketatrack.ui.pages.history_page import HistoryPage

        return HistoryPage(journal)
    from ketatrack.ui.pages.settings_page import SettingsPage

    return SettingsPage(journal)
