"""The files of a hand-over hold what the page holds, keep back what it keeps back, and say so."""

import csv
import io
import json
import re
import zipfile
from datetime import date

import pytest

from ketatrack.domain.courses import CourseRecords, Period
from ketatrack.domain.errors import JournalError
from ketatrack.domain.handover import AppendixPart, Handover
from ketatrack.domain.records import Course, Visit
from ketatrack.exchange.course_json import course_json, export_course_json
from ketatrack.exchange.csv_export import README, csv_files, export_csv_folder, export_csv_zip
from ketatrack.exchange.excerpt import ALL_OF_IT, excerpt
from ketatrack.exchange.importing import plan_import
from ketatrack.exchange.plan import carry_out
from tests.domain.case_files import NAMES, course_records
from tests.records import STAMP, course, patient, phq9, reading, session, side_effect

NO_ITEM9 = Handover(item9=False, appendix=(AppendixPart.NOTES,))
DEIDENTIFIED = Handover(deidentified=True, appendix=(AppendixPart.NOTES,))


def rows(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[name].decode("utf-8-sig"))))


def a_course() -> CourseRecords:
    person = patient(name="Ruth")
    of = course(person, name="Spring", notes="mine alone", timezone="Europe/Berlin")
    one = session(of, "S1", "2026-03-02T10:00+01:00", lot="L77", notes="a dream")
    return CourseRecords(
        of,
        person,
        sessions=[one],
        readings=[reading(of, "2026-03-02T10:40+01:00", session_id=one.id, systolic=140, diastolic=90)],
        side_effects=[side_effect(of, "nausea", session_id=one.id)],
        scores=[
            phq9(of, "2026-03-01T20:00+01:00", 2, 2, 2, 2, 2, 2, 2, 2, 1),
            phq9(of, "2026-03-08T20:00+01:00", 1, 1, None, 1, 1, 1, 1, 1, 3),
        ],
        visits=[Visit(**STAMP, course_id=of.id, visited_on=date(2026, 3, 4), with_whom="Dr. Who")],
    )


@pytest.mark.parametrize("case", NAMES)
def test_without_item_9_no_file_holds_it_or_tells_it_from_a_total(case):
    records = course_records(case)
    of_csv = [row for row in rows(csv_files(records, NO_ITEM9), "scores.csv") if row["instrument"] == "phq9"]
    of_json = [
        row for row in course_json(records, NO_ITEM9)["records"]["scores"] if row["instrument"] == "phq9"
    ]
    assert len(of_csv) == len(of_json) > 0
    for row in of_csv:
        assert row["answers"] == "" or (row["total"] == "" and row["answers"].endswith(";"))
    for row in of_json:
        assert row["answers"] is None or (row["total"] is None and row["answers"][8] is None)


def test_the_answer_to_item_9_of_an_incomplete_questionnaire_is_left_out_too():
    complete, incomplete = rows(csv_files(a_course(), NO_ITEM9), "scores.csv")
    assert (complete["answers"], complete["total"]) == ("", "17")
    assert (incomplete["answers"], incomplete["total"]) == ("1;1;;1;1;1;1;1;", "")


def test_what_was_left_out_is_said_in_the_folder_the_zip_and_the_json(tmp_path):
    export_csv_folder(a_course(), tmp_path / "folder", NO_ITEM9)
    export_csv_zip(a_course(), tmp_path / "course.zip", NO_ITEM9)
    export_course_json(a_course(), tmp_path / "course.json", NO_ITEM9)

    said = (tmp_path / "folder" / README).read_text(encoding="utf-8")
    assert "Left out by choice: item 9" in said
    assert zipfile.ZipFile(tmp_path / "course.zip").read(README).decode() == said
    removed = json.loads((tmp_path / "course.json").read_text(encoding="ascii"))["removed"]
    assert removed
    assert all(sentence in said for sentence in removed)


@pytest.mark.parametrize("case", NAMES)
def test_deidentified_files_hold_no_name_no_note_no_id_and_no_date(case):
    records = course_records(case)
    text = json.dumps(course_json(records, DEIDENTIFIED)) + "".join(
        content.decode() for content in csv_files(records, DEIDENTIFIED).values()
    )
    assert not re.search(r"\b20\d\d-|\b20\d\d\b", text)
    for each in (records.course, *records.entries()):
        assert each.id not in text
        notes = getattr(each, "notes", "")
        assert not notes or notes not in text
    assert records.course.name not in text


def test_deidentified_files_count_days_and_keep_the_time_of_day():
    records = course_json(a_course(), DEIDENTIFIED)["records"]
    (only,) = records["sessions"]
    assert (only["session"], only["started_at_day"], only["started_at_time"]) == ("1", 0, "10:00")
    assert [row["taken_at_day"] for row in records["scores"]] == [-1, 6]
    assert records["readings"][0]["session"] == "1"
    assert records["visits"] == [{"visited_on_day": 2, "with_whom": "", "notes": ""}]


def test_a_period_narrows_the_files_as_it_narrows_the_page():
    period = Period(date(2026, 3, 5), date(2026, 3, 31))
    shown = course_json(a_course(), Handover(period=period))
    assert [row["taken_at"] for row in shown["records"]["scores"]] == ["2026-03-08T20:00+01:00"]
    assert shown["records"]["sessions"] == []
    assert "Only part of the course: 5 Mar 2026 to 31 Mar 2026." in shown["removed"]


def test_notes_go_along_only_when_they_were_chosen():
    without = course_json(a_course(), Handover())
    assert "a dream" not in json.dumps(without)
    assert "Left out by choice: notes." in without["removed"]
    assert "a dream" in json.dumps(course_json(a_course(), ALL_OF_IT))


def test_what_has_no_column_is_named():
    assert "Session: Lot (1)" in " ".join(excerpt(a_course(), ALL_OF_IT).left_out)


def test_visits_come_back(store, tmp_path):
    export_csv_zip(a_course(), tmp_path / "course.zip")
    carry_out(plan_import(tmp_path / "course.zip", store), store)
    (visit,) = store.find(Visit)
    assert (visit.visited_on, visit.with_whom) == (date(2026, 3, 4), "Dr. Who")
    assert plan_import(tmp_path / "course.zip", store).is_empty
    assert [each.name for each in store.find(Course)] == ["Spring"]


def test_a_missing_folder_is_named(tmp_path):
    nowhere = tmp_path / "nowhere"
    for write, name in (
        (export_csv_folder, "folder"),
        (export_csv_zip, "course.zip"),
    ):
        with pytest.raises(JournalError, match=f"no folder {nowhere}"):
            write(a_course(), nowhere / name)
