"""What the benchmarks open and import: the demo, plans of some years, and CSV files of many readings."""

import csv
from datetime import timedelta
from pathlib import Path

from ketatrack.domain.plan_words import PlannedKind
from ketatrack.domain.planned import done_by, moved
from ketatrack.domain.records import PlannedItem
from ketatrack.domain.words import Author, Method
from ketatrack.exchange.demo import fill_with_demo
from ketatrack.store.store import Store
from tests.courses import ten_years
from tests.records import at

BEGIN = at("2016-01-04T10:00+01:00")
COLUMNS = (
    "taken_at",
    "session",
    "minutes",
    "systolic",
    "diastolic",
    "pulse",
    "spo2",
    "context",
    "arm",
    "notes",
)


def write_demo(path: Path) -> None:
    """Make a journal that holds the demo: a year of two courses."""
    with Store.create(path) as store:
        fill_with_demo(store)


def write_plan(path: Path, years: int) -> None:
    """Make a journal of weekly sessions and scores, each session with its planned date, some moved."""
    held = ten_years(sessions=52 * years, scores=52 * years)
    stamp = {"recorded_by": Author.PATIENT, "recorded_how": Method.TYPED}
    items, moves = [], []
    for place, one in enumerate(held.sessions):
        item = PlannedItem(
            **stamp,
            course_id=held.course.id,
            item=PlannedKind.SESSION,
            planned_on=one.started_at.date(),
            clock=one.started_at.time(),
        )
        if place % 10 == 0:
            to = item.planned_on + timedelta(days=1)
            item, move = moved(item, to, item.clock, at=one.started_at, reason="", stamp=stamp)
            moves.append(move)
        items.append(item if place % 9 == 0 else done_by(item, one))
    with Store.create(path) as store:
        store.adopt([held.patient, held.course, *held.entries(), *items, *moves])


def write_csv(folder: Path, readings: int) -> None:
    """Write a course of so many resting readings, a minute apart, as the CSV files that can be imported."""
    folder.mkdir()
    (folder / "course.csv").write_text("name,medication,route\nMany readings,ketamine,iv\n", encoding="utf-8")
    with (folder / "readings.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(COLUMNS)
        for number in range(readings):
            taken_at = (BEGIN + timedelta(minutes=number)).isoformat(timespec="minutes")
            rows.writerow(
                [taken_at, "", "", 110 + number % 60, 70, 60 + number % 40, 98, "resting", "left", ""]
            )
