"""When the two fixed safety texts are shown, and what they say: thoughts of self-harm, and emergency signs.

Both texts are data in `resources/safety/`, each with its country, source and review date. They follow from
what was just written down, never from a trend, and never keep anything from being saved.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache

from pydantic import Field

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.crisis_services import emergency_words, services_for
from ketatrack.domain.instruments import instrument
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import local_date
from ketatrack.domain.records import Reading, Record, Score, SideEffect
from ketatrack.domain.shipped import Reviewed, ShippedData, Words
from ketatrack.domain.side_effects import side_effect_term, side_effect_vocabulary
from ketatrack.domain.words import Method, Rater

FULL_PANEL_FROM = 2
"""Such an answer to the safety item, or a higher one, always shows the full panel."""

_STILL_NOW = timedelta(hours=6)
"""An answer from before midnight counts as given now for this long."""


class CrisisPanel(Enum):
    """What is shown after a questionnaire is saved; the line has the same buttons as the panel."""

    NONE = "none"
    LINE = "line"
    PANEL = "panel"


class CrisisText(Reviewed):
    """What the person reads after noting thoughts of death or self-harm."""

    panel: tuple[Words, ...] = Field(min_length=1)
    line: Words


class RepeatedPressure(ShippedData):
    """The blood pressure, in mmHg, that is an emergency sign when it is measured more than once."""

    systolic: int
    diastolic: int
    readings: int
    words: Words
    source: Words

    def is_reached(self, reading: Reading) -> bool:
        """Say whether either pressure of a reading is this high."""
        return (reading.systolic is not None and reading.systolic >= self.systolic) or (
            reading.diastolic is not None and reading.diastolic >= self.diastolic
        )


class EmergencyText(Reviewed):
    """What the person reads when a session, a side effect or readings show an emergency sign."""

    call: Words
    reason: Words
    closing: Words
    repeated_pressure: RepeatedPressure


@cache
def crisis_text() -> CrisisText:
    """Return the shipped text.

    Raises:
        pydantic.ValidationError: when the file lacks its country, source or review date.
    """
    return CrisisText.read("safety/crisis.json")


@cache
def emergency_text() -> EmergencyText:
    """Return the shipped text.

    Raises:
        pydantic.ValidationError: when the file lacks its country, source or review date.
    """
    return EmergencyText.read("safety/emergency.json")


def crisis_response(score: Score, earlier: Iterable[Score], *, now: datetime) -> CrisisPanel:
    """Say what a just saved questionnaire shows, from the answer to its safety item (PHQ-9 item 9).

    The full panel: the first answer above 0 of the course, any rise above the last earlier answer, and
    every answer of `FULL_PANEL_FROM` or more. The line: any other answer above 0. Nothing: 0, unanswered,
    imported, another rater, or an answer dated back. Earlier answers are the self-rated ones to the same
    questionnaire in the same course up to this one's time; an unanswered item is passed over.

    Args:
        score: the questionnaire as it was saved.
        earlier: scores to look back on; `score` itself and other questionnaires may be among them.
        now: when it was saved.
    """
    answer = _safety_answer(score)
    if not answer or not _was_answered_now(score, now):
        return CrisisPanel.NONE
    before = _answers_before(score, earlier)
    if answer >= FULL_PANEL_FROM or not any(before) or answer > before[-1]:
        return CrisisPanel.PANEL
    return CrisisPanel.LINE


def _safety_answer(score: Score) -> int | None:
    known = instrument(score.instrument)
    return known.safety_answer(score.answers) if known and score.rater is Rater.PATIENT else None


def _was_answered_now(score: Score, now: datetime) -> bool:
    return score.recorded_how is not Method.IMPORTED and _is_of_now(score.taken_at, now)


def _is_of_now(moment: datetime, now: datetime) -> bool:
    today = local_date(now.astimezone(moment.tzinfo))
    return local_date(moment) >= today or now - moment <= _STILL_NOW


def _answers_before(score: Score, earlier: Iterable[Score]) -> list[int]:
    comparable = [
        other
        for other in earlier
        if other.id != score.id
        and other.course_id == score.course_id
        and other.instrument == score.instrument
        and other.taken_at <= score.taken_at
    ]
    answers = [_safety_answer(other) for other in sorted(comparable, key=lambda other: other.taken_at)]
    return [answer for answer in answers if answer is not None]


def crisis_panel(country: str | None) -> list[str]:
    """Return the paragraphs of the full panel, with the emergency number and service of a country."""
    filling = {"emergency": emergency_words(country), "service": services_for(country)[0].words()}
    return [_(paragraph).format(**filling) for paragraph in crisis_text().panel]


def crisis_line(country: str | None) -> str:
    """Return the one line for an answer that is not new, with the emergency number of a country."""
    return _(crisis_text().line).format(emergency=emergency_words(country))


def emergency_call(country: str | None) -> str:
    """Return the sentence that tells whom to tell or call, with the emergency number of a country."""
    return _(emergency_text().call).format(emergency=emergency_words(country))


def emergency_signs(side_effects: Iterable[SideEffect], readings: Iterable[Reading]) -> list[str]:
    """Return the fixed emergency signs that the entries show, in words; empty when they show none.

    Side effects count at any severity, by id or in the same words. Blood pressure counts when enough readings
    of one session, or outside sessions of one local day, are at or above either pressure of the sign.
    """
    noted = {term for entry in side_effects if (term := side_effect_term(entry.effect)) is not None}
    signs = [_(term.label) for term in side_effect_vocabulary().terms if term.emergency and term in noted]
    return [*signs, _pressure_sign()] if _pressure_is_repeated(readings) else signs


def signs_just_written(written: Iterable[Record], course: CourseRecords, *, now: datetime) -> list[str]:
    """Return the emergency signs that entries show as they are saved; none for imports or past dates.

    A side effect in a session counts as noticed at the session's start; one without any time as noticed now.

    Args:
        written: what was just added or changed.
        course: the course as it is now; its readings of the same session or day count towards a repeated one.
        now: when it was saved.
    """
    started = {session.id: session.started_at for session in course.sessions}
    typed = [record for record in written if record.recorded_how is not Method.IMPORTED]
    effects = [
        record
        for record in typed
        if isinstance(record, SideEffect)
        and _is_of_now(record.noticed_at or started.get(record.session_id or "", now), now)
    ]
    reached = {
        _occasion(record)
        for record in typed
        if isinstance(record, Reading)
        and _is_of_now(record.taken_at, now)
        and emergency_text().repeated_pressure.is_reached(record)
    }
    return emergency_signs(effects, [reading for reading in course.readings if _occasion(reading) in reached])


def fixed_emergency_signs() -> list[str]:
    """Return every fixed emergency sign in words, for the page that lists them all."""
    return [*(_(term.label) for term in side_effect_vocabulary().terms if term.emergency), _pressure_sign()]


def _pressure_sign() -> str:
    sign = emergency_text().repeated_pressure
    return _(sign.words).format(systolic=sign.systolic, diastolic=sign.diastolic)


def _pressure_is_repeated(readings: Iterable[Reading]) -> bool:
    sign = emergency_text().repeated_pressure
    times = Counter(_occasion(reading) for reading in readings if sign.is_reached(reading))
    return any(count >= sign.readings for count in times.values())


def _occasion(reading: Reading) -> str | date:
    """Return what readings are counted by: their session, or the local day."""
    return reading.session_id or local_date(reading.taken_at)
