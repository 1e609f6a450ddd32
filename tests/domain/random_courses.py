"""Courses drawn at random, full of what makes figures hard: ties, gaps, other offsets, missing parts."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from random import Random

from ketatrack.domain.course_plan import CoursePlan
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.records import (
    BaselineChoice,
    Medicine,
    Phase,
    Protocol,
    ProtocolStep,
    Reading,
    Score,
    Session,
    SideEffect,
)
from ketatrack.domain.words import (
    DoseUnit,
    Outcome,
    PhaseKind,
    Purpose,
    Rater,
    ReadingContext,
    Route,
    Severity,
)
from tests.records import STAMP, course, patient

BEGIN = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
OFFSETS = [-660, -300, 0, 60, 345, 840]
EFFECTS = ["nausea", "dissociation", "metal taste"]


def random_course(seed):
    """Return a course of up to 9 sessions and 26 scores; the same for the same seed."""
    draw = Random(seed)
    person = patient()
    of = course(person, **_dates(draw))
    own = STAMP | {"course_id": of.id}
    few_moments = [_moment(draw) for _ in range(draw.randint(3, 12))]

    def moment():
        instant = draw.choice(few_moments) if draw.random() < 0.5 else _moment(draw)
        return instant.astimezone(timezone(timedelta(minutes=draw.choice(OFFSETS))))

    level = draw.choice([6, 12, 20, 20, 27])
    later = timedelta(days=draw.choice([0, 4, 9, 18, 30]))
    sessions = [_session(draw, own, f"S{n}", moment() + later) for n in range(draw.choice([0, 1, 4, 6, 9]))]
    scores = _scores(draw, own, [moment() for _ in range(draw.choice([0, 1, 8, 25, 25]))], level, sessions)
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
        medicines=[_medicine(draw, own) for _ in range(draw.randint(0, 2))],
    )


def chosen_score(records, seed):
    """Return a score that a person might try to choose as the baseline, possible or not; mostly none."""
    return records.scores[seed % len(records.scores)] if records.scores and seed % 3 == 0 else None


def compared_with(records, chosen):
    """Return the course with the score chosen as its baseline, where one is chosen."""
    if chosen is None:
        return records
    choice = BaselineChoice(
        **STAMP, course_id=records.course.id, score_id=chosen.id, instrument="phq9", reason="as I was then"
    )
    return replace(records, baseline_choices=[choice])


def _moment(draw):
    return BEGIN + timedelta(minutes=draw.randint(0, 27 * 24 * 60), seconds=draw.choice([0, 0, 0, 30]))


def _session(draw, own, name, started_at):
    outcome = Outcome.NOT_GIVEN if draw.random() < 0.2 else draw.choice(list(Outcome)[:2])
    purpose = draw.choice([None, Purpose.SCHEDULED, Purpose.SYMPTOMS_RETURNING])
    return Session(
        **own,
        name=name,
        started_at=started_at,
        outcome=outcome,
        purpose=purpose,
        route=draw.choice([None, Route.IV, Route.IV, Route.IV, Route.INTRANASAL]),
        product=draw.choice(["", "", "Spravato", "Spravato", "compounded"]),
        dose=draw.choice([None, 40, 40, 40, 56]),
        dose_unit=draw.choice([None, DoseUnit.MG, DoseUnit.MG, DoseUnit.MG_PER_KG]),
        devices=draw.choice([None, None, None, 2, 3]),
    )


def planned(records, seed):
    """Return the course with protocols of the clinic, some of them drafts; the same for the same seed."""
    draw = Random(seed)
    own = STAMP | {"course_id": records.course.id}
    protocols = [
        Protocol(
            **own,
            name="as the clinic says",
            starts_on=date(2026, 3, draw.randint(1, 28)),
            given_on=draw.choice([None, date(2026, 3, 1), date(2026, 3, 1)]),
        )
        for _ in range(draw.randint(0, 2))
    ]
    steps = [
        ProtocolStep(
            **STAMP,
            protocol_id=protocol.id,
            first_day=day,
            repeat_days=draw.choice([7, 14]),
            on_days=draw.choice([(), (0,), (0, 3)]),
        )
        for protocol in protocols
        for day in draw.sample(range(20), draw.randint(0, 3))
    ]
    protocols.sort(key=lambda protocol: protocol.starts_on)
    return replace(records, plan=CoursePlan(protocols=protocols, steps=steps))


def _dates(draw):
    """Return when a course began and ended, as far as somebody noted it."""
    started = draw.choice([None, None, date(2026, 2, 10), date(2026, 3, 20)])
    return {"started_on": started, "ended_on": draw.choice([None, None, date(2026, 4, 2)])}


def _medicine(draw, own):
    started = draw.choice([None, date(2026, 3, draw.randint(1, 20))])
    stopped = draw.choice([None, date(2026, 3, draw.randint(20, 31))])
    return Medicine(**own, name="sertraline", started_on=started, stopped_on=stopped)


def _scores(draw, own, moments, level, sessions):
    """Return scores of which, in some courses, most are in response once the treatment began."""
    began = min((session.started_at for session in sessions), default=None)
    mild = draw.choice([0, 0.6, 0.95])
    scores = [
        _score(draw, own, each, level // 2 if began and each > began and draw.random() < mild else level)
        for each in moments
    ]
    if began and draw.random() < 0.6:
        before = began - timedelta(days=draw.choice([0, 3, 14, 15, 28, 29]))
        scores.append(Score(**own, instrument="phq9", taken_at=before, total=level))
    return scores


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
