"""Files made to do harm, one for each way that is known; each is small, whatever it claims to be."""

import json
import os
import sqlite3
import struct
import zipfile
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from ketatrack.store.header import APPLICATION_ID, SCHEMA_REVISION
from ketatrack.store.store import Store
from tests.exchange.course_files import COURSE, READINGS, SESSIONS, write_files
from tests.records import patient

Make = Callable[[Path], Path]
MADE: dict[str, dict[str, Make]] = {"xml": {}, "zip": {}, "csv": {}, "json": {}, "journal": {}, "path": {}}
"""By kind, then by what it does: what makes the file in a folder, and returns where it is."""

BOMB = 100_000_000
"""Bytes that come out of the archives that grow; they are some 100 kB packed."""


def hostile(kind: str, what: str) -> Callable[[Make], Make]:
    """Enter a maker under what its file does."""

    def enter(make: Make) -> Make:
        MADE[kind][what] = make
        return make

    return enter


def _plain(kind: str, what: str, name: str, content: Callable[[], bytes]) -> None:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content())
        return folder / name

    hostile(kind, what)(make)


# XML

LAUGHS = b"".join(
    b'<!ENTITY e%d "%s">' % (level, b"&e%d;" % (level - 1) * 10 if level else b"ha" * 50)
    for level in range(10)
)
_XML = {
    "entities of entities": lambda: b"<!DOCTYPE a [%s]><a>&e9;</a>" % LAUGHS,
    "one long entity many times": lambda: (
        b'<!DOCTYPE a [<!ENTITY e "%s">]><a>%s</a>' % (b"x" * 100_000, b"&e;" * 10_000)
    ),
    "a file of the disk": lambda: b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>',
    "a document type from the net": lambda: b'<!DOCTYPE a SYSTEM "http://localhost/a.dtd"><a/>',
    "a parameter entity": lambda: b'<!DOCTYPE a [<!ENTITY % e SYSTEM "file:///etc/passwd"> %e;]><a/>',
    "nesting without an end": lambda: b"<a>" * 1_000_000,
    "an attribute of 40 MB": lambda: b'<a b="' + b"x" * 40_000_000 + b'"/>',
    "a tag that is never closed": lambda: b"<" + b"a" * 20_000_000,
    "attributes by the thousand": lambda: b"<a " + b" ".join(b'b%d=""' % n for n in range(50_000)) + b"/>",
    "a comment without an end": lambda: b"<a><!--" + b"x" * 20_000_000,
    "elements by the million": lambda: b"<a>" + b"<b/>" * 2_000_000 + b"</a>",
    "an encoding that is none": lambda: b'<?xml version="1.0" encoding="klingon"?><a/>',
    "an encoding of another trade": lambda: b'<?xml version="1.0" encoding="unicode_escape"?><a/>',
    "bytes that are no text": lambda: b"<a>\xff\xfe</a>",
    "an element cut off": lambda: b"<a><b>",
    "nothing": lambda: b"",
}
for _what, _content in _XML.items():
    _plain("xml", _what, "device.xml", _content)


# archives


def _archive(folder: Path, *, method: int = zipfile.ZIP_DEFLATED, **files: bytes) -> Path:
    path = folder / "course.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in ({"course": COURSE.encode(), "sessions": SESSIONS.encode()} | files).items():
            archive.writestr(f"{name}.csv", content)
    return path


def _changed(path: Path, what: Callable[[bytearray], None]) -> Path:
    whole = bytearray(path.read_bytes())
    what(whole)
    path.write_bytes(whole)
    return path


def _index_entry(whole: bytes, name: bytes) -> int:
    """Return where the entry of a member begins in the index at an archive's end."""
    return whole.rindex(name) - 46


@hostile("zip", "a member that grows a thousandfold")
def _bomb(folder: Path) -> Path:
    return _archive(folder, readings=bytes(BOMB))


@hostile("zip", "lines that grow a thousandfold")
def _bomb_of_lines(folder: Path) -> Path:
    return _archive(folder, readings=READINGS.encode() + b"\n" * 30_000_000)


