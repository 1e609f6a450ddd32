"""The file for a caregiver and the file that comes back: there and back, and refused with a sentence."""

import json
import os
import re
import stat
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ketatrack.domain.care_plan import CareContact, CareDate, CarePlan, ToHaveReady, care_plan_of
from ketatrack.domain.caregiver_notes import SignedNote
from ketatrack.domain.errors import JournalError
from ketatrack.domain.plan_words import PlannedKind
from ketatrack.exchange.plan_file import (
    MOST_BEGUN,
    HalfWritten,
    NotesFile,
    PlanFile,
    open_notes,
    open_plan,
    taken_over,
    write_notes,
    write_plan,
)
from ketatrack.exchange.sealed_file import (
    MOST_BYTES,
    USUAL_COST,
    Cost,
    FileKind,
    key_of,
    new_key,
    read_sealed,
    unsealed,
    write_sealed,
)
from tests.plans import full_course
from tests.records import at

CHEAP = Cost(log_n=4)
"""What a key costs is no part of what is tested here."""
WORDS = "five words drawn by chance"
NOW = at("2026-06-01T09:00+02:00")

HEADER_LENGTH = 41


def plan(**fields) -> CarePlan:
    return CarePlan(**{"course_id": "0197", "made_at": NOW, "made_by": "Alex"} | fields)


def note(noticed: str = "slept long") -> SignedNote:
    return SignedNote(noticed_at=NOW, noticed=noticed, signed_by="Mia", written_at=NOW)


@pytest.fixture
def key():
    return new_key(WORDS, CHEAP)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "plan.plan"


