"""G13: real files, damaged at random, come in or are refused in a sentence; nothing else comes out."""

import hashlib
import json
import random
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from ketatrack.domain.errors import JournalError
from ketatrack.domain.records import Course
from ketatrack.exchange.csv_export import export_csv_zip
from ketatrack.exchange.guarded_xml import read_guarded_xml
from ketatrack.exchange.importing import plan_import
from ketatrack.exchange.journal_json import export_json
from ketatrack.exchange.plan import ImportPlan, carry_out
from ketatrack.store.store import Draft, Store
from tests.exchange.course_files import CASES
from tests.store.conftest import NOW, add, one_of_each

XML = b"""<?xml version="1.0" encoding="UTF-8"?>
<readings device="cuff">
 <reading at="2026-03-02T14:15-05:00"><systolic>128</systolic><diastolic>82</diastolic></reading>
 <!-- read out by hand --><note>&lt;quiet&gt; &#233;</note>
</readings>
"""
CRUEL_BYTES = [
    *(bytes([each]) for each in b"\0\xff\"',;\n\r[]{}:<>&="),
    *(b"-1", b"0", b"1e309", b"NaN", b"9" * 30, b"null", b"true", b'""', b"PK", "١".encode()),
    *(b"\\ud83d", b"\xed\xa0\xbd", b"\xff\xff\xff\xff", b"\0\0\0\0", b"1700000000", b"24:00"),
    *(b"9999-12-31T23:59-18:00", b"0001-01-01T00:00+18:00", b"2026-02-30", b"--"),
]
CRUEL_VALUES: list[Any] = [
    *(None, True, -1, 0, 2**53, -(2**63), 1e300, -0.0, "", " ", "x" * 200_000, "\ud83d", "\0", "١٢"),
    *(
        "1700000000",
        "9999-12-31T23:59-18:00",
        "0001-01-01",
        "24:00",
        "=1+1",
        [],
        {},
        [[[[1]]]],
        {"a": {"b": []}},
    ),
]
TRIED = {"csv": 500, "zip": 500, "json": 500, "journal": 200, "xml": 300}
"""How many of each kind in every run; fifty times as many in a night."""


