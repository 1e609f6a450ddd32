"""A second reader of calendars sees one event for each date, moved or cancelled by a newer file."""

import stat
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events

from ketatrack.cli import run
from ketatrack.domain.calendar_choices import CALENDAR_SETTING, Audience, CalendarChoices, CalendarPart
from ketatrack.domain.errors import JournalError
from ketatrack.domain.records import Course, HandOverEntry, PlannedItem
from ketatrack.domain.words import Author
from ketatrack.exchange.calendar_file import CalendarRequest, write_calendar
from ketatrack.store.store import Change, Store
from tests.neutral import revealing_words
from tests.records import STAMP, at, course, patient

NOW = at("2026-06-01T12:00+02:00")
BERLIN = ZoneInfo("Europe/Berlin")
NAMELESS = "Appointment"


class Plan:
    """A journal with a plan, whose calendar is handed over time and again."""

    def __init__(self, folder: Path, **fields: Any) -> None:
        person = patient(name="Alex")
        self.store = Store.create(folder / "mine.ketatrack")
        self.course = course(person, product="Spravato", **fields)
        self.out = folder / "out.ics"
        self.apply((None, person), (None, self.course))

    def apply(self, *changes: tuple[Any, Any]) -> None:
        self.store.apply([Change(*change) for change in changes], at=NOW, by=Author.PATIENT)

    def add(self, **fields: Any) -> PlannedItem:
        when: dict[str, Any] = {"item": "session", "planned_on": date(2026, 6, 5), "clock": time(10)}
        item = PlannedItem(**STAMP, course_id=self.course.id, **when | fields)
        self.apply((None, item))
        return item

    def change(self, item: PlannedItem, **fields: Any) -> PlannedItem:
        now = self.store.get(PlannedItem, item.id)
        assert now is not None
        self.apply((now, now.changed(**fields)))
        return now

    def remove(self, item: PlannedItem) -> None:
        now = self.store.get(PlannedItem, item.id)
        assert now is not None
        self.apply((now, None))

    def write(
        self, choices: CalendarChoices | None = None, on: date | None = None, **given: Any
    ) -> HandOverEntry:
        zone = given.pop("zone", BERLIN)
        entry = write_calendar(
            self.store.course_records(self.store.find(Course)[0]),
            self.store.history(),
            CalendarRequest(given.pop("audience", Audience.PATIENT), choices or CalendarChoices(), on),
            self.out,
            zone=zone,
            now=NOW,
            stamp=STAMP,
        )
        self.apply((None, entry))
        return entry

    def events(self) -> dict[str, Any]:
        calendar = icalendar.Calendar.from_ical(self.out.read_bytes())
        found = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
        assert len(found) == len(calendar.walk("VEVENT"))
        return found

    def only(self) -> Any:
        (event,) = self.events().values()
        return event


@pytest.fixture
def plan(tmp_path: Path):
    made = Plan(tmp_path)
    with made.store:
        yield made


def test_a_date_that_moved_is_the_same_event_with_a_higher_sequence(plan: Plan) -> None:
    item = plan.add()
    plan.write()
    before = plan.only()
    plan.change(item, planned_on=date(2026, 6, 8), clock=time(14, 30))
    plan.write()
    after = plan.only()
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    calendar = icalendar.Calendar.from_ical(plan.out.read_bytes())
    (shown,) = recurring_ical_events.of(calendar).between(date(2026, 6, 1), date(2026, 7, 1))
    assert shown.start == datetime(2026, 6, 8, 14, 30, tzinfo=BERLIN)


@pytest.mark.parametrize("fields", [{"ended": "skipped"}, {"ended": "not_given"}, {"draft": True}])
def test_what_was_called_off_is_cancelled_where_a_calendar_has_it(plan: Plan, fields: dict[str, Any]) -> None:
    item, never_sent = plan.add(), plan.add(planned_on=date(2026, 6, 9))
    plan.add(planned_on=date(2026, 6, 12))
    plan.change(never_sent, **fields)
    plan.write()
    (uid, before), _other = plan.events().items()
    plan.change(item, **fields)
    plan.write()
    assert len(plan.events()) == 2
    assert plan.events()[uid]["STATUS"] == "CANCELLED"
    assert plan.events()[uid]["SEQUENCE"] > before["SEQUENCE"]


def test_a_removed_date_is_cancelled_and_stands_again_when_the_removal_is_undone(plan: Plan) -> None:
    item = plan.add()
    plan.add(planned_on=date(2026, 6, 12))
    plan.write()
    uid, before = next(iter(plan.events().items()))
    plan.remove(item)
    plan.write()
    gone = plan.events()[uid]
    assert (gone["STATUS"], gone["DTSTART"].dt) == ("CANCELLED", before["DTSTART"].dt)
    plan.apply((None, item.model_copy(update={"revision": item.revision + 1})))
    plan.write()
    back = plan.events()[uid]
    assert back["STATUS"] == "CONFIRMED"
    assert before["SEQUENCE"] < gone["SEQUENCE"] < back["SEQUENCE"]


def test_drafts_are_never_in_it_and_a_plan_of_drafts_writes_nothing(plan: Plan) -> None:
    plan.add(draft=True)
    with pytest.raises(JournalError, match="no date that your clinic gave you"):
        plan.write()
    assert not plan.out.exists()


def test_one_date_alone_and_a_day_without_one(plan: Plan) -> None:
    plan.add()
    plan.add(planned_on=date(2026, 6, 9))
    plan.write(on=date(2026, 6, 9))
    assert plan.only()["DTSTART"].dt.date() == date(2026, 6, 9)
    with pytest.raises(JournalError, match="No date of the plan is on 10 Jun 2026"):
        plan.write(on=date(2026, 6, 10))


