"""The lists of followed sessions, scales, the watch and the journal say what was noted, when, and by whom."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ketatrack.domain.corrections import without_corrected
from ketatrack.domain.courses import CourseRecords, Period
from ketatrack.domain.followed_words import Horizon
from ketatrack.domain.handover import OWN_PARTS, AppendixPart, Handover
from ketatrack.domain.reviews import review
from ketatrack.domain.words import Author, Severity
from ketatrack.reports.appendix import appendix
from ketatrack.reports.pdf import report_pdf
from ketatrack.reports.profile import Listing
from ketatrack.reports.summary import course_profile
from tests.confided import MARK, confided, demo_courses, everything_confided
from tests.followed_course import BEGAN, BY_SITTER, esketamine_session, looked_in_session, not_begun
from tests.records import STAMP, at, side_effect
from tests.reports.test_kept_back import A_DATE, everything_in, texts

OTHERS, INFUSIONS, YEAR = (
    "Other routes (synthetic)",
    "Infusions and boosters (synthetic)",
    "Nasal spray year (synthetic)",
)
NOW = at("2026-11-22T12:00+01:00")
EVERY_LIST = Handover(appendix=tuple(AppendixPart))
WITH_NOTES = Handover(appendix=(AppendixPart.FOLLOWED, AppendixPart.NOTES))


def listed(course: str, part: AppendixPart, **choices) -> Listing:
    (found,) = appendix(demo_courses()[course], Handover(appendix=(part,), **choices))
    return found


def lines_of(listing: Listing, session: str) -> list[tuple[str, ...]]:
    """The lines of one session, whose name stands in the first of them."""
    names = [row[0] for row in listing.rows]
    begin = next(place for place, name in enumerate(names) if name.startswith(session))
    end = next((place for place, name in enumerate(names) if place > begin and name), len(names))
    return [row[1:] for row in listing.rows[begin:end]]


# sessions as they were followed


def test_each_checkpoint_is_done_late_or_missed_at_its_real_time():
    lines = lines_of(listed(YEAR, AppendixPart.FOLLOWED), "N35")
    assert ("40", "10:10", "40 min", "138/80, pulse 67, SpO₂ 96 %", "") in lines
    assert ("75", "10:45", "60 min", "missed, planned for 10:30", "") in lines
    late = "132/80, pulse 68, SpO₂ 97 %, done late, planned for 10:50"
    assert ("90", "11:00", "80 min", late, "") in lines


def test_a_look_without_a_reading_is_one_line_that_says_so_with_its_words():
    (found, _notes) = appendix(looked_in_session(), WITH_NOTES)
    told = "asleep, cuff not put on, looked in late, no reading, planned for 11:00"
    lines = [row[1:] for row in found.rows if row[2] == "11:10"]
    assert lines[0] == ("70", "11:10", "60 min", told, "Sitter, not looked at yet")
    assert not any(row[3] == "Looked in" for row in found.rows)


def test_words_of_a_session_stand_in_it_only_where_notes_were_chosen_too():
    (found,) = appendix(looked_in_session(), Handover(appendix=(AppendixPart.FOLLOWED,)))
    assert "cuff" not in repr(found)
    assert ("70", "11:10", "60 min", "looked in late, no reading, planned for 11:00") in [
        row[1:5] for row in found.rows
    ]
    page = course_profile(looked_in_session(), Handover(appendix=(AppendixPart.FOLLOWED,)), NOW)
    assert any("words noted in sessions" in sentence for sentence in page.removed)
    assert not any(
        "words noted" in each for each in course_profile(looked_in_session(), WITH_NOTES, NOW).removed
    )


def side_effect_corrected() -> CourseRecords:
    """The sitter tapped an emergency sign; the patient's own side effect stands beside it."""
    records = esketamine_session()
    (held,) = records.sessions
    felt = {"session_id": held.id, "onset_minutes": 86}
    by_sitter = side_effect(records.course, "severe_headache_sudden", **felt, **BY_SITTER)
    own = side_effect(records.course, "headache", severity=Severity.MILD, **felt)
    said = review(by_sitter, at=BEGAN + timedelta(days=1), stamp=STAMP, accepted=False, corrected_by=own.id)
    return without_corrected(
        replace(
            records,
            side_effects=[*records.side_effects, by_sitter, own],
            following=replace(records.following, reviews=[said]),
        )
    )


