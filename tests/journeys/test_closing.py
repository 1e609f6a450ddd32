"""The window is closed while a disk does not answer: the program ends, and what was saved is there."""

import os
from pathlib import Path

import pytest

from ketatrack.domain.records import Reading
from ketatrack.store.backup_places import usual_place
from ketatrack.store.store import Store
from tests import records as make
from tests.journeys import programs
from tests.journeys.processes import posix, watch
from tests.store.conftest import add


@posix
def test_a_backup_that_never_ends_keeps_no_program_from_ending(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    path = tmp_path / "spring.ketatrack"
    who = make.patient(name="Alex")
    with Store.create(path) as store:
        add(store, who, make.course(who))
    hanging = usual_place() / ("0" * 32)
    hanging.mkdir(parents=True)
    os.mkfifo(hanging / "journal.json")  # whoever reads it waits for somebody to write into it
    watch(programs.save_and_close, path)
    with Store.open(path) as store:
        assert store.count(Reading) == 1
    left = {file.name for file in tmp_path.iterdir() if file.is_file() and path.name in file.name}
    assert left == {path.name}
