"""Imports to be timed, one in a process: `python -m tests.benchmarks.imports NAME FOLDER WORK`."""

import csv
import sys
import time
from pathlib import Path

import sqlcipher3.dbapi2

KEPT = {"revision": 1, "recorded_by": "patient", "recorded_how": "imported", "course_id": "", "device": ""}
"""What every row of the table holds beside the columns of the file."""


def plain(folder: Path, journal: Path) -> None:
    """Read the rows with csv and write them with executemany, unread and unchecked, into the same table."""
    connection = sqlcipher3.dbapi2.connect(journal)
    connection.execute("PRAGMA synchronous = extra")
    with (folder / "readings.csv").open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        columns = ["id", *KEPT, *(name for name in next(rows) if name != "session")]
        written = (
            (f"{number:036d}", *KEPT.values(), row[0], *(cell or None for cell in row[2:8]), *row[8:])
            for number, row in enumerate(rows)
        )
        places = ", ".join("?" * len(columns))
        connection.executemany(f"INSERT INTO readings ({', '.join(columns)}) VALUES ({places})", written)  # noqa: S608
    connection.commit()
    connection.close()


def ours(folder: Path, journal: Path) -> None:
    """Import the rows as the command line does."""
    from ketatrack.cli import run

    if run(["import", str(journal), str(folder)]) != 0:
        raise SystemExit("the import was refused")


def main(name: str, folder: str, work: str) -> None:
    """Import once a small set to load what is needed, then the real one, and print its seconds."""
    from ketatrack.store.store import Store

    journal, warm = Path(work, "many.ketatrack"), Path(work, "few.ketatrack")
    import_set = {"plain": plain, "ours": ours}[name]
    for path in (journal, warm):
        Store.create(path).close()
    import_set(Path(folder).with_name("few"), warm)
    begun = time.perf_counter()
    import_set(Path(folder), journal)
    print(time.perf_counter() - begun)


if __name__ == "__main__":
    main(*sys.argv[1:])
