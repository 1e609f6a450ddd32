"""What is written as files comes back as it was."""

import csv
import json
import zipfile
from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ketatrack.domain.errors import JournalError
from ketatrack.domain.records import (
    KINDS,
    BaselineChoice,
    Contact,
    Course,
    Medicine,
    Patient,
    Reading,
    Session,
)
from ketatrack.domain.words import Author
from ketatrack.exchange.csv_cells import reader, writer
from ketatrack.exchange.csv_export import csv_files, export_csv_folder, export_csv_zip
from ketatrack.exchange.importing import plan_import
from ketatrack.exchange.journal_json import export_json
from ketatrack.exchange.plan import carry_out
from ketatrack.store.store import Change, Draft, Store
from tests.exchange.course_files import CASES
from tests.records import STAMP, at, course, patient, phq9, reading, session, side_effect

EMPTY = {
    "format": "ketatrack-journal",
    "version": 1,
    "records": {},
    "history": [],
    "drafts": [],
    "settings": {},
}
TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40)
SPREADSHEET = st.text(st.sampled_from("'=+-@\t\r\n \";,a"), max_size=8)


def take_in(store, path):
    plan = plan_import(path, store)
    assert plan.rejected == []
    carry_out(plan, store)


def rows_of(folder):
    """Return the rows of each file, an empty outcome as what it means, in any order."""
    found = {}
    for file in folder.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as stream:
            found[file.name] = Counter(
                tuple(
                    (column, cell or ("completed" if column == "outcome" else ""))
                    for column, cell in row.items()
                )
                for row in csv.DictReader(stream)
            )
    return found


@pytest.mark.parametrize("case", ["iv-boosters", "esketamine-label"])
def test_an_exported_course_equals_the_imported_one_in_its_columns(store, tmp_path, case):
    take_in(store, CASES / case)
    export_csv_folder(store.course_records(store.find(Course)[0]), tmp_path / "out")

    assert rows_of(tmp_path / "out") == rows_of(CASES / case)


def test_an_exported_zip_adds_nothing_to_its_own_journal_and_only_its_owner_can_read_it(store, tmp_path):
    take_in(store, CASES / "iv-boosters")
    out = tmp_path / "course.zip"
    export_csv_zip(store.course_records(store.find(Course)[0]), out)

    assert plan_import(out, store).is_empty
    assert out.stat().st_mode & 0o777 == 0o600
    assert "course.csv" in zipfile.ZipFile(out).namelist()


def test_a_folder_that_holds_something_is_left_alone(store, tmp_path):
    take_in(store, CASES / "iv-boosters")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(JournalError, match="is there already"):
        export_csv_folder(store.course_records(store.find(Course)[0]), tmp_path / "out")
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["letter.txt"]


@given(st.one_of(TEXT, SPREADSHEET))
def test_every_note_survives_its_cell(text):
    assert reader(Reading, "notes")(writer(Reading, "notes")(text)) == text


