"""Report: the one page for a clinician, looked at before it is saved or printed."""

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ketatrack.domain.courses import CourseRecords, Period
from ketatrack.domain.errors import JournalError
from ketatrack.domain.handover import QUESTIONS_SETTING
from ketatrack.domain.language import gettext as _
from ketatrack.ui.background import Steps, WorkCancelledError, run_in_background
from ketatrack.ui.fields.choice_field import SegmentField
from ketatrack.ui.fields.field import FieldError
from ketatrack.ui.fields.flow_layout import FlowLayout
from ketatrack.ui.fields.range_field import RangeField
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import breakable, quiet, scrolled
from ketatrack.ui.pages.handing_over import HandingOver
from ketatrack.ui.pages.handover_choices import HandoverChoices
from ketatrack.ui.pages.page import Page
from ketatrack.ui.pages.paper_view import PaperView
from ketatrack.ui.paper import PAPERS, usual_paper
from ketatrack.ui.theme import GRID

_SETTING = "report"
_PREVIEW_DOTS_PER_INCH = 168
_MANY_PAGES_DOTS_PER_INCH = 100
"""Lists can be dozens of pages, which are all kept as pictures."""
_SETTLE_MS = 200


class ReportPage(Page):
    """Chooses what the page covers and its paper, and shows it as it will be printed."""

    def __init__(self, journal: Journal) -> None:
        """Lay the page out with the choices of last time; `refresh` makes the preview."""
        super().__init__(journal)
        journal.range_chosen.connect(self._changed)
        self.range = RangeField(_("What it covers"), lambda: self.journal.now().date())
        self.paper = SegmentField(_("Paper"), PAPERS)
        self.zoom = SegmentField(_("View"), [(1.0, _("Page width")), (1.5, "150 %"), (2.0, "200 %")])
        self.zoom.set_value(1.0)
        self.holds = HandoverChoices()
        self.out = HandingOver(journal, self.choices, self.holds.locked.isChecked)
        self.status = quiet()
        self.preview = PaperView(_("Preview of the page; the saved PDF holds its text"))
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLE_MS)
        self._previewed = Steps()
        self._lay_out()
        kept = journal.store.setting(_SETTING, {})
        self.paper.set_value(kept.get("paper", usual_paper()))
        self.holds.set_content(kept)
        self._settled.timeout.connect(self._make_preview)
        self.range.edited.connect(self._chosen)
        self.paper.edited.connect(self._chosen)
        self.holds.edited.connect(self._chosen)
        self.holds.asked.connect(self._asked)
        self.zoom.edited.connect(self._zoomed)

    def _lay_out(self) -> None:
        top = QWidget()
        FlowLayout(top, 2 * GRID).arrange([self.range, self.paper, self.zoom])
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        for part in (top, self.holds, self.out, self.status):
            column.addWidget(part)
        column.addWidget(self.preview, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(content))
        self.setFocusProxy(self.range)

    def refresh(self) -> None:
        """Make the preview of what the journal holds now."""
        if self.journal.course is None:
            self._say(_("This journal holds no course yet. Start one first."))
            self.out.offer(something=False)
            return
        self.out.offer(something=True)
        self.range.offer(self.journal.records())
        self.range.recall(self.journal.shown_range)
        self.holds.offer_tags(self.journal.records().following.journal)
        self.holds.show_questions(self._all_questions().get(self.journal.course.id, []))
        self._settled.start()

    def _chosen(self) -> None:
        if self.paper.value() is None:
            self.paper.set_value(usual_paper())
            return
        try:
            self.journal.show_range(self.range.content())
            self.journal.store.set_setting(_SETTING, {"paper": self.paper.value(), **self.holds.content()})
        except JournalError as error:
            self.notice.emit(str(error))
        self._settled.start()

    def _all_questions(self) -> dict[str, list[str]]:
        """Return the questions of every course by its id."""
        kept: dict[str, list[str]] = self.journal.store.setting(QUESTIONS_SETTING, {})
        return kept

    def _asked(self) -> None:
        course = self.journal.course
        words = self.holds.question_words()
        if course is None or self._all_questions().get(course.id, []) == words:
            return
        try:
            self.journal.store.set_setting(QUESTIONS_SETTING, self._all_questions() | {course.id: words})
        except JournalError as error:
            self.notice.emit(str(error))
        self._settled.start()

    def _zoomed(self) -> None:
        self.preview.set_zoom(self.zoom.value() or 1.0)

    # the preview

    def choices(self) -> dict[str, Any] | None:
        """Return what the page is made with; None, and a sentence beside the range, when it cannot be."""
        self.range.clear_message()
        try:
            period: Period = self.range.value()
        except FieldError as error:
            self.range.show_problem(str(error))
            return None
        return {
            "choices": self.holds.handover(period),
            "paper": self.paper.value(),
            "now": self.journal.now(),
        }

    def _make_preview(self) -> None:
        choices = self.choices()
        if choices is None:
            return
        self._previewed.cancel()
        self._previewed = Steps()
        self._say(_("Setting the page…"))
        run_in_background(
            partial(_pictures, self.journal.records(), choices, self._previewed),
            partial(self._show, self._previewed),
            self._say_why_not_shown,
            owner=self,
        )

    def _show(self, steps: Steps, pictures: list[bytes]) -> None:
        if steps is self._previewed:
            self._say("")
            self.preview.show_pages(pictures)

    def _say(self, words: str) -> None:
        self.status.setText(words)
        self.status.setVisible(bool(words))

    def _say_why_not_shown(self, error: Exception) -> None:
        if isinstance(error, WorkCancelledError):  # other choices were made meanwhile
            return
        if not isinstance(error, JournalError):
            raise error
        self._say(breakable(str(error)))


def _pictures(records: CourseRecords, choices: dict[str, Any], steps: Steps) -> list[bytes]:
    from ketatrack.reports.pdf import report_pictures

    sharpness = _MANY_PAGES_DOTS_PER_INCH if choices["choices"].appendix else _PREVIEW_DOTS_PER_INCH
    return report_pictures(records, **choices, dots_per_inch=sharpness, progress=steps)