def test_a_date_without_a_time_is_a_whole_day(plan: Plan) -> None:
    plan.add(clock=None)
    plan.write()
    assert plan.only()["DTSTART"].dt == date(2026, 6, 5)
    assert plan.only()["DTSTART"].params["VALUE"] == "DATE"


def test_an_alarm_rings_at_the_chosen_lead_and_only_for_what_is_to_come(plan: Plan) -> None:
    plan.add()
    plan.add(planned_on=date(2026, 5, 5))
    plan.write(CalendarChoices(lead_minutes=1440))
    past, coming = sorted(plan.events().values(), key=lambda event: event["DTSTART"].dt)
    (alarm,) = coming.walk("VALARM")
    assert (alarm["TRIGGER"].dt, alarm["DESCRIPTION"]) == (timedelta(days=-1), NAMELESS)
    assert past.walk("VALARM") == []


def test_the_window_is_told_and_place_way_and_escort_only_when_ticked(plan: Plan) -> None:
    plan.add(
        place="Ketamine Clinic, Main Street 5",
        travel_back="Taxi after the Spravato",
        escort="Robin",
        earliest_on=date(2026, 6, 4),
        notes="PHQ-9 before it",
        name="Esketamine 56 mg",
    )
    plan.write()
    assert "LOCATION" not in plan.only()
    assert plan.only()["DESCRIPTION"] == "Earliest: 4 Jun 2026"
    assert revealing_words(plan.out.read_bytes()) == []
    plan.write(CalendarChoices(parts=tuple(CalendarPart)), audience=Audience.CAREGIVER)
    event = plan.only()
    assert event["LOCATION"] == "… Clinic, Main Street 5"
    assert event["DESCRIPTION"].splitlines() == [
        "Earliest: 4 Jun 2026",
        "Way back: Taxi after the …",
        "Who comes along: Robin",
    ]
    assert revealing_words(plan.out.read_bytes()) == []


def test_the_raw_file_names_neither_the_program_nor_what_it_is_for(plan: Plan) -> None:
    item = PlannedItem(
        **STAMP, id="keta-phq9-1", course_id=plan.course.id, item="session", planned_on=date(2026, 6, 5)
    )
    plan.apply((None, item))
    plan.write(CalendarChoices(title="Ketamine at noon", lead_minutes=60))
    raw = plan.out.read_bytes()
    assert revealing_words(raw) == []
    assert b"METHOD:PUBLISH" in raw
    assert plan.only()["SUMMARY"] == "… at noon"
    assert stat.S_IMODE(plan.out.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("zone", "changes"),
    [
        ("Europe/Berlin", (date(2026, 3, 29), date(2026, 10, 25))),
        ("America/New_York", (date(2026, 3, 8), date(2026, 11, 1))),
        ("Australia/Sydney", (date(2026, 4, 5), date(2026, 10, 4))),
    ],
)
def test_ten_o_clock_stays_ten_o_clock_when_the_clocks_change(
    tmp_path: Path, zone: str, changes: tuple[date, date]
) -> None:
    plan = Plan(tmp_path, timezone=zone)
    with plan.store:
        days = [change + timedelta(days=off) for change in changes for off in (-7, -1, 0, 1, 7)]
        for day in days:
            plan.add(planned_on=day)
        plan.write(zone=ZoneInfo(zone))
    calendar = icalendar.Calendar.from_ical(plan.out.read_bytes())
    (described,) = calendar.walk("VTIMEZONE")
    # the second reader goes by the file's own description of the zone
    own = described.to_tz(lookup_tzid=False)
    shown = recurring_ical_events.of(calendar).between(date(2026, 1, 1), date(2027, 1, 1))
    starts = sorted((event["DTSTART"].dt for event in shown), key=lambda start: start.date())
    assert [start.date() for start in starts] == days
    assert {start.time() for start in starts} == {time(10)}
    for start in starts:
        wall = start.replace(tzinfo=None)
        assert wall.replace(tzinfo=own).utcoffset() == wall.replace(tzinfo=ZoneInfo(zone)).utcoffset()
    assert len({start.replace(tzinfo=ZoneInfo(zone)).utcoffset() for start in starts}) == 2


def test_the_command_writes_it_with_what_was_ticked_and_logs_the_hand_over(plan: Plan, capsys) -> None:
    plan.add(place="Main Street 5")
    ticked = CalendarChoices(title="Errand", parts=(CalendarPart.PLACE,))
    plan.store.set_setting(CALENDAR_SETTING, ticked.into_setting(None, Audience.CAREGIVER))
    journal = str(plan.store.path)
    assert run(["calendar", journal, str(plan.out), "--for", "caregiver"]) == 0
    assert (plan.only()["SUMMARY"], plan.only()["LOCATION"]) == ("Errand", "Main Street 5")
    assert run(["calendar", journal, str(plan.out), "--date", "2026-06-05"]) == 0
    assert plan.only()["SUMMARY"] == NAMELESS
    assert "LOCATION" not in plan.only()
    held = [(entry.for_whom, entry.held) for entry in plan.store.find(HandOverEntry)]
    assert held == [("My caregiver", "Saved as a file\nPlace"), ("", "Saved as a file")]
    assert run(["calendar", journal, str(plan.out), "--date", "2026-06-06"]) == 1
    assert "No date of the plan" in capsys.readouterr().err


def test_unreadable_choices_are_those_of_a_new_journal() -> None:
    for kept in (None, {}, {"patient": {"lead_minutes": "soon"}}, {"patient": 3}, [1]):
        assert CalendarChoices.of_setting(kept, Audience.PATIENT) == CalendarChoices()
