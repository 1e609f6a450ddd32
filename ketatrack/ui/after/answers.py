"""What was answered after a session: where each answer stands in the journal, and what writes another."""

from typing import Any

from ketatrack.domain.after_session import AfterQuestion, Asked, experience_of, moment_asked_about
from ketatrack.domain.effect_horizons import NotedEffect
from ketatrack.domain.followed_words import Horizon
from ketatrack.domain.instruments import short_name
from ketatrack.domain.language import gettext as _
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import Record, Score, Session, SessionExperience, SideEffect
from ketatrack.domain.reviews import is_sitter_entry
from ketatrack.domain.side_effects import label_of_effect
from ketatrack.domain.wording import listed, shortened
from ketatrack.store.store import Change
from ketatrack.ui.journal import Journal

_UNSET = (None, "", ())
_EFFECTS_NAMED = 3


def after_form(session: Session) -> str:
    """Return the name of the form, which is that of its draft."""
    return f"{SessionExperience.kind}.{session.id}"


class AfterAnswers:
    """The answers about one session; an answer that is given anew changes the entry that holds it."""

    def __init__(self, journal: Journal, session: Session) -> None:
        """Take the journal and the session, with no score given yet."""
        self._journal = journal
        self._session = session
        self.scores: dict[str, str] = {}
        """The ids of the scores that were given here, by the questions' keys."""

    def recorded(self, question: AfterQuestion) -> Any:
        """Return the answer that the journal holds now, in the form in which its field shows it."""
        if question.scale:
            score = self._score(question)
            return score.answers[0] if score is not None and score.answers else None
        if question.asked is Asked.EFFECTS:
            return tuple(each.effect for each in self._own_effects() if each.still_present)
        experience = self._experience()
        return getattr(experience, question.asked) if experience is not None else None

    def changes(self, question: AfterQuestion, value: Any) -> list[Change]:
        """Return what writes an answer, nothing where it is there already; None or no words take it back."""
        recorded = self.recorded(question)
        if value == recorded or (value in _UNSET and recorded in _UNSET):
            return []
        if question.scale:
            return self._score_change(question, value)
        if question.asked is Asked.EFFECTS:
            return self._effect_changes(value)
        return self._experience_change(question, value)

    def step_text(self, question: AfterQuestion, value: Any) -> str:
        """Name an answer for the undo menu and for the foot of the window."""
        if question.asked is Asked.EFFECTS:
            words = listed(map(label_of_effect, value), _EFFECTS_NAMED)
            return _("side effects now: {effects}").format(effects=words)
        if question.scale:
            what = short_name(question.scale)
            if question.asked is Asked.BEFORE:
                what = _("{scale} before the session").format(scale=what)
        else:
            what = _(label_of(SessionExperience, question.asked)).lower()
        if value is None or question.asked is Asked.WORDS:
            return what
        return shortened(_("{what}: {points}").format(what=what, points=value))

    # where the answers stand

    def _experience(self) -> SessionExperience | None:
        return experience_of(self._journal.records(), self._session)

    def _score(self, question: AfterQuestion) -> Score | None:
        score_id = self.scores.get(question.key)
        return self._journal.store.get(Score, score_id) if score_id else None

    def _own_effects(self) -> list[SideEffect]:
        """Return the session's effects apart from those that a sitter noted, which stay as they are."""
        return [
            each
            for each in self._journal.records().side_effects
            if each.session_id == self._session.id and not is_sitter_entry(each)
        ]

    # what writes them

    def _experience_change(self, question: AfterQuestion, value: Any) -> list[Change]:
        before = self._experience()
        answer = {str(question.asked): "" if question.asked is Asked.WORDS and value is None else value}
        if before is None:
            about = self._belonging() | {"answered_at": self._journal.now()}
            return [Change(None, SessionExperience(**about | answer))]
        after = before.changed(**answer)
        is_empty = after.strength is None and after.pleasantness is None and not after.words
        return [Change(before, None if is_empty else after)]

    def _score_change(self, question: AfterQuestion, value: int | None) -> list[Change]:
        before = self._score(question)
        if value is None:
            return [Change(before, None)] if before is not None else []
        if before is not None:
            return [Change(before, before.changed(answers=(value,)))]
        score = Score(
            **self._journal.stamp(),
            course_id=self._session.course_id,
            instrument=question.scale,
            taken_at=moment_asked_about(question, self._session, self._journal.now()),
            answers=(value,),
        )
        self.scores[question.key] = score.id
        return [Change(None, score)]

    def _effect_changes(self, present: tuple[str, ...]) -> list[Change]:
        own = {  # one that is noted as gone stays as it is; it is noted anew where it came back
            each.effect: each
            for each in self._own_effects()
            if NotedEffect(each, self._session).gone_at is None
        }
        added = [self._noted(effect, own.get(effect)) for effect in present]
        gone = [
            Change(each, None if _is_bare(each) else each.changed(still_present=None))
            for each in self._own_effects()
            if each.still_present and each.effect not in present
        ]
        return [change for change in (*added, *gone) if not change.is_empty]

    def _noted(self, effect: str, before: SideEffect | None) -> Change:
        if before is not None:
            return Change(before, before.changed(still_present=True))
        about = {"horizon": Horizon.DURING, "noticed_at": self._journal.now(), "still_present": True}
        return Change(None, SideEffect(**self._belonging() | about, effect=effect))

    def _belonging(self) -> dict[str, Any]:
        return self._journal.stamp() | {
            "course_id": self._session.course_id,
            "session_id": self._session.id,
        }


def _is_bare(effect: SideEffect) -> bool:
    """Say whether nothing is known of an effect but that it is there, and was when that was asked."""
    known = {"course_id", "session_id", "horizon", "noticed_at", "effect", "still_present"}
    fields = type(effect).model_fields
    return all(
        getattr(effect, name) == field.default
        for name, field in fields.items()
        if name not in Record.model_fields and name not in known
    )
