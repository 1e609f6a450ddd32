"""“From your sitter”: what the person who watched wrote down, to be accepted or corrected beside it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.followed import followed_as
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.moments import date_in_words
from ketatrack.domain.records import EntryReview, Session
from ketatrack.domain.reviews import (
    SitterEntry,
    entry_line,
    review,
    sitter_entries,
    standing_reviews,
    state_words,
    waiting,
    watched_sessions,
)
from ketatrack.ui.forms.correction_form import correction_name
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import heading, selectable
from ketatrack.ui.pages.decisions_page import DecisionCard, DecisionsPage
from ketatrack.ui.theme import GRID

_WAITING_SHOWN = 10
"""Sessions with entries that wait, the newest; more come up as these are seen."""
_REVIEWED_SHOWN = 5
"""Sessions of which every entry was seen, the newest; of others it stands in their own details."""


class ReviewPage(DecisionsPage):
    """Entries that wait stand first; A accepts the one with the focus, C puts one's own beside it."""

    def __init__(self, journal: Journal) -> None:
        """Build the page; `refresh` lists the entries."""
        super().__init__(
            journal,
            _("From your sitter"),
            _(
                "What the person who watched wrote down. You accept an entry as it stands, or write your "
                "own beside it: yours counts then, and theirs stays as it was."
            ),
            _("No entries yet. They come from sessions in which somebody had sitter mode."),
        )
        self.rows.setSpacing(GRID)

    def refresh(self) -> None:
        """List what the journal holds now: sessions with entries that wait first, the newest first."""
        self.clear()
        if self.journal.course is not None:
            records = self.journal.records()
            for session, entries, said in _shown_sessions(records):
                self._add_session(records, session, entries, said)
        self.empty.setVisible(not self.cards)
        if self.cards:
            self.setFocusProxy(self.cards[0])

    def _add_session(
        self,
        records: CourseRecords,
        session: Session,
        entries: Sequence[SitterEntry],
        said: dict[str, EntryReview],
    ) -> None:
        open_entries = [entry for entry in entries if entry.id not in said]
        followed = followed_as(records, session)
        self.put(heading(_title(session, followed.sitter if followed else ""), "heading"))
        if len(open_entries) > 1:
            button = QPushButton(
                ngettext("Accept the {n} that waits", "Accept all {n} that wait", len(open_entries)).format(
                    n=len(open_entries)
                )
            )
            button.setAccessibleDescription(session.name)
            button.clicked.connect(partial(self.accept, session, open_entries))
            self.put(button, Qt.AlignmentFlag.AlignLeft)
        for entry in (*open_entries, *(entry for entry in entries if entry.id in said)):
            card = EntryCard(entry_line(entry, session), said.get(entry.id))
            card.accepted.connect(partial(self.accept, session, [entry]))
            card.correction_wanted.connect(partial(self.form_wanted.emit, correction_name(entry)))
            self.put_card(card)

    def accept(self, session: Session, entries: Sequence[SitterEntry]) -> None:
        """Accept entries of a session as they stand, as one step that can be undone."""
        made = [
            review(entry, at=self.journal.now(), stamp=self.journal.stamp(), accepted=True)
            for entry in entries
        ]
        words = ngettext("{n} entry of your sitter", "{n} entries of your sitter", len(made))
        counted = words.format(n=len(made))
        what = entry_line(entries[0], session) if len(made) == 1 else counted
        self.write(
            partial(self.journal.add, made, _("acceptance of {what}").format(what=counted)),
            _("Accepted: {what}.").format(what=what),
        )


class EntryCard(DecisionCard):
    """One entry with what became of it."""

    accepted = Signal()
    correction_wanted = Signal()

    def __init__(self, line: str, said: EntryReview | None) -> None:
        """Show the line of an entry, and what the patient said of it, if anything."""
        super().__init__(line)
        state = state_words(said)
        self.setAccessibleName(f"{line}. {state}")
        label = selectable(line)
        self.column.addWidget(label)
        self.column.addWidget(selectable(state, "quiet"))
        buttons = []
        if said is None:
            self.setProperty("tone", "notice")
            buttons.append(self.decision(_("Accept"), "A", self.accepted))
        if said is None or said.accepted:
            buttons.append(self.decision(_("Write my own beside it…"), "C", self.correction_wanted))
        else:  # what no longer counts is struck, and can still be read
            font = label.font()
            font.setStrikeOut(True)
            label.setFont(font)
        self.add_row(*buttons)


def _shown_sessions(
    records: CourseRecords,
) -> list[tuple[Session, list[SitterEntry], dict[str, EntryReview]]]:
    """Return the sessions to show with their entries and what was said of them: what waits comes first."""
    said, watched = standing_reviews(records), watched_sessions(records)
    open_in = {entry.session_id for entry in waiting(records)}
    waits = [session for session in watched if session.id in open_in]
    seen = [session for session in watched if session.id not in open_in]
    shown = (*waits[:_WAITING_SHOWN], *seen[:_REVIEWED_SHOWN])
    return [(session, sitter_entries(records, session), said) for session in shown]


def _title(session: Session, sitter: str) -> str:
    words = _("Session {name}, {day}").format(name=session.name, day=date_in_words(session.started_at.date()))
    return " · ".join(filter(None, (words, sitter and _("{name} watched").format(name=sitter))))
