"""A check-in some hours or days after a session: a few numbers, what is still there, and words, on a page."""

from typing import Any

from PySide6.QtWidgets import QPushButton

from ketatrack.domain.check_ins import (
    answered,
    check_in_key,
    check_in_plan,
    check_in_words,
    lasting_effects,
)
from ketatrack.domain.errors import JournalError
from ketatrack.domain.followed_words import Horizon
from ketatrack.domain.instruments import instrument
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import moment_words
from ketatrack.domain.problems import Problem
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import CheckIn, Record, Score, Session, SideEffect
from ketatrack.domain.safety import emergency_signs
from ketatrack.domain.side_effects import label_of_effect
from ketatrack.store.store import Change
from ketatrack.ui.after.effects_field import EffectsField
from ketatrack.ui.fields.answer_field import AnswerField
from ketatrack.ui.fields.choice_field import SegmentField
from ketatrack.ui.fields.field import RefusedError
from ketatrack.ui.fields.text_field import NotesField
from ketatrack.ui.forms.form import Form
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import breakable, quiet

_EFFECTS, _WORDS, _LASTING = "effects", "words", "lasting"


class CheckInForm(Form):
    """Takes the answers of one check-in in one step, at the moment at which they are given; or skips it."""

    def __init__(self, journal: Journal, session: Session, after_hours: int) -> None:
        """Ask for the scales of the person's choice.

        Raises:
            JournalError: it was answered or skipped already.
        """
        records = journal.records()
        met = {(each.session_id, each.after_hours) for each in records.following.check_ins}
        if (session.id, after_hours) in met:
            raise JournalError(_("This check-in was answered or skipped already."))
        draft = f"{CheckIn.kind}.{check_in_key(session.id, after_hours)}"
        super().__init__(journal, check_in_words(after_hours), draft)
        self._session, self._after_hours = session, after_hours
        plan = check_in_plan(records)
        began = moment_words(session.started_at)
        self.body.addWidget(
            quiet(
                breakable(_("Session {name}, {when}.").format(name=session.name, when=began))
                + " "
                + _("What you leave open is not counted as anything.")
            )
        )
        self.scales = {name: self._add_scale(name) for name in (plan.asks_for if plan else ())}
        self.lasting: dict[str, list[SideEffect]] = {}
        """The entries that are not gone yet, by effect: each effect is asked about once."""
        for entry in lasting_effects(records, session):
            self.lasting.setdefault(entry.effect, []).append(entry)
        self.still_there = {effect: self._add_lasting(effect) for effect in self.lasting}
        self.effects = EffectsField(
            _("Others") if self.lasting else _("Side effects that are there now"),
            asked_elsewhere=self.lasting,
        )
        self.effects.met.connect(self._answer_above)
        self.effects.line.returnPressed.connect(self.effects.add_typed)
        self.words = NotesField(_(label_of(CheckIn, _WORDS)))
        self.body.addWidget(self.add_field(_EFFECTS, self.effects))
        self.body.addWidget(self.add_field(_WORDS, self.words))
        self.skip_button = QPushButton(_("S&kip this check-in"))
        self.skip_button.clicked.connect(self.skip)
        self.foot.insertWidget(1, self.skip_button)
        self.settle()

    def _add_scale(self, name: str) -> AnswerField:
        known = instrument(name)
        if known is None:
            raise JournalError(
                _("KetaTrack does not know the scale “{name}”. Choose the check-ins anew.").format(name=name)
            )
        field = AnswerField(_(known.title), known.options_of(known.items[0]))
        field.left.connect(self._go_on)
        self.body.addWidget(self.add_field(name, field))
        return field

    def _add_lasting(self, effect: str) -> SegmentField:
        label = label_of_effect(effect)
        field = SegmentField(label, [(True, _("Still there")), (False, _("Gone"))])
        field.label.setText(breakable(label).replace("&", "&&"))
        self.body.addWidget(self.add_field(f"{_LASTING}.{effect}", field))
        return field

    def _answer_above(self, effect: str) -> None:
        """Answer where an effect is asked about, which was typed among the others."""
        self.still_there[effect].set_value(True)

    def _go_on(self, field: AnswerField, step: int) -> None:
        order = list(self.scales.values())
        place = order.index(field) + step
        if 0 <= place < len(order):
            order[place].setFocus()
        elif place > 0:
            self.save_button.setFocus()
        self.follow_focus()

    # saving

    def changes(self) -> list[Change]:
        """Build the check-in, its scores, and what is known of side effects now."""
        self.effects.add_typed()
        answers = {name: field.value() for name, field in self.scales.items()}
        now, words = self.journal.now(), self.words.value()
        scores = [
            Score(**self._about(), instrument=name, taken_at=now, answers=(answer,))
            for name, answer in answers.items()
            if answer is not None
        ]
        check_in = self._check_in(words=words)
        effects = [*self._lasting_changes(check_in), *self._new_effects()]
        if not (scores or effects or words.strip()):
            raise RefusedError([Problem(_WORDS, "", _("Nothing is answered yet."))])
        return [Change(None, check_in), *(Change(None, score) for score in scores), *effects]

    def _lasting_changes(self, check_in: CheckIn) -> list[Change]:
        """Write that an effect is gone to all its entries, that it is still there to the last one."""
        return [
            Change(before, after)
            for effect, field in self.still_there.items()
            if (present := field.value()) is not None
            for entry in (self.lasting[effect][-1:] if present else self.lasting[effect])
            for before, after in answered(entry, check_in, still_present=present, stamp=self.journal.stamp())
        ]

    def _new_effects(self) -> list[Change]:
        now = self.journal.now()
        about = self._about() | {"horizon": Horizon.BETWEEN, "noticed_at": now, "still_present": True}
        return [Change(None, SideEffect(**about, effect=effect)) for effect in self.effects.value()]

    def _check_in(self, **values: Any) -> CheckIn:
        return CheckIn(
            **self._about(),
            session_id=self._session.id,
            after_hours=self._after_hours,
            answered_at=self.journal.now(),
            **values,
        )

    def _about(self) -> dict[str, Any]:
        return self.journal.stamp() | {"course_id": self._session.course_id}

    def skip(self) -> None:
        """Note that this check-in was skipped this once; what was typed is dropped with it."""
        try:
            self.journal.add([self._check_in(skipped=True)], _("skipped check-in"), draft=self.draft)
            self.settle()
        except JournalError as error:
            self.say("problem", str(error))
            return
        self._written: list[Record] = []
        self.saved.emit(_("Skipped: {what}.").format(what=check_in_words(self._after_hours)))

    def step_text(self) -> str:
        """Name the check-in."""
        return check_in_words(self._after_hours)

    def signs(self) -> list[str]:
        """Return the emergency signs among what is there now."""
        present = [each for each in self._written if isinstance(each, SideEffect) and each.still_present]
        return emergency_signs(present, ())
