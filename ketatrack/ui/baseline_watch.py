"""Notices when an entry changes what the course is compared with, so that no figure shifts unsaid."""

from PySide6.QtCore import QObject, Signal

from ketatrack.domain.baseline_choice import baseline_standing, candidates, derived_baselines
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.response import Baseline
from ketatrack.domain.sessions import first_given
from ketatrack.domain.standing_words import changed_baseline_words
from ketatrack.ui.journal import Journal


class BaselineWatch(QObject):
    """Compares the baselines by rule of the course on screen before and after each change to it.

    The first session of a course gives the rule something to begin with; that is not said to be a change.
    """

    compared = Signal(str, str)
    """Carries what changed, with both values, and the form that shows more; both empty for no change."""

    def __init__(self, journal: Journal) -> None:
        """Remember the baselines as they are now."""
        super().__init__(journal)
        self._journal = journal
        self._before = self._course()
        self._known = _derived(self._before)
        journal.changed.connect(self._compare)

    def _course(self) -> CourseRecords | None:
        return self._journal.records() if self._journal.course else None

    def _compare(self) -> None:
        before, known = self._before, self._known
        now = self._course()
        if now is before:
            return  # a choice such as who is recording
        self._before, self._known = now, _derived(now)
        if now is None or before is None or before.course.id != now.course.id:
            self.compared.emit("", "")
        else:
            self.compared.emit(
                *_told(now, known if first_given(before.sessions) else self._known, self._known)
            )


def _derived(records: CourseRecords | None) -> dict[str, Baseline]:
    return derived_baselines(records) if records else {}


def _told(records: CourseRecords, before: dict[str, Baseline], now: dict[str, Baseline]) -> tuple[str, str]:
    """Return a sentence for each instrument whose baseline changed, and the form of the first of them."""
    from ketatrack.ui.forms.baseline_form import baseline_form_name

    told = {
        name: words
        for name in sorted({*before, *now})
        if (
            words := changed_baseline_words(
                name, before.get(name), now.get(name), baseline_standing(records, name)
            )
        )
    }
    if not told:
        return "", ""
    first = next(iter(told))
    return " ".join(told.values()), baseline_form_name(first, candidates(records, first))
