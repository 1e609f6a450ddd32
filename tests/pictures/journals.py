"""The journals that the pictures are taken of: empty, the demo, ten years, long words."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import time_machine

from ketatrack.domain.backup_words import Reason
from ketatrack.domain.followed_words import Horizon
from ketatrack.domain.long_term_watch import AnswerKind, long_term_watch
from ketatrack.domain.plan_words import PlannedKind
from ketatrack.domain.planned import done_by
from ketatrack.domain.records import (
    Agreement,
    Authorisation,
    Course,
    PlannedItem,
    Preparation,
    Protocol,
    ProtocolStep,
    Record,
    WatchAnswer,
)
from ketatrack.domain.words import Author, Route
from ketatrack.exchange.demo import fill_with_demo
from ketatrack.store.scheduled_backups import backup_before
from ketatrack.store.store import Change, Store
from tests import records as make
from tests.courses import ten_years
from tests.pictures.history import rewrite

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


def _with(folder: Path, name: str, records: list[Record]) -> Store:
    store = Store.create(folder / f"{name}.ketatrack")
    store.apply(
        [Change(None, record) for record in records], at=make.at("2026-11-20T10:00+01:00"), by=Author.PATIENT
    )
    return store


def empty(folder: Path) -> Store:
    """A patient and a course, nothing written down."""
    who = make.patient(name="Alex")
    return _with(folder, "empty", [who, make.course(who)])


def demo(folder: Path) -> Store:
    """The courses of the demo."""
    store = Store.create(folder / "demo.ketatrack")
    fill_with_demo(store)
    return rewrite(store)


def decade(folder: Path) -> Store:
    """Ten years of sessions, each with its planned date, of readings and scores."""
    records = ten_years()
    dates = [
        done_by(_planned(records.course, session.started_at.date()), session) for session in records.sessions
    ]
    quarters = [
        make.at(f"{year}-{month:02}-03T09:00+01:00") for year in range(2017, 2027) for month in (2, 5, 8, 11)
    ]
    watched = [answer for moment in quarters for answer in _watched(records.course, moment)]
    store = _with(folder, "decade", [records.patient, records.course, *records.entries(), *dates, *watched])
    _back_up(store)
    return rewrite(store)


def _watched(of: Course, moment: datetime, words: str = "") -> list[Record]:
    """Answer every sign of the long-term watch at a moment."""
    values: dict[AnswerKind, dict[str, Any]] = {
        AnswerKind.YES_NO: {"present": moment.month == 5, "words": words},
        AnswerKind.SCALE: {"number": moment.month % 4, "words": words},
        AnswerKind.TEST: {"done_on": moment.date(), "words": words or "as before"},
        AnswerKind.WEIGHT: {"number": 80 + moment.month / 2},
    }
    return [
        WatchAnswer(**make.STAMP, course_id=of.id, sign=sign.id, answered_at=moment, **values[sign.answer])
        for sign in long_term_watch().signs
        if sign.answer in values
    ]


def _back_up(store: Store) -> None:
    """Make backups over the last year, for every reason."""
    now = datetime.now(UTC)
    for days, reason in zip((300, 200, 100, 40, 10, 2, 0), Reason, strict=True):
        with time_machine.travel(now - timedelta(days=days), tick=False):
            backup_before(store, reason)


def _planned(of: Course, day: date, **fields: str) -> PlannedItem:
    return PlannedItem(
        **make.STAMP, course_id=of.id, item=PlannedKind.SESSION, planned_on=day, clock=time(10), **fields
    )


def long_words(folder: Path) -> Store:
    """Names and notes as long as people and German make them."""
    who = make.patient(name=f"{LONG} von und zu {LONG}", country="DE")
    course = make.course(who, name=f"{LONG} {LONG}", route=Route.IV, product=LONG)
    session = make.session(
        course, f"S1 {LONG}", "2026-11-18T10:00+01:00", notes=f"{LONG} " * 20, product=LONG, route=Route.IV
    )
    store = _with(
        folder,
        "long",
        [
            who,
            course,
            session,
            make.reading(
                course,
                "2026-11-18T10:30+01:00",
                session_id=session.id,
                minutes=30,
                systolic=141,
                diastolic=88,
                notes=LONG,
            ),
            make.side_effect(course, LONG, session_id=session.id, notes=LONG),
            make.side_effect(
                course,
                f"{LONG} {LONG}",
                horizon=Horizon.LONG_TERM,
                noticed_at=make.at("2026-11-10T10:00+01:00"),
                written_at=make.at("2026-11-10T10:05+01:00"),
                severity="severe",
                still_present=True,
                done_about_it=LONG,
                noticed_by=LONG,
            ),
            *_watched(course, make.at("2026-05-03T09:00+02:00"), LONG),
            *_watched(course, make.at("2026-11-03T09:00+01:00"), LONG),
            make.phq9(course, "2026-11-17T21:00+01:00", *[2] * 9, notes=f"{LONG} " * 5),
            make.rhythm(course, LONG),
            make.rhythm(course, "phq9", set_back=True),
            make.rhythm(course, "resting_pressure", every_days=1),
            make.rhythm(course, "long_term_watch", every_days=1),
            *_long_plan(course),
        ],
    )
    return rewrite(store)


def _long_plan(of: Course) -> list[Record]:
    names = dict.fromkeys(("name", "place", "escort", "travel_there", "travel_back", "fasting"), LONG)
    item = _planned(of, date(2026, 12, 8), **names)
    weekly = tuple(range(0, 600, 7))
    protocol = Protocol(**make.STAMP, course_id=of.id, name=LONG * 2, starts_on=date(2026, 11, 18))
    belongs = make.STAMP | {"course_id": of.id}
    return [
        protocol,
        ProtocolStep(**make.STAMP, protocol_id=protocol.id, first_day=0, last_day=600, on_days=weekly),
        item,
        item.changed(id="draft", planned_on=date(2026, 12, 15), draft=True, protocol_id=protocol.id),
        Preparation(**make.STAMP, planned_item_id=item.id, name=LONG),
        Agreement(
            **belongs,
            agreed_on=date(2026, 5, 2),
            words=f"{LONG} " * 6,
            call_whom=LONG,
            instrument="phq9",
            call_at=14,
            shortest_days=21,
            longest_days=28,
        ),
        Authorisation(**belongs, payer=LONG, number=LONG, starts_on=date(2026, 1, 1), approved=8),
    ]


JOURNALS: dict[str, Callable[[Path], Store]] = {
    "empty": empty,
    "demo": demo,
    "decade": decade,
    "long": long_words,
}