@pytest.mark.parametrize("period", [Period(), Period(date(2026, 3, 1), date(2026, 3, 3))])
def test_a_side_effect_that_the_patient_corrected_says_so_and_the_own_one_stands_there_too(period):
    choices = Handover(appendix=(AppendixPart.FOLLOWED,), period=period)
    (found,) = appendix(side_effect_corrected(), choices)
    felt = [row[4:] for row in found.rows if row[3] == "Side effect"]
    assert (
        "Sudden severe headache, severity not recorded",
        "Sitter, corrected, counts instead: Headache, mild",
    ) in felt
    assert ("Headache, mild", "") in felt


def test_a_side_effect_of_which_nobody_said_when_stands_at_the_end_without_a_time():
    records = esketamine_session()
    felt = [each.changed(onset_minutes=None) for each in records.side_effects]
    (found,) = appendix(replace(records, side_effects=felt), Handover(appendix=(AppendixPart.FOLLOWED,)))
    assert found.rows[-1][1:] == ("", "–", "Side effect", "Feeling detached (dissociation), moderate", "")


def test_a_side_effect_of_the_days_after_is_no_part_of_what_happened_in_the_session():
    records = esketamine_session()
    after = side_effect(
        records.course,
        "fatigue",
        session_id=records.sessions[0].id,
        horizon=Horizon.BETWEEN,
        noticed_at=BEGAN + timedelta(days=1),
    )
    (found,) = appendix(
        replace(records, side_effects=[*records.side_effects, after]),
        Handover(appendix=(AppendixPart.FOLLOWED,)),
    )
    assert [row[4] for row in found.rows if row[3] == "Side effect"] == [
        "Feeling detached (dissociation), moderate"
    ]


def test_what_was_not_done_in_a_session_that_is_over_is_neither_open_nor_to_come():
    records = esketamine_session()
    following = records.following
    (followed,) = following.sessions
    never = [each.changed(done_at=None, missed_at=None, reading_id=None) for each in following.checkpoints]
    of = replace(
        records,
        following=replace(
            following,
            sessions=[followed.changed(left_at=None, closed_at=BEGAN + timedelta(minutes=70))],
            checkpoints=[following.checkpoints[0], *never[1:]],
        ),
    )
    (found,) = appendix(of, Handover(appendix=(AppendixPart.FOLLOWED,)))
    lines = {row[3]: row[1:3] + row[4:5] for row in found.rows}
    assert lines["40 min"] == ("40", "10:40", "not done, planned for 10:40")
    assert lines["60 min"] == ("60", "11:00", "not done, planned for 11:00")
    assert lines["Before leaving"] == ("70", "11:10", "not done")


def test_a_line_of_a_clinics_checklist_is_told_whole():
    records = esketamine_session()
    line = "A grown-up is here to take me home, and knows the way and the number of the clinic"
    marks = [each.changed(line=line) for each in records.following.leaving_marks[1:]]
    of = replace(records, following=replace(records.following, leaving_marks=marks))
    (found,) = appendix(of, Handover(appendix=(AppendixPart.FOLLOWED,)))
    assert f"{line}: not ticked" in [row[4] for row in found.rows]


