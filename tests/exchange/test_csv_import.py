"""Course files come in as they are, once, or not at all."""

import zipfile

import pytest

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.errors import JournalError
from ketatrack.domain.records import Course, Patient, Reading, Score, Session, SideEffect
from ketatrack.domain.words import Author, Method, Outcome, Rater
from ketatrack.exchange.importing import plan_import
from ketatrack.exchange.plan import carry_out
from tests.exchange.course_files import CASES, READING, READINGS, SESSIONS, write_files
from tests.records import STAMP, at, course, patient


def take_in(store, path, **options):
    plan = plan_import(path, store, **options)
    assert plan.rejected == []
    carry_out(plan, store)
    return plan


def rows(path):
    return {
        file.stem: len(file.read_text(encoding="utf-8").splitlines()) - 1
        for file in path.glob("*.csv")
        if file.stem != "course"
    }


@pytest.mark.parametrize("case", ["iv-boosters", "esketamine-label"])
def test_a_course_comes_in_whole_and_a_second_time_adds_nothing(store, case):
    first = take_in(store, CASES / case)
    again = take_in(store, CASES / case)

    assert {kind: n for kind, n in first.accepted.items() if n} == rows(CASES / case) | {
        "courses": 1,
        "patients": 1,
    }
    assert again.is_empty
    assert {kind: n for kind, n in again.there.items() if n} == rows(CASES / case) | {"courses": 1}


def test_imported_records_say_so_and_only_scores_say_when_they_were_written_down(store):
    take_in(store, CASES / "iv-boosters")

    found = [*store.find(Session), *store.find(Reading), *store.find(Score)]
    assert {(r.recorded_by, r.recorded_how) for r in found} == {(Author.PATIENT, Method.IMPORTED)}
    assert {r.written_at for r in found if not isinstance(r, Score)} == {None}
    assert at("2026-06-05T20:45-04:00") in {r.written_at for r in store.find(Score)}


def test_a_zip_of_the_files_or_of_their_folder_is_taken_without_unpacking(store, tmp_path):
    for name, inside in (("flat.zip", ""), ("folder.zip", "export/")):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("__MACOSX/course.csv", "rubbish")
            for file in (CASES / "iv-boosters").glob("*.csv"):
                archive.write(file, f"{inside}{file.name}")

    assert take_in(store, tmp_path / "flat.zip").accepted["sessions"] == 12
    assert take_in(store, tmp_path / "folder.zip").is_empty
    assert sorted(path.name for path in tmp_path.iterdir()) == ["flat.zip", "folder.zip", "mine.ketatrack"]


def test_semicolons_a_byte_order_mark_blank_lines_and_spaces_are_read_as_meant(store, tmp_path):
    take_in(
        store,
        write_files(
            tmp_path / "files",
            readings="\ufefftaken_at;session;systolic;diastolic;notes\n"
            "\n 2026-03-02T14:20+01:00 ; S1 ;120; 80 ; kept  \n;;;;\n",
            scores='taken_at;instrument;answers\n2026-03-01T20:00Z;phq9;"1;;1;1;1;1;1;1;0"\n',
        ),
    )

    (reading,) = store.find(Reading)
    assert (reading.systolic, reading.diastolic, reading.notes) == (120, 80, " kept  ")
    assert reading.session_id == store.find(Session)[0].id
    (score,) = store.find(Score)
    assert score.answers == (1, None, 1, 1, 1, 1, 1, 1, 0)
    assert str(score.taken_at) == "2026-03-01 20:00:00+00:00"


def test_empty_outcome_and_rater_are_completed_and_patient(store, tmp_path):
    files = write_files(
        tmp_path / "files",
        sessions="session,started_at,outcome\nS1,2026-03-02T14:15+01:00,\n",
        scores="taken_at,instrument,total,rater,written_at\n2026-03-01T20:00Z,madrs,30,,\n",
    )
    take_in(store, files)

    assert store.find(Session)[0].outcome is Outcome.COMPLETED
    assert (store.find(Score)[0].rater, store.find(Score)[0].written_at) == (Rater.PATIENT, None)


def test_identical_rows_of_one_file_count_as_many(store, tmp_path):
    twice = write_files(tmp_path / "files", readings=f"{READINGS}{READING}\n")
    assert take_in(store, twice).accepted["readings"] == 2
    assert take_in(store, twice).there["readings"] == 2

    thrice = write_files(tmp_path / "files", readings=f"{READINGS}{READING}\n{READING}\n")
    plan = take_in(store, thrice)
    assert (plan.accepted["readings"], plan.there["readings"]) == (1, 2)


def test_the_same_instant_at_another_offset_is_another_row(store, tmp_path):
    take_in(store, write_files(tmp_path / "files", readings=READINGS))
    moved = READINGS.replace("14:20+01:00", "13:20+00:00")
    assert take_in(store, write_files(tmp_path / "files", readings=moved)).accepted["readings"] == 1


def test_a_reading_can_name_a_session_that_is_in_the_journal_already(store, tmp_path):
    take_in(store, write_files(tmp_path / "files"))
    (tmp_path / "files" / "sessions.csv").unlink()
    take_in(store, write_files(tmp_path / "more", readings=READINGS))
    assert store.find(Reading)[0].session_id == store.find(Session)[0].id


def test_a_session_label_that_is_there_with_other_content_is_a_conflict(store, tmp_path):
    take_in(store, write_files(tmp_path / "files"))
    plan = plan_import(
        write_files(
            tmp_path / "files",
            sessions=SESSIONS.replace("14:15", "14:25"),
            readings=READINGS,
            side_effects="session,effect\nS1,nausea\n,headache\n",
        ),
        store,
    )

    assert [(r.file, r.line, r.column, r.value) for r in plan.rejected] == [
        ("sessions.csv", 2, "session", "S1"),
        ("readings.csv", 2, "session", "S1"),
        ("side_effects.csv", 2, "session", "S1"),
    ]
    assert plan.accepted["side_effects"] == 1


