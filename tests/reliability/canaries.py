"""A word that stands in a journal alone, put wherever one can hold words, and looked for on a disk."""

import os
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from ketatrack.domain.record_fields import references, type_of
from ketatrack.domain.records import Record
from ketatrack.domain.words import Author
from ketatrack.exchange.importing import plan_import
from ketatrack.exchange.plan import carry_out
from ketatrack.store.key import Key
from ketatrack.store.store import Change, Draft, Store
from tests.store.conftest import NOW, one_of_each

CANARY = "Zanderkieferquelle"
_SPELLINGS = tuple(CANARY.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le"))
_ZLIB_BEGINNINGS = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
_MOST_BYTES = 1 << 20


def with_canary(record: Record) -> Record:
    """Return a record with the canary in every field that takes a person's words."""
    kind = type(record)
    for name in kind.model_fields:
        if type_of(kind, name)[0] is str and name != "id" and name not in references(kind):
            try:
                record = record.changed(**{name: CANARY})
            except ValidationError:  # a word of a closed list
                continue
        elif name == "tags":
            record = record.changed(**{name: (CANARY,)})
    return record


def fill(path: Path, key: Key | None) -> None:
    """Make a journal with the canary in every kind of record, in the history, a draft and a setting."""
    with Store.create(path, key) as store:
        put_in(store)


def put_in(store: Store) -> None:
    """Put the canary into an empty journal, wherever it can stand."""
    records = [with_canary(record) for record in one_of_each()]
    store.apply([Change(None, record) for record in records], at=NOW, by=Author.PATIENT)
    note = next(record for record in records if record.kind == "sessions")
    store.apply([Change(note, note.changed(notes=f"{CANARY} again"))], at=NOW, by=Author.PATIENT)
    store.save_draft(Draft("sessions", NOW, {"notes": CANARY}))
    store.set_setting("canary", [CANARY])


def save_many(path: Path, key: Key | None, most: int) -> None:
    """Save long notes one after the other, so that some are being saved at every moment."""
    with Store.open(path, key) as store:
        for number in range(most):
            store.save_draft(Draft(f"form {number % 7}", NOW, {"notes": f"{CANARY} " * 2000}))


def bring_in(path: Path, key: Key | None, source: Path) -> None:
    """Import files that hold the canary."""
    with Store.open(path, key) as store:
        carry_out(plan_import(source, store), store)


def in_folder_for_temporary_files(folder: Path, work, *arguments) -> None:
    """Do some work with a folder of its own for temporary files, whoever makes them."""
    os.environ["TMPDIR"] = os.environ["SQLITE_TMPDIR"] = str(folder)
    tempfile.tempdir = None
    work(*arguments)


def found_in(folder: Path) -> list[str]:
    """Return the files below a folder in which, or in whose name, the canary can be read."""
    return [
        str(file.relative_to(folder))
        for file in sorted(folder.rglob("*"))
        if CANARY in file.name or (file.is_file() and any(map(_is_readable, _contents(file.read_bytes()))))
    ]


def _is_readable(content: bytes) -> bool:
    return any(spelling in content for spelling in _SPELLINGS)


def _contents(raw: bytes) -> Iterator[bytes]:
    """Yield a file's bytes, and what in it was compressed."""
    yield raw
    for beginning in _ZLIB_BEGINNINGS:
        at = raw.find(beginning)
        while at >= 0:
            with suppress(zlib.error):  # two bytes by chance
                yield zlib.decompressobj().decompress(raw[at:], _MOST_BYTES)
            at = raw.find(beginning, at + 1)
