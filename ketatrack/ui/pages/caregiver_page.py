"""“From your caregiver”: what came back, note by note, to be accepted or declined as it was signed."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from ketatrack.domain.caregiver_notes import decided, waiting
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words
from ketatrack.domain.records import CaregiverNote
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import selectable
from ketatrack.ui.pages.decisions_page import DecisionCard, DecisionsPage
from ketatrack.ui.pages.noticed_card import note_heading


class CaregiverPage(DecisionsPage):
    """The notes that wait for a decision stand first; A accepts and D declines the one with the focus."""

    def __init__(self, journal: Journal) -> None:
        """Build the page; `refresh` lists the notes."""
        import_button = QPushButton(_("&Take in a file of notes…"))
        row = QHBoxLayout()
        row.addWidget(import_button)
        row.addStretch(1)
        super().__init__(
            journal,
            _("From your caregiver"),
            _(
                "What a caregiver noticed and signed. Each note waits here until you accept or decline "
                "it; its words stay as they were signed."
            ),
            _("No notes yet. A caregiver writes them in the plan file that you made for them."),
            above=[row],
        )
        self.import_button = import_button
        self.import_button.clicked.connect(partial(self.command_wanted.emit, "take_notes"))

    def refresh(self) -> None:
        """List what the journal holds now: what waits first, then what was decided, the newest first."""
        self.clear()
        notes = self.journal.records().plan.caregiver_notes if self.journal.course is not None else []
        done = [note for note in reversed(notes) if note.accepted is not None]
        for note in (*waiting(notes), *done):
            card = NoteCard(note)
            card.decided.connect(self.decide)
            card.remove_wanted.connect(self.remove)
            self.put_card(card)
        self.empty.setVisible(not notes)
        self.setFocusProxy(self.cards[0] if self.cards else self.import_button)

    def decide(self, note: CaregiverNote, accepted: bool | None) -> None:
        """Write the person's decision as one step that can be undone."""
        after = decided(note, accepted=accepted, at=self.journal.now())
        day = date_in_words(note.noticed_at.date())
        step = _("decision on the note of {day}").format(day=day)
        self.write(
            partial(self.journal.replace, note, after, step), _decision_words(accepted).format(day=day)
        )

    def remove(self, note: CaregiverNote) -> None:
        """Remove a note that was decided; it can be undone."""
        day = date_in_words(note.noticed_at.date())
        step = _("remove the note of {day}").format(day=day)
        self.write(partial(self.journal.remove, note, step), _("Removed: note of {day}.").format(day=day))


class NoteCard(DecisionCard):
    """One note with its signature."""

    decided = Signal(object, object)
    """Carries the note, and whether it is accepted; None takes the decision back."""
    remove_wanted = Signal(object)

    def __init__(self, note: CaregiverNote) -> None:
        """Show a note and what can be done with it."""
        super().__init__(note_heading(note))
        self.note = note
        state = _state_words(note)
        self.setAccessibleName(f"{note_heading(note)}. {note.noticed} {state}".strip())
        self.column.addWidget(selectable(note_heading(note), "quiet"))
        self.column.addWidget(selectable(note.noticed))
        if note.accepted is None:
            self.setProperty("tone", "notice")
            self.add_row(
                self.decision(_("Accept"), "A", partial(self.decided.emit, note, True)),  # noqa: FBT003
                self.decision(_("Decline"), "D", partial(self.decided.emit, note, False)),  # noqa: FBT003
            )
        else:
            self.column.addWidget(selectable(state, "quiet"))
            self.add_row(
                self.decision(_("Decide anew"), "", partial(self.decided.emit, note, None)),
                self.decision(_("Remove"), "", partial(self.remove_wanted.emit, note)),
            )


def _state_words(note: CaregiverNote) -> str:
    if note.accepted is None or note.decided_at is None:
        return ""
    words = _("Accepted on {day}.") if note.accepted else _("Declined on {day}.")
    return words.format(day=date_in_words(note.decided_at.date()))


def _decision_words(accepted: bool | None) -> str:
    if accepted is None:
        return _("Undecided again: note of {day}.")
    return _("Accepted: note of {day}.") if accepted else _("Declined: note of {day}.")
