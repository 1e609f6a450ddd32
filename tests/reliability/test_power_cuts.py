"""G2: a save that the screen confirmed survives a power cut."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from ketatrack.store.key import Key
from tests.reliability.children import posix
from tests.reliability.journals import KEYS, Saved, journal_with_a_course, look
from tests.reliability.power import Files, Replay, lay_out
from tests.reliability.strace import Call, calls_of, watched
from tests.reliability.works import save_sessions

pytestmark = [posix, watched]


class PowerCuts:
    """Sessions that a child saved, and the power that goes at every moment of it."""

    def __init__(self, folder: Path, key: Key | None, commits: int, synchronous: str | None = None) -> None:
        self._key = key
        self._path = folder / "journal" / "spring.ketatrack"
        self._confirmed = str(folder / "confirmed")
        self._path.parent.mkdir()
        journal_with_a_course(self._path, key)
        self._replay = Replay(self._path.parent)
        work = (save_sessions, self._path, key, Path(self._confirmed), commits, synchronous)
        self._calls, _ending = calls_of(folder / "calls", *work)
        assert len(Path(self._confirmed).read_text(encoding="ascii").split()) == commits

    def each(self, opened_in: Path, samples: int) -> Iterator[Saved]:
        """Cut the power after each call that changes something, in several ways, and look at what is left."""
        chance = random.Random(20260302)
        seen: set[int] = set()
        confirmed: set[str] = set()
        for call in self._replay.play(self._calls):
            confirmed |= self._confirmation(call)
            for files in self._replay.disk.cuts(chance, samples):
                state = hash((*sorted(files.items()), len(confirmed)))
                if state not in seen:
                    seen.add(state)
                    yield self._look(files, opened_in, confirmed)

    def _confirmation(self, call: Call) -> set[str]:
        written = call.arguments[1] if call.name == "write" else b""
        is_id = isinstance(written, bytes) and len(written) == len("00000000-0000-0000-0000-000000000000\n")
        return {written.decode().strip()} if is_id else set()

    def _look(self, files: Files, folder: Path, confirmed: set[str]) -> Saved:
        lay_out(files, folder)
        return look(folder / self._path.name, self._key, confirmed)


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_what_was_confirmed_is_there_after_a_power_cut_at_every_moment(
    tmp_path: Path, quick_folder: Path, key: Key | None, counts, figures
):
    power = PowerCuts(tmp_path, key, counts(20 if key is None else 8, 60))
    for saved in power.each(quick_folder, counts(1, 4)):
        figures.note("power cuts while saving", power_cuts=1, lost_saves=saved.lost, half_saves=saved.half)
        figures.note("power cuts while saving", damaged_journals=saved.corrupt)
        assert (saved.lost, saved.half, saved.corrupt) == (0, 0, 0)


@pytest.mark.parametrize("synchronous", ["off", "normal", "full"])
def test_a_database_that_waits_less_for_the_disk_loses_saves(
    tmp_path: Path, quick_folder: Path, synchronous: str
):
    power = PowerCuts(tmp_path, None, 3, synchronous)
    assert any(saved.lost or saved.corrupt for saved in power.each(quick_folder, 1))
