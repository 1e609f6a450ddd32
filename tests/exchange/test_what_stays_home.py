"""What was written in and after sessions reaches no plan, calendar, card or file unless it was chosen."""

import json
import zipfile
from contextlib import closing

import pytest

from ketatrack.domain.calendar_choices import Audience, CalendarChoices, CalendarPart
from ketatrack.domain.care_plan import care_plan_of, items_in
from ketatrack.domain.care_plan import held_words as held_by_plan
from ketatrack.domain.course_following import followed_lists
from ketatrack.domain.handover import OWN_PARTS, AppendixPart, Handover, held_words
from ketatrack.domain.records import JournalEntry
from ketatrack.domain.sheets import CardChoices, CardPart
from ketatrack.exchange.calendar_file import CalendarRequest, write_calendar
from ketatrack.exchange.course_json import course_json
from ketatrack.exchange.csv_export import README, csv_files, export_csv_zip
from ketatrack.exchange.csv_tables import NEVER_READ
from ketatrack.exchange.excerpt import excerpt
from ketatrack.exchange.importing import plan_import
from ketatrack.reports.caregiver_card import caregiver_card
from ketatrack.reports.clinic_question import ask_the_clinic
from ketatrack.reports.visit_sheet import visit_sheet
from ketatrack.store.store import Store
from tests.confided import MARK, confided, demo_courses, everything_confided, marks_in
from tests.exchange.test_calendar_file import BERLIN
from tests.records import STAMP, at

YEAR = "Nasal spray year (synthetic)"
NOW = at("2026-11-22T12:00+01:00")
EVERYTHING = Handover(appendix=tuple(AppendixPart))


def test_the_mark_stands_wherever_words_can_be_written():
    kinds = set().union(*(marks_in(records) for records in everything_confided()))
    assert {"journal_entries", "session_experiences", "check_ins", "session_events", "side_effects"} <= kinds
    assert len(kinds) == 12


@pytest.mark.parametrize("records", everything_confided(), ids=lambda each: each.course.name)
class TestNothingLeaves:
    def test_in_the_plan_file_of_a_caregiver(self, records):
        plan = care_plan_of(records, [], made_by="A", for_whom="B", at=NOW)
        items_in(plan, records)
        assert MARK not in plan.model_dump_json()
        assert MARK not in "".join(held_by_plan(plan))

    def test_on_a_card_with_everything_ticked(self, records):
        card = caregiver_card(records, [], CardChoices(parts=frozenset(CardPart)), NOW)
        assert MARK not in repr(card)

    def test_on_a_visit_sheet_or_a_question_to_the_clinic(self, records):
        assert MARK not in repr(visit_sheet(records, EVERYTHING, NOW))
        assert MARK not in repr(ask_the_clinic(records, "May I?", NOW))

    def test_in_files_unless_it_was_chosen(self, records):
        kept = Handover(appendix=tuple(part for part in AppendixPart if part not in OWN_PARTS))
        without_notes = Handover(
            appendix=tuple(p for p in AppendixPart if p not in {*OWN_PARTS, AppendixPart.NOTES})
        )
        for choices in (kept, without_notes, Handover()):
            shown = excerpt(records, choices)
            assert marks_in(shown.records) <= {"side_effects"}
        files = csv_files(records, Handover())
        assert MARK.encode() not in b"".join(
            content for name, content in files.items() if name != "side_effects.csv"
        )

    def test_in_a_deidentified_file_even_where_all_was_chosen(self, records):
        choices = Handover(deidentified=True, appendix=tuple(AppendixPart), tags=())
        assert marks_in(excerpt(records, choices).records) == set()
        assert MARK not in json.dumps(course_json(records, choices))

    def test_in_the_log_of_what_left(self, records):
        assert MARK not in "".join(held_words(EVERYTHING))


def test_the_log_names_no_list_that_a_page_without_names_never_holds():
    held = held_words(Handover(deidentified=True, appendix=tuple(AppendixPart)))
    assert "Sessions as they were followed" in held
    assert not {"Notes", "Journal entries"} & set(held)


def test_words_noted_in_sessions_go_into_files_only_where_notes_were_chosen_too():
    followed = (AppendixPart.FOLLOWED,)
    for appendix, words in ((followed, {""}), ((*followed, AppendixPart.NOTES), {MARK})):
        shown = excerpt(confided(YEAR), Handover(appendix=appendix)).records.following
        noted = [each for each in shown.events if not each.event.says_what_was_given]
        assert {each.words for each in noted} == words


