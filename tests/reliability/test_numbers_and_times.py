"""G14: impossible numbers and times never enter silently; each is named with its line and the reason."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ketatrack.domain.moments import (
    RepeatedTimeError,
    SkippedTimeError,
    date_from_text,
    moment_from_text,
    moment_to_text,
    place_moment,
)
from ketatrack.domain.parsing import decimal_number, whole_number
from ketatrack.exchange.importing import plan_import
from ketatrack.store.store import Store
from tests.exchange.course_files import write_files
from tests.records import course, patient

NO_NUMBERS = [
    *("١٢٠", "१२०", "１２０", "²", "½", "Ⅻ"),
    *("1_2_0", "nan", "NaN", "inf", "-Infinity", "1e3", "1e309", "0x10", "0b1", "1j"),
    *("120 80", "120/80", "--5", "+5", "5-", ".5", "5.", "1,5", "1.2345", "123456", "-", ""),
    *("12\u00a00", "1\u200b2", "120\n", "\u2212120", "1\u066b5"),
]
NO_DAYS = [
    *(
        "2026-02-30",
        "2026-13-01",
        "2026-00-10",
        "2026-3-2",
        "20260302",
        "2026-W10-1",
        "02.03.2026",
    ),
    *(
        "٢٠٢٦-٠٣-٠٢",
        "2026\u201303\u201302",
        "1772409600",
        "2026-03-02T00:00",
        "0000-01-01",
        "",
    ),
]
NO_TIMES = [
    *("2026-03-02T14:15", "2026-03-02", "2026-03-02 14:15Z", "2026-03-02T24:00Z", "2026-03-02T14:60Z"),
    *("2026-03-02T14:15:60Z", "2026-02-29T14:15Z", "2026-03-02T14:15+18:01", "2026-03-02T14:15+23:00"),
    *("2026-03-02T14:15+05:30:30", "2026-03-02T14:15+05:60", "2026-03-02T14:15 Europe/Berlin", "1700000000"),
    *("1700000000000", "2026-03-02T14:15\u221205:00", "٢٠٢٦-٠٣-٠٢T14:15Z", "2026-03-02T14,25Z", "now", ""),
    *("2026-03-02T14:15:00.1234567Z", "10000-01-01T00:00Z", "2026-03-02T14:15EST", "2026-03-02T2:15Z"),
]


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "mine.ketatrack") as store:
        person = patient()
        store.adopt([person, course(person, name="Spring")])
        yield store


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number_is_none(text: str) -> None:
    for read in (whole_number, decimal_number):
        with pytest.raises(ValueError, match="not a"):
            read(text)


@pytest.mark.parametrize("text", NO_DAYS)
def test_what_is_no_day_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="not a da"):
        date_from_text(text)


@pytest.mark.parametrize("text", NO_TIMES)
def test_what_is_no_time_is_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        moment_from_text(text)


def test_every_row_of_a_file_that_cannot_be_is_named_with_its_line(journal: Store, tmp_path: Path) -> None:
    numbers = [text for text in NO_NUMBERS if text.strip()]
    times = [text for text in NO_TIMES if text]
    lines = [
        "taken_at,systolic,diastolic",
        *(f'2026-03-02T14:15Z,120,"{text}"' for text in numbers),
        *(f'"{text}",120,80' for text in times),
    ]
    folder = write_files(tmp_path / "files", readings="\n".join(lines) + "\n")

    plan = plan_import(folder, journal)

    assert plan.accepted["readings"] == plan.there["readings"] == 0
    found = [rejection.line for rejection in plan.rejected]
    places = []
    line = 2
    for text in [*numbers, *times]:
        places.append(line)
        line += 1 + text.count("\n")
    assert found == places
    assert all(rejection.reason.endswith(".") for rejection in plan.rejected)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("taken_at", [*NO_TIMES, 1700000000, 1.7e9, None, True]),
        ("written_at", [*NO_TIMES, 1700000000, False]),
        ("systolic", ["120", 120.5, True, 1e300, 999_999_999_999_999, -1, 0, [120], {}]),
    ],
)
def test_no_value_of_json_is_guessed_at(
    journal: Store, tmp_path: Path, field: str, values: list[Any]
) -> None:
    of = journal.find(type(course(patient())))[0]
    good = {
        "recorded_by": "patient",
        "recorded_how": "typed",
        "course_id": of.id,
        "taken_at": "2026-03-02T14:15Z",
        "systolic": 120,
        "diastolic": 80,
    }
    entries = [good | {field: value} for value in values]
    parts = {"format": "ketatrack-journal", "version": 1, "history": [], "drafts": [], "settings": {}}
    out = tmp_path / "journal.json"
    out.write_text(json.dumps(parts | {"records": {"readings": entries}}), encoding="utf-8")

    rejected = plan_import(out, journal).rejected

    assert [(each.line, each.column) for each in rejected] == [
        (line, f"readings.{field}") for line in range(1, len(values) + 1)
    ]


def changes_of(zone: ZoneInfo, year: int) -> Iterator[datetime]:
    """Yield the instants at which the clocks of a zone change within a year."""
    begin, step = datetime(year, 1, 1, tzinfo=UTC), timedelta(days=1)
    for number in range(365):
        low, high = begin + number * step, begin + (number + 1) * step
        if low.astimezone(zone).utcoffset() == high.astimezone(zone).utcoffset():
            continue
        while high - low > timedelta(minutes=1):
            middle = low + (high - low) / 2
            before = middle.astimezone(zone).utcoffset() == low.astimezone(zone).utcoffset()
            low, high = (middle, high) if before else (low, middle)
        yield high.replace(second=0, microsecond=0)


def test_every_change_of_clocks_of_every_zone_is_asked_about(
    counts: Callable[[int, int], int], figures: Any
) -> None:
    gaps = folds = 0
    for key in sorted(available_timezones()):
        zone = ZoneInfo(key)
        for year in range(2026, 2026 + counts(1, 10)):
            for change in changes_of(zone, year):
                before = (change - timedelta(minutes=1)).astimezone(zone).utcoffset()
                after = change.astimezone(zone).utcoffset()
                assert before is not None
                assert after is not None
                first, second = change + before, change + after  # what the clocks show, before and after
                middle = min(first, second) + abs(second - first) / 2
                day, clock = middle.date(), middle.time().replace(second=0, microsecond=0)
                if second > first:
                    gaps += 1
                    for answer in (None, False, True):
                        with pytest.raises(SkippedTimeError, match="was skipped"):
                            place_moment(day, clock, zone, second_time=answer)
                else:
                    folds += 1
                    with pytest.raises(RepeatedTimeError, match="came twice"):
                        place_moment(day, clock, zone)
                    early = place_moment(day, clock, zone, second_time=False)
                    late = place_moment(day, clock, zone, second_time=True)
                    assert (early.utcoffset(), late.utcoffset()) == (before, after)
                    assert late - early == first - second
    figures.note("clock changes asked about", skipped=gaps, repeated=folds)
    assert gaps > 100
    assert folds > 100


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    zone=st.sampled_from(sorted(available_timezones())),
    day=st.dates(date(1950, 1, 1), date(2099, 12, 31)),
    clock=st.times(),
)
def test_a_time_that_came_once_is_what_the_clock_showed_and_comes_back_from_text(
    zone: str, day: date, clock: time
) -> None:
    place = ZoneInfo(zone)
    try:
        moment = place_moment(day, clock, place)
    except (SkippedTimeError, RepeatedTimeError):
        naive = datetime.combine(day, clock, place)
        assert naive.utcoffset() != naive.replace(fold=1).utcoffset()
        return
    shown = moment.astimezone(place)
    assert (shown.date(), shown.time()) == (day, clock)
    offset = moment.utcoffset()
    assert offset is not None
    if not offset.seconds % 60:  # times of before the zones, which no entry keeps
        assert moment_from_text(moment_to_text(moment)) == moment
        assert moment_from_text(moment_to_text(moment)).utcoffset() == offset


@given(st.text(max_size=12))
def test_whatever_is_read_as_a_number_is_written_so(text: str) -> None:
    try:
        number = decimal_number(text)
    except ValueError:
        return
    assert text.isascii()
    assert float(text) == number
    assert abs(number) < 100_000


def test_reading_numbers_and_times_naively_takes_them() -> None:
    """The control: Python's own readers guess."""
    taken = 0
    for text in NO_NUMBERS:
        try:
            float(text)
        except ValueError:
            continue
        taken += 1
    assert taken > 10
    gap = datetime(2026, 3, 29, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    assert gap.astimezone(UTC).astimezone(gap.tzinfo).time() != gap.time()