@pytest.fixture
def whole(path, key) -> bytes:
    """A plan file with a year of dates and some notes; its bytes."""
    dates = tuple(
        CareDate(id=f"d{day}", what=PlannedKind.SESSION, planned_on=date(2026, 1 + day // 28, 1 + day % 28))
        for day in range(0, 300, 14)
    )
    write_plan(path, PlanFile(plan=plan(dates=dates), notes=(note(), note("quiet"))), key)
    return path.read_bytes()


# there and back

names = some.text(some.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"]), max_size=40).map(
    str.strip
)
texts = some.text(some.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60)
required = names.filter(bool)
moments = some.datetimes(
    min_value=datetime(1990, 1, 1),  # noqa: DTZ001 - the zone is drawn beside it
    max_value=datetime(2090, 1, 1),  # noqa: DTZ001
    timezones=some.integers(-720, 840).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
clocks = some.times().map(lambda clock: clock.replace(second=0, microsecond=0))
dates = some.builds(
    CareDate,
    id=some.uuids().map(str),
    what=some.sampled_from(PlannedKind),
    planned_on=some.dates(),
    clock=some.none() | clocks,
    earliest_on=some.none() | some.dates(),
    latest_on=some.none() | some.dates(),
    place=names,
    fasting=names,
    to_have_ready=some.lists(
        some.builds(ToHaveReady, name=required, done=some.none() | some.booleans()), max_size=3
    ).map(tuple),
)
contacts = some.builds(CareContact, name=required, relation=names, phone=names)
plans = some.builds(
    CarePlan,
    course_id=some.uuids().map(str),
    made_at=moments,
    made_by=names,
    country=some.none() | some.from_regex(r"[A-Z]{2}", fullmatch=True),
    dates=some.lists(dates, max_size=4).map(tuple),
    look_in=texts,
    driving_rule=texts,
    contacts=some.lists(contacts, max_size=3).map(tuple),
)
notes = some.lists(
    some.builds(
        SignedNote,
        id=some.uuids().map(str),
        noticed_at=moments,
        noticed=texts.filter(bool),
        signed_by=required,
        written_at=moments,
    ),
    max_size=3,
).map(tuple)


@given(plans, notes)
def test_every_plan_and_note_comes_back_equal(tmp_path_factory, made, written):
    folder = tmp_path_factory.mktemp("files")
    key = new_key(WORDS, CHEAP)
    content = PlanFile(plan=made, notes=written, half_written=HalfWritten(noticed="begun"))
    write_plan(folder / "a.plan", content, key)
    write_notes(folder / "a.notes", NotesFile(course_id=made.course_id, notes=written), key)

    assert open_plan(folder / "a.plan", WORDS).content == content
    assert open_notes(folder / "a.notes", WORDS).notes == written


def test_the_usual_key_opens_the_file_it_was_made_for(path):
    write_plan(path, PlanFile(plan=plan()), new_key(WORDS))
    opened = open_plan(path, f"  {WORDS.replace(' ', '   ')} ")

    assert opened.content.plan == plan()
    assert opened.key.cost == USUAL_COST
    assert opened.whole == path.read_bytes()


@pytest.mark.usefixtures("whole")
def test_only_its_owner_can_read_a_file(path):
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_plain_bytes_say_nothing_of_what_is_in_the_file(path, key):
    told = "ketamine PHQ-9 depression Alex"
    write_plan(path, PlanFile(plan=plan(made_by=told, look_in=told), notes=(note(told),)), key)
    found = path.read_bytes()

    assert found[:HEADER_LENGTH].startswith(b"PLANFILE")
    for word in (b"keta", b"phq", b"depress", b"alex", b"json", b"course", b"mia"):
        assert word not in found.lower()


def test_two_files_of_the_same_plan_share_no_bytes_but_the_name(path, key):
    write_plan(path, PlanFile(plan=plan()), key)
    first = path.read_bytes()
    write_plan(path, PlanFile(plan=plan()), key)

    assert path.read_bytes()[29:] != first[29:]


# what is in it, and what is not

TOLD = {
    *(f"planned_items.{field}" for field in ("place", "travel_there", "travel_back", "escort", "fasting")),
    *(f"contacts.{field}" for field in ("name", "relation", "phone")),
    *(f"care_arrangements.{field}" for field in ("look_in", "driving_rule", "call_whom", "phone")),
    "preparations.name",
}
"""The only fields whose words a caregiver gets to see."""

KEYS = {
    *("plan", "notes", "half_written", "day", "clock", "noticed", "signed_by"),
    *("course_id", "made_at", "made_by", "for_whom", "country", "dates", "contacts", "name", "done"),
    *("id", "what", "planned_on", "earliest_on", "latest_on", "to_have_ready"),
    *(field.partition(".")[2] for field in TOLD),
}


def keys_of(part: Any) -> set[str]:
    """Return every key of a JSON content, however deep."""
    if isinstance(part, list):
        return set().union(*map(keys_of, part))
    return set(part) | set().union(*map(keys_of, part.values())) if isinstance(part, dict) else set()


def test_of_a_full_journal_only_the_fields_of_the_plan_are_in_a_file(path, key, tmp_path):
    records, people = full_course(tmp_path)
    made = care_plan_of(records, people, made_by="Alex", for_whom="Mia", at=NOW)
    write_plan(path, PlanFile(plan=made), key)
    content = unsealed(read_sealed(path, FileKind.PLAN), key).decode()

    assert set(re.findall(r"<(\w+\.\w+)>", content)) == TOLD
    assert keys_of(json.loads(content)) == KEYS
    assert not re.search("keta|phq|induction|dizziness|sertraline|spring|scheduled", content, re.IGNORECASE)


# refused


def untouched(path: Path) -> tuple[bytes, list[Path]]:
    return path.read_bytes(), sorted(path.parent.iterdir())


@pytest.mark.usefixtures("whole")
def test_a_wrong_passphrase_is_refused_and_nothing_is_written(path):
    before = untouched(path)
    with pytest.raises(JournalError, match="The passphrase does not open it, or the file was changed"):
        open_plan(path, "five other words by chance")
    assert untouched(path) == before


def test_a_file_that_was_cut_off_anywhere_is_refused(whole, path):
    for length in {*range(0, len(whole), 100), 7, 8, 9, HEADER_LENGTH, HEADER_LENGTH + 15, len(whole) - 1}:
        path.write_bytes(whole[:length])
        with pytest.raises(JournalError, match=r"is not a plan file|cut off|does not open it"):
            open_plan(path, WORDS)


def test_a_file_with_any_bit_flipped_is_refused(whole, path):
    for place in {*range(HEADER_LENGTH), *range(HEADER_LENGTH, len(whole), 61), len(whole) - 1}:
        for bit in (0, 5):
            changed = bytearray(whole)
            changed[place] ^= 1 << bit
            path.write_bytes(changed)
            with pytest.raises(JournalError):
                open_plan(path, WORDS)


def test_a_newer_version_is_named_as_such(whole, path):
    path.write_bytes(whole[:8] + b"\x02" + whole[9:])
    with pytest.raises(JournalError, match="made by a newer version of KetaTrack"):
        open_plan(path, WORDS)
    path.write_bytes(whole[:8] + b"\x02")  # whatever a newer header is like
    with pytest.raises(JournalError, match="newer version"):
        open_plan(path, WORDS)


@pytest.mark.parametrize(("place", "value"), [(10, 40), (10, 19), (10, 0), (11, 255), (12, 200), (12, 0)])
def test_a_key_that_would_cost_too_much_is_never_derived(whole, path, place, value):
    path.write_bytes(whole[:place] + bytes([value]) + whole[place + 1 :])
    with pytest.raises(JournalError, match="damaged"):
        read_sealed(path, FileKind.PLAN)


def test_a_file_larger_than_any_plan_is_not_read_further(path):
    with path.open("wb") as stream:
        stream.write(b"PLANFILE\x01")
        stream.truncate(50 * MOST_BYTES)
    with pytest.raises(JournalError, match="larger than any such file"):
        open_plan(path, WORDS)


def test_more_than_a_file_can_hold_is_not_written(path, key):
    with pytest.raises(JournalError, match="nothing was written"):
        write_sealed(path, FileKind.PLAN, b" " * MOST_BYTES, key)
    assert not path.exists()


@pytest.mark.parametrize("name", ["missing.plan", "folder.plan", "text.plan"])
def test_what_is_no_plan_file_is_refused_before_any_passphrase(tmp_path, name):
    (tmp_path / "folder.plan").mkdir()
    (tmp_path / "text.plan").write_text("just words")
    with pytest.raises(JournalError, match=r"cannot be read|is not a"):
        read_sealed(tmp_path / name, FileKind.PLAN)


def test_a_pipe_is_no_plan_file(tmp_path):
    os.mkfifo(tmp_path / "pipe.plan")
    with pytest.raises(JournalError, match="is not a file"):
        read_sealed(tmp_path / "pipe.plan", FileKind.PLAN)


@pytest.mark.usefixtures("whole")
def test_notes_are_no_plan_and_a_plan_is_no_notes(path, key):
    with pytest.raises(JournalError, match="not a file of a caregiver’s notes"):
        open_notes(path, WORDS)
    write_notes(path, NotesFile(course_id="0197", notes=()), key)
    with pytest.raises(JournalError, match="is not a plan file"):
        open_plan(path, WORDS)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b'{"plan": {"course_id": "x", "made_at": "2026-06-01T09:00:00+02:00", "score": 12}}',
        b'{"plan": {"course_id": "x", "made_at": "yesterday"}}',
        b'{"plan": {"course_id": "x", "made_at": "2026-06-01T09:00:00"}}',
        b'{"plan": {"course_id": "", "made_at": "2026-06-01T09:00:00+02:00"}}',
        b"[" * 100_000,
        b"\xff\xfe",
    ],
    ids=["empty", "list", "bare", "more", "no time", "no offset", "no id", "deep", "no text"],
)
def test_content_that_is_no_plan_is_refused_even_when_it_was_sealed_well(path, key, content):
    write_sealed(path, FileKind.PLAN, content, key)
    with pytest.raises(JournalError, match=r"it is not as such a file is|not JSON that can be taken"):
        open_plan(path, WORDS)


def test_more_dates_or_longer_notes_than_anybody_writes_are_refused(path, key):
    day = '{"id":"a","what":"session","planned_on":"2026-06-02"}'
    days = ",".join([day] * 5_001)
    head = '{"course_id":"x","made_at":"2026-06-01T09:00:00+02:00"'
    write_sealed(path, FileKind.PLAN, f'{{"plan":{head},"dates":[{days}]}}}}'.encode(), key)
    with pytest.raises(JournalError, match=r"plan\.dates"):
        open_plan(path, WORDS)


# a newer plan in place of an older one


def later(**fields) -> CarePlan:
    return plan(made_at=NOW.replace(hour=10), **fields)


def test_a_newer_plan_takes_the_notes_of_the_older_one_with_it():
    before = PlanFile(plan=plan(), notes=(note("one"),), half_written=HalfWritten(noticed="begun"))
    after = taken_over(before, PlanFile(plan=later(dates=()), notes=(note("two"),)))

    assert after.plan == later()
    assert [each.noticed for each in after.notes] == ["one", "two"]
    assert after.half_written.noticed == "begun"


def test_what_was_begun_in_both_plans_is_joined_and_too_much_is_told():
    first, second = (HalfWritten(noticed=words, signed_by="Mia") for words in ("one", "two"))
    joined = taken_over(
        PlanFile(plan=plan(), half_written=first), PlanFile(plan=later(), half_written=second)
    )
    assert joined.half_written.noticed == "one\ntwo"

    first, second = (HalfWritten(noticed=letter * MOST_BEGUN) for letter in "ab")
    with pytest.raises(JournalError, match="too long to be joined"):
        taken_over(PlanFile(plan=plan(), half_written=first), PlanFile(plan=later(), half_written=second))


def test_an_older_plan_and_the_plan_of_another_course_replace_nothing():
    with pytest.raises(JournalError, match=r"older than the one that is open, made on 2026-06-01 10:00"):
        taken_over(PlanFile(plan=later()), PlanFile(plan=plan()))
    with pytest.raises(JournalError, match="another course"):
        taken_over(PlanFile(plan=plan()), PlanFile(plan=later(course_id="0198")))


@pytest.mark.usefixtures("whole")
def test_the_same_key_seals_what_goes_back(path, tmp_path):
    opened = open_plan(path, WORDS)
    write_notes(tmp_path / "back.notes", NotesFile(course_id="0197", notes=(note(),)), opened.key)
    sealed = read_sealed(tmp_path / "back.notes", FileKind.NOTES)

    assert unsealed(sealed, key_of(sealed, WORDS)) == unsealed(sealed, opened.key)
    assert open_notes(tmp_path / "back.notes", WORDS).course_id == "0197"