def test_no_calendar_carries_any_of_it(tmp_path):
    out = tmp_path / "plan.ics"
    for audience in Audience:
        request = CalendarRequest(audience, CalendarChoices(parts=frozenset(CalendarPart)))
        entry = write_calendar(confided(YEAR), [], request, out, zone=BERLIN, now=NOW, stamp=STAMP)
        assert MARK.encode() not in out.read_bytes()
        assert MARK not in entry.held


# chosen, list by list


@pytest.mark.parametrize("part", list(OWN_PARTS))
def test_a_list_brings_its_own_kinds_and_no_other(part):
    brought = set()
    for records in everything_confided():
        shown = excerpt(records, Handover(appendix=(part,))).records.following
        brought |= {kind for kind, found in followed_lists(shown) if found}
    assert brought == set(OWN_PARTS[part])


def test_the_scales_of_a_check_in_come_without_its_words_unless_these_were_chosen_too():
    scales_only = excerpt(confided(YEAR), Handover(appendix=(AppendixPart.ACUTE,))).records.following
    assert {each.words for each in scales_only.check_ins} == {""}
    both = excerpt(confided(YEAR), Handover(appendix=(AppendixPart.EXPERIENCES,))).records.following
    assert {each.words for each in both.check_ins} == {MARK}


def test_only_journal_entries_with_a_chosen_tag_leave():
    records = demo_courses()[YEAR]
    choices = Handover(appendix=(AppendixPart.JOURNAL,), tags=("plans",))
    (entry,) = excerpt(records, choices).records.following.journal
    assert entry.tags == ("people", "plans")
    assert "only entries with a tag of these: plans" in " ".join(held_words(choices))
    every = excerpt(records, Handover(appendix=(AppendixPart.JOURNAL,))).records.following.journal
    assert len(every) == 5


def test_files_say_that_a_corrected_entry_of_a_sitter_is_not_in_them():
    chosen = excerpt(demo_courses()["Other routes (synthetic)"], EVERYTHING)
    assert len(chosen.records.following.corrected) == 1
    said = "Not in these files: 1 entry of a sitter, in whose place the patient's own stands."
    assert said in chosen.remarks


def test_files_say_what_of_the_followed_sessions_they_do_not_hold():
    (said,) = [words for words in excerpt(demo_courses()[YEAR], Handover()).removed if "journal" in words]
    assert said == (
        "Left out by choice: scales before and after sessions, sessions as they were followed, long-term "
        "watch, how sessions were, journal entries."
    )
    chosen = excerpt(demo_courses()[YEAR], EVERYTHING)
    assert not any("Left out by choice" in words for words in chosen.remarks)


def test_chosen_lists_are_files_of_their_own_and_reading_them_back_takes_the_course_alone(tmp_path):
    out = tmp_path / "course.zip"
    export_csv_zip(demo_courses()[YEAR], out, EVERYTHING)
    with zipfile.ZipFile(out) as archive:
        names = set(archive.namelist())
        journal = archive.read("journal_entries.csv").decode()
    assert {"session_events.csv", "watch_answers.csv", "check_ins.csv", README} <= names
    assert journal.startswith("session,happened_at,prompt,words,tags")
    assert "images;people" in journal
    with closing(Store.create(tmp_path / "new.ketatrack")) as store:
        plan = plan_import(out, store)
    assert plan.rejected == []
    assert {notice.file for notice in plan.notices} == {name for name in names if name in NEVER_READ}
    assert not any(isinstance(record, JournalEntry) for batch in plan.batches for record in batch.records)


def test_the_json_of_a_course_holds_chosen_lists_as_objects():
    held = course_json(demo_courses()[YEAR], EVERYTHING)["records"]
    (event, *_others) = [each for each in held["session_events"] if each["session"] == "N36"]
    assert event["event"] == "dose"
    assert (event["amount"], event["amount_unit"]) == (14, "mg")
    assert "session_events" not in course_json(demo_courses()[YEAR], Handover())["records"]


def test_a_tag_is_no_formula_in_a_spreadsheet():
    records = demo_courses()[YEAR]
    entry = records.following.journal[0].model_copy(update={"tags": ("=1+1", "plain")})
    records.following.journal[0:1], kept = [entry], records.following.journal[0]
    try:
        files = csv_files(records, Handover(appendix=(AppendixPart.JOURNAL,)))
    finally:
        records.following.journal[0:1] = [kept]
    assert "'=1+1;plain" in files["journal_entries.csv"].decode()
