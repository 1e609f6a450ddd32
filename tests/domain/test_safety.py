import json
from importlib.resources import files

import pytest
from pydantic import ValidationError

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.crisis_services import directory
from ketatrack.domain.instruments import Instrument, instrument
from ketatrack.domain.safety import (
    CrisisPanel,
    CrisisText,
    EmergencyText,
    crisis_line,
    crisis_panel,
    crisis_response,
    emergency_call,
    emergency_signs,
    fixed_emergency_signs,
    signs_just_written,
)
from ketatrack.domain.words import Method, Rater, Severity
from tests import records
from tests.records import at

NOON = "2026-03-20T12:00+01:00"
REPEATED = "A repeated reading of 180 systolic or 120 diastolic, or more"


@pytest.fixture
def course():
    return records.course(records.patient())


def with_item9(course, answer, taken_at=NOON, **fields):
    return records.phq9(course, taken_at, 1, 1, 1, 1, 1, 1, 1, 1, answer, **fields)


def history(course, *answers):
    return [
        with_item9(course, answer, f"2026-03-{day:02}T09:00+01:00") for day, answer in enumerate(answers, 1)
    ]


def response(score, earlier=(), now=NOON):
    return crisis_response(score, earlier, now=at(now))


@pytest.mark.parametrize(
    ("earlier", "answer", "shown"),
    [
        ([], 1, CrisisPanel.PANEL),
        ([0, 0], 1, CrisisPanel.PANEL),
        ([1], 1, CrisisPanel.LINE),
        ([0, 1, 1], 1, CrisisPanel.LINE),
        ([1, 0], 1, CrisisPanel.PANEL),
        ([1, None], 1, CrisisPanel.LINE),
        ([1, 0, None], 1, CrisisPanel.PANEL),
        ([None], 1, CrisisPanel.PANEL),
        ([2], 1, CrisisPanel.LINE),
        ([1], 2, CrisisPanel.PANEL),
        ([2], 2, CrisisPanel.PANEL),
        ([3], 2, CrisisPanel.PANEL),
        ([3], 3, CrisisPanel.PANEL),
        ([3], 0, CrisisPanel.NONE),
        ([], 0, CrisisPanel.NONE),
        ([3], None, CrisisPanel.NONE),
    ],
)
def test_first_answers_rises_and_high_answers_show_the_panel_and_an_unchanged_one_a_line(
    course, earlier, answer, shown
):
    assert response(with_item9(course, answer), history(course, *earlier)) is shown


def test_the_total_plays_no_part(course):
    nothing_else = records.phq9(course, NOON, 0, 0, 0, 0, 0, 0, 0, 0, 1)
    incomplete = records.phq9(course, NOON, None, None, None, None, None, None, None, None, 3)

    assert response(nothing_else) is CrisisPanel.PANEL
    assert response(incomplete) is CrisisPanel.PANEL


def test_the_last_earlier_answer_counts_in_whatever_order_the_scores_come(course):
    zero, one = history(course, 0, 1)

    assert response(with_item9(course, 1), [one, zero]) is CrisisPanel.LINE


def test_a_later_answer_is_not_an_earlier_one(course):
    later = with_item9(course, 1, "2026-03-21T09:00+01:00")

    assert response(with_item9(course, 1), [later]) is CrisisPanel.PANEL


def test_the_score_itself_is_not_an_earlier_answer(course):
    score = with_item9(course, 1)

    assert response(score.changed(revision=2), [score]) is CrisisPanel.PANEL


def test_answers_of_another_course_or_rater_do_not_count(course):
    other_course = records.course(records.patient())
    others = [
        with_item9(other_course, 1, "2026-03-02T09:00+01:00"),
        with_item9(course, 1, "2026-03-02T09:00+01:00", rater=Rater.CLINICIAN),
    ]

    assert response(with_item9(course, 1), others) is CrisisPanel.PANEL


def test_an_imported_answer_shows_nothing_but_counts_as_an_earlier_one(course):
    imported = with_item9(course, 1, "2026-03-02T09:00+01:00", recorded_how=Method.IMPORTED)
    imported_today = with_item9(course, 3, recorded_how=Method.IMPORTED)

    assert response(imported_today) is CrisisPanel.NONE
    assert response(with_item9(course, 1), [imported]) is CrisisPanel.LINE


