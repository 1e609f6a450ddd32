"""Courses drawn at random, full of what makes figures hard: ties, gaps, other offsets, missing parts."""

from datetime import UTC, date, datetime, timedelta, timezone
from random import Random

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.records import Medicine, Phase, Reading, Score, Session, SideEffect
from ketatrack.domain.words import Outcome, PhaseKind, Purpose, Rater, ReadingContext, Severity
from tests.records import STAMP, course, patient

BEGIN = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
OFFSETS = [-660, -300, 0, 60, 345, 840]
EFFECTS = ["nausea", "dissociation", "metal taste"]


def random_course(seed):
    """Return a course of up to 12 sessions and 25 scores; the same for the same seed."""
    draw = Random(seed)
    person = patient()
    of = course(person)
    own = STAMP | {"course_id": of.id}
    few_moments = [_moment(draw) for _ in range(draw.randint(3, 12))]

    def moment():
        instant = draw.choice(few_moments) if draw.random() < 0.5 else _moment(draw)
        return instant.astimezone(timezone(timedelta(minutes=draw.choice(OFFSETS))))

    level = draw.choice([6, 12, 20, 27])
    later = timedelta(days=draw.choice([0, 0, 18, 30]))
    sessions = [_session(draw, own, f"S{n}", moment() + later) for n in range(draw.choice([0, 1, 4, 12]))]
    scores = [_score(draw, own, moment(), level) for _ in range(draw.choice([0, 1, 8, 25]))]
    readings = [_reading(draw, own, moment(), sessions) for _ in range(draw.choice([0, 10, 40]))]
    phases = [
        Phase(**own, starts_on=date(2026, 3, draw.randint(1, 28)), phase=draw.choice(list(PhaseKind)))
        for _ in range(draw.randint(0, 4))
    ]
    effects = [
        SideEffect(**own, effect=draw.choice(EFFECTS), severity=draw.choice([None, *Severity]))
        for _ in range(draw.randint(0, 6))
    ]
    return CourseRecords(
        course=of,
        patient=person,
        phases=sorted(phases, key=lambda row: row.starts_on),
        sessions=sorted(sessions, key=lambda row: row.started_at),
        readings=sorted(readings, key=lambda row: row.taken_at),
        side_effects=effects,
        scores=sorted(scores, key=lambda row: row.taken_at),
        medicines=[Medicine(**own, name="sertraline") for _ in range(draw.randint(0, 2))],
    )


def _moment(draw):
    return BEGIN + timedelta(minutes=draw.randint(0, 27 * 24 * 60), seconds=draw.choice([0, 0, 0, 30]))


def _session(draw, own, name, started_at):
    outcome = Outcome.NOT_GIVEN if draw.random() < 0.2 else draw.choice(list(Outcome)[:2])
    purpose = draw.choice([None, Purpose.SCHEDULED, Purpose.SYMPTOMS_RETURNING])
    return Session(**own, name=name, started_at=started_at, outcome=outcome, purpose=purpose)


def _score(draw, own, taken_at, level):
    total = draw.choice([draw.randint(0, level), level // 2, level])
    given = own | {
        "instrument": "phq9" if draw.random() < 0.9 else "gad7",
        "taken_at": taken_at,
        "rater": Rater.PATIENT if draw.random() < 0.85 else draw.choice(list(Rater)),
    }
    if draw.random() < 0.3:
        return Score(**given, total=min(total, 21))
    answers = [0] * (9 if given["instrument"] == "phq9" else 7)
    for _ in range(min(total, 3 * len(answers))):
        answers[draw.choice([place for place, answer in enumerate(answers) if answer < 3])] += 1
    if draw.random() < 0.2:
        answers[draw.randrange(len(answers))] = None
    return Score(**given, answers=tuple(answers))


def _reading(draw, own, taken_at, sessions):
    session = draw.choice([None, *sessions])
    if session is not None and draw.random() < 0.7:
        seconds = draw.choice([-1800, -30, 0, 0, 30, 600, 600, 2400, 7200])
        taken_at = session.started_at + timedelta(seconds=seconds)
    systolic, diastolic = draw.randint(100, 170), draw.randint(60, 99)
    missing = draw.random()
    return Reading(
        **own,
        taken_at=taken_at,
        session_id=session.id if session else None,
        minutes=draw.choice([None, None, -10, 0, 0, 10, 40, 40]),
        systolic=None if missing < 0.1 else systolic,
        diastolic=None if 0.1 <= missing < 0.2 else diastolic,
        spo2=draw.choice([None, 88, 93, 97, 99]),
        context=draw.choice([None, *ReadingContext]),
    )
