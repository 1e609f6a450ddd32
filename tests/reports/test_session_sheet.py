"""The sheet of one session: everything in it, who recorded each, and nothing that judges or clears."""

from dataclasses import replace
from datetime import timedelta

import pikepdf
import pytest

from ketatrack.domain.corrections import without_corrected
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.followed_words import EventKind
from ketatrack.domain.plan_words import Sheet
from ketatrack.domain.records import EntryReview, SessionEvent, SideEffect
from ketatrack.domain.sheets import session_of_sheet, sheet_file_stem
from ketatrack.domain.words import DoseUnit
from ketatrack.reports.session_sheet import no_session_sheet, session_sheet
from ketatrack.reports.sheet_page import SheetPage, leaving, sheet_text
from ketatrack.reports.sheet_pdf import sheet_pictures, write_sheet
from tests.courses import empty, ten_years
from tests.followed_course import (
    BEGAN,
    BY_SITTER,
    esketamine_session,
    long_session,
    looked_in_session,
    not_begun,
)
from tests.records import STAMP, reading

NOW = BEGAN + timedelta(hours=9)


def sheet(records: CourseRecords, **choices) -> SheetPage:
    return session_sheet(records, records.sessions[0], NOW, **choices)


def table(page: SheetPage, title: str) -> tuple[tuple[str, ...], ...]:
    return next(listing.rows for listing in page.listings if listing.title == title)


def facts(page: SheetPage, title: str) -> list[tuple[str, str]]:
    section = next(section for section in page.sections if section.title == title)
    return [(fact.label, fact.value) for fact in section.facts]


def test_checkpoints_stand_with_planned_and_real_time_and_what_became_of_them():
    rows = table(sheet(esketamine_session()), "Checkpoints")
    assert [row[:4] for row in rows] == [
        ("Before the dose", "", "09:48", "Done"),
        ("40 min", "10:40", "10:42", "Done"),
        ("60 min", "11:00", "", "Missed"),
        ("Before leaving", "", "11:58", "Done"),
    ]


def test_a_look_without_a_reading_stands_apart_from_what_was_measured():
    page = sheet(looked_in_session(), own_words=True)
    (row,) = [row for row in table(page, "Checkpoints") if row[0] == "60 min"]
    assert row == (
        "60 min",
        "11:00",
        "11:10",
        "Looked in late, no reading",
        "",
        "Sitter; not reviewed yet",
    )
    assert "Looked in: asleep, cuff not put on" in [row[2] for row in table(page, "What happened")]
    assert not any(row[1] == "11:10" for row in table(page, "Readings"))


def test_a_mean_stands_with_its_parts():
    rows = table(sheet(esketamine_session()), "Readings")
    assert rows[0] == (
        "-12",
        "09:48",
        "128/81",
        "68",
        "–",
        "Before the dose",
        "129/82, pulse 69; 127/80, pulse 67",
        "Patient",
    )
    assert rows[1][6] == ""


def test_a_passed_limit_is_quoted_with_its_time():
    assert facts(sheet(esketamine_session()), "Limits, as your clinic said") == [
        (
            "10:42",
            "Systolic. You noted on 1 March: call the clinic above 160. This reading: 164. Phone: 030 1234",
        )
    ]


def test_leaving_is_told_as_it_was_ticked_and_clears_nobody():
    told = facts(sheet(esketamine_session()), "Before leaving")
    assert ("Left at", "2026-03-02 12:05") in told
    assert ("Driving, as the clinic said", "Not before tomorrow noon") in told
    assert ("", "Steady on your feet: ticked at 12:00") in told
    assert ("", "Someone takes you home: not ticked") in told
    assert any("It never says that you can leave" in words for _label, words in told)


def ended_without_leaving() -> CourseRecords:
    """The board was closed after 70 minutes: nobody left by it, and two checkpoints were never done."""
    records = esketamine_session()
    following = records.following
    (followed,) = following.sessions
    closed = followed.changed(left_at=None, closed_at=BEGAN + timedelta(minutes=70))
    never = [each.changed(done_at=None, missed_at=None, reading_id=None) for each in following.checkpoints]
    return replace(
        records,
        readings=records.readings[:2],
        following=replace(following, sessions=[closed], checkpoints=[*following.checkpoints[:2], *never[2:]]),
    )


def test_what_is_over_is_told_as_it_stood_when_the_board_was_closed():
    page = sheet(ended_without_leaving())
    told = [words for _label, words in facts(page, "Before leaving")]
    assert "Last reading at 10:42, 28 min before the board was closed: 164/97, pulse 83." in told
    assert "First dose 70 min before the board was closed." in told
    assert "Someone takes you home: not ticked" in told
    assert {row[0]: row[3] for row in table(page, "Checkpoints")} == {
        "Before the dose": "Done",
        "40 min": "Done",
        "60 min": "Not done",
        "Before leaving": "Not done",
    }


