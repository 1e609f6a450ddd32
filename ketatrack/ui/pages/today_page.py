"""Today: what is next, how long ago, the last score, and the quickest ways to write something down."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ketatrack.domain import caregiver_notes, reviews
from ketatrack.domain.agreements import met_numbers, named_quote
from ketatrack.domain.baseline_choice import baseline_standing, candidates, course_baseline
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.instruments import PHQ9
from ketatrack.domain.intervals import days_since_last, gaps
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.next_words import next_planned
from ketatrack.domain.records import BaselineChoice, OwnMeasure
from ketatrack.domain.scores import scored
from ketatrack.domain.standing import standing
from ketatrack.domain.standing_words import baseline_words, score_words, standing_lines
from ketatrack.domain.wording import shortened
from ketatrack.store.store import Draft
from ketatrack.ui.after.after_card import AfterCard
from ketatrack.ui.board.board_keeping import BOARD_DRAFT, SITTER_DRAFT
from ketatrack.ui.fields.answer_field import points_of_key
from ketatrack.ui.fields.flow_layout import FlowLayout
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card, breakable, clear_layout, quiet, scrolled
from ketatrack.ui.pages.changed_sheets import ChangedSheets
from ketatrack.ui.pages.followed_card import FollowedCard
from ketatrack.ui.pages.mood_row import NOTE_DRAFT, MoodRow
from ketatrack.ui.pages.open_card import OpenCard
from ketatrack.ui.pages.page import Page
from ketatrack.ui.pages.response_line import ResponseLine
from ketatrack.ui.pages.still_present_card import StillPresentCard
from ketatrack.ui.pages.waiting_card import WaitingCard
from ketatrack.ui.theme import GRID

_GAPS_SHOWN = 4


class TodayPage(Page):
    """The first page of an open journal."""

    def __init__(self, journal: Journal) -> None:
        """Build the cards; `refresh` fills them."""
        super().__init__(journal)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        self._column.setSpacing(2 * GRID)
        self.followed = FollowedCard(journal)
        self.followed.form_wanted.connect(self.form_wanted)
        self.followed.page_wanted.connect(self.page_wanted)
        self.followed.command_wanted.connect(self.command_wanted)
        self._column.addWidget(self.followed)
        self._drafts = Card(_("Half-filled"))
        self._drafts_rows = QVBoxLayout()
        self._drafts.column.addLayout(self._drafts_rows)
        self._column.addWidget(self._drafts)
        self._from_caregiver = WaitingCard()
        self._from_caregiver.look_button.clicked.connect(partial(self.page_wanted.emit, "caregiver"))
        self._column.addWidget(self._from_caregiver)
        self._from_sitter = WaitingCard()
        self._from_sitter.look_button.clicked.connect(partial(self.page_wanted.emit, "review"))
        self._column.addWidget(self._from_sitter)
        self.changed_sheets = ChangedSheets()
        self.changed_sheets.command_wanted.connect(self.command_wanted)
        self._column.addWidget(self.changed_sheets)
        self.after = AfterCard(journal)
        self.after.form_wanted.connect(self.form_wanted)
        self._column.addWidget(self.after)
        self.open = OpenCard(journal)
        self.open.form_wanted.connect(self.form_wanted)
        self.open.notice.connect(self.notice)
        self.open.undoable.connect(self.undoable)
        self._column.addWidget(self.open)
        self.still_present = StillPresentCard(journal)
        self.still_present.page_wanted.connect(self.page_wanted)
        self.still_present.notice.connect(self.notice)
        self.still_present.undoable.connect(self.undoable)
        self._column.addWidget(self.still_present)
        self._column.addWidget(self._facts_card())
        self._column.addWidget(self._buttons_card())
        self.mood = MoodRow(journal)
        self.mood.notice.connect(self.notice)
        self.mood.undoable.connect(self.undoable)
        self._column.addWidget(self.mood)
        self._column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(content))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _facts_card(self) -> Card:
        card = Card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(2, 1)
        self.figures: dict[str, QLabel] = {}
        self.details: dict[str, QLabel] = {}
        for row, (name, words) in enumerate(
            (("next", _("Next planned")), ("since", _("Since the last session")), ("score", _("PHQ-9")))
        ):
            label = quiet(words)
            label.setWordWrap(False)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            figure, detail = QLabel(), quiet()
            figure.setProperty("role", "figure")
            self.figures[name], self.details[name] = figure, detail
            grid.addWidget(figure, row, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(detail, row, 2, Qt.AlignmentFlag.AlignTop)
        card.column.addLayout(grid)
        self.agreed = QLabel()
        self.agreed.setWordWrap(True)
        self.agreed.hide()
        card.column.addWidget(self.agreed)
        self.line = ResponseLine()
        card.column.addWidget(self.line)
        self._hide_button = QPushButton()
        self._hide_button.clicked.connect(self._turn_figures)
        self.baseline_button = QPushButton(_("Baseline…"))
        self.baseline_button.clicked.connect(partial(self.form_wanted.emit, f"{BaselineChoice.kind}.{PHQ9}"))
        card.add_row(self._hide_button, self.baseline_button)
        return card

    def _buttons_card(self) -> Card:
        card = Card(_("Write down"))
        buttons = []
        for form, words in (
            ("sessions", _("Log a session")),
            ("followed_sessions", _("Follow a session…")),
            ("readings", _("Blood pressure")),
            ("scores.phq9", _("PHQ-9")),
            ("side_effects", _("Side effect")),
            ("medications", _("Medicine")),
            ("phases", _("Phase begins")),
            ("visits", _("Visit")),
            ("journal_entries", _("Journal entry")),
            ("catch_up", _("Catch up from paper")),
        ):
            button = QPushButton(words)
            button.clicked.connect(partial(self.form_wanted.emit, form))
            buttons.append(button)
        holder = QWidget()
        FlowLayout(holder).arrange(buttons)
        card.column.addWidget(holder)
        return card

    def showEvent(self, event: QShowEvent) -> None:
        """List what was left half-filled meanwhile, which changes nothing that is written down."""
        if not self._stale:  # else it is read anew as a whole
            self._show_drafts()
        super().showEvent(event)

    def refresh(self) -> None:
        """Show where the course stands today."""
        self._show_drafts()
        self.followed.refresh()
        self.after.refresh()
        self.open.refresh()
        self.still_present.refresh()
        records = self.journal.records()
        self._from_caregiver.say(caregiver_notes.waiting_words(records.plan.caregiver_notes))
        self._from_sitter.say(reviews.waiting_words(records))
        self.changed_sheets.show_changes(records, self.journal.now().date())
        self._show_next(records)
        self._show_agreed(records)
        self._show_since(records)
        hidden = self.journal.figures_hidden
        self._hide_button.setText(_("Show figures") if hidden else _("Hide figures"))
        self.line.show_scores(
            [] if hidden else scored(records.scores), course_baseline(records), self.journal.now()
        )
        self.baseline_button.setVisible(not hidden and bool(candidates(records)))
        if hidden:
            self.figures["score"].setText("")
            self.details["score"].setText(_("hidden"))
        else:
            self._show_score(records)

    def _show_next(self, records: CourseRecords) -> None:
        following = next_planned(records, self.journal.now().date())
        self.figures["next"].setText(following.date)
        self.details["next"].setText(breakable("\n".join(following.lines)))

    def _show_agreed(self, records: CourseRecords) -> None:
        """Quote what was agreed where the latest score meets it."""
        met = [each for each in met_numbers(records, self.journal.store.find(OwnMeasure)) if each.is_latest]
        today = self.journal.now().date()
        self.agreed.setText(breakable("\n".join(named_quote(each, today) for each in met)))
        self.agreed.setVisible(bool(met) and not self.journal.figures_hidden)

    def _show_since(self, records: CourseRecords) -> None:
        days = days_since_last(records.sessions, self.journal.now().date())
        if days is None:
            self.figures["since"].setText("")
            self.details["since"].setText(_("No session yet. Log one, or catch up from paper."))
            return
        self.figures["since"].setText(ngettext("{n} day", "{n} days", days).format(n=days))
        earlier = gaps(records.sessions)[-_GAPS_SHOWN:]
        self.details["since"].setText(
            _("yours before: {gaps}").format(gaps=" · ".join(map(str, earlier))) if earlier else ""
        )

    def _show_score(self, records: CourseRecords) -> None:
        last = standing(records)
        if last is None:
            self.figures["score"].setText("")
            self.details["score"].setText(_("No complete PHQ-9 yet."))
            return
        self.figures["score"].setText(score_words(last))
        lines = (
            *standing_lines(last, self.journal.now().date()),
            baseline_words(baseline_standing(records)),
        )
        self.details["score"].setText("\n".join(line for line in lines if line))

    def _show_drafts(self) -> None:
        clear_layout(self._drafts_rows)
        elsewhere = {NOTE_DRAFT, BOARD_DRAFT, SITTER_DRAFT}
        drafts = [draft for draft in self.journal.store.drafts() if draft.form not in elsewhere]
        for draft in drafts:
            self._drafts_rows.addWidget(self._draft_button(draft), 0, Qt.AlignmentFlag.AlignLeft)
        self._drafts.setVisible(bool(drafts))

    def _draft_button(self, draft: Draft) -> QPushButton:
        from ketatrack.ui.forms.catalogue import title_of  # with every form; mostly there is no draft

        words, title = _("Go on with: {form}, {when}"), title_of(self.journal, draft.form)
        when = f"{draft.saved_at:%Y-%m-%d %H:%M}"
        button = QPushButton(words.format(form=shortened(title), when=when).replace("&", "&&"))
        button.setAccessibleName(words.format(form=title, when=when))
        button.setToolTip(title)
        button.clicked.connect(partial(self.form_wanted.emit, draft.form))
        return button

    def _turn_figures(self) -> None:
        self.journal.hide_figures(hidden=not self.journal.figures_hidden)

    def unwritten(self) -> dict[str, Any]:
        """Return the note to the mood that the journal cannot take."""
        return self.mood.unwritten()

    def take_up(self, content: Mapping[str, Any]) -> None:
        """Put the note to the mood back."""
        self.mood.take_up(content)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let one key say how the person is."""
        points = points_of_key(event)
        if points is None:
            super().keyPressEvent(event)
        else:
            self.mood.record(points)
