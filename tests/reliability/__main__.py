"""Tries every guarantee and prints what was found: `python -m tests.reliability [--nightly] [--readme]`."""

import argparse
import json
import platform
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import sqlcipher3.dbapi2

import ketatrack

PROJECT = Path(__file__).parents[2]
README = PROJECT / "README.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"

Figures = Mapping[str, Mapping[str, float]]


def main() -> int:
    """Run the suite, print its table, and write it into the README if asked to; 1 when anything failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.reliability", description=__doc__)
    parser.add_argument("--nightly", action="store_true", help="try every guarantee many times more often")
    parser.add_argument("--readme", action="store_true", help="write the table into README.md")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "figures.json")
        words = ["pytest", "tests/reliability", "-q", "--figures", str(out)]
        command = [sys.executable, "-m", *words, *(["--nightly"] if asked.nightly else [])]
        if subprocess.run(command, cwd=PROJECT, check=False).returncode:
            return 1
        figures: Figures = json.loads(out.read_text(encoding="utf-8"))
    text = f"{table(figures)}\n\n{circumstances(nightly=asked.nightly)}"
    print(f"\n{text}")
    if asked.readme:
        write_into(README, text)
    return 0


def table(figures: Figures) -> str:
    """Return the figures as a table in Markdown: what was done, how often, and what came of it."""
    lines = ["| what was done | how often | what was found |", "|---|---|---|"]
    for row, found in sorted(figures.items()):
        (name, often), *rest = found.items()
        lines.append(f"| {row} | {in_words(name, often)} | {'; '.join(in_words(*each) for each in rest)} |")
    return "\n".join(lines)


def in_words(name: str, number: float) -> str:
    """Return a figure with its name."""
    figure = f"{number:.2g}" if number % 1 else f"{number:,.0f}"
    return f"{figure} {name.replace('_', ' ')}"


def circumstances(*, nightly: bool) -> str:
    """Return when this was, and with which versions."""
    connection = sqlcipher3.dbapi2.connect(":memory:")
    (sqlcipher,) = connection.execute("PRAGMA cipher_version").fetchone()
    connection.close()
    versions = (
        f"KetaTrack {ketatrack.__version__}",
        f"Python {platform.python_version()}",
        f"SQLCipher {sqlcipher.split()[0]}",
        f"SQLite {sqlcipher3.dbapi2.sqlite_version}",
        platform.system(),
    )
    counts = "the counts of a night" if nightly else "the counts of every run"
    return f"{datetime.now(UTC):%Y-%m-%d}, {counts}: {', '.join(versions)}."


def write_into(readme: Path, text: str) -> None:
    """Put the table between its two marks."""
    whole = readme.read_text(encoding="utf-8")
    before, rest = whole.split(BEGIN)
    _old, after = rest.split(END)
    readme.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