def test_what_still_goes_on_is_open_and_to_come():
    records = ended_without_leaving()
    (followed,) = records.following.sessions
    running = replace(records.following, sessions=[followed.changed(closed_at=None)])
    page = session_sheet(
        replace(records, following=running), records.sessions[0], BEGAN + timedelta(minutes=70)
    )
    told = [words for _label, words in facts(page, "Before leaving")]
    assert "First dose 70 min ago." in told
    assert "Someone takes you home: open" in told
    assert [row[3] for row in table(page, "Checkpoints")][2:] == ["Open", "To come"]


def corrected() -> CourseRecords:
    """The second reading was the sitter's; the patient's own stands beside it."""
    records = esketamine_session()
    by_sitter = records.readings[1].changed(**BY_SITTER, systolic=210)
    own = reading(
        records.course,
        by_sitter.taken_at.isoformat(),
        session_id=by_sitter.session_id,
        systolic=120,
        diastolic=97,
    )
    review = EntryReview(
        **STAMP,
        course_id=records.course.id,
        session_id=records.sessions[0].id,
        entry_kind=by_sitter.kind,
        entry_id=by_sitter.id,
        accepted=False,
        corrected_by=own.id,
        decided_at=BEGAN + timedelta(days=1),
    )
    readings = [records.readings[0], by_sitter, own, *records.readings[2:]]
    return without_corrected(
        replace(records, readings=readings, following=replace(records.following, reviews=[review]))
    )


def test_a_correction_stands_beside_the_sitters_entry_and_counts():
    page = sheet(corrected())
    rows = [(row[2], row[-1]) for row in table(page, "Readings")]
    assert ("210/97", "Sitter; corrected by the patient, 3 Mar 2026: counts no more") in rows
    assert ("120/97", "Patient") in rows
    assert all(section.title != "Limits, as your clinic said" for section in page.sections)


def test_a_checkpoint_shows_the_reading_that_counts():
    rows = table(sheet(corrected()), "Checkpoints")
    assert rows[1][4].startswith("120/97")


def test_without_a_dose_no_minutes_are_counted():
    records = not_begun()
    held = records.sessions[0]
    taken = reading(records.course, "2026-03-02T10:10+01:00", session_id=held.id, systolic=130, diastolic=80)
    rows = table(sheet(replace(records, readings=[taken])), "Readings")
    assert [row[:3] for row in rows] == [("", "10:10", "130/80")]


def test_a_side_effect_stands_with_its_course_also_where_it_began_before_the_dose():
    records = esketamine_session()
    before = records.side_effects[0].changed(
        id="before", noticed_at=BEGAN - timedelta(minutes=5), onset_minutes=None, resolved_minutes=None
    )
    rows = table(sheet(replace(records, side_effects=[*records.side_effects, before])), "Side effects")
    assert [row[2:5] for row in rows] == [
        ("after 15 min", "not recorded", "after 1 h 10 min"),
        ("2026-03-02 09:55", "not recorded", "not recorded"),
    ]


def test_a_sitters_entry_says_whether_the_patient_reviewed_it():
    records = long_session(1)
    rows = table(sheet(records), "What happened")
    assert {row[-1] for row in rows} == {"Sitter; not reviewed yet"}


OWN_WORDS = ("Rumpelstilzchen", "The light was too bright")


def with_own_words() -> CourseRecords:
    """An intention and a note of the session, of an event, of a sitter, of a side effect in own words."""
    records = looked_in_session()
    mark = OWN_WORDS[0]
    (held,), following = records.sessions, records.following
    inside = {"course_id": held.course_id, "session_id": held.id}
    felt = SideEffect(**STAMP, **inside, effect=f"my {mark}", done_about_it=f"thought of {mark}")
    given = SessionEvent(
        **STAMP,
        **inside,
        happened_at=BEGAN + timedelta(minutes=50),
        event=EventKind.MEDICINE_GIVEN,
        words="ondansetron",
        amount=4,
        amount_unit=DoseUnit.MG,
    )
    review = EntryReview(
        **STAMP,
        **inside,
        entry_kind=SessionEvent.kind,
        entry_id=following.events[-1].id,
        accepted=True,
        words=mark,
        decided_at=BEGAN + timedelta(days=1),
    )
    return replace(
        records,
        sessions=[held.changed(intention=mark, notes=mark)],
        side_effects=[*records.side_effects, felt],
        following=replace(following, events=[*following.events, given], reviews=[review]),
    )