def test_two_sessions_of_one_label_leave_out_what_refers_to_them(store, tmp_path):
    plan = plan_import(
        write_files(
            tmp_path / "files",
            sessions=f"{SESSIONS}S1,2026-03-05T14:15+01:00,\n",
            readings=READINGS,
        ),
        store,
    )
    assert [(r.file, r.line) for r in plan.rejected] == [("sessions.csv", 3), ("readings.csv", 2)]


def test_a_session_that_stands_twice_the_same_is_one_session(store, tmp_path):
    plan = take_in(
        store, write_files(tmp_path / "files", sessions=SESSIONS + SESSIONS.splitlines()[1] + "\n")
    )
    assert (plan.accepted["sessions"], plan.there["sessions"]) == (1, 1)


def test_the_journal_keeps_what_it_says_of_a_course(store, tmp_path):
    take_in(store, write_files(tmp_path / "files"))
    plan = take_in(
        store, write_files(tmp_path / "files", course="name,medication,extra\nSpring,esketamine,1\n")
    )

    assert [notice.line for notice in plan.notices] == [None, 2]
    assert "extra" in plan.notices[0].sentence
    assert "medication" in plan.notices[1].sentence
    assert [c.medication for c in store.find(Course)] == ["ketamine"]


def test_a_new_course_goes_to_the_only_person(store, tmp_path):
    ruth = patient(name="Ruth")
    store.adopt([ruth])
    take_in(store, write_files(tmp_path / "files"))
    assert [c.patient_id for c in store.find(Course)] == [ruth.id]


def test_with_several_people_the_person_is_asked_for(store, tmp_path):
    ruth, tom = patient(name="Ruth"), patient(name="Tom")
    store.adopt([ruth, tom])
    files = write_files(tmp_path / "files")

    with pytest.raises(JournalError, match="--patient NAME: “Ruth”, “Tom”"):
        plan_import(files, store)
    with pytest.raises(JournalError, match="Nobody in the journal is called “Ada”"):
        plan_import(files, store, patient_name="Ada")
    take_in(store, files, patient_name="Tom")
    assert [c.patient_id for c in store.find(Course)] == [tom.id]
    assert take_in(store, files).is_empty


def test_two_people_can_have_a_course_of_one_name(store, tmp_path):
    ruth, tom = patient(name="Ruth"), patient(name="Tom")
    store.adopt([ruth, tom, course(ruth, name="Spring"), course(tom, name="Spring")])
    with pytest.raises(JournalError, match="Several people"):
        plan_import(write_files(tmp_path / "files"), store)


def test_files_without_a_course_belong_to_the_only_one(store, tmp_path):
    files = write_files(tmp_path / "files")
    (files / "course.csv").unlink()
    with pytest.raises(JournalError, match="does not say which course"):
        plan_import(files, store)

    person = patient()
    store.adopt([person, course(person)])
    assert take_in(store, files).accepted["sessions"] == 1


def test_without_a_possible_course_every_row_is_left_out(store, tmp_path):
    plan = plan_import(
        write_files(tmp_path / "files", course="name,timezone\nSpring,Berlin\n", readings=READINGS), store
    )
    assert [(r.file, r.line, r.column) for r in plan.rejected] == [
        ("course.csv", 2, "timezone"),
        ("sessions.csv", 2, ""),
        ("readings.csv", 2, ""),
    ]
    assert plan.is_empty


def test_a_second_course_in_one_file_is_left_out(store, tmp_path):
    plan = plan_import(write_files(tmp_path / "files", course="name\nSpring\nAutumn\n"), store)
    assert [(r.line, r.value) for r in plan.rejected] == [(3, "Autumn")]
    assert plan.accepted["courses"] == 1


def test_unusual_values_are_taken_and_asked_about(store, tmp_path):
    plan = take_in(
        store,
        write_files(tmp_path / "files", readings="taken_at,systolic,diastolic\n2026-03-02T14:20Z,240,100\n"),
    )
    (question,) = plan.unusual()
    assert (question.file, question.line) == ("readings.csv", 2)
    assert "240 mmHg" in question.sentence


def test_a_course_as_records_keeps_the_order_of_the_file(store):
    take_in(store, CASES / "iv-boosters")
    records = store.course_records(store.find(Course)[0])
    assert isinstance(records, CourseRecords)
    lines = (CASES / "iv-boosters" / "side_effects.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert [effect.effect for effect in store.find(SideEffect)] == [line.split(",")[1] for line in lines]


def test_what_is_no_course_is_said_in_a_sentence(store, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "two.txt").write_text("hello", encoding="utf-8")
    (tmp_path / "broken.zip").write_bytes(b"PK rubbish")
    with zipfile.ZipFile(tmp_path / "several.zip", "w") as archive:
        archive.writestr("a/course.csv", "")
        archive.writestr("b/course.csv", "")
    for name, said in {
        "empty": "holds none of the files",
        "two.txt": "is not JSON",
        "broken.zip": "cannot be read as a .zip",
        "several.zip": "holds several courses: a, b",
        "nothing": "There is nothing at",
    }.items():
        with pytest.raises(JournalError, match=said):
            plan_import(tmp_path / name, store)
    assert store.count(Patient) == 0


def test_a_patient_is_not_added_twice(store):
    store.adopt([Patient(**STAMP)])
    take_in(store, CASES / "iv-boosters")
    take_in(store, CASES / "esketamine-label")
    assert store.count(Patient) == 1
