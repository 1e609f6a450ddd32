"""After a session: one question a screen, in large type, answered with a few keys or taps.

Each answer is in the journal a moment after it was given, as a step of its own that can be undone. The place
that was reached, and words that are still being typed, are kept in a draft that is named for the session.
"""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton

from ketatrack.domain.after_session import AfterQuestion, Asked, after_questions
from ketatrack.domain.errors import JournalError
from ketatrack.domain.followed import observed_until, running
from ketatrack.domain.language import gettext as _
from ketatrack.domain.observed import ObservationTimes, noted_inside
from ketatrack.domain.records import Session, SideEffect
from ketatrack.domain.safety import emergency_signs
from ketatrack.domain.wording import day_of
from ketatrack.store.store import Change
from ketatrack.ui.after.answers import AfterAnswers, after_form
from ketatrack.ui.after.effects_field import EffectsField
from ketatrack.ui.after.points_field import PointsField
from ketatrack.ui.after.question_fields import field_of, keys_words
from ketatrack.ui.after.ways_on import WaysOn
from ketatrack.ui.dialogs.safety_cards import EmergencyCard
from ketatrack.ui.fields.text_field import NotesField
from ketatrack.ui.forms.comparison import Typed
from ketatrack.ui.forms.form import Form
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import heading
from ketatrack.ui.theme import as_session_screen

_AT, _SCORES, _TYPED = "at", "scores", "typed"
"""Names under which the draft keeps the question reached, the scores given, and what is not yet written."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_END = ""
"""In place of a question's key, once all were asked."""


