"""Fields in the frame of a form: what stands in them, and what is said beside them."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from ketatrack.domain.language import gettext as _
from ketatrack.domain.plausibility import Question
from ketatrack.domain.problems import Problem
from ketatrack.ui.fields.field import Field, FieldError, RefusedError
from ketatrack.ui.forms.form_frame import FormFrame


@contextmanager
def gathering(problems: list[Problem]) -> Iterator[None]:
    """Note what a part of a form refuses and go on, so that all parts are checked at once."""
    try:
        yield
    except RefusedError as refused:
        problems += refused.problems


class FieldFrame(FormFrame):
    """A form's frame with its fields by their names. Subclasses say what happens when one is edited."""

    def __init__(self, title: str) -> None:
        """Make the frame without fields."""
        super().__init__(title)
        self.fields: dict[str, Field] = {}
        self._answered: set[tuple[str, str]] = set()

    def touch(self) -> None:
        """Note that something was typed."""
        raise NotImplementedError

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

    def content(self) -> dict[str, Any]:
        """Return what stands in the form, readable or not, as JSON would keep it."""
        return {name: field.content() for name, field in self.fields.items()}

    def set_content(self, content: dict[str, Any]) -> None:
        """Put back what `content` returned."""
        for name, field in self.fields.items():
            if name in content:
                field.set_content(content[name])

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

    def refuse(self, problems: Sequence[Problem]) -> None:
        """Say beside the fields what is wrong with them, and go to the first."""
        lost = [problem.reason for problem in problems if not self.show_problem(problem)]
        self.say("problem", " ".join([_("Nothing was saved yet; see what is marked."), *lost]))
        places = [problem.field.partition("/") for problem in problems]
        first = next(((self.fields[name], part) for name, _s, part in places if name in self.fields), None)
        if first is not None:
            field, part = first
            field.focus_part(part)
            self.scroll_area.ensureWidgetVisible(field.focusWidget() or field)

    def unanswered(self, questions: Iterable[Question]) -> list[Question]:
        """Return the questions that were not asked before."""
        return [each for each in questions if (each.field, each.sentence) not in self._answered]

    def ask(self, questions: Sequence[Question]) -> None:
        """Ask beside the fields about what is unusual; saving once more is the answer."""
        lost = [question.sentence for question in questions if not self.show_question(question)]
        self._answered |= {(question.field, question.sentence) for question in questions}
        self.say("question", " ".join([*lost, _("If it is as you meant it, save once more.")]))
