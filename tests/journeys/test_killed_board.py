"""The program is killed over the board of a session, time after time: nothing is lost, the clock is right."""

import json
import random
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from threading import Timer
from typing import Any

from ketatrack.domain.followed_words import EventKind
from ketatrack.domain.records import FollowedSession, Reading, Record, SessionEvent
from ketatrack.domain.words import Outcome
from ketatrack.store.store import Change, Store
from ketatrack.ui.board.board_keeping import BOARD_DRAFT
from tests import records as make
from tests.journeys import programs
from tests.journeys.processes import begin, posix

LONGEST_S = 0.2
"""About as long as typing, saving and telling one entry takes."""
MOST_TOLD = 6
"""Entries that a kill waits for: two readings with what is typed before them and noted after them."""
_MINUTE = timedelta(minutes=1)


def begun_session(path: Path) -> datetime:
    """Write a session whose first dose was 37 minutes ago, and return when that was."""
    dosed_at = datetime.now().astimezone() - 37 * _MINUTE
    who = make.patient(name="Alex")
    course = make.course(who)
    session = make.session(course, "N1", "2026-06-02T10:00+02:00", outcome=Outcome.COMPLETED)
    belongs = make.STAMP | {"course_id": course.id, "session_id": session.id}
    begun: list[Record] = [
        who,
        course,
        session.changed(started_at=dosed_at),
        FollowedSession(**belongs, opened_at=dosed_at - 5 * _MINUTE),
        SessionEvent(**belongs, happened_at=dosed_at, event=EventKind.DOSE),
    ]
    with Store.create(path) as store:
        store.apply([Change(None, each) for each in begun], at=dosed_at, by=make.STAMP["recorded_by"])
    return dosed_at


def told_before_a_kill(path: Path, entries: int, after_s: float) -> list[dict[str, Any]]:
    """Run the program until some time after it told so many entries, kill it, and return what it told."""
    with begin(programs.follow_a_session, path) as program:
        begun = [program.stdout.readline() for _line in range(1 + entries)]
        assert all(begun), program.communicate()
        killer = Timer(after_s, program.send_signal, [signal.SIGKILL])
        killer.start()
        rest, _complaints = program.communicate()
        killer.join()
        assert program.returncode == -signal.SIGKILL, _complaints
    whole = [line for line in rest.splitlines(keepends=True) if line.endswith("\n")]
    return [json.loads(line) for line in (*begun, *whole)]


def typed_digits(store: Store) -> dict[str, str]:
    """Return the digits that the board shows again: those of the draft, unless they were written by then."""
    drafts = [each.content for each in store.drafts() if each.form == BOARD_DRAFT]
    return next((each["fields"] for each in drafts if store.get(Reading, each["writes"]) is None), {})


def last_told(told: list[dict[str, Any]], what: str, otherwise: int) -> int:
    return next((line[what] for line in reversed(told) if what in line), otherwise)


def killed_over_and_over(folder: Path, kills: int, moments: random.Random) -> int:
    """Kill the program again and again over one session, and return how many readings it came to."""
    path = folder / "mine.ketatrack"
    dosed_at = begun_session(path)
    before_it: dict[type[Record], int] = {Reading: 0, SessionEvent: 1}
    draft: dict[str, str] = {}
    for kill in range(kills):
        earliest = (datetime.now().astimezone() - dosed_at) // _MINUTE
        told = told_before_a_kill(path, moments.randint(0, MOST_TOLD), moments.uniform(0, LONGEST_S))
        latest = (datetime.now().astimezone() - dosed_at) // _MINUTE
        hours, minutes = told[0]["clock"].split(":")
        assert earliest <= 60 * int(hours) + int(minutes) <= latest, f"kill {kill}"
        assert told[0]["typed"] == draft, f"kill {kill}"
        with Store.open(path) as store:
            written = {Reading: store.count(Reading), SessionEvent: store.count(SessionEvent)}
            draft = typed_digits(store)
        for kind, name in ((Reading, "readings"), (SessionEvent, "events")):
            known = last_told(told, name, before_it[kind])
            assert written[kind] - known in {0, 1}, f"kill {kill}: {name}"
        if "typed" in told[-1] and written[Reading] == last_told(told, "readings", before_it[Reading]):
            assert draft == told[-1]["typed"] or draft["systolic"] == "128", f"kill {kill}"
        before_it = written
    return before_it[Reading]


@posix
def test_killed_at_twenty_random_moments_the_board_comes_back_with_all_and_the_clock_is_right(tmp_path):
    folders, kills = [tmp_path / name for name in ("first", "second")], 10
    for folder in folders:
        folder.mkdir()
    with ThreadPoolExecutor(len(folders)) as at_once:  # most of the time goes by while a program starts
        readings = at_once.map(
            killed_over_and_over, folders, [kills, kills], [random.Random(seed) for seed in (20, 21)]
        )
    assert all(number >= kills / 2 for number in readings)