@pytest.mark.parametrize(
    ("taken_at", "now", "shown"),
    [
        ("2026-03-20T00:05+01:00", "2026-03-20T23:55+01:00", CrisisPanel.PANEL),
        ("2026-03-19T23:58+01:00", "2026-03-20T00:03+01:00", CrisisPanel.PANEL),
        ("2026-03-19T12:00+01:00", "2026-03-20T12:00+01:00", CrisisPanel.NONE),
        ("2026-03-01T12:00+01:00", "2026-03-20T12:00+01:00", CrisisPanel.NONE),
        ("2026-03-20T08:00-05:00", "2026-03-21T01:00+01:00", CrisisPanel.PANEL),
    ],
)
def test_an_answer_of_a_past_date_shows_nothing(course, taken_at, now, shown):
    assert response(with_item9(course, 3, taken_at), now=now) is shown


def test_an_answer_given_by_another_person_shows_nothing(course):
    assert response(with_item9(course, 3, rater=Rater.CLINICIAN)) is CrisisPanel.NONE


def test_a_total_without_answers_and_other_questionnaires_show_nothing(course):
    gad7 = records.phq9(course, NOON, 3, 3, 3, 3, 3, 3, 3, instrument="gad7")
    unknown = records.phq9(course, NOON, 3, 3, instrument="clinic_form")

    assert response(records.phq9(course, NOON, total=27)) is CrisisPanel.NONE
    assert response(gad7) is CrisisPanel.NONE
    assert response(unknown) is CrisisPanel.NONE


def test_the_safety_item_of_the_phq9_is_the_one_about_thoughts_of_death():
    phq9 = instrument("phq9")

    assert [item.text for item in phq9.items if item.id == phq9.safety_item] == [
        "Thoughts that you would be better off dead, or of hurting yourself in some way"
    ]
    assert phq9.safety_answer([0, 0, 0, 0, 0, 0, 0, 0, 2]) == 2


def test_a_safety_item_that_the_questionnaire_does_not_have_is_refused():
    with pytest.raises(ValidationError, match="no item q12"):
        Instrument.model_validate(instrument("phq9").model_dump() | {"safety_item": "q12"})


def test_the_panel_names_the_number_and_the_service_of_the_country():
    said = " ".join(crisis_panel("IE"))

    assert "call 112 or go to the nearest emergency department" in said
    assert "Samaritans (call 116 123)" in said
    assert "no one is monitoring this screen" in said


@pytest.mark.parametrize("country", [None, "ZZ"])
def test_an_unknown_country_gets_the_wording_and_no_number(country):
    said = " ".join([*crisis_panel(country), crisis_line(country), emergency_call(country)])

    assert said.count("your local emergency number") == 3
    assert "findahelpline.com" in said
    assert not any(character.isdigit() for character in said)


def test_no_placeholder_is_left_in_the_texts():
    for country in {service.country for service in directory().services} | {"DE"}:
        said = [
            *crisis_panel(country),
            crisis_line(country),
            emergency_call(country),
            *fixed_emergency_signs(),
        ]
        assert not any("{" in sentence for sentence in said)


@pytest.mark.parametrize(("name", "kind"), [("crisis", CrisisText), ("emergency", EmergencyText)])
@pytest.mark.parametrize("left_out", ["country", "source", "reviewed"])
def test_a_safety_text_without_its_country_source_or_review_date_is_refused(name, kind, left_out):
    text = json.loads((files("ketatrack.resources") / f"safety/{name}.json").read_text(encoding="utf-8"))
    assert kind.model_validate(text)

    del text[left_out]
    with pytest.raises(ValidationError, match=left_out):
        kind.model_validate(text)


def test_the_fixed_emergency_signs_are_these():
    assert sorted(fixed_emergency_signs()) == [
        REPEATED,
        "Cannot be woken",
        "Chest pain",
        "Fainting",
        "Seizure",
        "Sudden severe headache",
        "Trouble breathing",
        "Weakness on one side",
    ]


