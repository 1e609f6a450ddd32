"""Makes the .deb for Debian and Ubuntu of the program's folder; apt brings what the screen takes."""

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from ketatrack import __version__
from ketatrack.app.screen import LIBRARIES, SCREEN_LIBRARIES

PACKAGING = Path(__file__).resolve().parent
PROJECT = PACKAGING.parent
PLACES = {
    "resources/icons/ketatrack.svg": "usr/share/icons/hicolor/scalable/apps",
    "packaging/linux/ketatrack.desktop": "usr/share/applications",
    "packaging/linux/ketatrack.metainfo.xml": "usr/share/metainfo",
    "packaging/linux/ketatrack-mime.xml": "usr/share/mime/packages",
    "LICENSE": "usr/share/doc/ketatrack",
}
"""Where the files go that tell a desktop of the program."""
CONTROL = """\
Package: ketatrack
Version: {version}
Architecture: {architecture}
Maintainer: The KetaTrack maintainers
Installed-Size: {kibibytes}
Depends: {depends}
Section: misc
Priority: optional
Description: keeps a ketamine or esketamine treatment course
 Sessions, blood pressures, side effects and mood scores, in one file that you
 own; charts of the course, and the one page that a clinician reads before a
 visit. It records and displays, and opens no network connection of its own.
"""


def make_package(folder: Path, out: Path, *, quick: bool = False) -> Path:
    """Return the package of a built folder.

    Args:
        folder: what PyInstaller made; it goes to /opt/ketatrack.
        out: the folder for the package, which is replaced when it is there already.
        quick: compress in seconds rather than minutes.
    """
    architecture = _printed("dpkg", "--print-architecture")
    package = out / f"ketatrack_{__version__}_{architecture}.deb"
    with tempfile.TemporaryDirectory(dir=out) as name:
        root = Path(name)
        root.chmod(0o755)  # it becomes the folder / of the package
        _lay_out(root, folder)
        files = sorted(file for file in root.rglob("*") if file.is_file() and not file.is_symlink())
        (root / "DEBIAN").mkdir(mode=0o755)
        (root / "DEBIAN" / "md5sums").write_text(
            "".join(f"{_md5(file)}  {file.relative_to(root)}\n" for file in files), encoding="utf-8"
        )
        size = sum(-(-file.stat().st_size // 1024) for file in files)
        (root / "DEBIAN" / "control").write_text(
            CONTROL.format(
                version=__version__, architecture=architecture, kibibytes=size, depends=", ".join(depends())
            ),
            encoding="utf-8",
        )
        how = ["-Zzstd", "-z1"] if quick else ["-Zxz", "-z6"]
        _printed("dpkg-deb", "--root-owner-group", *how, "--build", str(root), str(package))
    return package


def depends() -> list[str]:
    """Return the packages that it needs: the C library it was built on, and what any screen takes.

    Most of those libraries lie in the folder as well; their packages bring fonts and keyboard layouts along.
    """
    libraries = [LIBRARIES, *SCREEN_LIBRARIES.values()]
    c_library = (os.confstr("CS_GNU_LIBC_VERSION") or "").removeprefix("glibc ")
    return [f"libc6 (>= {c_library})", *(package for each in libraries for package in each.values())]


def _lay_out(root: Path, folder: Path) -> None:
    shutil.copytree(folder, root / "opt" / "ketatrack", symlinks=True)
    for source, place in PLACES.items():
        (root / place).mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / source, root / place)
    (root / "usr/share/doc/ketatrack/LICENSE").rename(root / "usr/share/doc/ketatrack/copyright")
    (root / "usr/bin").mkdir()
    (root / "usr/bin/ketatrack").symlink_to("../../opt/ketatrack/ketatrack")
    for path in root.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)


def _md5(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def _printed(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
