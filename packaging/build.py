"""Makes what a person installs: `python packaging/build.py` leaves the folder and the .deb in `dist/`."""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from debian_package import make_package
from PyInstaller.__main__ import run as run_pyinstaller
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

PACKAGING = Path(__file__).resolve().parent
PROJECT = PACKAGING.parent
ICON_PIXELS = 256
WITH_SYMBOLS = ("libpython*.so*", "*.cpython-*.so", "*.abi3.so")
"""What carries symbols that only a debugger reads. The libraries beside them in wheels are left as they are:
their layout was changed after they were linked, and stripping breaks it."""


def main() -> None:
    """Build the folder and, where dpkg-deb is at hand, the package; print where they are and how large."""
    parser = argparse.ArgumentParser(prog="python packaging/build.py", description=__doc__)
    parser.add_argument("--out", type=Path, default=PROJECT / "dist", help="the folder for both (dist)")
    parser.add_argument("--quick", action="store_true", help="compress the .deb less: larger, for a trial")
    asked = parser.parse_args()
    folder = make_folder(asked.out.resolve())
    print(f"{folder}: {megabytes(folder):.0f} MB")
    if shutil.which("dpkg-deb"):
        package = make_package(folder, asked.out.resolve(), quick=asked.quick)
        print(f"{package}: {megabytes(package):.0f} MB")


def make_folder(out: Path) -> Path:
    """Return the folder that holds the program with all that it stands on, Python included."""
    work = PROJECT / "build" / "bundle"
    work.mkdir(parents=True, exist_ok=True)
    os.environ["KETATRACK_ICON"] = str(draw_icon(work))
    spec = PACKAGING / "ketatrack.spec"
    places = ["--distpath", str(out), "--workpath", str(work)]
    run_pyinstaller([str(spec), *places, "--noconfirm", "--log-level", "ERROR"])
    folder = out / "ketatrack"
    if sys.platform == "linux":
        take_out_symbols(folder)
    return folder


def draw_icon(out: Path) -> Path:
    """Return the program's icon as a picture of points, which the systems without SVG icons take."""
    drawing = QSvgRenderer(str(PROJECT / "resources" / "icons" / "ketatrack.svg"))
    picture = QImage(ICON_PIXELS, ICON_PIXELS, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    drawing.render(painter)
    painter.end()
    icon = out / "ketatrack.png"
    if not picture.save(str(icon)):
        raise OSError(f"{icon} cannot be written")
    return icon


def take_out_symbols(folder: Path) -> None:
    """Make the folder smaller by what only a debugger reads."""
    files = {file for name in WITH_SYMBOLS for file in folder.rglob(name) if not file.is_symlink()}
    subprocess.run(["strip", "--strip-unneeded", *sorted(files)], check=True)


def megabytes(path: Path) -> float:
    """Return the size of a file, or of all files of a folder, in millions of bytes."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.lstat().st_size for file in files if not file.is_dir()) / 1e6


if __name__ == "__main__":
    main()