@hostile("zip", "a member that hides what it grows to")
def _modest_bomb(folder: Path) -> Path:
    def lie(whole: bytearray) -> None:
        struct.pack_into("<I", whole, _index_entry(whole, b"readings.csv") + 24, 1000)

    return _changed(_bomb(folder), lie)


@hostile("zip", "a member that says it is larger than it is")
def _boast(folder: Path) -> Path:
    def lie(whole: bytearray) -> None:
        struct.pack_into("<I", whole, _index_entry(whole, b"readings.csv") + 24, 30_000_000)

    return _changed(_archive(folder, readings=READINGS.encode()), lie)


@hostile("zip", "members that lie over each other")
def _overlapping(folder: Path) -> Path:
    def lie(whole: bytearray) -> None:
        first = struct.unpack_from("<I", whole, _index_entry(whole, b"course.csv") + 42)
        struct.pack_into("<I", whole, _index_entry(whole, b"sessions.csv") + 42, *first)

    return _changed(_archive(folder), lie)


@hostile("zip", "an index of a hundred thousand members")
def _crowd(folder: Path) -> Path:
    path = folder / "course.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("course.csv", COURSE)
    whole = path.read_bytes()
    begin = _index_entry(whole, b"course.csv")
    entry, end = whole[begin : whole.rindex(b"PK\5\6")], bytearray(whole[whole.rindex(b"PK\5\6") :])
    struct.pack_into("<HHI", end, 8, 65_535, 65_535, len(entry) * 100_000)
    path.write_bytes(whole[:begin] + entry * 100_000 + end)
    return path


@hostile("zip", "two thousand members")
def _many(folder: Path) -> Path:
    path = _archive(folder)
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(2_000):
            archive.writestr(f"{number}.txt", b"")
    return path


@hostile("zip", "an index of four billion gigabytes")
def _zip64(folder: Path) -> Path:
    def lie(whole: bytearray) -> None:
        end = whole.rindex(b"PK\5\6")
        large = struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, 2, 2, 1 << 62, 0)
        whole[end:end] = large + struct.pack("<4sIQI", b"PK\6\7", 0, end, 1)

    return _changed(_archive(folder), lie)


@hostile("zip", "a locked member")
def _locked(folder: Path) -> Path:
    def lock(whole: bytearray) -> None:
        for at in (_index_entry(whole, b"course.csv") + 8, whole.index(b"course.csv") - 30 + 6):
            whole[at] |= 1

    return _changed(_archive(folder), lock)


@hostile("zip", "a link to a file of the disk")
def _link(folder: Path) -> Path:
    path = _archive(folder)
    with zipfile.ZipFile(path, "a") as archive:
        link = zipfile.ZipInfo("readings.csv")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return path


for _what, _name in {
    "a name above the archive": "../../readings.csv",
    "a name from the root": "/etc/readings.csv",
    "a name on another drive": "C:\\readings.csv",
    "a name with an end in it": "readings.csv\n.exe",
}.items():

    @hostile("zip", _what)
    def _named(folder: Path, name: str = _name) -> Path:
        path = _archive(folder)
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr(name, READINGS)
        return path


@hostile("zip", "a member packed with bzip2")
def _bzip2(folder: Path) -> Path:
    return _archive(folder, method=zipfile.ZIP_BZIP2, readings=bytes(BOMB))


@hostile("zip", "a member packed with LZMA")
def _lzma(folder: Path) -> Path:
    return _archive(folder, method=zipfile.ZIP_LZMA, readings=bytes(BOMB))


@hostile("zip", "an archive within")
def _nested(folder: Path) -> Path:
    inner = _archive(folder).read_bytes()
    path = folder / "outer.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("course.zip", inner)
    return path


@hostile("zip", "an archive in place of a file")
def _archive_as_file(folder: Path) -> Path:
    inner = _archive(folder).read_bytes()
    return _archive(folder, readings=inner)


@hostile("zip", "the same name twice")
def _twice(folder: Path) -> Path:
    path = _archive(folder)
    with zipfile.ZipFile(path, "a") as archive:
        archive.NameToInfo.clear()  # which would warn
        archive.writestr("sessions.csv", SESSIONS)
    return path


