"""In a session, as your clinic said: when to look, the limits to quote, the checklist, what holds at home."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ketatrack.domain.board_words import template_words
from ketatrack.domain.checkpoints import checkpoint_plan_of, template_for
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.leaving import RECORDS_ONLY
from ketatrack.domain.limits import limit_words
from ketatrack.domain.records import (
    CheckpointPlan,
    ClinicLimit,
    HomeAgreement,
    LeavingLine,
    Record,
)
from ketatrack.domain.session_setup import (
    home_lines,
    limit_lines,
    route_words,
    routes_in_use,
)
from ketatrack.domain.sheets import arrangement_of
from ketatrack.domain.sitter_mode import agreed_words
from ketatrack.domain.words import Route
from ketatrack.ui.fields.flow_layout import FlowLayout
from ketatrack.ui.forms.checkpoint_plan_form import EVERY_OTHER
from ketatrack.ui.forms.driving_form import DRIVING, DRIVING_USE, driving_title
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card, breakable, heading, quiet, scrolled
from ketatrack.ui.pages.page import Page
from ketatrack.ui.plan.entry_list import Entry, EntryList
from ketatrack.ui.theme import GRID


class SetupCard(Card):
    """Entries of one kind with what they are for, and the buttons that add to them."""

    form_wanted = Signal(str)

    def __init__(self, title: str, purpose: str, *adding: tuple[str, str]) -> None:
        """Take what stands above the entries, and the words and the form of each button below them."""
        super().__init__(title)
        self.column.addWidget(quiet(purpose))
        self.entries = EntryList()
        self.entries.form_wanted.connect(self.form_wanted)
        self.empty = QLabel(_("Nothing is written down."))
        self.empty.setWordWrap(True)
        self.column.addWidget(self.entries)
        self.column.addWidget(self.empty)
        self.buttons = []
        for words, form in adding:
            button = QPushButton(words)
            button.clicked.connect(partial(self.form_wanted.emit, form))
            self.buttons.append(button)
        holder = QWidget()
        self.column.addWidget(holder)
        self._flow = FlowLayout(holder)
        self._flow.arrange(self.buttons)

    def offer(self, offered: Sequence[bool]) -> None:
        """Show some of the buttons."""
        self._flow.arrange([each for each, shown in zip(self.buttons, offered, strict=True) if shown])

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these entries in place of those before."""
        self.entries.show_entries(entries)
        self.empty.setVisible(not entries)


class SessionSetupPage(Page):
    """Everything that a followed session quotes or begins with, as the person typed it."""

    def __init__(self, journal: Journal) -> None:
        """Build the cards; `refresh` fills them."""
        title = _("In a session, as your clinic said")
        super().__init__(journal, title)
        self.checkpoints = SetupCard(
            _("Checkpoints"),
            _("When somebody wants to look in a session; without your own, it begins with what is shipped."),
            *(
                (_("{route}…").format(route=route_words(route)), _plan_form(route))
                for route in (*Route, None)
            ),
        )
        self.limits = SetupCard(
            _("Limits, as your clinic said"),
            _(
                "Quoted in your words when a reading of a session passes one. "
                "The signs of an emergency stand beside them and stay as they are."
            ),
            (_("Add a limit…"), ClinicLimit.kind),
        )
        self.leaving = SetupCard(
            _("Checklist before leaving"), _(RECORDS_ONLY), (_("Add a line…"), LeavingLine.kind)
        )
        self.driving = SetupCard(driving_title(), _(DRIVING_USE))
        self.home = SetupCard(
            _("Agreed for home"),
            _("That your prescriber agreed to sessions at home with somebody watching; sitter mode asks."),
            (_("Write down what was agreed…"), HomeAgreement.kind),
        )
        self.cards = (self.checkpoints, self.limits, self.leaving, self.driving, self.home)
        self.no_course = quiet(_("Start a course first; what your clinic said stands here then."))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(heading(title))
        column.addWidget(self.no_course)
        for card in self.cards:
            card.form_wanted.connect(self.form_wanted)
            column.addWidget(card)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(content))

    def refresh(self) -> None:
        """Show what is written down for the course on screen."""
        has_course = self.journal.course is not None
        self.no_course.setVisible(not has_course)
        for card in self.cards:
            card.setVisible(has_course)
        if not has_course:
            return
        records = self.journal.records()
        following = records.following
        used = routes_in_use(records)
        self.checkpoints.show_entries([self._checkpoints(records, each) for each in used])
        self.checkpoints.offer([route not in used for route in (*Route, None)])
        self.limits.show_entries(
            [self._entry(limit_words(each), limit_lines(each), each) for each in following.limits]
        )
        self.leaving.show_entries([self._entry(each.line, [], each) for each in following.leaving_lines])
        told = arrangement_of(records)
        words = told.driving_rule.strip() if told else ""
        line = words or _("Nothing is written down.")
        self.driving.show_entries([Entry(line, [], DRIVING, called=driving_title())])
        self.home.show_entries(
            [self._entry(agreed_words(each), home_lines(each), each) for each in following.home_agreements]
        )

    def _checkpoints(self, records: CourseRecords, route: Route | None) -> Entry:
        own = checkpoint_plan_of(records.following.checkpoint_plans, route)
        words = template_words(template_for(records.following.checkpoint_plans, records.course, route))
        if own is None:
            return Entry(route_words(route), [words], _plan_form(route))
        sentence = _("As it is shipped again: {what}.").format(what=route_words(route))
        return Entry(
            route_words(route),
            [words],
            f"{CheckpointPlan.kind}:{own.id}",
            partial(self._remove, own, sentence),
        )

    def _entry(self, name: str, lines: Sequence[str], record: Record) -> Entry:
        sentence = _("Deleted: {what}.").format(what=name.rstrip("."))
        return Entry(name, lines, f"{record.kind}:{record.id}", partial(self._remove, record, sentence))

    def _remove(self, record: Record, sentence: str) -> None:
        try:
            self.journal.remove(record, sentence.rstrip("."))
        except JournalError as error:
            self.notice.emit(str(error))
            return
        self.undoable.emit(breakable(sentence))


def _plan_form(route: Route | None) -> str:
    return f"{CheckpointPlan.kind}.{route or EVERY_OTHER}"
