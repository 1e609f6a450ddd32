"""G18: no cell of any CSV that the program writes is calculated by a spreadsheet; all of it comes back."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketatrack.charts.chart import Table
from ketatrack.charts.files import as_csv
from ketatrack.domain.handover import Handover
from ketatrack.domain.records import (
    Course,
    Medicine,
    Patient,
    Reading,
    Record,
    Score,
    Session,
    SideEffect,
    Visit,
)
from ketatrack.domain.spreadsheets import guarded, unguarded
from ketatrack.exchange.csv_export import csv_files, export_csv_folder, export_csv_zip
from ketatrack.exchange.importing import plan_import
from ketatrack.exchange.plan import carry_out
from ketatrack.store.store import Store
from tests.records import STAMP, course, patient, phq9, reading, session, side_effect

FORMULA = (*"=+-@\t\r\n", *"＝＋－＠")
"""What a spreadsheet takes for the beginning of something to calculate (OWASP, CSV injection)."""

NASTY = [
    *("=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x","y")'),
    *("'=1", "''=1", "'", "''", "'a", "-", "=", "@", "-5", "+49 30 555", "-- later --", "@home", "=)"),
    *('"=1"', '"', '""', ",=1", ";=1", "a,=1", "a;=1", "a\n=1", "a\r\n=1", "\n=1", " =1", "\u00a0=1"),
    *("\ufeff=1", "＝1", "＋1", "－1", "＠x", "٣", "NULL", "1e3", "007", "1/2", "2026-03-02", "TRUE"),
    *("\x0b=1", "\x1f=1", "\u2028=1", "=é字🙂"),
]


def calculated(cell: str) -> bool:
    return cell.startswith(FORMULA) and not is_number(cell)


def is_number(cell: str) -> bool:
    return cell.lstrip("-").replace(".", "", 1).isdigit() and cell.isascii()


def cells(content: bytes) -> list[str]:
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
    return [cell for row in rows for cell in row]


def one_line(text: str) -> str:
    return "".join(letter for letter in text if letter >= " ").strip()


def a_course_that_says(texts: Sequence[str]) -> list[Record]:
    """Return a course with every text in fields of several lines, and in fields of one line where it fits."""
    person = patient()
    of = course(person, name=texts[0], product=texts[1], protocol=texts[2], notes=texts[3])
    records: list[Record] = [person, of]
    labels = dict.fromkeys(filter(None, map(one_line, texts)))
    sessions = {
        label: session(of, label, "2026-03-02T14:15Z", product=label, notes=label) for label in labels
    }
    records += sessions.values()
    for text in texts:
        line = one_line(text) or "x"
        inside = sessions.get(line)
        records += [
            reading(
                of,
                "2026-03-02T14:20Z",
                session_id=inside and inside.id,
                systolic=120,
                minutes=-5,
                notes=text,
            ),
            side_effect(of, line, notes=text),
            phq9(of, "2026-03-01T20:00Z", total=9, notes=text),
            Medicine(**STAMP, course_id=of.id, name=line, dose=line, notes=text),
            Visit(**STAMP, course_id=of.id, visited_on=date(2026, 3, 2), with_whom=line, notes=text),
        ]
    kinds = (Patient, Course, Session, Reading, SideEffect, Score, Medicine, Visit)
    return [record for kind in kinds for record in records if isinstance(record, kind)]


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "here.ketatrack") as store:
        yield store


CHOICES = {
    "all of it": Handover(),
    "without item 9": Handover(item9=False),
    "without names and dates": Handover(deidentified=True),
}


@pytest.mark.parametrize("choices", CHOICES.values(), ids=CHOICES)
def test_no_cell_of_the_files_of_a_course_is_a_formula(here: Store, choices: Handover) -> None:
    here.adopt(a_course_that_says(NASTY))
    files = csv_files(here.course_records(here.find(Course)[0]), choices)
    assert [cell for content in files.values() for cell in cells(content) if calculated(cell)] == []


@pytest.mark.parametrize("export", [export_csv_folder, export_csv_zip])
def test_every_text_comes_back_to_the_letter(
    here: Store, tmp_path: Path, export: Callable[..., None], figures: Any
) -> None:
    here.adopt(a_course_that_says(NASTY))
    export(here.course_records(here.find(Course)[0]), tmp_path / "out")
    with Store.create(tmp_path / "there.ketatrack") as there:
        plan = plan_import(tmp_path / "out", there)
        assert plan.rejected == []
        carry_out(plan, there)
        words = 0
        for kind in (Course, Session, Reading, SideEffect, Score, Medicine, Visit):
            mine, theirs = texts_of(here.find(kind)), texts_of(there.find(kind))
            assert theirs == mine
            words += sum(mine.values())
    figures.note("texts that look like formulas", tried=words, changed=0)


def texts_of(records: Sequence[Record]) -> Counter[tuple[str, ...]]:
    """Count what records say in words, whatever their ids."""
    own = {"id", "recorded_how", "recorded_by", "course_id", "patient_id", "session_id"}
    return Counter(
        tuple(value for name, value in record if isinstance(value, str) and name not in own)
        for record in records
    )


@given(st.text() | st.text("'=+-@\t\r\n \";,a", max_size=8))
def test_guarding_is_undone_by_unguarding_and_leaves_no_formula(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(FORMULA)


@given(
    st.lists(
        st.lists(st.text("'=+-@\t\r\n \";,a1.", max_size=8) | st.sampled_from(NASTY), min_size=2, max_size=2),
        max_size=5,
    )
)
def test_no_cell_of_a_charts_table_is_a_formula_and_each_comes_back(rows: list[list[str]]) -> None:
    header = ("=when", "@what")
    written = list(
        csv.reader(io.StringIO(as_csv(Table(header, rows)).decode("utf-8-sig"), newline=""), strict=True)
    )
    assert [cell for row in written for cell in row if calculated(cell)] == []
    assert [[unguarded(cell) for cell in row] for row in written] == [list(header), *rows]


def test_written_naively_the_cells_are_formulas() -> None:
    """The control: as `csv` alone writes them."""
    out = io.StringIO()
    csv.writer(out).writerow(NASTY)
    assert len([cell for cell in cells(out.getvalue().encode()) if calculated(cell)]) > 10