def test_a_side_effect_without_a_severity_does_not_read_as_if_it_were_not_recorded():
    records = esketamine_session()
    felt = [side_effect(records.course, "vomiting", session_id=records.sessions[0].id)]
    of = replace(records, side_effects=felt)
    (listing,) = appendix(of, Handover(appendix=(AppendixPart.EFFECTS,)))
    assert [row[2] for row in listing.rows] == ["Vomiting, severity not recorded"]
    page = course_profile(of, Handover(), NOW)
    assert page.side_effects.facts[0].value == "Vomiting 1× (severity not recorded)"


def test_a_session_is_told_minute_by_minute_from_opening_the_board_to_leaving():
    lines = lines_of(listed(YEAR, AppendixPart.FOLLOWED), "N36")
    assert lines[0] == ("-15", "12:45", "Followed from", "Stay at least: 120 min", "")
    assert next(line[3] for line in lines if line[2] == "Dose") == "14 mg, Device 1, left"
    assert sum(line[2] == "Dose" for line in lines) == 6
    assert ("131", "15:11", "Checklist before leaving", "Observation form signed: not ticked", "") in lines
    (left,) = [line for line in lines if line[2] == "Left at"]
    assert left[3].startswith("131 min after the first dose, Escort is here: yes, Driving")
    assert [int(line[0]) for line in lines] == sorted(int(line[0]) for line in lines)


def test_a_session_without_a_dose_has_clocks_and_no_minutes_from_one():
    records = not_begun()
    ended = records.following.sessions[0].changed(closed_at=BEGAN + timedelta(minutes=30))
    of = replace(records, following=replace(records.following, sessions=[ended]))
    (found,) = appendix(of, Handover(appendix=(AppendixPart.FOLLOWED,)))
    assert [row[1:5] for row in found.rows] == [
        ("", "10:00", "Followed from", "–"),
        ("", "10:30", "Followed until", "–"),
    ]


def test_a_guided_reading_stands_with_the_readings_whose_mean_it_is():
    lines = lines_of(listed(YEAR, AppendixPart.FOLLOWED), "N36")
    (before,) = [line for line in lines if line[2] == "Before the dose"]
    assert before[3].endswith("(mean of 124/87 · 119/84 · 117/84)")


def test_a_sitters_entry_is_named_as_such_with_what_the_patient_said_of_it():
    lines = lines_of(appendix(demo_courses()[OTHERS], WITH_NOTES)[0], "S1")
    by = {line[:2]: line[4] for line in lines if line[4]}
    assert by["15", "19:15"] == "Sitter, accepted"
    assert by["90", "20:30"] == "Sitter, not looked at yet"
    assert by["30", "19:30"] == (
        "Sitter, corrected, counts instead: 138/84, pulse 74, SpO₂ 97 %, "
        "The display said 138; the photo shows it"
    )
    own = [line for line in lines if line[3].startswith("138/84")]
    assert [line[4] for line in own] == [""]
    assert any(line[2] == "Side effect" for line in lines_of(listed(OTHERS, AppendixPart.FOLLOWED), "O1"))


def test_a_sitters_reading_that_was_corrected_counts_in_no_figure():
    records = demo_courses()[OTHERS]
    assert 168 not in {reading.systolic for reading in records.readings}
    (sitters,) = records.following.corrected
    assert (sitters.systolic, sitters.recorded_by) == (168, Author.SITTER)
    profile = course_profile(records, Handover(), NOW)
    assert "168" not in repr(profile.pressure)


def test_the_period_narrows_the_followed_sessions_too():
    choices = {"period": Period(date(2026, 10, 20), None)}
    names = [row[0] for row in listed(YEAR, AppendixPart.FOLLOWED, **choices).rows if row[0]]
    assert names == ["N36, 27 Oct 2026"]
    days = {row[1] for row in listed(YEAR, AppendixPart.WATCH, **choices).rows}
    assert days == {"15 Nov 2026"}
    assert len(listed(YEAR, AppendixPart.JOURNAL, **choices).rows) == 3


# scales, side effects, the watch