@hostile("zip", "a wrong checksum")
def _flipped(folder: Path) -> Path:
    path = folder / "course.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("course.csv", COURSE)
    return _changed(path, lambda whole: whole.__setitem__(whole.index(b"Spring"), ord("X")))


@hostile("zip", "half an archive")
def _half(folder: Path) -> Path:
    path = _archive(folder)
    path.write_bytes(path.read_bytes()[:150])
    return path


# CSV


def _csv(what: str, readings: Callable[[], bytes]) -> None:
    @hostile("csv", what)
    def make(folder: Path) -> Path:
        return write_files(folder / "files", readings=readings())


_csv("a quote that is never closed", lambda: READINGS.encode() + b'"' + b"x\n" * 10_000_000)
_csv("a line of 30 MB", lambda: READINGS.encode() + b"1" * 30_000_000)
_csv("a header of a million columns", lambda: b"taken_at" + b",x" * 1_000_000 + b"\n")
_csv("a row of a million cells", lambda: READINGS.encode() + b"," * 900_000 + b"\n")
_csv("a row through a million lines", lambda: READINGS.encode() + b'"\n",' * 1_000_000)
_csv("millions of rows", lambda: b"taken_at,systolic,diastolic\n" + b"2026-03-02T14:20Z,120,80\n" * 1_200_000)
_csv("millions of rows that cannot be", lambda: READINGS.encode() + b"1\n" * 10_000_000)
_csv("a cell of 20 MB", lambda: READINGS.encode() + b"2026-03-02T14:20Z,S1,120," + b"8" * 20_000_000 + b"\n")
_csv("bytes that are no text", lambda: READINGS.encode() + b"\xff\xfe" * 1000)
_csv("text in UTF-16", lambda: READINGS.encode("utf-16"))
_csv("zero bytes", lambda: READINGS.encode() + bytes(10_000_000))
_csv("a quote in the wrong place", lambda: READINGS.encode() + b'2026-03-02T14:20Z,"S1"1"",120,80\n')


@hostile("csv", "a file of 10 GB")
def _sparse(folder: Path) -> Path:
    files = write_files(folder / "files", readings=READINGS)
    os.truncate(files / "readings.csv", 10_000_000_000)
    return files


# JSON

_JOURNAL = {
    "format": "ketatrack-journal",
    "version": 1,
    "records": {},
    "history": [],
    "drafts": [],
    "settings": {},
}


def _journal(**parts: object) -> bytes:
    return json.dumps(_JOURNAL | parts).encode()


_JSON = {
    "nesting without an end": lambda: b"[" * 20_000_000,
    "nesting of a hundred": lambda: _journal().replace(b"{}}", b"[" * 100 + b"]" * 100 + b"}"),
    "millions of empty lists": lambda: b"[" + b"[]," * 20_000_000 + b"[]]",
    "a number of a million digits": lambda: b'{"version": ' + b"9" * 1_000_000 + b"}",
    "a number beyond every number": lambda: b'{"version": 1e309}',
    "no number": lambda: b'{"version": NaN}',
    "infinity": lambda: b'{"version": -Infinity}',
    "a name that stands twice": lambda: b'{"format": "other", ' + _journal()[1:],
    "a million names, one of them twice": lambda: (
        b"{" + b",".join(b'"%d":1' % (n % 999_999) for n in range(1_000_000)) + b"}"
    ),
    "half a letter as the name of a form": lambda: _journal(
        drafts=[{"form": "\ud83d", "saved_at": "2026-03-02T14:15Z", "content": {}}]
    ),
    "half a letter as the name of a choice": lambda: _journal(settings={"\ud83d": 1}),
    "a past of no entry": lambda: _journal(
        history=[
            {
                "changed_at": "2026-03-02T14:15Z",
                "changed_by": "patient",
                "action": "removed",
                "kind": "planned_items",
                "record_id": "x",
                "revision": 1,
                "content": {"id": "x", "planned_on": 9},
            }
        ]
    ),
    "millions of entries that cannot be": lambda: _journal(records={"patients": [{}] * 1_000_000}),
    "bytes that are no text": lambda: b'{"\xff": 1}',
    "an object cut off": lambda: _journal()[:-10],
}
for _what, _content in _JSON.items():
    _plain("json", _what, "journal.json", _content)


