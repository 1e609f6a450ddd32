"""Reads the course files of `tests/cases` for tests of the figures; takes good files only."""

import csv
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.moments import date_from_text, moment_from_text
from ketatrack.domain.records import (
    Course,
    Medicine,
    Patient,
    Phase,
    Reading,
    Record,
    Score,
    Session,
    SideEffect,
)
from tests.records import STAMP

CASES = Path(__file__).parent.parent / "cases"
NAMES = sorted(folder.name for folder in CASES.iterdir() if folder.is_dir())

_MOMENTS = {"taken_at", "started_at", "ended_at", "written_at"}
_DATES = {"starts_on", "started_on", "stopped_on", "ended_on"}
_NUMBERS = {
    "dose", "weight_kg", "devices", "minutes", "systolic", "diastolic", "pulse", "spo2",
    "onset_minutes", "resolved_minutes", "total",
}  # fmt: skip


def expected(case: str) -> dict[str, Any]:
    """Return the figures that other code computed from the same rows."""
    found: dict[str, Any] = json.loads((CASES / case / "expected.json").read_text(encoding="utf-8"))
    return found


def course_records(case: str) -> CourseRecords:
    """Return the course of a folder, its rows in order of happening, ties in order of the file."""
    patient = Patient(**STAMP)
    (row,) = _rows(case, "course")
    course = Course(**STAMP, patient_id=patient.id, **row)
    of = {"course_id": course.id}
    sessions = [Session(**STAMP, **of, name=row.pop("session"), **row) for row in _rows(case, "sessions")]
    ids = {session.name: session.id for session in sessions}

    def in_session(row: dict[str, Any]) -> dict[str, Any]:
        return row | {"session_id": ids[row.pop("session")]} if "session" in row else row

    medicines = [
        Medicine(**STAMP, **of, medicine_class=row.pop("class", ""), **row)
        for row in _rows(case, "medications")
    ]
    return CourseRecords(
        course=course,
        patient=patient,
        phases=_in_order(Phase(**STAMP, **of, **row) for row in _rows(case, "phases")),
        sessions=_in_order(sessions),
        readings=_in_order(Reading(**STAMP, **of, **in_session(row)) for row in _rows(case, "readings")),
        side_effects=[SideEffect(**STAMP, **of, **in_session(row)) for row in _rows(case, "side_effects")],
        scores=_in_order(Score(**STAMP, **of, **row) for row in _rows(case, "scores")),
        medicines=medicines,
    )


def _in_order(records: Any) -> list[Any]:
    return sorted(records, key=_happened)


def _happened(record: Record) -> datetime:
    happened: datetime = getattr(record, record.happened or "")
    return happened


def _rows(case: str, name: str) -> list[dict[str, Any]]:
    path = CASES / case / f"{name}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {column: _value(column, text) for column, text in row.items() if text}
            for row in csv.DictReader(file)
        ]


def _value(column: str, text: str) -> Any:
    if column in _MOMENTS:
        return moment_from_text(text)
    if column in _DATES:
        return date_from_text(text)
    if column == "answers":
        return tuple(int(place) if place else None for place in text.split(";"))
    if column == "needed_help":
        return text == "yes"
    # "dose" is a number of a session and open text of a medicine
    return float(text) if column in _NUMBERS and text.replace(".", "").lstrip("-").isdigit() else text
