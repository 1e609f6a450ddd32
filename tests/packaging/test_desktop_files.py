"""What a Linux desktop is told: the program's entry, its page in the software centre, its kinds of files."""

import os
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import ketatrack
from ketatrack.app.start import NEUTRAL_NAME
from ketatrack.exchange.sealed_file import FileKind
from ketatrack.store.header import SUFFIX
from ketatrack.store.store import Store

LINUX = Path(__file__).parents[2] / "packaging" / "linux"


@pytest.fixture(scope="module")
def entry() -> dict[str, str]:
    written = ConfigParser(interpolation=None)
    written.optionxform = str  # type: ignore[assignment, method-assign]
    written.read(LINUX / "ketatrack.desktop", encoding="utf-8")
    return dict(written["Desktop Entry"])


@pytest.fixture(scope="module")
def metainfo() -> ET.Element:
    return ET.parse(LINUX / "ketatrack.metainfo.xml").getroot()  # noqa: S314 # our own file


@pytest.mark.parametrize(
    "command",
    [
        ["desktop-file-validate", "ketatrack.desktop"],
        ["appstreamcli", "validate", "--no-net", "--pedantic", "ketatrack.metainfo.xml"],
    ],
    ids=["entry", "metainfo"],
)
def test_the_desktops_own_checker_finds_nothing(command: list[str]) -> None:
    if not shutil.which(command[0]):
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(command, cwd=LINUX, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_window_is_found_under_the_entry_of_the_program(entry: dict[str, str]) -> None:
    assert entry["StartupWMClass"] == NEUTRAL_NAME
    assert (LINUX.parents[1] / "resources" / "icons" / f"{entry['Icon']}.svg").is_file()


def test_the_entry_and_the_page_name_the_same_kinds_of_files(
    entry: dict[str, str], metainfo: ET.Element
) -> None:
    kinds = [kind.text for kind in metainfo.findall("provides/mediatype")]
    assert entry["MimeType"] == "".join(f"{kind};" for kind in kinds)


def test_the_page_speaks_of_this_version(metainfo: ET.Element) -> None:
    newest = metainfo.find("releases/release")
    assert newest is not None
    assert newest.get("version") == ketatrack.__version__


def kinds_of(files: list[Path], data: Path) -> list[str]:
    """Return what a desktop takes files for that knows the program's kinds, by name and by content."""
    packages = data / "mime" / "packages"
    packages.mkdir(parents=True)
    shutil.copy(LINUX / "ketatrack-mime.xml", packages)
    script = (
        "import sys; from PySide6.QtCore import QMimeDatabase as D; "
        "print(*(D().mimeTypeForFile(each).name() for each in sys.argv[1:]))"
    )
    environment = os.environ | {"XDG_DATA_HOME": str(data), "QT_NO_MIME_CACHE": "1"}
    command = [sys.executable, "-c", script, *map(str, files)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.split()


def test_a_journal_and_a_plan_file_are_told_from_other_files(tmp_path: Path) -> None:
    journal = tmp_path / f"own{SUFFIX}"
    Store.create(journal).close()
    renamed = tmp_path / "renamed"
    shutil.copy(journal, renamed)
    locked = tmp_path / f"locked{SUFFIX}"
    locked.write_bytes(os.urandom(4096))
    plan = tmp_path / f"next{FileKind.PLAN.suffix}"
    plan.write_bytes(b"PLANFILE" + os.urandom(100))
    other = tmp_path / "other"
    other.write_bytes(b"SQLite format 3\0" + bytes(4096))
    journals, plans = "application/x-ketatrack", "application/x-ketatrack-plan"
    kinds = kinds_of([journal, renamed, locked, plan, other], tmp_path / "data")
    assert kinds[:4] == [journals, journals, journals, plans]
    assert kinds[4] not in {journals, plans}
