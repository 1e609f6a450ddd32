"""“From your caregiver”: what came back, note by note, to be accepted or declined as it was signed."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ketatrack.domain.caregiver_notes import decided, waiting
from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words
from ketatrack.domain.records import CaregiverNote
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card, heading, quiet, scrolled, selectable
from ketatrack.ui.pages.noticed_card import note_heading
from ketatrack.ui.pages.page import Page
from ketatrack.ui.theme import GRID

_KEYS = {Qt.Key.Key_A: True, Qt.Key.Key_D: False}


class CaregiverPage(Page):
    """The notes that wait for a decision stand first; A accepts and D declines the one with the focus."""

    def __init__(self, journal: Journal) -> None:
        """Build the page; `refresh` lists the notes."""
        super().__init__(journal)
        self.setAccessibleName(_("From your caregiver"))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(heading(_("From your caregiver")))
        column.addWidget(
            quiet(
                _(
                    "What a caregiver noticed and signed. Each note waits here until you accept or decline "
                    "it; its words stay as they were signed."
                )
            )
        )
        self.import_button = QPushButton(_("&Take in a file of notes…"))
        self.import_button.clicked.connect(partial(self.command_wanted.emit, "take_notes"))
        column.addWidget(self.import_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.empty = quiet(
            _("No notes yet. A caregiver writes them in the plan file that you made for them.")
        )
        column.addWidget(self.empty)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2 * GRID)
        column.addLayout(self._rows)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.scroll_area = scrolled(content)
        outer.addWidget(self.scroll_area)
        self.cards: list[NoteCard] = []

    def refresh(self) -> None:
        """List what the journal holds now: what waits first, then what was decided, the newest first."""
        for card in self.cards:
            self._rows.removeWidget(card)
            card.hide()  # deleted only later; until then it would still be seen
            card.deleteLater()
        notes = self.journal.records().plan.caregiver_notes if self.journal.course is not None else []
        open_notes = waiting(notes)
        done = [note for note in reversed(notes) if note.accepted is not None]
        self.cards = [NoteCard(note) for note in (*open_notes, *done)]
        for card in self.cards:
            card.decided.connect(self.decide)
            card.remove_wanted.connect(self.remove)
            self._rows.addWidget(card)
            card.show()  # at once, so that it can have the focus
        self.empty.setVisible(not notes)
        self.setFocusProxy(self.cards[0] if self.cards else self.import_button)

    def decide(self, note: CaregiverNote, accepted: bool | None) -> None:
        """Write the person's decision as one step that can be undone."""
        after = decided(note, accepted=accepted, at=self.journal.now())
        day = date_in_words(note.noticed_at.date())
        try:
            self.journal.replace(note, after, _("decision on the note of {day}").format(day=day))
        except JournalError as error:
            self.journal.refresh()
            self.notice.emit(str(error))
            return
        self._focus_first()
        self.undoable.emit(_decision_words(accepted).format(day=day))

    def remove(self, note: CaregiverNote) -> None:
        """Remove a note that was decided; it can be undone."""
        day = date_in_words(note.noticed_at.date())
        try:
            self.journal.remove(note, _("remove the note of {day}").format(day=day))
        except JournalError as error:
            self.journal.refresh()
            self.notice.emit(str(error))
            return
        self._focus_first()
        self.undoable.emit(_("Removed: note of {day}.").format(day=day))

    def _focus_first(self) -> None:
        """Go on at the next note that waits, else at the top."""
        self.setFocus()
        if self.cards:
            self.scroll_area.ensureWidgetVisible(self.cards[0])


class NoteCard(Card):
    """One note with its signature; it can have the focus, so that a key decides."""

    decided = Signal(object, object)
    """Carries the note, and whether it is accepted; None takes the decision back."""
    remove_wanted = Signal(object)

    def __init__(self, note: CaregiverNote) -> None:
        """Show a note and what can be done with it."""
        super().__init__()
        self.note = note
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("role", "note")
        state = _state_words(note)
        self.setAccessibleName(f"{note_heading(note)}. {note.noticed} {state}".strip())
        self.column.addWidget(selectable(note_heading(note), "quiet"))
        self.column.addWidget(selectable(note.noticed))
        if note.accepted is None:
            self.setProperty("tone", "notice")
            self.add_row(
                self._button(_("Accept"), "A", partial(self.decided.emit, note, True)),  # noqa: FBT003
                self._button(_("Decline"), "D", partial(self.decided.emit, note, False)),  # noqa: FBT003
            )
        else:
            self.column.addWidget(selectable(state, "quiet"))
            self.add_row(
                self._button(_("Decide anew"), "", partial(self.decided.emit, note, None)),
                self._button(_("Remove"), "", partial(self.remove_wanted.emit, note)),
            )

    def _button(self, words: str, keys: str, act: "partial[None]") -> QPushButton:
        button = QPushButton(words)
        button.setToolTip(keys)
        button.setAccessibleName(f"{words}: {note_heading(self.note)}")
        button.clicked.connect(act)
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A accepts, D declines, while it waits."""
        accepted = _KEYS.get(Qt.Key(event.key()))
        if accepted is not None and self.note.accepted is None and not event.modifiers():
            self.decided.emit(self.note, accepted)
        else:
            super().keyPressEvent(event)


def _state_words(note: CaregiverNote) -> str:
    if note.accepted is None or note.decided_at is None:
        return ""
    words = _("Accepted on {day}.") if note.accepted else _("Declined on {day}.")
    return words.format(day=date_in_words(note.decided_at.date()))


def _decision_words(accepted: bool | None) -> str:
    if accepted is None:
        return _("Undecided again: note of {day}.")
    return _("Accepted: note of {day}.") if accepted else _("Declined: note of {day}.")