# journals


def _database(what: str, statements: str, *, marked: bool = True) -> None:
    @hostile("journal", what)
    def make(folder: Path) -> Path:
        path = folder / "other.ketatrack"
        with Store.create(path) as store:
            store.adopt([patient(name="A. Example")])
        with closing(sqlite3.connect(path)) as database:
            database.executescript(statements)
            if not marked:
                database.execute("PRAGMA application_id = 1")
        return path


_ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id, i AS notes FROM n"
_database("a view without an end", f"DROP TABLE visits; CREATE VIEW visits AS {_ENDLESS}")
_database(
    "a column that is calculated without an end",
    "CREATE TABLE other AS SELECT * FROM patients; DROP TABLE visits;"
    "CREATE TABLE visits (id TEXT, notes TEXT AS (hex(zeroblob(400000000))));"
    "INSERT INTO visits (id) VALUES ('1')",
)
_database("a cell of 50 MB", "UPDATE patients SET notes = CAST(zeroblob(50000000) AS TEXT)")
_database("a cell of 50 MB of letters", "UPDATE patients SET notes = hex(zeroblob(25000000))")
_database("text with an end in it", "UPDATE patients SET notes = 'a' || char(0) || 'b'")
_database("bytes in place of text", "UPDATE patients SET name = x'ff00ff'")
_database("text that is none", "UPDATE patients SET name = CAST(x'ff41ff' AS TEXT)")
_database("a number beyond every number", "UPDATE patients SET revision = 9e999")
_database(
    "a million entries that cannot be",
    "INSERT INTO patients (id, revision, recorded_by, recorded_how, name, notes) "
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 500000) "
    "SELECT i, 0, '', '', '', '' FROM n",
)
_database("choices that are no JSON", "INSERT INTO settings VALUES ('course', '{', 0)")
_NESTED = "[" * 5000
_NESTED = "[" * 5000
_database("a form that is nested without an end", f"INSERT INTO drafts VALUES ('x', 'now', '{_NESTED}', 0)")  # noqa: S608
_database("the marks of another program", "", marked=False)


@hostile("journal", "two thousand tables")
def _tables(folder: Path) -> Path:
    path = folder / "other.ketatrack"
    with closing(sqlite3.connect(path)) as database:
        database.execute("BEGIN")
        for number in range(2_000):
            database.execute(f"CREATE TABLE t{number} (a, b, c)")
        database.execute("CREATE TABLE patients (id, name)")
        database.execute("INSERT INTO patients VALUES (1, 2)")
        database.commit()
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {SCHEMA_REVISION}")
    return path


@hostile("journal", "a file of 10 GB")
def _long(folder: Path) -> Path:
    path = folder / "other.ketatrack"
    Store.create(path).close()
    os.truncate(path, 10_000_000_000)
    return path


@hostile("journal", "half a journal")
def _half_journal(folder: Path) -> Path:
    path = folder / "other.ketatrack"
    Store.create(path).close()
    os.truncate(path, 20_000)
    return path


@hostile("journal", "a random file")
def _random(folder: Path) -> Path:
    path = folder / "other.ketatrack"
    path.write_bytes(zlib.compress(os.urandom(20_000), 0))
    return path


# what is no file


@hostile("path", "a pipe")
def _pipe(folder: Path) -> Path:
    os.mkfifo(folder / "course.json")
    return folder / "course.json"


@hostile("path", "a device without an end")
def _device(folder: Path) -> Path:
    (folder / "course.json").symlink_to("/dev/zero")
    return folder / "course.json"


@hostile("path", "a link to itself")
def _loop(folder: Path) -> Path:
    (folder / "course.json").symlink_to(folder / "course.json")
    return folder / "course.json"


@hostile("path", "a folder with a pipe among its files")
def _pipe_within(folder: Path) -> Path:
    (folder / "files").mkdir()
    os.mkfifo(folder / "files" / "course.csv")
    return folder / "files"