def damaged(whole: bytes, chance: random.Random) -> bytes:
    """Return bytes with one to four of the damages that storage, transfer and people do."""
    found = bytearray(whole)
    for _time in range(chance.choice((1, 1, 1, 2, 4))):
        place, length = chance.randrange(len(found) + 1), chance.choice((1, 2, 8, 60, 600))
        match chance.randrange(7):
            case 0:
                found[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                found[place:place] = chance.choice(CRUEL_BYTES)
            case 2:
                found[place : place + length] = chance.choice(CRUEL_BYTES)
            case 3:
                del found[place : place + length]
            case 4:
                found[place:place] = found[place : place + length] * chance.choice((1, 2, 50))
            case 5:
                other = chance.randrange(len(found) + 1)
                found[place : place + length] = found[other : other + length]
            case _:
                del found[max(place, len(found) // 4) :]
        if not found:
            return b""
    return bytes(found)


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One real file of each kind: a course, a journal with something of everything."""
    folder = tmp_path_factory.mktemp("real")
    with Store.create(folder / "full.ketatrack") as store:
        records = one_of_each()
        add(store, *records)
        store.save_draft(Draft("session", NOW, {"dose": "56", "rows": [{"1": "x"}]}))
        store.set_setting("course", next(each.id for each in records if isinstance(each, Course)))
        store.adopt([], settings={"shares": {"a": [1, 2.5, None]}})
        export_json(store, folder / "full.json")
    with Store.create(folder / "course.ketatrack") as store:
        carry_out(plan_import(CASES / "esketamine-label", store), store)
        export_csv_zip(store.course_records(store.find(Course)[0]), folder / "course.zip")
    (folder / "device.xml").write_bytes(XML)
    return {
        "csv": CASES / "esketamine-label",
        "zip": folder / "course.zip",
        "json": folder / "full.json",
        "journal": folder / "full.ketatrack",
        "xml": folder / "device.xml",
    }


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "mine.ketatrack") as store:
        yield store


def damage_members(source: Path, copy: Path, chance: random.Random) -> None:
    """Damage what an archive holds, rather than what packs it."""
    with zipfile.ZipFile(source) as whole, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in whole.namelist():
            archive.writestr(name, damaged(whole.read(name), chance))


def damage_values(source: Path, copy: Path, chance: random.Random) -> None:
    """Put something else in the place of a value, in JSON that stays JSON."""
    whole = json.loads(source.read_text(encoding="utf-8"))
    for _time in range(chance.choice((1, 2, 5))):
        place: Any = whole
        while True:
            key = chance.choice([*place] if isinstance(place, dict) else range(len(place)))
            if not (isinstance(place[key], dict | list) and place[key]) or chance.random() < 0.05:
                break
            place = place[key]
        place[key] = chance.choice(CRUEL_VALUES)
    copy.write_text(json.dumps(whole), encoding="utf-8")


def damage_cells(source: Path, copy: Path, chance: random.Random) -> None:
    """Put something else in the place of a cell, in a database that stays one."""
    shutil.copy(source, copy)
    with closing(sqlite3.connect(copy)) as database:
        database.execute("PRAGMA synchronous = off")
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for _time in range(chance.choice((1, 2, 5))):
            table = chance.choice(tables)
            column = chance.choice(database.execute(f'PRAGMA table_info("{table}")').fetchall())[1]
            value = chance.choice([*CRUEL_VALUES, b"\xff", "[" * 900, "{", float("inf")])
            kept = json.dumps(value) if isinstance(value, list | dict) else value
            with suppress(sqlite3.IntegrityError, UnicodeEncodeError):
                database.execute(f'UPDATE "{table}" SET "{column}" = ?', (kept,))  # noqa: S608
        database.commit()


DEEP = {".zip": damage_members, ".json": damage_values, ".ketatrack": damage_cells}


def spoil(source: Path, folder: Path, chance: random.Random) -> Path:
    """Write a damaged copy of a source."""
    if source.is_dir():
        copy = folder / "files"
        if not copy.exists():
            shutil.copytree(source, copy)
        for spoilt in copy.glob("*.bak"):
            spoilt.replace(spoilt.with_suffix(".csv"))
        chosen = copy / chance.choice(sorted(path.name for path in source.glob("*.csv")))
        whole = chosen.read_bytes()
        chosen.rename(chosen.with_suffix(".bak"))
        chosen.write_bytes(damaged(whole, chance))
        return copy
    copy = folder / source.name
    deep = DEEP.get(source.suffix)
    if deep is not None and chance.random() < 0.5:
        deep(source, copy, chance)
    else:
        copy.write_bytes(damaged(source.read_bytes(), chance))
    return copy


class _Nobody:
    def opened(self, name: str, attributes: dict[str, str]) -> None: ...

    def closed(self, name: str) -> None: ...

    def text(self, piece: str) -> None: ...


def planned(path: Path, store: Store) -> ImportPlan | None:
    """Return what importing would do; None when the file was refused in a sentence."""
    try:
        if path.suffix == ".xml":
            read_guarded_xml(path, _Nobody())
            return ImportPlan()
        return plan_import(path, store)
    except JournalError as refusal:
        if not str(refusal).endswith("."):
            raise
        return None


@pytest.mark.parametrize("kind", TRIED)
def test_a_damaged_file_is_taken_or_refused_and_nothing_else(
    kind: str,
    sources: dict[str, Path],
    journal: Store,
    tmp_path: Path,
    counts: Callable[[int, int], int],
    figures: Any,
) -> None:
    before = hashlib.sha256(journal.path.read_bytes()).digest()
    refused = left_out = taken = 0
    for case in range(counts(TRIED[kind], 50 * TRIED[kind])):
        seed = f"{kind} {case}"
        path = spoil(sources[kind], tmp_path, random.Random(seed))
        try:
            plan = planned(path, journal)
            if plan is None:
                refused += 1
            elif plan.rejected:
                left_out += 1
            else:
                taken += 1
                if case % 10 == 0 and not plan.is_empty:
                    write_elsewhere(plan, journal.path, tmp_path)
        except Exception as error:
            raise AssertionError(f"the case seeded with {seed!r} ended otherwise") from error
    figures.note("damaged files", tried=refused + left_out + taken, refused=refused + left_out, crashes=0)
    assert refused + left_out
    assert hashlib.sha256(journal.path.read_bytes()).digest() == before


def write_elsewhere(plan: ImportPlan, journal: Path, folder: Path) -> None:
    """Carry a plan out in a copy of the journal, which a person would do who sees nothing left out."""
    copy = folder / "written.ketatrack"
    shutil.copy(journal, copy)
    with Store.open(copy) as store:
        carry_out(plan, store)
        assert store.check() == []
        export_json(store, folder / "again.json")


def test_the_damages_do_reach_what_is_read(tmp_path: Path, sources: dict[str, Path]) -> None:
    """The control: a reader that believes what it reads ends otherwise at many of them."""
    chance = random.Random("control")
    ended_otherwise = 0
    for _case in range(100):
        try:
            json.loads(spoil(sources["json"], tmp_path, chance).read_bytes())
            with closing(sqlite3.connect(spoil(sources["journal"], tmp_path, chance))) as database:
                database.execute("SELECT * FROM readings").fetchall()
        except (ValueError, sqlite3.Error):
            ended_otherwise += 1
    assert ended_otherwise > 20
