"""G4: damage is noticed before it spreads. G5: a damaged file can be salvaged without outside tools."""

import hashlib
import os
import random
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ketatrack.domain.errors import JournalError
from ketatrack.domain.history import Action
from ketatrack.domain.records import KINDS as RECORD_KINDS
from ketatrack.domain.words import Author
from ketatrack.store.cells import Cells, PageKind
from ketatrack.store.damage import findings_of, rows_of_sound_pages
from ketatrack.store.engine import connect
from ketatrack.store.findings import Damage, Finding, is_damaged
from ketatrack.store.first_look import opened_to_look
from ketatrack.store.judging import Judged, judged
from ketatrack.store.key import Key
from ketatrack.store.pages import Page, pages_of
from ketatrack.store.rescue import rescue, what_is_left
from ketatrack.store.store import Draft, Store
from ketatrack.store.tables import metadata
from tests.reliability.conftest import Figures
from tests.reliability.damages import (
    Original,
    changed_pages,
    damaged,
    flip_a_bit_of_an_entry,
    original,
    zero_a_page,
)
from tests.store.conftest import NOW

Rows = dict[tuple[str, str], tuple[Any, ...]]
"""The rows of a file by table and key."""


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder in memory where there is one: hundreds of files are made."""
    memory = Path("/dev/shm")  # noqa: S108
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as name:
        yield Path(name)


@pytest.fixture(scope="module", params=["plain", "encrypted"])
def journal(request: pytest.FixtureRequest, folder: Path) -> Original:
    key = Key.new("correct horse battery staple") if request.param == "encrypted" else None
    return original(folder / "original.ketatrack", key)


def rows_in(path: Path, key: Key | None) -> Rows:
    """Read every row with SQL, as whoever looks at the file with another program does."""
    rows: Rows = {}
    with closing(connect(path, key, read_only=True)) as connection:
        connection.text_factory = bytes
        for table in metadata.tables.values():
            (key_column,) = table.primary_key.columns
            names = ", ".join(f'"{column.name}"' for column in table.columns)
            for row in connection.execute(f'SELECT "{key_column.name}", {names} FROM "{table.name}"'):  # noqa: S608
                rows[table.name, _text(row[0])] = tuple(row[1:])
    return rows


def _text(stored: Any) -> str:
    return stored.decode(errors="backslashreplace") if isinstance(stored, bytes) else str(stored)


class _WatchedCells(Cells):
    """Notes which pages a row was read from."""

    def __init__(self, pages: list[Page]) -> None:
        super().__init__(pages)
        self.touched: set[int] = set()

    def page(self, number: int) -> Page:
        self.touched.add(number)
        return super().page(number)


@cache
def pages_of_rows(of: Original) -> dict[tuple[str, str], set[int]]:
    """Return the pages on which each row of the original lies, by its table and key."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "original.ketatrack"
        path.write_bytes(of.content)
        truth = rows_in(path, of.key)
        cells = _WatchedCells(list(pages_of(path, of.key)))
    by_key = {key: (table, key) for table, key in truth}
    places: dict[tuple[str, str], set[int]] = {}
    for number in range(1, cells.count + 1):
        if cells.kind(number) != PageKind.TABLE:
            continue
        cells.touched.clear()
        for row in cells.rows(number):
            assert row is not None
            first = row.values[0]
            key = str(row.rowid if first is None else first)
            if key in by_key and len(row.values) == len(metadata.tables[by_key[key][0]].columns):
                places[by_key[key]] = set(cells.touched)
            cells.touched.clear()
    assert places.keys() == truth.keys()
    return places


def returned(left: Judged) -> set[tuple[str, str]]:
    """Return the rows that a rescue gives back, be it apart from the entries."""
    given = {(table, str(row[0])) for table, rows in left.rows.items() for row in rows if row[0] is not None}
    apart = {finding for finding in left.findings if finding.damage.is_kept}
    return given | {(finding.table, finding.key) for finding in apart}


def unnamed(lost: set[tuple[str, str]], findings: list[Finding]) -> set[tuple[str, str]]:
    """Return the lost rows that no finding names."""
    named = {(finding.table, finding.key) for finding in findings}
    in_part = {finding.table for finding in findings if not finding.key}
    return {row for row in lost if row not in named and row[0] not in in_part}


def _changed_rows(journal: Original, path: Path) -> set[tuple[str, str]]:
    """Return what SQL reads otherwise than it was, in a file that SQL can read."""
    before = _original_rows(journal)
    now = rows_in(path, journal.key)
    return {row for row in before.keys() | now.keys() if before.get(row) != now.get(row)}


@cache
def _original_rows(journal: Original) -> Rows:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "original.ketatrack"
        path.write_bytes(journal.content)
        return rows_in(path, journal.key)