@pytest.mark.parametrize("entry", ["chest_pain", "Chest pain", " chest PAIN "])
def test_an_emergency_sign_is_seen_by_its_id_and_in_the_same_words(course, entry):
    noted = [
        records.side_effect(course, entry, severity=Severity.MILD),
        records.side_effect(course, "nausea", severity=Severity.SEVERE),
    ]

    assert emergency_signs(noted, []) == ["Chest pain"]


def test_common_side_effects_and_own_words_are_no_emergency_signs(course):
    noted = [records.side_effect(course, effect) for effect in ("headache", "dissociation", "a bit wobbly")]

    assert emergency_signs(noted, []) == []


@pytest.mark.parametrize(
    ("pressures", "signs"),
    [
        ([(180, 90), (170, 120)], [REPEATED]),
        ([(180, 90), (180, 90)], [REPEATED]),
        ([(179, 119), (179, 119)], []),
        ([(220, 130)], []),
        ([(220, 130), (150, 95)], []),
        ([(185, None), (None, 121)], [REPEATED]),
    ],
)
def test_a_pressure_that_high_is_a_sign_when_it_is_measured_more_than_once(course, pressures, signs):
    session = records.session(course, "S1", NOON)
    readings = [
        records.reading(course, NOON, session_id=session.id, systolic=systolic, diastolic=diastolic)
        for systolic, diastolic in pressures
    ]

    assert emergency_signs([], readings) == signs


def test_high_pressures_of_two_sessions_or_two_days_are_not_repeated(course):
    sessions = [records.session(course, name, NOON) for name in ("S1", "S2")]
    in_sessions = [
        records.reading(course, NOON, session_id=session.id, systolic=190, diastolic=100)
        for session in sessions
    ]
    at_home = [
        records.reading(course, f"2026-03-{day}T08:00+01:00", systolic=190, diastolic=100) for day in (21, 22)
    ]

    assert emergency_signs([], [*in_sessions, *at_home]) == []


def test_high_pressures_of_one_local_day_outside_sessions_are_repeated(course):
    readings = [
        records.reading(course, taken_at, systolic=190, diastolic=100)
        for taken_at in ("2026-03-21T00:10+01:00", "2026-03-21T23:50+01:00")
    ]

    assert emergency_signs([], readings) == [REPEATED]


def just_written(course, written, *, now=NOON, sessions=(), earlier=()):
    readings = [*earlier, *(record for record in written if record.kind == "readings")]
    of = CourseRecords(course, records.patient(), sessions=list(sessions), readings=readings)
    return signs_just_written(written, of, now=at(now))


def high(course, taken_at=NOON, **fields):
    return records.reading(course, taken_at, systolic=190, diastolic=100, **fields)


def test_a_sign_typed_on_its_day_is_shown_and_one_of_a_past_day_is_not(course):
    session = records.session(course, "S1", NOON)
    effect = records.side_effect(course, "chest_pain", session_id=session.id)

    assert just_written(course, [effect], sessions=[session]) == ["Chest pain"]
    assert just_written(course, [effect], sessions=[session], now="2026-03-21T12:00+01:00") == []


def test_an_evening_typed_after_midnight_is_still_now(course):
    effect = records.side_effect(course, "seizure", noticed_at=at("2026-03-20T21:00+01:00"))

    assert just_written(course, [effect], now="2026-03-21T02:00+01:00") == ["Seizure"]
    assert just_written(course, [effect], now="2026-03-21T04:00+01:00") == []


def test_imported_entries_show_no_sign(course):
    assert just_written(course, [records.side_effect(course, "seizure", recorded_how=Method.IMPORTED)]) == []


def test_a_high_pressure_is_repeated_by_an_earlier_one_of_the_day(course):
    earlier = high(course, "2026-03-20T08:00+01:00")

    assert just_written(course, [high(course)]) == []
    assert just_written(course, [high(course)], earlier=[earlier]) == [REPEATED]


def test_a_usual_pressure_does_not_bring_earlier_ones_up_again(course):
    earlier = [high(course, "2026-03-20T08:00+01:00"), high(course, "2026-03-20T09:00+01:00")]
    usual = records.reading(course, NOON, systolic=120, diastolic=80)

    assert just_written(course, [usual], earlier=earlier) == []