class AfterSessionForm(Form):
    """The questions about one session, then the ways on from there."""

    def __init__(self, journal: Journal, session: Session) -> None:
        """Begin with the first question; `restore_draft` goes on where it stopped."""
        super().__init__(journal, "", after_form(session))
        self.session = session
        self.answers = AfterAnswers(journal, session)
        self.asked: list[AfterQuestion] = []
        self.question: AfterQuestion | None = None
        """What is on screen; None at the end."""
        self._begun: set[str] = set()
        """The keys of the questions whose field holds something that is not in the journal yet."""
        self._filling = False
        as_session_screen(self)
        self._lay_out_questions()
        self._ask()
        self.go_to(self.asked[0].key)
        journal.changed.connect(self._follow_journal)

    def _lay_out_questions(self) -> None:
        self.place, self.mark, self.keys_line = (heading("", "body") for _line in range(3))
        self.ways_on = WaysOn(self.session)
        self.ways_on.form_wanted.connect(self.form_wanted)
        self.back_button = QPushButton(_("&Back"))
        self.back_button.setToolTip(_("Backspace or Alt+Left"))
        self.back_button.clicked.connect(self.go_back)
        self.foot.insertWidget(0, self.back_button)
        # taken before a field that is being written in sees it
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Alt+Left"), self, self.go_back, context=context)
        for widget in (self.place, self.ways_on, self.keys_line, self.mark):
            self.body.addWidget(widget)

    def _ask(self) -> None:
        """Make the fields of all questions, filled with what the journal holds."""
        self.asked = after_questions(
            self.journal.records(), self.session, self.journal.now(), set(self.answers.scores.values())
        )
        for question in self.asked:
            if question.key not in self.fields:
                field = self.add_field(question.key, field_of(question))
                self.body.insertWidget(self.body.indexOf(self.ways_on), field)
        self._fill()

    # what is on screen

    def go_to(self, key: str) -> None:
        """Show one question, or the end for the key of none."""
        self.question = next((each for each in self.asked if each.key == key), None)
        question = self.question
        for name, field in self.fields.items():
            field.setVisible(question is not None and name == question.key)
        self.ways_on.setVisible(question is None)
        self.keys_line.setVisible(question is not None)
        self.close_button.setVisible(question is not None)
        self.title.setText(question.heading if question else _("That is all."))
        about = _("After your session of {day}").format(day=day_of(self.session.started_at))
        if question is not None:
            number = self.asked.index(question) + 1
            about += " · " + _("{n} of {all}").format(n=number, all=len(self.asked))
            self.keys_line.setText(keys_words(question))
        self.place.setText(about)
        self.back_button.setEnabled(question is not self.asked[0])
        self._show_mark()
        self._name_next()
        asked = self.fields.get(key)
        if isinstance(asked, NotesField):
            asked.editor.moveCursor(QTextCursor.MoveOperation.End)
        self.setFocusProxy(asked or self.save_button)
        self.setFocus()
        self.scroll_area.verticalScrollBar().setValue(0)
        self.follow_focus()

    def _show_mark(self) -> None:
        """Say that what is written now is marked, while the observation time lasts."""
        records, now = self.journal.records(), self.journal.now()
        is_inside = self.question is not None and ObservationTimes.of(records).hold(now)
        self.mark.setVisible(is_inside)
        until = observed_until(records, self.session)
        if is_inside and until is not None:
            words = _("Until {time}, what you write is marked: {mark}.")
            time = f"{until.astimezone(self.journal.zone):%H:%M}"
            self.mark.setText(words.format(time=time, mark=noted_inside()))
        elif is_inside:
            self.mark.setText(_("What you write now is marked: {mark}.").format(mark=noted_inside()))

    def _name_next(self) -> None:
        if self.question is None:
            self.save_button.setText(_("&Done"))
        else:
            answered = bool(self.fields[self.question.key].content())
            self.save_button.setText(_("&Next") if answered else _("&Skip"))

    # answering

    def touch(self) -> None:
        """Note which answer is another than the journal holds."""
        if self._filling or self.question is None:
            return
        self._begun.add(self.question.key)
        self._name_next()
        super().touch()

    def _fill(self) -> None:
        """Show what the journal holds, but where something else is being answered."""
        self._filling = True
        for question in self.asked:
            if question.key not in self._begun:
                self.fields[question.key].set_value(self.answers.recorded(question))
        self._filling = False

    def _follow_journal(self) -> None:
        """Show what was undone; a session whose end was undone goes on, and is not asked about."""
        if not self.isVisible():
            return
        followed = running(self.journal.records())
        if followed is not None and followed.session_id == self.session.id:
            self.closed.emit()
        else:
            self._fill()
            self._name_next()

    def give(self, *, words: bool) -> None:
        """Write what was answered; words in the making only where they are wanted. Raises JournalError."""
        for question in [each for each in self.asked if each.key in self._begun]:
            if question.asked is not Asked.WORDS or words:
                self._write_answer(question)

    def _write_answer(self, question: AfterQuestion) -> None:
        value = self.fields[question.key].value()
        changes = [each for each in self.answers.changes(question, value) if not each.is_empty]
        if changes:
            said = self.answers.step_text(question, value)
            self.journal.apply(changes, said)
            self.written.emit(_("Saved: {what}.").format(what=said))
            self._show_signs(changes)
        field = self.fields[question.key]
        if not (isinstance(field, EffectsField) and field.line.text()):
            self._begun.discard(question.key)

    def _show_signs(self, changes: list[Change]) -> None:
        noted = [
            each.after for each in changes if isinstance(each.after, SideEffect) and each.after.still_present
        ]
        signs = emergency_signs(noted, ())
        if signs:
            patient = self.journal.patient()
            self.card_wanted.emit(EmergencyCard(signs, patient.country if patient else None))

    # going on and back

    def submit(self) -> None:
        """Go on to the next question; at the end, to where the person came from."""
        if self.question is None:
            self.closed.emit()
            return
        field = self.fields[self.question.key]
        if isinstance(field, EffectsField) and field.add_typed():
            return
        self._go(1)

    def go_back(self) -> None:
        """Go back to the question before."""
        if self.question is not self.asked[0]:
            self._go(-1)

    def _go(self, step: int) -> None:
        try:
            self.give(words=True)
            self.say("", "")
            keys = [each.key for each in self.asked] + [_END]
            self.go_to(keys[keys.index(self.question.key if self.question else _END) + step])
            self._keep_place()
        except JournalError as error:
            self.say("problem", str(error))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits answer, Enter goes on, Backspace goes back."""
        focused = self.focusWidget()
        is_text = isinstance(focused, QLineEdit | QPlainTextEdit)
        field = self.fields.get(self.question.key) if self.question else None
        if event.key() in _ENTER and isinstance(focused, QPushButton) and focused is not self.save_button:
            focused.click()
        elif event.key() in _ENTER:
            self.submit()
        elif event.key() == Qt.Key.Key_Backspace and not is_text:
            self.go_back()
        elif not (isinstance(field, PointsField) and field.take_key(event)):
            super().keyPressEvent(event)

    # the draft

    def content(self) -> dict[str, Any]:
        """Return which question is reached, which scores were given, and what is not yet written."""
        return {
            _AT: self.question.key if self.question else _END,
            _SCORES: self.answers.scores,
            _TYPED: {key: self.fields[key].content() for key in self._begun},
        }

    def set_content(self, content: dict[str, Any]) -> None:
        """Go on where `content` was told."""
        self.answers.scores = dict(content.get(_SCORES, {}))
        self._begun = set(content.get(_TYPED, {}))
        self._ask()
        self._begun &= set(self.fields)
        self._filling = True
        for key in self._begun:
            self.fields[key].set_content(content[_TYPED][key])
        self._filling = False
        self.go_to(content.get(_AT, self.asked[0].key))

    def restore_draft(self) -> bool:
        """Go on where the person stopped, if they had begun."""
        kept = self.journal.draft(self.draft)
        if kept is None:
            return False
        self.set_content(kept.content)
        return True

    def take_up(self, typed: Typed) -> None:
        """Go on with what could not be written before."""
        self.set_content(typed.content)
        super().touch()

    def keep_draft(self) -> bool:
        """Write what was answered and keep the rest; say whether all of it is kept now."""
        self._keeper.stop()
        try:
            self.give(words=False)
            self._keep_place()
        except JournalError as error:
            self.say("problem", str(error))
            return False
        return True

    def _keep_place(self) -> None:
        """Keep where the person is, so that a killed program goes on there; nothing at the start and end."""
        at_start = self.question is self.asked[0] and not self._begun and not self.answers.scores
        if self.question is not None and not at_start:
            self.journal.keep_draft(self.draft, self.content())
        elif self.journal.draft(self.draft) is not None:
            self.journal.drop_draft(self.draft)