def test_no_damage_is_silent_and_whatever_lies_on_a_whole_page_is_given_back(
    journal: Original, folder: Path, counts: Callable[[int, int], int], figures: Figures
) -> None:
    path = folder / "damaged.ketatrack"
    row = "damage, with a passphrase" if journal.key else "damage, without a passphrase"
    places = pages_of_rows(journal)
    for seed in range(counts(260, 2500)):
        what, content = damaged(journal, seed)
        path.write_bytes(content)
        seen = f"seed {seed}, {what}"
        sound = rows_of_sound_pages(path, journal.key)
        findings = [] if sound is None else judged(sound, NOW, Author.PATIENT).findings
        noticed = sound is None or bool(findings)
        if sound is not None and not is_damaged(findings):
            silent = _changed_rows(journal, path) - {(each.table, each.key) for each in findings}
            assert not silent, seen
        left = what_is_left(path, journal.key, at=NOW, by=Author.PATIENT)
        bad = changed_pages(journal, content)
        whole = {row for row, pages in places.items() if not pages & bad}
        given = returned(left)
        assert whole <= given, seen
        lost = places.keys() - given
        assert not unnamed(lost, left.findings), seen
        assert path.read_bytes() == content, seen
        figures.note(
            row,
            damages=1,
            noticed=noticed,
            harmless=not noticed,
            silent=0,
            rows_on_whole_pages=len(whole),
            of_them_given_back=len(whole & given),
            rows_on_damaged_pages=len(places) - len(whole),
            of_those_given_back=len(given & places.keys()) - len(whole & given),
        )


def test_a_damaged_journal_opens_for_reading_and_is_saved_as_a_new_one_that_is_whole(
    journal: Original, folder: Path, counts: Callable[[int, int], int], figures: Figures
) -> None:
    path, new = folder / "damaged.ketatrack", folder / "new.ketatrack"
    for seed in range(counts(20, 200)):
        what, content = damaged(journal, seed)
        path.write_bytes(content)
        before = hashlib.sha256(content).digest()
        seen = f"seed {seed}, {what}"
        with opened_to_look(path, journal.key) as store:
            read = {kind.kind: len(store.find(kind)) for kind in RECORD_KINDS}
            if store.reading_only:
                with pytest.raises(JournalError, match="reading only"):
                    store.save_draft(Draft("sessions", NOW, {}))
        saved = rescue(path, new, journal.key, at=NOW, by=Author.PATIENT)
        with Store.open(new, journal.key) as rescued:
            assert rescued.check() == [], seen
            assert {kind.kind: rescued.count(kind) for kind in RECORD_KINDS} == read, seen
            kept_apart = sum(past.action == Action.KEPT_APART for past in rescued.history())
        assert kept_apart == sum(
            each.damage.is_kept and not each.damage.is_readable for each in saved.findings
        )
        marked = {(each.table, each.key) for each in saved.findings if each.damage == Damage.CHANGED}
        again = findings_of(new, journal.key)
        assert {(each.table, each.key) for each in again if each.damage == Damage.CHANGED} == marked, seen
        assert not is_damaged(again), seen
        new.unlink()
        assert sorted(each.name for each in folder.iterdir()) == [path.name], seen
        assert hashlib.sha256(path.read_bytes()).digest() == before, seen
        figures.note("damaged journals opened and rescued", journals=1, damaged_files_written_to=0)


def test_without_checksums_some_changes_of_a_plain_journal_would_be_silent(
    folder: Path, counts: Callable[[int, int], int], figures: Figures
) -> None:
    """Control: what the database itself finds is not enough."""
    path = folder / "flipped.ketatrack"
    of = original(path, None)
    silent = 0
    tries = counts(120, 400)
    for seed in range(tries):
        content = bytearray(of.content)
        flip_a_bit_of_an_entry(random.Random(seed), content, of)
        path.write_bytes(content)
        with closing(sqlite3.connect(path)) as database:
            database.text_factory = bytes
            try:
                fine = database.execute("PRAGMA integrity_check").fetchall() == [(b"ok",)]
                fine = fine and not database.execute("PRAGMA foreign_key_check").fetchall()
            except (sqlite3.DatabaseError, UnicodeDecodeError):  # a name in the error that is no text
                fine = False
        silent += fine and rows_of_sound_pages(path) is not None and bool(_changed_rows(of, path))
    path.unlink()
    assert silent > tries // 20
    figures.note("control: flips without checksums", flips=tries, silent=silent)


def test_a_transaction_that_a_crash_left_half_written_is_taken_back_in_a_copy(
    journal: Original, folder: Path
) -> None:
    """The damaged file and what the crash left beside it stay as they are."""
    path = folder / "crashed.ketatrack"
    path.write_bytes(journal.content)
    beside = path.with_name(f"{path.name}-journal")
    with closing(connect(path, journal.key)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE scores SET notes = 'half written' || hex(zeroblob(2000))")
        content = bytearray(path.read_bytes())
        left = beside.read_bytes()
        connection.execute("ROLLBACK")
    assert bytes(content) != journal.content  # some of it had reached the file
    zero_a_page(random.Random(3), content, journal)
    path.write_bytes(content)
    beside.write_bytes(left)
    found = what_is_left(path, journal.key, at=NOW, by=Author.PATIENT)
    with opened_to_look(path, journal.key) as store:
        assert store.reading_only
    assert not any("half written" in str(row) for row in found.rows["scores"])
    assert path.read_bytes() == bytes(content)
    assert beside.read_bytes() == left
    path.unlink()
    beside.unlink()