@given(st.one_of(TEXT, SPREADSHEET))
def test_no_note_is_a_formula_to_a_spreadsheet(text):
    assert not writer(Reading, "notes")(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(notes=st.lists(st.one_of(TEXT, SPREADSHEET), max_size=6), label=st.text("'=+-@äß字 ;,\"x", min_size=1))
def test_odd_notes_and_labels_survive_the_files(tmp_path_factory, notes, label):
    if not label.strip():
        return
    folder = tmp_path_factory.mktemp("files")
    person = patient()
    of = course(person, name=label[:50])
    first = session(of, label[:50], "2026-03-02T14:15+01:00", notes="".join(notes))
    readings = [
        reading(of, "2026-03-02T14:15+01:00", session_id=first.id, minutes=-n, notes=text)
        for n, text in enumerate(notes)
    ]
    with Store.create(folder / "a.ketatrack") as here, Store.create(folder / "b.ketatrack") as there:
        here.adopt([person, of, first, *readings])
        export_csv_folder(here.course_records(of), folder / "out")
        take_in(there, folder / "out")

        assert [r.notes for r in there.find(Reading)] == notes
        assert [(s.name, s.notes) for s in there.find(Session)] == [(first.name, first.notes)]
        assert csv_files(there.course_records(there.find(Course)[0])) == csv_files(here.course_records(of))


def a_full_journal(store: Store) -> None:
    """Fill a journal with something of most kinds, with history, a draft and settings."""
    person = patient(name="Ruth Ä.", country="DE", notes="two\nlines")
    of = course(person, product="“x”")
    first = session(of, "S1", "2026-03-02T14:15:03.5-05:00", dose=41.5, fasted=True)
    before = phq9(of, "2026-02-20T20:00+01:00", total=19)
    store.adopt(
        [
            person,
            Contact(**STAMP, patient_id=person.id, name="Tom"),
            of,
            first,
            reading(of, "2026-03-02T14:20Z", session_id=first.id, systolic=120, diastolic=80),
            side_effect(of, "nausea", needed_help=False, noticed_at=at("2026-03-02T20:00+05:45")),
            phq9(
                of, "2026-03-01T20:00+01:00", 1, None, 2, 3, 0, 0, 0, 1, 0, written_at=at("2026-03-05T08:00Z")
            ),
            before,
            BaselineChoice(
                **STAMP,
                course_id=of.id,
                score_id=before.id,
                instrument="phq9",
                reason="the one that is whole",
            ),
            Medicine(**STAMP, course_id=of.id, name="=cmd"),
        ]
    )
    now = at("2026-03-06T09:00+01:00")
    store.apply([Change(first, first.changed(notes="later"))], at=now, by=Author.CLINICIAN)
    store.save_draft(Draft("session", now, {"dose": "8", "half": "\ud83d"}))
    store.set_setting("course", of.id)
    store.set_setting("shares", {"a": [1, 2.5, None]})


def test_a_journal_through_json_is_equal_to_the_byte(store, tmp_path):
    a_full_journal(store)
    export_json(store, tmp_path / "one.json")
    with Store.create(tmp_path / "other.ketatrack") as other:
        take_in(other, tmp_path / "one.json")
        export_json(other, tmp_path / "two.json")

        assert (tmp_path / "two.json").read_bytes() == (tmp_path / "one.json").read_bytes()
        for kind in KINDS:
            assert other.find(kind) == store.find(kind)
        assert (other.history(), other.drafts(), other.settings()) == (
            store.history(),
            store.drafts(),
            store.settings(),
        )
        assert plan_import(tmp_path / "one.json", other).is_empty
    assert (tmp_path / "one.json").stat().st_mode & 0o777 == 0o600


def test_a_journal_of_other_content_keeps_what_it_has(store, tmp_path):
    a_full_journal(store)
    export_json(store, tmp_path / "one.json")
    text = (tmp_path / "one.json").read_text(encoding="utf-8")
    (tmp_path / "one.json").write_text(text.replace('"name": "Tom"', '"name": "Tim"'), encoding="utf-8")
    store.set_setting("course", "another")

    plan = plan_import(tmp_path / "one.json", store)
    assert [(r.line, r.column) for r in plan.rejected] == [(1, "contacts.id")]
    assert [notice.sentence for notice in plan.notices] == ["The choice “course” of this journal is kept."]


@pytest.mark.parametrize(
    ("change", "column"),
    [
        (lambda j: j["records"]["readings"][0].update(systolic=9000), "readings.systolic"),
        (lambda j: j["records"]["readings"][0].update(systolic="120"), "readings.systolic"),
        (lambda j: j["records"]["readings"][0].update(taken_at="2026-03-02T14:20:00"), "readings.taken_at"),
        (lambda j: j["records"]["readings"][0].update(session_id="gone"), "readings.session_id"),
        (lambda j: j["records"]["readings"][0].update(mood=3), "readings.mood"),
        (
            lambda j: j["records"]["sessions"].append(j["records"]["sessions"][0] | {"id": "x"}),
            "sessions.name",
        ),
        (lambda j: j["records"]["contacts"][0].update(notes="half a \ud83d"), "contacts"),
    ],
)
def test_an_impossible_record_in_json_is_named(store, tmp_path, change, column):
    a_full_journal(store)
    path = tmp_path / "journal.json"
    export_json(store, path)
    journal = json.loads(path.read_text(encoding="utf-8"))
    change(journal)
    path.write_text(json.dumps(journal), encoding="utf-8")

    with Store.create(tmp_path / "other.ketatrack") as other:
        rejected = plan_import(path, other).rejected
    assert [r.column for r in rejected] == [column]
    assert rejected[0].file == "journal.json"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ('{"format": NaN}', "is not JSON"),
        ('{"format": 1e999}', "is not JSON"),
        (f'{{"format": {"9" * 5000}}}', "is not JSON"),
        ("[]", "not of a KetaTrack journal"),
        ('{"format": "other"}', "not of a KetaTrack journal"),
        ('{"format": "ketatrack-journal", "version": 2}', "newer version"),
        ('{"format": "ketatrack-journal", "version": 1}', "damaged at records"),
        (
            json.dumps(EMPTY | {"records": {"pets": []}}),
            "kinds that no journal has: pets",
        ),
    ],
)
def test_a_broken_json_file_is_refused_in_a_sentence(store, tmp_path, text, said):
    (tmp_path / "broken.json").write_text(text, encoding="utf-8")
    with pytest.raises(JournalError, match=said):
        plan_import(tmp_path / "broken.json", store)


def test_json_in_utf_16_is_refused_in_a_sentence(store, tmp_path):
    (tmp_path / "j.json").write_text("{}", encoding="utf-16")
    with pytest.raises(JournalError, match="is not JSON"):
        plan_import(tmp_path / "j.json", store)


def test_numbers_stay_numbers_and_negative_minutes_get_no_apostrophe(store):
    person = patient()
    of = course(person)
    earlier = reading(of, "2026-03-02T14:15Z", minutes=-10, systolic=120, notes="-10")
    store.adopt([person, of, earlier])
    sheet = csv_files(store.course_records(of))["readings.csv"].decode()
    (row,) = csv.DictReader(sheet.splitlines())
    assert (row["minutes"], row["notes"]) == ("-10", "'-10")
    assert earlier.taken_at.utcoffset() == timedelta(0)


def test_a_file_beyond_ascii_begins_with_a_byte_order_mark(store):
    person = patient()
    of = course(person, name="Frühling")
    store.adopt([person, of, session(of, "S1", "2026-03-02T14:15Z")])
    files = csv_files(store.course_records(of))
    assert files["course.csv"].startswith(b"\xef\xbb\xbf")
    assert files["sessions.csv"].startswith(b"session,")
    assert store.count(Patient) == 1
