"""Scores of every questionnaire, and measures of a person's own, through files and back."""

import pytest

from ketatrack.domain.records import Course, OwnMeasure, Score
from ketatrack.domain.scores import is_complete, total_of
from ketatrack.domain.words import Direction
from ketatrack.exchange.csv_export import export_csv_folder
from ketatrack.exchange.importing import plan_import
from ketatrack.exchange.journal_json import export_json
from ketatrack.exchange.plan import carry_out
from ketatrack.store.store import Store
from tests.exchange.course_files import write_files
from tests.records import STAMP, course, patient

HEADER = "taken_at,instrument,answers,total,rater,notes\n"
WHEN = "2026-03-01T10:00+01:00"


def planned(store, folder, row):
    return plan_import(write_files(folder, scores=f"{HEADER}{WHEN},{row}\n"), store)


@pytest.mark.parametrize(
    ("row", "total"),
    [
        ("peg,6;7;4,5.7,,", 5.7),
        ("peg,,5.7,,", 5.7),
        ("who5,,52,,", 52),
        ("madrs,,19,clinician,", 19),
        ("qids_sr16,1;1;2;1;0;0;0;3;1;0;1;1;0;0;1;1,9,,", 9),
        ("auditc,1;0;0,,,", None),
        ("Hours outside,,2.5,,", 2.5),
        ("cssrs_screener,,,clinician,Low", None),
    ],
)
def test_a_score_goes_through_the_files_and_back(store, tmp_path, row, total):
    plan = planned(store, tmp_path / "in", row)
    assert plan.rejected == []
    carry_out(plan, store)
    (score,) = store.find(Score)
    assert total_of(score) == total
    assert is_complete(score)

    (of,) = store.find(Course)
    export_csv_folder(store.course_records(of), tmp_path / "out")
    assert plan_import(tmp_path / "out", store).is_empty


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("peg,6;7;4,5.6,,", "total"),
        ("peg,,5.67,,", "total"),
        ("peg,6;7;11,,,", "answers"),
        ("phq2,1;2;1,,,", "answers"),
        ("who5,,101,,", "total"),
        ("cssrs_screener,,,clinician,", "notes"),
    ],
)
def test_a_score_that_cannot_be_is_left_out_and_its_column_named(store, tmp_path, row, column):
    (rejection,) = planned(store, tmp_path / "in", row).rejected

    assert rejection.column == column


def test_an_own_measure_goes_through_json_and_back(store, tmp_path):
    person = patient()
    measure = OwnMeasure(
        **STAMP,
        patient_id=person.id,
        name="Hours outside",
        low=0,
        high=16,
        higher_is=Direction.BETTER,
        unit="h",
    )
    store.adopt([person, measure, course(person)])
    export_json(store, tmp_path / "journal.json")

    with Store.create(tmp_path / "other.ketatrack") as other:
        plan = plan_import(tmp_path / "journal.json", other)
        assert plan.rejected == []
        carry_out(plan, other)
        assert other.find(OwnMeasure) == [measure]
