"""Plans for tests: dates, what was agreed with a caregiver, and what came back."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.plan_words import PlannedKind
from ketatrack.domain.record_fields import references, type_of
from ketatrack.domain.records import (
    CareArrangement,
    CaregiverNote,
    Contact,
    Course,
    Patient,
    PlannedItem,
    Preparation,
    Record,
)
from ketatrack.domain.words import Author
from ketatrack.store.store import Store
from tests.records import STAMP, at, course, patient
from tests.store.conftest import add, one_of_each


def in_days(days: int) -> date:
    """Return a local date counted from today, for what shows a plan as it stands now."""
    return datetime.now().astimezone().date() + timedelta(days=days)


def planned(of: Course, day: date, **fields: Any) -> PlannedItem:
    return PlannedItem(
        **STAMP | {"course_id": of.id, "item": PlannedKind.SESSION, "planned_on": day} | fields
    )


def arrangement(of: Course, **fields: Any) -> CareArrangement:
    return CareArrangement(**STAMP | {"course_id": of.id} | fields)


def caregiver_note(of: Course, noticed: str, **fields: Any) -> CaregiverNote:
    signed: dict[str, Any] = {"noticed_at": at("2026-06-01T21:00+02:00"), "signed_by": "Mia"}
    return CaregiverNote(
        **STAMP | {"course_id": of.id, "recorded_by": Author.CAREGIVER} | signed | fields, noticed=noticed
    )


def contact(of: Patient, **fields: Any) -> Contact:
    return Contact(**STAMP | {"patient_id": of.id} | fields)


def looked_after(first: date) -> list[Record]:
    """A person with a course, three dates from a local date on, a caregiver and a contact."""
    who = patient(name="Alex", country="DE")
    spring = course(who)
    item = planned(
        spring,
        first,
        clock=time(10),
        latest_on=first + timedelta(days=2),
        place="Clinic, 2nd floor",
        travel_there="Tram 4",
        travel_back="Mia drives",
        escort="Mia",
        fasting="nothing for two hours",
    )
    return [
        who,
        spring,
        item,
        planned(spring, first + timedelta(days=7), clock=time(10), place="Clinic, 2nd floor"),
        planned(spring, first + timedelta(days=9), item=PlannedKind.VISIT),
        Preparation(**STAMP, planned_item_id=item.id, name="Form of the clinic", done=False),
        arrangement(
            spring,
            caregiver="Mia",
            look_in="At nine in the evening",
            call_whom="Dr. Example",
            phone="030 123456",
        ),
        contact(who, name="Grace", relation="sister", phone="087 1234567"),
    ]


def marked(record: Record) -> Record:
    """Return a record whose every own word names the field that it stands in."""
    kept = {"id", "timezone", *references(type(record)), *({"product"} if record.kind == "courses" else ())}
    words = {
        name: f"<{record.kind}.{name}>"
        for name in type(record).model_fields
        if name not in kept and type_of(type(record), name) == (str, False)
    }
    return record.model_copy(update=words)


def full_course(folder: Path) -> tuple[CourseRecords, list[Contact]]:
    """A course with a record of every kind, each open text naming its field, and the contacts."""
    made = [
        marked(record.changed(planned_on=date(2026, 6, 6)) if record.kind == "planned_items" else record)
        for record in one_of_each()
    ]
    with Store.create(folder / "full.ketatrack") as store:
        add(store, *made)
        spring = next(record for record in made if record.kind == "courses")
        return store.course_records(spring), store.find(Contact)