def test_the_persons_own_words_are_on_it_only_when_asked_for():
    records = with_own_words()
    page = sheet(records)
    said = "\n".join((sheet_text(page), *leaving(page), repr(page)))
    assert not [words for words in (*OWN_WORDS, "cuff not put on") if words in said]
    assert "in own words, left out" in [row[0] for row in table(page, "Side effects")]
    assert not any("own words:" in line for line in leaving(page))
    assert "Left out by choice: words of one’s own." in page.foot
    (effects,) = [line for line in leaving(page) if line.startswith("Side effects:")]
    assert "What was done" not in effects

    page = sheet(records, own_words=True)
    said = sheet_text(page)
    assert all(words in said for words in (*OWN_WORDS, "cuff not put on"))
    assert "In your own words: Intention, Notes, Event in a session, Side effect" in leaving(page)


def test_what_was_given_is_named_as_what_it_is_also_without_own_words():
    told = [row[2] for row in table(sheet(with_own_words()), "What happened")]
    assert "Medicine given 4 mg: ondansetron" in told


def test_a_sheet_without_a_word_of_ones_own_says_nothing_of_them():
    records = esketamine_session()
    silent = replace(records.following, events=records.following.events[:2])
    page = sheet(replace(records, following=silent), own_words=True)
    assert not any("own words" in line for line in leaving(page))
    assert sheet(replace(records, following=silent)).foot == page.foot


def test_only_a_session_that_was_followed_says_that_it_was_written_while_it_happened():
    followed, logged = sheet(esketamine_session()), sheet(ten_years(sessions=1, scores=0))
    assert followed.foot[0].startswith("Written down by hand while it happened;")
    assert logged.foot == (followed.foot[-1],)


def test_what_was_written_down_after_the_board_was_closed_says_so():
    records = esketamine_session()
    (held,) = records.sessions
    late = reading(
        records.course,
        "2026-03-02T11:15+01:00",
        session_id=held.id,
        systolic=138,
        diastolic=84,
        written_at=BEGAN + timedelta(hours=5),
    )
    in_time = records.readings[0].changed(written_at=BEGAN - timedelta(minutes=11))
    page = sheet(replace(records, readings=[in_time, *records.readings[1:], late]))
    by = {row[1]: row[-1] for row in table(page, "Readings")}
    assert (by["09:48"], by["11:15"]) == ("Patient", "Patient; written down later")
    assert page.foot[0].startswith("Written down by hand while it happened, unless it says later;")


def test_a_session_that_nobody_followed_has_only_what_was_measured_and_felt():
    records = ten_years(sessions=2, scores=0)
    page = sheet(records)
    assert [listing.title for listing in page.listings] == ["Readings", "Side effects"]
    assert [section.title for section in page.sections] == ["Session"]


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_it_is_as_many_tagged_pages_as_it_takes_and_names_nothing_in_its_file(tmp_path, paper):
    for records, fewest in ((not_begun(), 1), (esketamine_session(), 2), (long_session(), 5)):
        out = tmp_path / f"{fewest}.pdf"
        write_sheet(sheet(records), out, paper=paper, made=NOW)
        with pikepdf.open(out) as pdf:
            assert len(pdf.pages) >= fewest
            assert "/MarkInfo" in pdf.Root
            assert str(pdf.docinfo["/Title"]) == "Session sheet"
    assert len(sheet_pictures(sheet(not_begun()), paper, 40)) == 1


def test_as_text_it_says_the_same():
    text = sheet_text(sheet(esketamine_session()))
    assert "- Checkpoint: 40 min · Planned: 10:40 · Done at: 10:42 · State: Done" in text
    assert "- Checkpoint: Before leaving · Done at: 11:58 · State: Done" in text
    assert "Minutes count from the first dose." in text
    assert "4 readings in this session" in text


def test_the_list_of_what_leaves_names_its_tables():
    assert any(line.startswith("What happened:") for line in leaving(sheet(esketamine_session())))


def test_a_course_without_a_session_says_so():
    page = no_session_sheet(empty(), NOW)
    assert "No session is recorded yet." in sheet_text(page)


def test_the_last_session_that_was_followed_is_taken_where_none_is_chosen():
    records = esketamine_session()
    later = records.sessions[0].changed(id="later", name="S8", ended_at=None)
    records = replace(records, sessions=[*records.sessions, later])
    assert session_of_sheet(records, None) == records.sessions[0]
    assert session_of_sheet(records, "later") == later
    assert session_of_sheet(empty(), None) is None


def test_its_file_is_named_without_a_word_of_the_treatment():
    assert sheet_file_stem(Sheet.SESSION_SHEET, NOW.date()) == "record-2026-03-02"
