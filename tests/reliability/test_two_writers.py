"""G12: two programs that write to one journal lose no edit of each other; a stale edit is refused."""

import multiprocessing
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from ketatrack.domain.records import Authorisation
from ketatrack.domain.words import Author
from ketatrack.store.store import Change, StaleEditError, Store
from tests import records as make
from tests.reliability.children import PATIENCE_S

WRITERS = 2
NOW = make.at("2026-03-02T14:15+01:00")
_SPAWN = multiprocessing.get_context("spawn")


def counted_with_care(path: Path, times: int, start: Barrier) -> None:
    """Add one so many times; what another program wrote meanwhile is read again."""
    with Store.open(path) as store:
        start.wait(PATIENCE_S)
        done = 0
        while done < times:
            (before,) = store.find(Authorisation)
            after = before.changed(used_before=before.used_before + 1)
            try:
                store.apply([Change(before, after)], at=NOW, by=Author.PATIENT)
            except StaleEditError:
                continue
            done += 1


def counted_last_write_wins(path: Path, times: int, start: Barrier) -> None:
    """Add one so many times to what was read, whatever was written meanwhile."""
    with Store.open(path) as store:
        for _time in range(times):
            read = store.find(Authorisation)[0].used_before
            start.wait(PATIENCE_S)
            written = False
            while not written:
                (before,) = store.find(Authorisation)
                try:
                    store.apply(
                        [Change(before, before.changed(used_before=read + 1))], at=NOW, by=Author.PATIENT
                    )
                    written = True
                except StaleEditError:
                    continue


@pytest.fixture
def journal(quick_folder: Path) -> Path:
    path = quick_folder / "mine.ketatrack"
    who = make.patient()
    of = make.course(who)
    count = Authorisation(**make.STAMP, course_id=of.id, payer="counter", starts_on="2026-01-01", approved=1)
    with Store.create(path) as store:
        store.apply([Change(None, each) for each in (who, of, count)], at=NOW, by=Author.PATIENT)
    return path


def count_together(way, journal: Path, times: int) -> Authorisation:
    """Let the writers count at once, each in a process of its own; return what stands there at the end."""
    start = _SPAWN.Barrier(WRITERS)
    writers = [
        _SPAWN.Process(target=way, args=(journal, times, start), daemon=True) for _writer in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(PATIENCE_S)
    assert [writer.exitcode for writer in writers] == [0] * WRITERS
    with Store.open(journal) as store:
        assert store.check() == []
        (found,) = store.find(Authorisation)
        return found


def test_increments_of_two_programs_come_out_exact(journal, counts, figures):
    times = counts(500, 5_000)
    found = count_together(counted_with_care, journal, times)
    total = WRITERS * times
    figures.note("two programs writing", edits=total, lost=total - found.used_before)
    assert found.used_before == total
    with Store.open(journal) as store:
        history = [past.content["used_before"] for past in store.history(found.id)]
    assert history == list(range(total))


def test_writing_over_what_was_not_read_loses_increments(journal):
    times = 10
    assert count_together(counted_last_write_wins, journal, times).used_before == times
