"""The .deb: what apt is told, where the files go, and that they arrive whole."""

import hashlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import ketatrack
from ketatrack.app.screen import LIBRARIES, SCREEN_LIBRARIES

PROJECT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="dpkg-deb is not installed")


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(PROJECT / "packaging")
    from debian_package import make_package

    folder = tmp_path / "ketatrack"
    (folder / "_internal").mkdir(parents=True)
    program = folder / "ketatrack"
    program.write_bytes(b"\x7fELF")
    program.chmod(0o700)
    (folder / "_internal" / "data.txt").write_text("facts", encoding="utf-8")
    (folder / "_internal" / "libdata.so").symlink_to("data.txt")
    (folder / "_internal" / "data.txt").chmod(0o600)
    return make_package(folder, tmp_path, quick=True)


def field(package: Path, name: str) -> str:
    command = ["dpkg-deb", "--field", str(package), name]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def unpacked(package: Path, into: Path) -> Path:
    subprocess.run(["dpkg-deb", "--raw-extract", str(package), str(into)], check=True)
    return into


def test_apt_brings_every_library_that_the_program_would_miss(package: Path) -> None:
    named = {entry.partition(" ")[0] for entry in field(package, "Depends").split(", ")}
    wanted = [LIBRARIES, *SCREEN_LIBRARIES.values()]
    assert named == {"libc6"} | {name for each in wanted for name in each.values()}


def test_the_readme_installs_the_same_libraries_by_hand() -> None:
    (line,) = re.findall("^sudo apt install (.+)$", (PROJECT / "README.md").read_text("utf-8"), re.MULTILINE)
    wanted = [LIBRARIES, *SCREEN_LIBRARIES.values()]
    assert set(line.split()) == {"python3-venv"} | {name for each in wanted for name in each.values()}


def test_the_package_carries_the_programs_name_and_version(package: Path) -> None:
    assert package.name.startswith(f"ketatrack_{ketatrack.__version__}_")
    assert field(package, "Version") == ketatrack.__version__
    assert int(field(package, "Installed-Size")) > 0


def test_everybody_may_read_what_is_installed_and_nobody_else_may_write_it(
    package: Path, tmp_path: Path
) -> None:
    root = unpacked(package, tmp_path / "root")
    modes = {
        path.relative_to(root).as_posix(): path.stat().st_mode & 0o777
        for path in root.rglob("*")
        if not path.is_symlink()
    }
    assert modes["opt/ketatrack/ketatrack"] == 0o755
    assert modes["opt/ketatrack/_internal/data.txt"] == 0o644
    assert set(modes.values()) == {0o755, 0o644}
    listed = subprocess.run(["dpkg-deb", "-c", str(package)], capture_output=True, text=True, check=True)
    assert {line.split()[1] for line in listed.stdout.splitlines()} == {"root/root"}


def test_the_command_and_the_desktops_files_are_in_their_places(package: Path, tmp_path: Path) -> None:
    root = unpacked(package, tmp_path / "root")
    assert (root / "usr/bin/ketatrack").resolve() == root / "opt/ketatrack/ketatrack"
    for place in (
        "usr/share/applications/ketatrack.desktop",
        "usr/share/icons/hicolor/scalable/apps/ketatrack.svg",
        "usr/share/metainfo/ketatrack.metainfo.xml",
        "usr/share/mime/packages/ketatrack-mime.xml",
        "usr/share/doc/ketatrack/copyright",
    ):
        assert (root / place).is_file(), place


def test_each_file_can_be_checked_after_it_was_installed(package: Path, tmp_path: Path) -> None:
    root = unpacked(package, tmp_path / "root")
    sums = dict(
        reversed(line.split("  ", 1)) for line in (root / "DEBIAN/md5sums").read_text("utf-8").splitlines()
    )
    files = [path for path in root.rglob("*") if path.is_file() and not path.is_symlink()]
    assert sums == {
        path.relative_to(root).as_posix(): hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
        for path in files
        if path.parent.name != "DEBIAN"
    }
