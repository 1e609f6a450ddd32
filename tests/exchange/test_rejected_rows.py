"""Each row that cannot be taken is named with its file, line, column, value and reason."""

import hashlib

import pytest

from ketatrack.exchange.importing import plan_import
from tests.exchange.course_files import READINGS, SESSIONS, write_files

PHQ9 = "taken_at,instrument,answers,total\n2026-03-01T20:00Z,phq9,"


def reading(line: str) -> dict[str, str]:
    return {"readings": f"taken_at,session,minutes,systolic,diastolic,spo2,context\n{line}\n"}


@pytest.mark.parametrize(
    ("files", "column", "value", "reason"),
    [
        (reading("2026-03-02T14:20Z,,,9000,80,,"), "systolic", "9000", "lies between 50 and 300 mmHg"),
        (reading("2026-03-02T14:20Z,,,80,120,,"), "diastolic", "120", "lower than the systolic"),
        (reading("2026-03-02T14:20,,,120,80,,"), "taken_at", "2026-03-02T14:20", "no offset"),
        (reading(",,,120,80,,"), "taken_at", "", "missing"),
        (reading("2026-03-02T14:20Z,,,NaN,80,,"), "systolic", "NaN", "not a number"),
        (reading("2026-03-02T14:20Z,,,1_2_0,80,,"), "systolic", "1_2_0", "not a number"),
        (reading("2026-03-02T14:20Z,,,١٢٠,80,,"), "systolic", "١٢٠", "not a number"),
        (reading("2026-03-02T14:20Z,,,120.5,80,,"), "systolic", "120.5", "not a whole number"),
        (reading("2026-03-02T14:20Z,,1e3,120,80,,"), "minutes", "1e3", "not a number"),
        (reading("2026-03-02T14:20Z,,,120,80,,Resting"), "context", "Resting", "not one of"),
        (reading("2026-03-02T14:20Z,S9,,120,80,,"), "session", "S9", "not a session of this course"),
        (reading("2026-03-02T14:20Z,,,120,80,"), "", "", "6 cells, the header 7"),
        (reading("0001-01-01T00:00+05:00,,,120,80,,"), "taken_at", "0001-01-01T00:00+05:00", "years"),
        ({"scores": f"{PHQ9}1;1;1;1;1;1;1;1,\n"}, "answers", "1;1;1;1;1;1;1;1", "9 items"),
        ({"scores": f"{PHQ9}1;1;1;4;1;1;1;1;1,\n"}, "answers", "1;1;1;4;1;1;1;1;1", "item 4"),
        ({"scores": f"{PHQ9};;;;;;;;,\n"}, "answers", ";;;;;;;;", "none of the items"),
        ({"scores": f"{PHQ9};;;;;;;;,9\n"}, "answers", ";;;;;;;;", "none of the items"),
        ({"scores": f"{PHQ9},\n"}, "total", "", "neither answers nor a total"),
        ({"scores": f"{PHQ9},28\n"}, "total", "28", "from 0 to 27"),
        ({"scores": f"{PHQ9}1;1;1;1;1;1;1;1;1,10\n"}, "total", "10", "answers give 9"),
        (
            {"sessions": SESSIONS + "S2,2026-03-03T14:15Z,2026-03-03T14:10Z\n"},
            "ended_at",
            "2026-03-03T14:10Z",
            "before the start",
        ),
        ({"sessions": SESSIONS + ",2026-03-03T14:15Z,\n"}, "session", "", "missing"),
        ({"side_effects": "effect,needed_help\nnausea,Yes\n"}, "needed_help", "Yes", "neither yes nor no"),
        ({"side_effects": "effect,severity\nnausea,none\n"}, "severity", "none", "not one of"),
        (
            {"side_effects": "effect,onset_minutes,resolved_minutes\nnausea,20,10\n"},
            "resolved_minutes",
            "10",
            "before the start",
        ),
        ({"phases": "starts_on,phase\n2026-02-30,induction\n"}, "starts_on", "2026-02-30", "calendar"),
        ({"medications": "name,started_on\nx,1.3.2026\n"}, "started_on", "1.3.2026", "not a date"),
    ],
)
def test_an_impossible_value_is_left_out_with_its_reason(store, tmp_path, files, column, value, reason):
    (rejected,) = plan_import(write_files(tmp_path / "files", **files), store).rejected

    assert rejected.file == f"{next(iter(files))}.csv"
    assert (rejected.column, rejected.value) == (column, value)
    assert reason in rejected.reason
    assert rejected.reason.endswith(".")


@pytest.mark.parametrize(
    ("content", "line", "column", "reason"),
    [
        (READINGS.encode("utf-16"), 1, "", "UTF-8"),
        (READINGS.encode("utf-16-le"), 1, "", "NUL"),
        (READINGS.replace("S1", "Sé").encode("latin-1"), 1, "", "UTF-8"),
        (READINGS + "2026-03-02T14:20Z,\0,120,80\n", 3, "", "NUL"),
        (READINGS + '2026-03-02T14:20Z,"S1,120,80\n', 3, "", "rules of CSV"),
        (READINGS + '2026-03-02T14:20Z,"S1"x,120,80\n', 3, "", "rules of CSV"),
        ("session,systolic\n,120\n", 1, "taken_at", "lacks this column"),
        ("taken_at,systolic,systolic\n", 1, "systolic", "more than once"),
        ("", 1, "taken_at", "lacks this column"),
    ],
)
def test_a_file_that_cannot_be_read_is_left_out_as_a_whole(store, tmp_path, content, line, column, reason):
    plan = plan_import(write_files(tmp_path / "files", readings=content), store)

    (rejected,) = plan.rejected
    assert (rejected.file, rejected.line, rejected.column) == ("readings.csv", line, column)
    assert reason in rejected.reason
    assert plan.accepted["readings"] == 0
    assert plan.accepted["sessions"] == 1


def test_the_line_is_where_the_row_begins_also_after_notes_of_several_lines(store, tmp_path):
    readings = (
        "taken_at,systolic,notes\r\n"
        '2026-03-02T14:20Z,120,"one\r\ntwo\nthree"\r\n'
        "\r\n"
        "2026-03-02T14:20Z,9000,\r\n"
    )
    (rejected,) = plan_import(write_files(tmp_path / "files", readings=readings), store).rejected
    assert rejected.line == 6


def test_what_refers_to_a_rejected_session_is_rejected_as_well(store, tmp_path):
    plan = plan_import(
        write_files(
            tmp_path / "files",
            sessions=SESSIONS.replace("2026-03-02T14:15+01:00", "14:15"),
            readings=READINGS,
        ),
        store,
    )
    assert [(r.file, r.column) for r in plan.rejected] == [
        ("sessions.csv", "started_at"),
        ("readings.csv", "session"),
    ]
    assert "left out itself" in plan.rejected[1].reason


def test_complete_answers_drop_an_agreeing_total_and_incomplete_ones_any(store, tmp_path):
    plan = plan_import(
        write_files(
            tmp_path / "files",
            scores=f"{PHQ9}1;1;1;1;1;1;1;1;1,9\n2026-03-02T20:00Z,phq9,1;;1;1;1;1;1;1;1,20\n",
        ),
        store,
    )
    assert plan.rejected == []
    assert [score.total for score in plan.batches[-1].records] == [None, None]


def test_planning_writes_nothing(store, tmp_path):
    files = write_files(tmp_path / "files", readings=READINGS)
    before = hashlib.sha256(store.path.read_bytes()).digest()
    plan_import(files, store)
    assert hashlib.sha256(store.path.read_bytes()).digest() == before