def test_the_scales_stand_before_and_after_each_session_with_its_check_ins():
    rows = [row for row in listed(YEAR, AppendixPart.ACUTE).rows if row[0].startswith("N35")]
    anxiety, _mood, check_ins = rows
    assert anxiety[1:] == ("Anxiety 0-10", "5 (12 min before)", "3 (4 h after), 3 (3.0 days after)")
    assert check_ins[3] == ("for 4 h: answered after 4 h, for 24 h: skipped, for 72 h: answered after 72 h")


def test_side_effects_stand_by_horizon_with_onset_worst_and_end():
    rows = listed(YEAR, AppendixPart.EFFECTS).rows
    assert [row[0] for row in rows if row[0]] == ["During a session", "Between sessions", "Long term"]
    (dizzy,) = [row for row in rows if row[1].startswith("N36") and row[2] == "Dizziness, mild"]
    assert dizzy[3:] == (
        "after 8 min",
        "after 25 min",
        "after 55 min",
        "Lay back until it passed, noticed by Nurse",
    )
    assert [row[5] for row in rows if row[2].startswith("Sudden urge")] == ["still present"]


def test_the_watch_lists_each_answer_and_what_came_up_on_more_than_one_day():
    watch = listed(YEAR, AppendixPart.WATCH)
    assert ("", "15 Nov 2026", "yes, on days with coffee") in watch.rows
    assert "To mention: A sudden urge to pass urine that is hard to hold, noted on" in " ".join(watch.key)
    assert not any("Blood in the urine" in words for words in watch.key)


# the person's own words


def test_how_a_session_was_says_when_it_was_noted_inside_the_observation_time():
    rows = listed(YEAR, AppendixPart.EXPERIENCES).rows
    (experience,) = [row for row in rows if row[0].startswith("N36") and row[2]]
    assert experience[1] == "27 Oct 2026 14:58, noted inside the observation time"
    assert experience[2:4] == ("6", "7")
    (check_in,) = [row for row in rows if row[0].startswith("N36") and not row[2]]
    assert check_in[1] == "27 Oct 2026 17:05"
    assert check_in[4].startswith("Check-in, 4 h: ")


def test_journal_entries_of_a_chosen_tag_are_listed_and_no_others():
    every = listed(YEAR, AppendixPart.JOURNAL).rows
    some = listed(YEAR, AppendixPart.JOURNAL, tags=("plans", "between")).rows
    assert len(every) == 5
    assert [row[2] for row in some] == ["people, plans", "between"]


# nothing chosen, everything chosen, without names


@pytest.mark.parametrize("course", [OTHERS, INFUSIONS, YEAR])
def test_a_page_with_nothing_chosen_names_what_is_left_out_and_holds_none_of_it(course):
    pdf = report_pdf(confided(course), Handover(), paper="a4", now=NOW)
    said = texts(pdf)
    assert "Left out by choice: " in said
    assert "journal entries" in said
    assert not [words for words in everything_in(pdf) if MARK in words]


def test_a_course_without_anything_of_it_has_nothing_to_name():
    records = replace(demo_courses()[YEAR], following=type(demo_courses()[YEAR].following)())
    assert course_profile(records, Handover(), NOW).removed == ()


@pytest.mark.parametrize("records", everything_confided(), ids=lambda each: each.course.name)
def test_a_deidentified_page_with_every_list_holds_no_word_of_one_s_own_and_no_date(records):
    pdf = report_pdf(records, replace(EVERY_LIST, deidentified=True), paper="letter", now=NOW)
    assert not [words for words in everything_in(pdf) if MARK in words]
    assert not A_DATE.search(texts(pdf)), A_DATE.search(texts(pdf))
    assert "Journal entries" not in texts(pdf)


def test_every_list_that_is_one_s_own_has_a_kind_that_leaves_with_it_alone():
    assert set(OWN_PARTS) < set(AppendixPart)
    assert all(OWN_PARTS.values())
