"""What every form does: fill, check, ask once about unusual values, save, and keep what was typed."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from pydantic import ValidationError
from PySide6.QtCore import QTimer, Signal

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.plausibility import Question
from ketatrack.domain.problems import Problem, explain
from ketatrack.domain.records import Record
from ketatrack.domain.safety import signs_just_written
from ketatrack.store.store import Change
from ketatrack.ui.dialogs.safety_cards import SafetyCard
from ketatrack.ui.fields.field import Field, FieldError
from ketatrack.ui.forms.form_frame import FormFrame
from ketatrack.ui.journal import Journal

R = TypeVar("R", bound=Record)

_DRAFT_DELAY_MS = 1000


class RefusedError(Exception):
    """What stands in the form is no possible record; `problems` say what and why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Take one problem or more."""
        super().__init__("; ".join(problem.reason for problem in problems))
        self.problems = problems


@contextmanager
def gathering(problems: list[Problem]) -> Iterator[None]:
    """Note what a part of a form refuses and go on, so that all parts are checked at once."""
    try:
        yield
    except RefusedError as refused:
        problems += refused.problems


class Form(FormFrame):
    """A page with fields, a Save and a Close button.

    Nothing typed is lost: a second after the last change the content is kept as a draft of the journal,
    closing keeps it too, and only saving or discarding drops it.

    Subclasses add fields, build `changes()`, and name the step in `step_text()`.
    """

    saved = Signal(str)
    """Carries the sentence that says what was saved."""
    closed = Signal()

    def __init__(self, journal: Journal, title: str, draft: str) -> None:
        """Make an empty form; `draft` is the name under which its content is kept."""
        super().__init__(title)
        self.journal = journal
        self.draft = draft
        self.fields: dict[str, Field] = {}
        self._answered: set[tuple[str, str]] = set()
        self._written: list[Record] = []
        self._touched = False
        self._keeper = QTimer(self)
        self._keeper.setSingleShot(True)
        self._keeper.setInterval(_DRAFT_DELAY_MS)
        self._keeper.timeout.connect(self.keep_draft)
        self.save_button.clicked.connect(self.submit)
        self.close_button.clicked.connect(self.leave)
        self.discard_button.clicked.connect(self._discard)

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

    def add_field(self, name: str, field: Field) -> Field:
        """Register a field under a record's field name, so that problems find it.

        A problem of a part of a field, such as one cell, is named `field/part`.
        """
        if not self.fields:
            self.setFocusProxy(field)
        self.fields[name] = field
        field.edited.connect(self.touch)
        field.moved.connect(self.follow_focus)
        return field

    def read_fields(self, names: Iterable[str]) -> dict[str, Any]:
        """Return the values of some fields; raises RefusedError naming each that cannot be read."""
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for name in names:
            try:
                values[name] = self.fields[name].value()
            except FieldError as error:
                problems.append(Problem(name, self.fields[name].content(), str(error)))
        if problems:
            raise RefusedError(problems)
        return values

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

    def content(self) -> dict[str, Any]:
        """Return what stands in the form, readable or not, as JSON would keep it."""
        return {name: field.content() for name, field in self.fields.items()}

    def set_content(self, content: dict[str, Any]) -> None:
        """Put back what `content` returned."""
        for name, field in self.fields.items():
            if name in content:
                field.set_content(content[name])

    def keep_draft(self) -> bool:
        """Keep what stands in the form; say whether all of it is kept now."""
        self._keeper.stop()
        if not self._touched:
            return True
        try:
            self.journal.keep_draft(self.draft, self.content())
        except JournalError as error:
            self.say("problem", str(error))
            return False
        return True

    def restore_draft(self) -> bool:
        """Put a kept draft back, if there is one."""
        kept = self.journal.draft(self.draft)
        if kept is None:
            return False
        self.set_content(kept.content)
        self.settle()
        self._touched = True
        self.discard_button.show()
        self.say("question", _("Half-filled form of {when}.").format(when=f"{kept.saved_at:%Y-%m-%d, %H:%M}"))
        return True

    def type_again(self, content: dict[str, Any]) -> None:
        """Put back what was typed and could not be kept in the journal."""
        self.set_content(content)
        self.discard_button.show()
        self.touch()

    # actions

    def submit(self) -> None:
        """Save; or say beside the fields what is wrong, or what is unusual."""
        for field in self.fields.values():
            field.clear_message()
        self.say("", "")
        try:
            changes = self.changes()
        except RefusedError as refused:
            self._refuse(refused.problems)
            return
        asked = [
            question
            for question in self.questions(changes)
            if (question.field, question.sentence) not in self._answered
        ]
        if asked:
            self._ask(asked)
            return
        if not changes:
            self._discard()
            return
        try:
            self.journal.apply(changes, self.step_text())
            self._keeper.stop()
            self.journal.drop_draft(self.draft)
        except JournalError as error:
            self.say("problem", str(error))
            return
        self._written = [change.after for change in changes if change.after is not None]
        self._touched = False
        self.saved.emit(self.saved_text())

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

    # messages

    def show_problem(self, problem: Problem) -> bool:
        """Show a problem beside its field; False when the form has no such field."""
        name, _slash, part = problem.field.partition("/")
        field = self.fields.get(name)
        if field is None:
            return False
        field.show_problem(problem.reason, part)
        return True

    def show_question(self, question: Question) -> bool:
        """Show a question beside its field; False when the form has no such field."""
        name, _slash, part = question.field.partition("/")
        field = self.fields.get(name)
        if field is None:
            return False
        field.show_question(question.sentence, part)
        return True

    def _refuse(self, problems: Sequence[Problem]) -> None:
        lost = [problem.reason for problem in problems if not self.show_problem(problem)]
        self.say("problem", " ".join([_("Nothing was saved yet; see what is marked."), *lost]))
        places = [problem.field.partition("/") for problem in problems]
        first = next(((self.fields[name], part) for name, _s, part in places if name in self.fields), None)
        if first is not None:
            field, part = first
            field.focus_part(part)
            self.scroll_area.ensureWidgetVisible(field.focusWidget() or field)

    def _ask(self, questions: Sequence[Question]) -> None:
        lost = [question.sentence for question in questions if not self.show_question(question)]
        self._answered |= {(question.field, question.sentence) for question in questions}
        self.say("question", " ".join([*lost, _("If it is as you meant it, save once more.")]))
