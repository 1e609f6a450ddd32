"""G16: after locking, nothing in the window, its models, the clipboard or memory tells of a journal."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ketatrack.domain.record_fields import references, type_of
from ketatrack.domain.records import Record
from ketatrack.store.key import Key
from ketatrack.store.store import Store
from tests.reliability.locked_window import CANARY, PASSPHRASE
from tests.store.conftest import add, one_of_each

PROJECT = Path(__file__).parents[2]
PATIENCE_S = 240
NAMES_OF_OTHERS = {"id", "timezone", "instrument", "asks_for", "template", "effect"}
"""Texts that are chosen from a list, by their name in the program."""


def telling(record: Record) -> Record:
    """Return a record in whose every text of a person's own the canary stands."""
    kind = type(record)
    words = {
        name: f"{CANARY} {record.kind} {name}"
        for name in kind.model_fields
        if name not in {*NAMES_OF_OTHERS, *references(kind)} and type_of(kind, name) == (str, False)
    }
    return record.model_copy(update=words)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A full journal with a passphrase, and files to import that hold the canary too."""
    folder = tmp_path_factory.mktemp("locked")
    with Store.create(folder / "full.ketatrack", Key.new(PASSPHRASE)) as store:
        add(store, *map(telling, one_of_each()))
    (folder / "files").mkdir()
    (folder / "files" / "course.csv").write_text(f"name,medication,route\n{CANARY},ketamine,iv\n")
    return folder


def rounds_of(folder: Path, rounds: int) -> list[dict[str, dict[str, int]]]:
    """Let the program unlock, look everywhere and lock so many times, on a screen where there is one."""
    screen = ["xvfb-run", "-a"] if shutil.which("xvfb-run") else []
    platform = {"QT_QPA_PLATFORM": "xcb" if screen else "offscreen"}
    words = [str(folder / "full.ketatrack"), str(rounds), str(folder / "files")]
    done = subprocess.run(
        [*screen, sys.executable, "-m", "tests.reliability.locked_window", *words],
        cwd=PROJECT,
        env=os.environ | {name: str(folder) for name in ("HOME", "XDG_CONFIG_HOME")} | platform,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S + 30 * rounds,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    seen: list[dict[str, dict[str, int]]] = json.loads(done.stdout)
    return seen


def test_no_word_of_a_full_journal_is_left_after_locking(folder, counts, figures):
    seen = rounds_of(folder, counts(1, 20))

    for each in seen:
        before, after = each["before"], each["after"]
        figures.note("windows locked", locks=1, found_before=sum(before.values()), left=sum(after.values()))
        expected = {"widget text", "widget accessibleName", "model", "action text", "object Key"}
        if shutil.which("xvfb-run"):
            expected.add("clipboard")
        assert expected <= before.keys(), "the walk does not find what is there"
        assert after == {}
