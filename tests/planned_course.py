"""A course with a plan, a caregiver and whatever gives the treatment away, for sheets that leave it."""

from dataclasses import replace
from datetime import date, time
from typing import Any

from ketatrack.domain.course_plan import CoursePlan
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.plan_words import PlannedKind
from ketatrack.domain.records import (
    Agreement,
    CareArrangement,
    Contact,
    Medicine,
    PlannedItem,
    Preparation,
    Record,
    Visit,
)
from ketatrack.domain.words import Medication, Route
from tests.records import STAMP, at, course, patient, phq9, session, side_effect

LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft "
NOW = at("2026-05-27T09:30+02:00")
TELLING = ("keta", "spravato", "sertraline", "secret", "phq", "depress", "spray", "14 on")
"""Parts of words, in small letters, that say what is treated, how it goes, or what was noted."""


def item(of: Any, day: date, **fields: Any) -> PlannedItem:
    return PlannedItem(
        **STAMP | {"course_id": of.id, "item": PlannedKind.SESSION, "planned_on": day} | fields
    )


def telling_course() -> CourseRecords:
    """Scores, notes, products and names that are nobody else's business, and a plan that is."""
    who = patient(name="Alex Secret", country="DE", notes="secret note of the patient")
    of = course(
        who,
        name="Ketamine and Spravato course",
        medication=Medication.ESKETAMINE,
        product="Spravato 28 mg nasal spray",
        route=Route.INTRANASAL,
        protocol="Ketamine induction",
        notes="secret note of the course",
    )
    held = [
        session(of, f"S{number}", f"2026-{day}T10:00+02:00", product="Spravato", notes="secret of a session")
        for number, day in enumerate(("04-01", "04-15", "05-05"), start=1)
    ]
    coming = item(
        of,
        date(2026, 6, 2),
        clock=time(10),
        name="secret words for the date",
        place="Ketamine clinic, Oak Street 5",
        travel_there="bus 12",
        travel_back="Kim drives",
        escort="Kim",
        fasting="no food for 2 hours",
        notes="secret note of the date",
    )
    return CourseRecords(
        of,
        who,
        sessions=held,
        side_effects=[side_effect(of, "secret effect", notes="secret")],
        scores=[
            phq9(of, "2026-04-14T20:00+02:00", 1, 1, 1, 1, 1, 1, 1, 0, 0, notes="secret"),
            phq9(of, "2026-05-19T20:00+02:00", 2, 2, 2, 2, 2, 2, 1, 1, 0, notes="secret"),
        ],
        medicines=[Medicine(**STAMP, course_id=of.id, name="Sertraline 50 mg", notes="secret")],
        visits=[
            Visit(**STAMP, course_id=of.id, visited_on=date(2026, 5, 2), with_whom="Dr. A", notes="secret")
        ],
        plan=CoursePlan(
            items=[item(of, date(2026, 5, 29), draft=True, place="Draft Street"), coming],
            preparations=[Preparation(**STAMP, planned_item_id=coming.id, name="form of the clinic")],
            agreements=[
                Agreement(
                    **STAMP,
                    course_id=of.id,
                    agreed_on=date(2026, 5, 2),
                    words="Every 3 to 4 weeks; call at 14 or more.",
                    call_whom="Nurse B",
                    phone="030 1234",
                    instrument="phq9",
                    call_at=14,
                    to_watch="secret sleep, blood pressure at home",
                )
            ],
            arrangements=[
                CareArrangement(
                    **STAMP,
                    course_id=of.id,
                    caregiver="Kim",
                    look_in="Every two hours until bedtime. After Ketamine or sertraline no alcohol.",
                    driving_rule="Not before the next morning, after a night’s sleep.",
                    call_whom="Ketaminpraxis Nurse B",
                    phone="030 1234",
                )
            ],
        ),
    )


def contacts(of: CourseRecords) -> list[Contact]:
    return [
        Contact(**STAMP, patient_id=of.patient.id, name="Robin", phone="0170 55", notes="secret of a contact")
    ]


def bare_course() -> CourseRecords:
    """A name and one date, nothing else filled in."""
    who = patient()
    of = course(who)
    return CourseRecords(of, who, plan=CoursePlan(items=[item(of, date(2026, 6, 2))]))


def long_course() -> CourseRecords:
    """The same with words without an end, and more of them than a page takes."""
    full = telling_course()
    plan, line = full.plan, (LONG_WORD * 2)[:200]
    coming = plan.items[-1].changed(
        **dict.fromkeys(("place", "travel_there", "travel_back", "escort", "fasting"), line),
        name="W" * 200,
        notes="W" * 9000,
        earliest_on=date(2026, 5, 30),
        latest_on=date(2026, 6, 4),
    )
    arrangement = plan.arrangements[0].changed(
        look_in=LONG_WORD * 500, driving_rule="W" * 9000, call_whom="W" * 200, phone="0" * 200
    )
    agreement = plan.agreements[0].changed(
        words="W" * 9000, to_watch="why " * 9000, call_whom="W" * 200, phone="0" * 200
    )
    return with_plan(full, items=[coming], arrangements=[arrangement], agreements=[agreement] * 6)


def with_plan(records: CourseRecords, **lists: Any) -> CourseRecords:
    return replace(records, plan=replace(records.plan, **lists))


def all_of(records: CourseRecords) -> list[Record]:
    """Return every record of such a course, each after those that it refers to."""
    plan = records.plan
    return [
        records.patient,
        records.course,
        *records.entries(),
        *plan.items,
        *plan.preparations,
        *plan.agreements,
        *plan.arrangements,
        *plan.hand_overs,
    ]
