"""What every form does: fill, check, ask once about unusual values, save, and keep what was typed."""

from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import ValidationError
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.plausibility import Question
from ketatrack.domain.problems import explain
from ketatrack.domain.records import Record
from ketatrack.domain.safety import signs_just_written
from ketatrack.store.store import Change, StaleEditError
from ketatrack.ui.dialogs.safety_cards import SafetyCard
from ketatrack.ui.fields.field import RefusedError
from ketatrack.ui.forms.comparison import Typed, compared
from ketatrack.ui.forms.comparison_card import ComparisonCard
from ketatrack.ui.forms.field_frame import FieldFrame
from ketatrack.ui.forms.gone_card import GoneCard
from ketatrack.ui.journal import Journal

R = TypeVar("R", bound=Record)

_DRAFT_DELAY_MS = 1000


class Form(FieldFrame):
    """A page with fields, a Save and a Close button.

    Nothing typed is lost: a second after the last change the content is kept as a draft of the journal,
    closing keeps it too, and only saving or discarding drops it.

    An entry that was changed elsewhere meanwhile is never written over unseen: the form is made anew on the
    newer entry, with what was typed in it and the differences above it.

    Subclasses add fields, build `changes()`, and name the step in `step_text()`.
    """

    saved = Signal(str)
    """Carries the sentence that says what was saved."""
    closed = Signal()
    overtaken = Signal()
    """The entry is newer in the journal than what the form was opened with."""
    leads_to = ""
    """The page that is shown after saving; empty for the one from which the form was opened."""
    written = Signal(str)
    """Carries the same about a step that was written while the form stays open."""
    card_wanted = Signal(SafetyCard)
    """Asks for a card above the form, because of what was just written in it."""
    form_wanted = Signal(str)
    """Asks for another form by its name in `catalogue`."""
    return_wanted = Signal()
    """Asks for the entry, which was deleted meanwhile, to be brought back with what was typed."""

    def __init__(self, journal: Journal, title: str, draft: str, entry: Record | None = None) -> None:
        """Make an empty form.

        Args:
            journal: where what is typed goes.
            title: what stands above the fields.
            draft: the name under which the content is kept, which is also the form's name in `catalogue`.
            entry: the entry that the form changes; None for a form that only adds.
        """
        super().__init__(title)
        self.journal = journal
        self.draft = draft
        self.entry = entry
        self._began: dict[str, Any] = {}
        self._above: QWidget | None = None
        self._written: list[Record] = []
        self._touched = False
        self._keeper = QTimer(self)
        self._keeper.setSingleShot(True)
        self._keeper.setInterval(_DRAFT_DELAY_MS)
        self._keeper.timeout.connect(self.keep_draft)
        self.save_button.clicked.connect(self.submit)
        self.close_button.clicked.connect(self.leave)
        self.discard_button.clicked.connect(self._discard)
        self.history_button.clicked.connect(self.show_history)
        self.history_button.setVisible(entry is not None)

    # for subclasses

    def changes(self) -> list[Change]:
        """Build what saving would write; raises RefusedError."""
        raise NotImplementedError

    def step_text(self) -> str:
        """Name the step for the undo menu, such as “session of 12 May”."""
        raise NotImplementedError

    def saved_text(self) -> str:
        """Say that it was saved."""
        return _("Saved: {what}.").format(what=self.step_text())

    def questions(self, changes: Sequence[Change]) -> list[Question]:
        """Return what is to be asked once before saving."""
        return []

    def signs(self) -> list[str]:
        """Return the emergency signs in what was just saved, in words; empty when it shows none."""
        if not self._written or self.journal.course is None:
            return []
        return signs_just_written(self._written, self.journal.records(), now=self.journal.now())

    def after_saving(self) -> SafetyCard | None:
        """Return the card that stands above the page after what was just saved, if any."""
        return None

    @staticmethod
    def build(kind: type[R], values: dict[str, Any]) -> R:
        """Build a record; raises RefusedError with a sentence for each field."""
        try:
            return kind.model_validate(values)
        except ValidationError as error:
            raise RefusedError(explain(error, kind)) from None

    # drafts

    def touch(self) -> None:
        """Note that something was typed, so that it is kept."""
        self._touched = True
        self._keeper.start()

    def settle(self) -> None:
        """Take what stands in the form now as its beginning: nothing was typed yet."""
        self._keeper.stop()
        self._touched = False
        if self.entry is not None:
            self._began = self.content()

    def typed(self) -> Typed:
        """Return what stands in the form, with what it was begun from."""
        return Typed(self.content(), self._began if self.entry is not None else None)

    def keep_draft(self) -> bool:
        """Keep what stands in the form; say whether all of it is kept now."""
        self._keeper.stop()
        if not self._touched:
            return True
        try:
            self.journal.keep_draft(self.draft, self.typed().as_draft())
        except JournalError as error:
            self.say("problem", str(error))
            return False
        return True

    def restore_draft(self) -> bool:
        """Put a kept draft back, if there is one."""
        kept = self.journal.draft(self.draft)
        if kept is None:
            return False
        self.discard_button.show()
        self.say("question", _("Half-filled form of {when}.").format(when=f"{kept.saved_at:%Y-%m-%d, %H:%M}"))
        self.take_up(Typed.of_draft(kept.content))
        return True

    def take_up(self, typed: Typed) -> None:
        """Put in what was typed before, and show beside it what the journal holds otherwise by now."""
        merged, differences = compared(self.fields, typed, newer=self.content())
        self.set_content(merged)
        self._keeper.stop()
        self._touched = True
        self.discard_button.show()
        if self.entry is not None and self._is_gone():
            self._offer_return(self.entry)
        elif self.entry is not None and differences:
            if typed.began is not None:  # kept in a draft, both are shown again until it is saved
                self._began |= {each.field: typed.began[each.field] for each in differences if each.is_typed}
            card = ComparisonCard(self.journal, self.fields, self.entry, differences)
            card.chosen.connect(self.touch)
            self._show_above(card)

    def _show_above(self, card: QWidget) -> None:
        if self._above is not None:
            self._above.hide()
            self._above.deleteLater()
        self._above = card
        self.body.insertWidget(0, card)
        self.setFocusProxy(card)

    # an entry that was changed or removed elsewhere

    def _is_gone(self) -> bool:
        return self.entry is not None and self.journal.store.get(type(self.entry), self.entry.id) is None

    def _offer_return(self, entry: Record) -> None:
        card = GoneCard(self.journal.store.last_step(entry.id), self.journal.now())
        card.return_wanted.connect(self.return_wanted)
        card.left.connect(self._discard)
        self._show_above(card)
        card.setFocus()

    def _meet(self, error: StaleEditError) -> None:
        """Keep what was typed, and show what is newer."""
        self.say("problem", str(error))
        self.keep_draft()
        if self.entry is None:
            return
        if self._is_gone():
            self.say("", "")
            self._offer_return(self.entry)
        else:
            self.overtaken.emit()

    def show_history(self) -> None:
        """Show what was done to the entry."""
        if self.entry is not None:
            from ketatrack.ui.history.entry_history_dialog import EntryHistoryDialog

            EntryHistoryDialog(self.journal, self.entry, self).open()

    # actions

    def submit(self) -> None:
        """Save; or say beside the fields what is wrong, or what is unusual."""
        for field in self.fields.values():
            field.clear_message()
        self.say("", "")
        try:
            changes = self.changes()
            if asked := self.unanswered(self.questions(changes)):
                self.ask(asked)
                return
            changes = [change for change in changes if not change.is_empty]
            if not changes:
                self._discard()
                return
            changes = self._write(changes)
            self._keeper.stop()
        except RefusedError as refused:
            self.refuse(refused.problems)
            return
        except StaleEditError as error:
            self._meet(error)
            return
        except JournalError as error:
            self.say("problem", str(error))
            return
        self._written = [change.after for change in changes if change.after is not None]
        self._touched = False
        self.saved.emit(self.saved_text())

    def _write(self, changes: list[Change]) -> list[Change]:
        """Write changes; where nothing but new entries was typed, they are fitted once to a newer journal."""
        try:
            self.journal.apply(changes, self.step_text(), draft=self.draft)
        except StaleEditError:
            if self.entry is not None:
                raise
            changes = self.changes()
            self.journal.apply(changes, self.step_text(), draft=self.draft)
        return changes

    def leave(self) -> None:
        """Leave the form; what was typed is kept as a draft."""
        self.keep_draft()
        self.closed.emit()

    def _discard(self) -> None:
        self.settle()
        try:
            self.journal.drop_draft(self.draft)
        except JournalError as error:
            self.say("problem", str(error))
            return
        self.closed.emit()
