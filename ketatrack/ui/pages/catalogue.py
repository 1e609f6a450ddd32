"""Every page that takes nothing but the journal, by its name; `connected_pages` makes the others."""

from collections.abc import Callable, Mapping

from ketatrack.ui.journal import Journal
from ketatrack.ui.pages.page import Page


def make_page(journal: Journal, name: str) -> Page:
    """Make a page when it is first wanted, so that what it imports costs nothing before."""
    return _MAKERS[name](journal)


def _today(journal: Journal) -> Page:
    from ketatrack.ui.pages.today_page import TodayPage

    return TodayPage(journal)


def _sessions(journal: Journal) -> Page:
    from ketatrack.ui.pages.sessions_page import SessionsPage

    return SessionsPage(journal)


def _mood(journal: Journal) -> Page:
    from ketatrack.ui.pages.mood_page import MoodPage

    return MoodPage(journal)


def _charts(journal: Journal) -> Page:
    from ketatrack.ui.pages.charts_page import ChartsPage

    return ChartsPage(journal)


def _plan(journal: Journal) -> Page:
    from ketatrack.ui.pages.plan_page import PlanPage

    return PlanPage(journal)


def _report(journal: Journal) -> Page:
    from ketatrack.ui.pages.report_page import ReportPage

    return ReportPage(journal)


def _side_effects(journal: Journal) -> Page:
    from ketatrack.ui.pages.side_effects_page import SideEffectsPage

    return SideEffectsPage(journal)


def _caregiver(journal: Journal) -> Page:
    from ketatrack.ui.pages.caregiver_page import CaregiverPage

    return CaregiverPage(journal)


def _history(journal: Journal) -> Page:
    from ketatrack.ui.pages.history_page import HistoryPage

    return HistoryPage(journal)


def _integration(journal: Journal) -> Page:
    from ketatrack.ui.pages.integration_page import IntegrationPage

    return IntegrationPage(journal)


def _session_setup(journal: Journal) -> Page:
    from ketatrack.ui.pages.session_setup_page import SessionSetupPage

    return SessionSetupPage(journal)


def _review(journal: Journal) -> Page:
    from ketatrack.ui.pages.review_page import ReviewPage

    return ReviewPage(journal)


_MAKERS: Mapping[str, Callable[[Journal], Page]] = {
    "today": _today,
    "sessions": _sessions,
    "mood": _mood,
    "charts": _charts,
    "plan": _plan,
    "report": _report,
    "side_effects": _side_effects,
    "caregiver": _caregiver,
    "history": _history,
    "integration": _integration,
    "session_setup": _session_setup,
    "review": _review,
}
