"""Damages a journal's file as disks, sync programs and power cuts do, in ways that a seed chooses."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ketatrack.domain.records import Record, Session
from ketatrack.domain.words import Author
from ketatrack.store.header import PAGE
from ketatrack.store.key import Key
from ketatrack.store.store import Change, Draft, Store
from tests.records import at, course, patient, phq9, reading, session, side_effect
from tests.store.conftest import NOW, one_of_each

SESSIONS = 24
_SECTOR = 512


@dataclass(frozen=True, slots=True)
class Original:
    """A journal's file as it was, and as it was some saves earlier."""

    key: Key | None
    content: bytes
    earlier: bytes

    @property
    def pages(self) -> int:
        return len(self.content) // PAGE


def original(path: Path, key: Key | None) -> Original:
    """Write a journal with entries of every kind, long notes, a history, drafts and settings."""
    with Store.create(path, key) as store:
        person = patient(name="A. Example", notes="long " * 2500)
        own = course(person)
        taken = [
            session(own, f"S{number:02}", f"2026-{1 + number // 4:02}-{2 + number % 4 * 7:02}T10:00+01:00")
            for number in range(SESSIONS)
        ]
        store.adopt([*one_of_each(), person, own, *taken, *_of_sessions(own, taken)])
        store.set_setting("figures_hidden", value=True)
        store.save_draft(Draft("sessions", NOW, {"dose": "56", "notes": "half filled " * 20}))
        _edit(store, taken[: SESSIONS // 2])
        earlier = path.read_bytes()
        _edit(store, taken[SESSIONS // 3 :])
        gone = reading(own, "2026-12-30T10:00+01:00", systolic=120, diastolic=80)
        store.adopt([gone])
        store.apply([Change(gone, None)], at=NOW, by=Author.PATIENT)
    content = path.read_bytes()
    path.unlink()
    return Original(key, content, earlier)


def _of_sessions(own: Record, taken: list[Session]) -> list[Record]:
    entries: list[Record] = []
    for number, one in enumerate(taken):
        day = f"{one.started_at:%Y-%m-%d}"
        entries += [
            reading(own, f"{day}T1{hour}:30+01:00", session_id=one.id, systolic=120 + hour, diastolic=80)
            for hour in range(5)
        ]
        entries.append(side_effect(own, "dizziness", session_id=one.id, onset_minutes=10 + number))
        entries.append(phq9(own, f"{day}T08:00+01:00", 3, 2, 1, 1, 0, 2, 1, number % 4, 0))
    return entries


def _edit(store: Store, taken: list[Session]) -> None:
    for one in taken:
        now = store.get(Session, one.id)
        assert now is not None
        note = f"{now.notes}noted {now.revision} "
        store.apply(
            [Change(now, now.changed(notes=note))], at=at("2026-12-01T10:00+01:00"), by=Author.PATIENT
        )


Damaging = Callable[[random.Random, bytearray, Original], None]


def flip_a_bit(chance: random.Random, content: bytearray, _of: Original) -> None:
    place = chance.randrange(len(content))
    content[place] ^= 1 << chance.randrange(8)


def flip_a_bit_of_an_entry(chance: random.Random, content: bytearray, _of: Original) -> None:
    """Choose among bytes that are not zero, of which small journals have few."""
    while True:
        place = chance.randrange(len(content))
        if content[place]:
            content[place] ^= 1 << chance.randrange(8)
            return


def zero_a_page(chance: random.Random, content: bytearray, of: Original) -> None:
    _put(content, chance.randrange(of.pages), bytes(PAGE))


def zero_a_sector(chance: random.Random, content: bytearray, _of: Original) -> None:
    place = chance.randrange(len(content) // _SECTOR) * _SECTOR
    content[place : place + _SECTOR] = bytes(_SECTOR)


def swap_two_pages(chance: random.Random, content: bytearray, of: Original) -> None:
    one, other = chance.sample(range(of.pages), 2)
    first, second = _page(content, one), _page(content, other)
    _put(content, one, second)
    _put(content, other, first)


def put_an_old_page_back(chance: random.Random, content: bytearray, of: Original) -> None:
    stale = [
        page for page in range(len(of.earlier) // PAGE) if _page(of.earlier, page) != _page(of.content, page)
    ]
    page = chance.choice(stale)
    _put(content, page, _page(of.earlier, page))


def cut_the_end_off(chance: random.Random, content: bytearray, _of: Original) -> None:
    del content[chance.randrange(PAGE, len(content)) :]


def cut_whole_pages_off(chance: random.Random, content: bytearray, of: Original) -> None:
    del content[chance.randrange(1, of.pages) * PAGE :]


def write_garbage(chance: random.Random, content: bytearray, _of: Original) -> None:
    length = chance.randrange(1, 3 * PAGE)
    place = chance.randrange(max(1, len(content) - length))
    content[place : place + length] = chance.randbytes(length)


def tear_the_header(chance: random.Random, content: bytearray, _of: Original) -> None:
    """Lose a part of the first page; the salt stays, without which nothing opens an encrypted file."""
    begin = chance.randrange(16, _SECTOR)
    content[begin : begin + _SECTOR] = bytes(_SECTOR)


KINDS: tuple[Damaging, ...] = (
    flip_a_bit,
    flip_a_bit_of_an_entry,
    zero_a_page,
    zero_a_sector,
    swap_two_pages,
    put_an_old_page_back,
    cut_the_end_off,
    cut_whole_pages_off,
    write_garbage,
    tear_the_header,
)


def damaged(of: Original, seed: int) -> tuple[str, bytes]:
    """Return the name of what was done, and the file after it, which is not as it was."""
    chance = random.Random(seed)
    kind = KINDS[seed % len(KINDS)]
    while True:
        content = bytearray(of.content)
        kind(chance, content, of)
        if content != of.content:
            return kind.__name__, bytes(content)


def changed_pages(of: Original, content: bytes) -> set[int]:
    """Return the numbers of the pages that are not as they were, the first being 1."""
    return {
        page + 1
        for page in range(of.pages)
        if content[page * PAGE : (page + 1) * PAGE] != _page(of.content, page)
    }


def _page(content: bytes | bytearray, page: int) -> bytes:
    return bytes(content[page * PAGE : (page + 1) * PAGE])


def _put(content: bytearray, page: int, of: bytes) -> None:
    content[page * PAGE : (page + 1) * PAGE] = of
