"""Imports to be timed, one in a process: `python -m tests.benchmarks.imports NAME FOLDER WORK`."""

import csv
import sys
import time
from pathlib import Path

import sqlcipher3.dbapi2


def plain(folder: Path, database: Path) -> None:
    """Read the rows with csv and write them with executemany, as they are, with the same engine."""
    connection = sqlcipher3.dbapi2.connect(database)
    with (folder / "readings.csv").open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        header = next(rows)
        connection.execute(f"CREATE TABLE readings ({', '.join(header)})")
        connection.executemany(f"INSERT INTO readings VALUES ({', '.join('?' * len(header))})", rows)  # noqa: S608
    connection.commit()
    connection.close()


def ours(folder: Path, journal: Path) -> None:
    """Import the rows as the command line does."""
    from ketatrack.cli import run

    if run(["import", str(journal), str(folder)]) != 0:
        raise SystemExit("the import was refused")


def main(name: str, folder: str, work: str) -> None:
    """Import once a small set to load what is needed, then the real one, and print its seconds."""
    journal, warm = Path(work, "many.ketatrack"), Path(work, "few.ketatrack")
    import_set = {"plain": plain, "ours": ours}[name]
    if name == "ours":
        from ketatrack.store.store import Store

        for path in (journal, warm):
            Store.create(path).close()
    import_set(Path(folder).with_name("few"), warm)
    begun = time.perf_counter()
    import_set(Path(folder), journal)
    print(time.perf_counter() - begun)


if __name__ == "__main__":
    main(*sys.argv[1:])
