"""Courses of any length: a session a week and about three PHQ-9 between two sessions."""

import csv
from datetime import datetime, timedelta, timezone
from pathlib import Path

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.records import Phase
from ketatrack.domain.words import Author, PhaseKind, Route
from ketatrack.store.store import Change, Store
from tests.records import STAMP, course, patient, phq9, reading, session

BEGIN = datetime(2016, 1, 4, 10, 0, tzinfo=timezone(timedelta(hours=1)))
SESSIONS_A_YEAR = 52
SCORES_A_YEAR = 150


def course_of(years: int) -> CourseRecords:
    """Return a course of so many years: 52 sessions, each with three readings, and 150 scores a year."""
    person = patient(name="Synthetic")
    of = course(person, started_on=BEGIN.date(), route=Route.IV)
    begins = [BEGIN + timedelta(weeks=week) for week in range(SESSIONS_A_YEAR * years)]
    sessions = [
        session(of, f"S{number}", begin.isoformat(), route=Route.IV) for number, begin in enumerate(begins)
    ]
    readings = [
        reading(
            of,
            (each.started_at + timedelta(minutes=minutes)).isoformat(),
            session_id=each.id,
            minutes=minutes,
            systolic=128 + minutes % 30,
            diastolic=80,
        )
        for each in sessions
        for minutes in (-10, 40, 90)
    ]
    step = timedelta(days=364) / SCORES_A_YEAR
    scores = [
        phq9(of, (BEGIN + number * step).replace(microsecond=0).isoformat(), total=20 - number % 15)
        for number in range(SCORES_A_YEAR * years)
    ]
    phases = [
        Phase(**STAMP, course_id=of.id, starts_on=begin.date(), phase=phase)
        for begin, phase in ((begins[0], PhaseKind.INDUCTION), (begins[4], PhaseKind.MAINTENANCE))
    ]
    return CourseRecords(of, person, phases, sessions, readings, scores=scores)


def write_journal(path: Path, years: int) -> None:
    """Make a journal that holds such a course."""
    records = course_of(years)
    everything = [records.patient, records.course, *records.entries()]
    with Store.create(path) as store:
        store.apply([Change(None, record) for record in everything], at=BEGIN, by=Author.PATIENT)


def write_csv(folder: Path, readings: int) -> None:
    """Write a course of so many resting readings, a minute apart, as the CSV files that can be imported."""
    folder.mkdir()
    (folder / "course.csv").write_text("name,medication,route\nMany readings,ketamine,iv\n", encoding="utf-8")
    with (folder / "readings.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(
            "taken_at session minutes systolic diastolic pulse spo2 context arm notes".split()  # noqa: SIM905
        )
        for number in range(readings):
            taken_at = (BEGIN + timedelta(minutes=number)).isoformat(timespec="minutes")
            rows.writerow(
                [taken_at, "", "", 110 + number % 60, 70, 60 + number % 40, 98, "resting", "left", ""]
            )
