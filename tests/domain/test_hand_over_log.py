"""What left is noted with its dates, so that a date that changes later is noticed."""

from datetime import date, time

from ketatrack.domain.discreet import without_medicine_names
from ketatrack.domain.hand_over_log import changed_dates, dates_in, hand_over, last_of
from ketatrack.domain.plan_words import PlannedEnd, Sheet
from ketatrack.domain.planned import coming
from ketatrack.domain.records import HandOverEntry
from ketatrack.domain.sheets import CardChoices, date_of_card, sheet_file_stem
from tests.planned_course import NOW, STAMP, at, telling_course, with_plan

TODAY = date(2026, 5, 27)
COURSE = telling_course()
(NEXT,) = coming(COURSE, TODAY)


def card(**fields) -> HandOverEntry:
    given = {"at": NOW, "stamp": STAMP, "held": ["a date"], "for_whom": "Kim", "dates": [NEXT]} | fields
    return hand_over(COURSE, Sheet.CAREGIVER_CARD, **given)


def changes(item, today=TODAY, *entries):
    records = with_plan(COURSE, items=[item] if item else [], hand_overs=list(entries) or [card()])
    return changed_dates(records, Sheet.CAREGIVER_CARD, today)


def test_the_dates_of_a_hand_over_are_read_back_as_they_stood():
    timeless = NEXT.changed(clock=None)

    assert [(each.item_id, each.day, each.clock) for each in dates_in(card(dates=[NEXT, timeless]))] == [
        (NEXT.id, date(2026, 6, 2), time(10)),
        (NEXT.id, date(2026, 6, 2), None),
    ]


def test_an_entry_replaces_the_last_one_for_the_same_person_only():
    first, other = card(), card(for_whom="Robin", at=at("2026-05-28T09:00+02:00"))
    plan = with_plan(COURSE, hand_overs=[first, other]).plan

    assert last_of(plan, Sheet.CAREGIVER_CARD, "kim ") == first
    assert last_of(plan, Sheet.VISIT_SHEET, "Kim") is None
    again = hand_over(
        with_plan(COURSE, hand_overs=[first, other]),
        Sheet.CAREGIVER_CARD,
        at=NOW,
        stamp=STAMP,
        held=[],
        for_whom="KIM",
    )
    assert again.replaces == first.id


def test_a_date_that_stands_as_it_was_handed_over_is_no_change():
    assert changes(NEXT) == []
    assert changes(NEXT.changed(ended=PlannedEnd.DONE, notes="other words"), date(2026, 6, 3)) == []


def test_a_date_that_was_moved_called_off_or_removed_is_a_change():
    moved = NEXT.changed(planned_on=date(2026, 6, 9))

    assert [change.item for change in changes(moved)] == [moved]
    assert [change.noted.day for change in changes(NEXT.changed(clock=time(11)))] == [date(2026, 6, 2)]
    assert changes(NEXT.changed(ended=PlannedEnd.SKIPPED))
    assert [change.item for change in changes(None)] == [None]


def test_a_change_of_dates_that_both_went_by_is_of_no_use():
    moved = NEXT.changed(planned_on=date(2026, 6, 9))

    assert changes(moved, date(2026, 6, 9))
    assert changes(moved, date(2026, 6, 10)) == []
    assert changes(None, date(2026, 6, 3)) == []


def test_only_the_last_card_of_a_person_is_looked_at():
    moved = NEXT.changed(planned_on=date(2026, 6, 9))
    newer = card(dates=[moved], at=at("2026-05-28T09:00+02:00"))

    assert changes(moved, TODAY, card(), newer) == []
    assert changes(moved, TODAY, card(), newer, card(for_whom="Robin"))[0].entry.for_whom == "Robin"


def test_a_card_is_about_the_next_date_that_the_clinic_gave_and_never_about_a_draft():
    draft = next(item for item in COURSE.plan.items if item.draft)

    assert date_of_card(COURSE, CardChoices(item_id=draft.id), TODAY) == NEXT
    assert date_of_card(COURSE, CardChoices(), date(2026, 6, 3)) is None


def test_names_of_medicines_are_left_out_in_any_case_and_inside_words():
    words = (
        "KETAMINE, Esketamin-Praxis, Ketaminambulanz, Ketanest, sertraline 50 mg, Spravato 28 mg nasal spray"
    )

    assert without_medicine_names(words, COURSE) == "…, …-Praxis, …, …, …, …"
    assert without_medicine_names("Ketan Shah", COURSE) == "Ketan Shah"
    assert without_medicine_names("Market Street 4, Dr. Marketa Novak", COURSE) == (
        "Market Street 4, Dr. Marketa Novak"
    )


def test_the_name_of_a_file_says_nothing_of_the_treatment():
    assert sheet_file_stem(Sheet.CAREGIVER_CARD, TODAY, [NEXT]) == "card-2026-06-02"
    assert sheet_file_stem(Sheet.VISIT_SHEET, TODAY) == "visit-2026-05-27"
    assert sheet_file_stem(Sheet.COURSE_PROFILE, TODAY) == "course-profile-2026-05-27"
