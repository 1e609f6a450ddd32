"""The long-term watch on one calm page: each sign is answered or left out, and nothing is added up."""

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.long_term_watch import (
    AnswerKind,
    WatchSign,
    answers_by_sign,
    label_of_sign,
    long_term_watch,
)
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.plausibility import Question, weight_questions
from ketatrack.domain.problems import Problem
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import WatchAnswer
from ketatrack.domain.resting_pressure import resting_readings
from ketatrack.domain.rhythm_words import asked_for_words
from ketatrack.domain.rhythms import LONG_TERM_WATCH
from ketatrack.domain.sessions import last_weight_kg
from ketatrack.store.store import Change
from ketatrack.ui.actions import keys_of
from ketatrack.ui.fields.field import RefusedError
from ketatrack.ui.fields.moment_field import MomentField
from ketatrack.ui.forms.field_frame import gathering
from ketatrack.ui.forms.form import Form
from ketatrack.ui.forms.sign_part import SignPart
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card, quiet

_ANSWERED_AT = "answered_at"


class LongTermWatchForm(Form):
    """Answers the watch in one step, or changes the answer to one sign."""

    def __init__(self, journal: Journal, answer: WatchAnswer | None = None) -> None:
        """Ask for every sign, or for the one whose answer is changed.

        Raises:
            JournalError: there is no course yet, or the answer is to a sign that is not known here.
        """
        self._records = journal.records()
        draft = f"{WatchAnswer.kind}:{answer.id}" if answer else WatchAnswer.kind
        super().__init__(journal, asked_for_words(LONG_TERM_WATCH), draft, answer)
        self.answer = answer
        self._now_content: Any = None
        self.parts: list[SignPart] = []
        if answer is None:
            self.body.addWidget(quiet(_("Answer what you like and leave out the rest; nothing is added up.")))
        for group, signs in _grouped(answer):
            self.body.addWidget(self._card(group, signs))
        self.answered_at = MomentField(_(label_of(WatchAnswer, _ANSWERED_AT)), journal.zone, journal.now)
        self.body.addWidget(self.add_field(_ANSWERED_AT, self.answered_at))
        self._begin()
        self.settle()

    def _card(self, group: str, signs: Sequence[WatchSign]) -> Card:
        card = Card(_(group))
        before = answers_by_sign(
            [each for each in self._records.following.watch_answers if each is not self.answer]
        )
        for sign in signs:
            card.column.addWidget(
                quiet(self._pressure_words())
                if sign.answer == AnswerKind.READING
                else self._part(SignPart(sign, self.journal, before.get(sign.id, ())))
            )
        if any(sign.answer == AnswerKind.SCALE for sign in signs):
            card.column.addWidget(quiet(_("0 is not at all, 10 is very much; keys 0 to 9, X is 10")))
        return card

    def _part(self, part: SignPart) -> QWidget:
        for name, field in part.fields().items():
            self.add_field(name, field)
        part.left.connect(self._go_on)
        self.parts.append(part)
        return part

    def _pressure_words(self) -> str:
        """Say which reading at rest the journal holds; nobody is asked for it twice."""
        found = [
            each
            for each in resting_readings(self._records.readings, self._records.sessions)
            if each.systolic is not None and each.diastolic is not None
        ]
        if not found:
            return _("Blood pressure at rest: no reading is noted yet; {keys} notes one.").format(
                keys=keys_of("form readings")
            )
        last = found[-1]
        return _("Blood pressure at rest: {systolic}/{diastolic} on {date}; {keys} notes one.").format(
            systolic=last.systolic,
            diastolic=last.diastolic,
            date=date_in_words(local_date(last.taken_at)),
            keys=keys_of("form readings"),
        )

    def _begin(self) -> None:
        if self.answer is None:
            self.answered_at.set_now()
            self._now_content = self.answered_at.content()
        else:
            self.parts[0].fill(self.answer)
            self.answered_at.set_value(self.answer.answered_at)

    def _go_on(self, part: SignPart, step: int) -> None:
        place = self.parts.index(part) + step
        if place >= len(self.parts):
            self.answered_at.setFocus()
        elif place >= 0:
            self.parts[place].answer.setFocus()
        self.follow_focus()

    # what stands in it

    def content(self) -> dict[str, Any]:
        """Return what stands in the form; a moment that nobody typed is left out."""
        content = super().content()
        if self._now_content is not None and content[_ANSWERED_AT] == self._now_content:
            del content[_ANSWERED_AT]
        return content

    def changes(self) -> list[Change]:
        """Build an answer for each sign that was not left out."""
        given = self._given()
        if not given:
            raise RefusedError([Problem(self.parts[0].sign.id, "", _("Nothing is answered yet."))])
        if self.answer is not None:
            return [Change(self.answer, self.build(WatchAnswer, dict(self.answer) | given[0]))]
        stamp = self.journal.stamp() | {"course_id": self._records.course.id}
        return [Change(None, self.build(WatchAnswer, stamp | values)) for values in given]

    def _given(self) -> list[dict[str, Any]]:
        read = self.read_fields(self.fields)
        if read[_ANSWERED_AT] is None:
            raise RefusedError([Problem(_ANSWERED_AT, "", _("The day is missing."))])
        problems: list[Problem] = []
        given: list[dict[str, Any]] = []
        for part in self.parts:
            answer, words = (read[name] for name in part.fields())
            with gathering(problems):
                if values := part.values(answer, words):
                    given.append(values | {_ANSWERED_AT: read[_ANSWERED_AT]})
        if problems:
            raise RefusedError(problems)
        return given

    def questions(self, changes: Sequence[Change]) -> list[Question]:
        """Ask about a weight that is far from the last one."""
        asked: list[Question] = []
        for change in changes:
            answer = change.after
            if isinstance(answer, WatchAnswer) and answer.number is not None:
                sign = next(part.sign for part in self.parts if part.sign.id == answer.sign)
                if sign.answer == AnswerKind.WEIGHT:
                    asked += weight_questions(sign.id, answer.number, self._last_weight(answer))
        return asked

    def _last_weight(self, answer: WatchAnswer) -> float | None:
        """Return the weight in kg that was noted last before: in the watch, else in a session."""
        watched = [
            each.number
            for each in self._records.following.watch_answers
            if each.sign == answer.sign and each.answered_at < answer.answered_at
        ]
        return watched[-1] if watched else last_weight_kg(self._records.sessions, answer.answered_at)

    def step_text(self) -> str:
        """Name the watch, or the sign whose answer is changed."""
        return label_of_sign(self.answer.sign) if self.answer else asked_for_words(LONG_TERM_WATCH)

    def saved_text(self) -> str:
        """Say that it was saved, and to how many signs there is an answer."""
        count = len(self._written)
        answers = ngettext("{n} answer", "{n} answers", count).format(n=count)
        return f"{super().saved_text()} {answers}."


def _grouped(answer: WatchAnswer | None) -> Iterator[tuple[str, list[WatchSign]]]:
    """Yield the signs to ask for under their groups, in the order of the watch."""
    asked = [each for each in long_term_watch().signs if answer is None or each.id == answer.sign]
    if not asked:
        raise JournalError(_("This answer is to a sign that this version does not know."))
    groups: dict[str, list[WatchSign]] = {}
    for sign in asked:
        groups.setdefault(sign.group, []).append(sign)
    yield from groups.items()
