"""The recipes for other systems, as far as they can be tried here."""

import plistlib
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest

from ketatrack.ui.autostart import MINIMISED, start_with_computer

PACKAGING = Path(__file__).parents[2] / "packaging"
FLATPAK = PACKAGING / "flatpak" / "org.ketatrack.ketatrack.yaml"


@pytest.mark.skipif(not shutil.which("makensis"), reason="makensis is not installed")
def test_the_installer_for_windows_compiles_without_a_warning(tmp_path: Path) -> None:
    folder, installer = tmp_path / "ketatrack", tmp_path / "ketatrack-setup.exe"
    (folder / "_internal").mkdir(parents=True)
    for name in ("ketatrack.exe", "ketatrack-console.exe", "_internal/data.txt"):
        (folder / name).write_bytes(b"stands in")
    words = ["-DVERSION=0.1.0", f"-DFOLDER={folder}", f"-DINSTALLER={installer}"]
    script = str(PACKAGING / "windows" / "ketatrack.nsi")
    done = subprocess.run(
        ["makensis", "-V2", "-WX", *words, script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert installer.read_bytes().startswith(b"MZ")


def test_taking_it_off_windows_removes_nothing_but_the_programs_own() -> None:
    script = (PACKAGING / "windows" / "ketatrack.nsi").read_text("utf-8")
    assert re.findall(r"RMDir /r (.+)", script) == [r'"$INSTDIR\_internal"']
    assert "RequestExecutionLevel user" in script
    assert "HKLM" not in script


def test_the_flatpak_has_no_network_and_only_the_documents() -> None:
    lines = FLATPAK.read_text("utf-8").splitlines()
    granted = [line.strip().removeprefix("- ") for line in lines if line.strip().startswith("- --")]
    assert "--filesystem=xdg-documents" in granted
    assert [each for each in granted if "network" in each or each.startswith("--device")] == []
    assert [each for each in granted if each.startswith("--filesystem")] == ["--filesystem=xdg-documents"]


@pytest.mark.skipif(not shutil.which("flatpak-builder"), reason="flatpak-builder is not installed")
def test_flatpak_reads_its_recipe() -> None:
    command = ["flatpak-builder", "--show-manifest", str(FLATPAK)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""


def test_every_file_that_the_flatpak_takes_is_there() -> None:
    paths = re.findall(r"path: (\S+)", FLATPAK.read_text("utf-8"))
    built = "../../dist/ketatrack"
    assert built in paths
    assert [path for path in paths if path != built and not (FLATPAK.parent / path).is_file()] == []


def test_the_recipes_for_macos_can_be_read() -> None:
    settings = runpy.run_path(str(PACKAGING / "macos" / "disk_image.py"))
    assert settings["files"] == ["dist/KetaTrack.app"]
    told = plistlib.loads((PACKAGING / "macos" / "Info.plist").read_bytes())
    assert told["CFBundleDisplayName"] == "KetaTrack"


@pytest.mark.skipif(sys.platform != "linux", reason="the desktop's autostart is known on Linux")
def test_an_installed_program_starts_itself_with_the_computer_and_no_python(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/ketatrack/ketatrack")
    start_with_computer(wanted=True)
    (script,) = platformdirs.user_data_path().iterdir()
    assert script.read_text("utf-8") == f"exec /opt/ketatrack/ketatrack {MINIMISED}\n"
