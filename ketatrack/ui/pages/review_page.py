"""“From your sitter”: what the person who watched wrote down, to be accepted or corrected beside it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.errors import JournalError
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
from ketatrack.ui.layout import Card, clear_layout, heading, quiet, scrolled, selectable
from ketatrack.ui.pages.page import Page
from ketatrack.ui.theme import GRID

_WAITING_SHOWN = 10
"""Sessions with entries that wait, the newest; more come up as these are seen."""
_REVIEWED_SHOWN = 5
"""Sessions of which every entry was seen, the newest; of others it stands in their own details."""


class ReviewPage(Page):
    """Entries that wait stand first; A accepts the one with the focus, C puts one's own beside it."""

    def __init__(self, journal: Journal) -> None:
        """Build the page; `refresh` lists the entries."""
        super().__init__(journal)
        self.setAccessibleName(_("From your sitter"))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(heading(_("From your sitter")))
        column.addWidget(
            quiet(
                _(
                    "What the person who watched wrote down. You accept an entry as it stands, or write your "
                    "own beside it: yours counts then, and theirs stays as it was."
                )
            )
        )
        self.empty = quiet(_("No entries yet. They come from sessions in which somebody had sitter mode."))
        column.addWidget(self.empty)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GRID)
        column.addLayout(self._rows)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.scroll_area = scrolled(content)
        outer.addWidget(self.scroll_area)
        self.cards: list[EntryCard] = []
        self.accept_buttons: list[QPushButton] = []

    def refresh(self) -> None:
        """List what the journal holds now: sessions with entries that wait first, the newest first."""
        clear_layout(self._rows)
        self.cards, self.accept_buttons = [], []
        records = self.journal.records() if self.journal.course is not None else None
        shown = _shown_sessions(records) if records else []
        for session, entries, said in shown:
            self._add_session(records, session, entries, said)
        self.empty.setVisible(not shown)
        if self.cards:
            self.setFocusProxy(self.cards[0])

    def _add_session(
        self,
        records: CourseRecords | None,
        session: Session,
        entries: Sequence[SitterEntry],
        said: dict[str, EntryReview],
    ) -> None:
        open_entries = [entry for entry in entries if entry.id not in said]
        followed = followed_as(records, session) if records else None
        self._put(heading(_title(session, followed.sitter if followed else ""), "heading"))
        if len(open_entries) > 1:
            button = QPushButton(
                ngettext("Accept the {n} that waits", "Accept all {n} that wait", len(open_entries)).format(
                    n=len(open_entries)
                )
            )
            button.setAccessibleDescription(session.name)
            button.clicked.connect(partial(self.accept, session, open_entries))
            self.accept_buttons.append(button)
            self._rows.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            button.show()
        for entry in (*open_entries, *(entry for entry in entries if entry.id in said)):
            card = EntryCard(entry, entry_line(entry, session), said.get(entry.id))
            card.accepted.connect(partial(self.accept, session, [entry]))
            card.correction_wanted.connect(partial(self.form_wanted.emit, correction_name(entry)))
            self.cards.append(card)
            self._put(card)

    def _put(self, widget: QWidget) -> None:
        self._rows.addWidget(widget)
        widget.show()  # at once, so that it can have the focus

    def accept(self, session: Session, entries: Sequence[SitterEntry]) -> None:
        """Accept entries of a session as they stand, as one step that can be undone."""
        made = [
            review(entry, at=self.journal.now(), stamp=self.journal.stamp(), accepted=True)
            for entry in entries
        ]
        words = ngettext("{n} entry of your sitter", "{n} entries of your sitter", len(made))
        try:
            self.journal.add(made, _("acceptance of {what}").format(what=words.format(n=len(made))))
        except JournalError as error:
            self.journal.refresh()
            self.notice.emit(str(error))
            return
        self.setFocus()
        if self.cards:
            self.scroll_area.ensureWidgetVisible(self.cards[0])
        what = entry_line(entries[0], session) if len(made) == 1 else words.format(n=len(made))
        self.undoable.emit(_("Accepted: {what}.").format(what=what))


class EntryCard(Card):
    """One entry with what became of it; it can have the focus, so that a key decides."""

    accepted = Signal()
    correction_wanted = Signal()

    def __init__(self, entry: SitterEntry, line: str, said: EntryReview | None) -> None:
        """Show an entry, its line, and what the patient said of it, if anything."""
        super().__init__()
        self.entry = entry
        self._waits = said is None
        self._can_be_corrected = said is None or said.accepted
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("role", "note")
        state = state_words(said)
        self.setAccessibleName(f"{line}. {state}")
        label = selectable(line)
        if not self._can_be_corrected:  # what no longer counts is struck, and can still be read
            font = label.font()
            font.setStrikeOut(True)
            label.setFont(font)
        self.column.addWidget(label)
        self.column.addWidget(selectable(state, "quiet"))
        buttons = []
        if self._waits:
            self.setProperty("tone", "notice")
            buttons.append(self._button(_("Accept"), "A", line, self.accepted))
        if self._can_be_corrected:
            buttons.append(self._button(_("Write my own beside it…"), "C", line, self.correction_wanted))
        self.add_row(*buttons)

    def _button(self, words: str, keys: str, line: str, act: SignalInstance) -> QPushButton:
        button = QPushButton(words)
        button.setToolTip(keys)
        button.setAccessibleName(f"{words}: {line}")
        button.clicked.connect(act)
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A accepts what waits, C corrects."""
        if event.key() == Qt.Key.Key_A and self._waits and not event.modifiers():
            self.accepted.emit()
        elif event.key() == Qt.Key.Key_C and self._can_be_corrected and not event.modifiers():
            self.correction_wanted.emit()
        else:
            super().keyPressEvent(event)


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
