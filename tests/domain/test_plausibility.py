"""What is asked about once, and what is not."""

import pytest

from ketatrack.domain.plausibility import questions
from tests.records import course, patient, phq9, reading, session

COURSE = course(patient())


def about_reading(**fields):
    asked = questions(reading(COURSE, "2026-03-02T10:00+01:00", **fields))
    return [(each.field, each.sentence) for each in asked]


def about_session(last_weight_kg=None, **fields):
    asked = questions(
        session(COURSE, "S1", "2026-03-02T10:00+01:00", **fields), last_weight_kg=last_weight_kg
    )
    return [(each.field, each.sentence) for each in asked]


def test_an_unusual_value_is_asked_about_with_its_unit():
    assert about_reading(systolic=230, diastolic=90) == [
        ("systolic", "Systolic 230 mmHg is unusual. Is it right?")
    ]


@pytest.mark.parametrize(
    ("field", "usual", "unusual"),
    [
        ("systolic", (80, 220), (79, 221)),
        ("diastolic", (40, 130), (39, 131)),
        ("pulse", (40, 150), (39, 151)),
        ("spo2", (92, 100), (91,)),
        ("respiratory_rate", (4, 60), ()),
    ],
)
def test_the_soft_limits_themselves_are_usual(field, usual, unusual):
    for value in usual:
        assert about_reading(**{field: value}) == []
    for value in unusual:
        assert [asked for asked, _ in about_reading(**{field: value})] == [field]


def test_pressures_less_than_15_apart_are_asked_about():
    assert about_reading(systolic=120, diastolic=105) == []
    assert about_reading(systolic=120, diastolic=106) == [
        ("diastolic", "The two pressures lie only 14 mmHg apart. Are both right?")
    ]


def test_minutes_are_asked_about_only_within_a_session():
    for minutes in (-241, 721):
        assert [field for field, _ in about_reading(minutes=minutes, context="in_session")] == ["minutes"]
        assert about_reading(minutes=minutes, context="resting") == []
    for minutes in (-240, 720):
        assert about_reading(minutes=minutes, context="in_session") == []


def test_questions_come_in_the_order_of_the_fields():
    asked = about_reading(systolic=75, diastolic=70, pulse=200, spo2=80, minutes=900, context="in_session")
    assert [field for field, _ in asked] == ["minutes", "systolic", "diastolic", "pulse", "spo2"]


@pytest.mark.parametrize(("weight", "asked"), [(72.1, True), (73.8, False), (90.2, False), (90.3, True)])
def test_a_weight_more_than_a_tenth_from_the_last_is_asked_about(weight, asked):
    assert bool(about_session(weight_kg=weight, last_weight_kg=82)) is asked


def test_a_weight_question_names_both_weights():
    assert about_session(weight_kg=28.2, last_weight_kg=82.0) == [
        (
            "weight_kg",
            "28.2 kg differs by more than a tenth from the last weight, 82 kg. Is it right?",
        )
    ]


def test_a_first_weight_is_not_compared():
    assert about_session(weight_kg=45.0) == []


@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ({"dose": 2.0, "dose_unit": "mg/kg"}, False),
        ({"dose": 2.1, "dose_unit": "mg/kg"}, True),
        ({"dose": 164, "dose_unit": "mg", "weight_kg": 82}, False),
        ({"dose": 165, "dose_unit": "mg", "weight_kg": 82}, True),
        ({"dose": 165, "dose_unit": "mg", "last_weight_kg": 82}, True),
        ({"dose": 165, "dose_unit": "mg"}, False),
        ({"dose": 165}, False),
        ({"dose": 50, "dose_unit": "mg/kg", "route": "im"}, False),
    ],
)
def test_an_intravenous_dose_above_2_mg_per_kg_is_asked_about(fields, asked):
    assert bool(about_session(**{"route": "iv"} | fields)) is asked


def test_a_dose_question_says_what_is_unusual():
    assert about_session(route="iv", dose=41.0, dose_unit="mg/kg") == [
        ("dose", "41 mg/kg into a vein is more than 2 mg/kg, which is unusual. Is it right?")
    ]


def test_a_spray_dose_other_than_its_devices_give_is_asked_about():
    assert about_session(devices=2, dose=56, dose_unit="mg") == []
    assert about_session(devices=2, dose=84, dose_unit="mg") == [
        ("dose", "84 mg is not what 2 × 28 mg gives (56 mg). Is it right?")
    ]
    assert about_session(devices=2) == []


def test_an_unusual_number_of_devices_is_asked_about_without_a_unit():
    assert about_session(devices=4) == [("devices", "Devices 4 is unusual. Is it right?")]


def test_other_records_raise_no_questions():
    assert questions(phq9(COURSE, "2026-03-02T10:00+01:00", total=27)) == []
