"""G1: a save that the screen confirmed survives a crash."""

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ketatrack.store.key import Key
from ketatrack.store.store import Store
from tests.reliability.children import Child, posix
from tests.reliability.journals import KEYS, Saved, journal_with_a_course, lines, look
from tests.reliability.works import confirm_before_saving, save_one_by_one, save_sessions

_ENOUGH = 10_000
_LONGEST_S = 0.25
"""In which some ten sessions are saved; the kill comes at a random moment of it."""

pytestmark = posix


def left_by_a_kill(folder: Path, key: Key | None, work: Callable[..., Any]) -> Saved:
    """Kill a child that saves sessions at a random moment after its first, and look at what it left."""
    path, confirmed = folder / "spring.ketatrack", folder / "confirmed"
    journal_with_a_course(path, key)
    child = Child(work, path, key, confirmed, _ENOUGH)
    child.go()
    while not confirmed.exists():
        time.sleep(0.005)
    time.sleep(random.uniform(0, _LONGEST_S))
    child.kill()
    assert child.end().killed
    Store.open(path, key).close()  # as the next window does, before anybody else has mended anything
    return look(path, key, lines(confirmed))


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_what_was_confirmed_is_there_after_a_kill_and_nothing_is_half_there(
    fresh_folder: Callable[[], Path], key: Key | None, counts, figures
):
    for _kill in range(counts(20, 200)):
        saved = left_by_a_kill(fresh_folder(), key, save_sessions)
        figures.note("kills while saving", kills=1, lost_saves=saved.lost, half_saves=saved.half)
        figures.note("kills while saving", damaged_journals=saved.corrupt)
        assert saved.found
        assert (saved.lost, saved.half, saved.corrupt) == (0, 0, 0)


@pytest.mark.parametrize(
    ("naive", "harm"),
    [(confirm_before_saving, "lost"), (save_one_by_one, "half")],
    ids=["early", "one by one"],
)
def test_the_kills_find_a_naive_way_of_saving(
    fresh_folder: Callable[[], Path], naive: Callable[..., Any], harm: str
):
    for _kill in range(30):
        if getattr(left_by_a_kill(fresh_folder(), None, naive), harm):
            return
    pytest.fail("no kill has shown the harm of a naive way")
