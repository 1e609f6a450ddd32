"""What the benchmarks open and import: the demo, and CSV files of many readings."""

import csv
from datetime import timedelta
from pathlib import Path

from ketatrack.exchange.demo import fill_with_demo
from ketatrack.store.store import Store
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
