"""What a person is asked after a session, one question at a time, and what of it was answered already.

Only the session itself and this day are asked about: nothing of older days stands here.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.followed import running
from ketatrack.domain.instruments import MOOD, instrument
from ketatrack.domain.language import gettext as _
from ketatrack.domain.records import Session, SessionExperience
from ketatrack.domain.scores import self_rated
from ketatrack.domain.sessions import given
from ketatrack.domain.words import Word

ASKED_FOR = timedelta(hours=24)
"""From the first dose; a session of longer ago is not asked about."""

BEFORE_SCALES = (MOOD, "anxiety_now", "pain_nrs")
SESSION_SCALES = ("dissociation_peak",)
"""The scales from 0 to 10; the last are of the session as a whole, and neither of before it nor of now."""

_THE_DAY_BEFORE = timedelta(hours=24)
_SHORTLY = timedelta(minutes=1)


class Asked(Word):
    """What a question is about; the values of the first three are fields of a `SessionExperience`."""

    STRENGTH = "strength", "How strong was it?"
    PLEASANTNESS = "pleasantness", "How pleasant was it?"
    WORDS = "words", "What was it like?"
    BEFORE = "before", "Had you been asked just before the session, what would you have answered?"
    NOW = "now", "How is it now?"
    DURING = "during", "How was it in the session?"
    EFFECTS = "effects", "What do you notice in yourself at this moment?"


@dataclass(frozen=True, slots=True)
class AfterQuestion:
    """One question; `scale` is the instrument's id where the answer is a score."""

    asked: Asked
    scale: str = ""

    @property
    def key(self) -> str:
        """Return what it is told from others by."""
        return f"{self.asked}.{self.scale}" if self.scale else str(self.asked)

    @property
    def heading(self) -> str:
        """Return the question, or for a scale the time that it asks about."""
        return _(self.asked.label)

    @property
    def ends(self) -> str:
        """Say what the ends of its numbers mean; empty where it has none."""
        if self.asked is Asked.STRENGTH:
            return _("0: not at all. 10: as strong as could be.")
        if self.asked is Asked.PLEASANTNESS:
            return _("0: very unpleasant. 10: very pleasant.")
        known = instrument(self.scale) if self.scale else None
        if known is None:
            return ""
        if self.asked is Asked.BEFORE:  # what is right now in the scale's words was then
            return _("“{question}”").format(question=_(known.title))
        return _(known.title)


def session_to_ask_about(records: CourseRecords, now: datetime) -> Session | None:
    """Return the session of the last 24 hours that a person can be asked about; None while one goes on."""
    if running(records) is not None:
        return None
    held = [each for each in given(records.sessions) if now - ASKED_FOR <= each.started_at <= now]
    return max(held, key=lambda each: each.started_at, default=None)


def experience_of(records: CourseRecords, session: Session) -> SessionExperience | None:
    """Return what was said of a session as a whole; the last, should there be several."""
    found = [each for each in records.following.experiences if each.session_id == session.id]
    return found[-1] if found else None


def after_questions(
    records: CourseRecords, session: Session, now: datetime, apart_from: Collection[str] = ()
) -> list[AfterQuestion]:
    """Return the questions after a session in their order.

    How it was before is asked only on scales without a score of the day before the first dose. Later than a
    day after the first dose, nothing but the session itself is asked about.

    Args:
        records: the course.
        session: the session that they are about.
        now: this moment.
        apart_from: ids of scores that do not count as being there, since they answer these questions.
    """
    of_session = [AfterQuestion(each) for each in (Asked.STRENGTH, Asked.PLEASANTNESS, Asked.WORDS)]
    if now - session.started_at > ASKED_FOR:
        return of_session
    missing = [scale for scale in BEFORE_SCALES if not _has_score_before(records, session, scale, apart_from)]
    return [
        *of_session,
        *(AfterQuestion(Asked.BEFORE, scale) for scale in missing),
        *(AfterQuestion(Asked.NOW, scale) for scale in BEFORE_SCALES),
        *(AfterQuestion(Asked.DURING, scale) for scale in SESSION_SCALES),
        AfterQuestion(Asked.EFFECTS),
    ]


def _has_score_before(
    records: CourseRecords, session: Session, scale: str, apart_from: Collection[str]
) -> bool:
    return any(
        session.started_at - _THE_DAY_BEFORE <= score.taken_at < session.started_at
        and score.id not in apart_from
        for score in self_rated(records.scores, scale)
    )


def moment_asked_about(question: AfterQuestion, session: Session, now: datetime) -> datetime:
    """Return when a score was, which a person gives now: a minute before the first dose, or now."""
    return session.started_at - _SHORTLY if question.asked is Asked.BEFORE else now
