"""Tries a built program from outside: its window on a virtual screen, then its commands in a new folder.

It prints the seconds from start to the first window and to the window with its data, and fails where a
window does not come or does not close, or where a command or the file that it leaves is not as it has to be.
"""

import argparse
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PIL import Image, ImageChops, ImageGrab

from ketatrack.charts.palette import LIGHT

PATIENCE = 60.0
"""Seconds that a window or its end may take."""
LINE_COLUMNS = 400
"""The response line of the demo is wider than this in pixels, and nothing else in its colour is."""
NEARLY = 24
"""How far each colour of an edge that is drawn soft may be from the line's."""

Found = TypeVar("Found")


class Program:
    """The program, by its path, in this system or in that of another root folder."""

    def __init__(self, path: str, root: Path) -> None:
        """Make a new home for it, with nothing of this computer in its environment."""
        self.words = [path] if root == Path("/") else ["chroot", str(root), path]
        self.home = Path(tempfile.mkdtemp(dir=root / "tmp", prefix="trial-"))
        inside = f"/{self.home.relative_to(root)}"
        self.environment = {"HOME": inside, "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
        self.inside = Path(inside)

    def run(self, *words: str) -> str:
        """Return what a command prints; it has to end with 0."""
        done = subprocess.run(
            [*self.words, *words], env=self.environment, stdout=subprocess.PIPE, text=True, check=True
        )
        return done.stdout

    def leaves(self, name: str, begins: bytes, *words: str) -> str:
        """Run a command whose last word is the file that it writes, and see that it begins as it has to."""
        printed = self.run(*words, str(self.inside / name))
        written = (self.home / name).read_bytes()
        if not written.startswith(begins):
            raise SystemExit(f"{' '.join(words)} wrote {written[:20]!r}")
        return printed


def main() -> None:
    """Try the window as often as asked, then the commands, and print how long the window took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", help="its path, in ROOT where one is given")
    parser.add_argument("--root", type=Path, default=Path("/"), help="another root folder, entered by chroot")
    parser.add_argument("--starts", type=int, default=3, help="how often the window is opened (3)")
    parser.add_argument("--cold", action="store_true", help="forget the files read so far before the first")
    parser.add_argument("--picture", type=Path, help="where a picture of the window goes")
    asked = parser.parse_args()
    program = Program(asked.program, asked.root)
    try:
        with virtual_screen() as display:
            for number in range(asked.starts):
                cold = asked.cold and number == 0
                if cold:
                    forget_files()
                window, data = try_window(program, display, asked.picture)
                kind = "cold" if cold else "warm"
                print(f"{kind} start: window after {window:.2f} s, its data after {data:.2f} s", flush=True)
        try_commands(program)
    finally:
        shutil.rmtree(program.home)


@contextmanager
def virtual_screen() -> Iterator[str]:
    """Open a screen that nobody sees, and give the name of its display."""
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1280x1024x24", "-noreset"]
    screen = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    try:
        with os.fdopen(reader) as answer:
            yield f":{answer.readline().strip()}"
    finally:
        screen.terminate()
        screen.wait()


def forget_files() -> None:
    """Make the next start read everything from the disk, as after the computer was turned on; for root."""
    os.sync()
    Path("/proc/sys/vm/drop_caches").write_text("3", encoding="ascii")


def try_window(program: Program, display: str, picture: Path | None) -> tuple[float, float]:
    """Return the seconds until the demo's window is there and until it shows data; then close it."""
    began = time.perf_counter()
    process = subprocess.Popen([*program.words, "--demo"], env=program.environment | {"DISPLAY": display})
    try:
        within_patience("a window", process, lambda: has_window(display))
        opened = time.perf_counter() - began
        within_patience("the response line", process, lambda: shows_line(ImageGrab.grab(xdisplay=display)))
        filled = time.perf_counter() - began
        if picture is not None:
            time.sleep(1)  # the rest of the page follows at once
            ImageGrab.grab(xdisplay=display).save(picture)
        process.terminate()  # it closes its window, and keeps what is being written
        if process.wait(PATIENCE) != 0:
            raise SystemExit(
                f"The program was asked to close its window, and ended with {process.returncode}."
            )
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
    return opened, filled


def within_patience(what: str, process: subprocess.Popen[bytes], look: Callable[[], Found]) -> Found:
    """Return what looking finds, as soon as it finds something."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemExit(f"The program ended with {process.returncode} before {what} was there.")
        found = look()
        if found:
            return found
        time.sleep(0.02)
    raise SystemExit(f"After {PATIENCE:.0f} s {what} was not there.")


def has_window(display: str) -> bool:
    """Tell whether there is a window on a screen that shows no other."""
    looked = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", ".+"],
        env=os.environ | {"DISPLAY": display},
        stdout=subprocess.DEVNULL,
        check=False,
    )
    return looked.returncode == 0


def shows_line(screen: Image.Image) -> bool:
    """Tell whether the line of the response is on the screen."""
    line = Image.new("RGB", screen.size, LIGHT.accent)
    bands = ImageChops.difference(screen.convert("RGB"), line).split()
    alike = [band.point(lambda distance: 255 if distance <= NEARLY else 0) for band in bands]
    of_the_line = ImageChops.multiply(ImageChops.multiply(alike[0], alike[1]), alike[2])
    columns, _rows = of_the_line.getprojection()
    return sum(columns) >= LINE_COLUMNS


def try_commands(program: Program) -> None:
    """Go once through what a person does without a window, and through all that leans on files it brings."""
    program.leaves("page.pdf", b"%PDF-", "report", "--demo")
    program.leaves("sealed.pdf", b"%PDF-", "report", "--password", "--demo")
    program.leaves("card.pdf", b"%PDF-", "card", "--demo")
    program.leaves("course.json", b"{", "export", "--demo")
    program.leaves("course.zip", b"PK", "export", "--demo")
    program.leaves("plan.ics", b"BEGIN:VCALENDAR", "calendar", "--demo")
    for ending, begins in ((".png", b"\x89PNG"), (".svg", b"<?xml"), (".pdf", b"%PDF-")):
        program.leaves(f"chart{ending}", begins, "chart", "--demo", "response")
    journal = str(program.inside / "own.ketatrack")
    program.run("new", journal)
    program.run("import", journal, str(program.inside / "course.json"))
    checked = json.loads(program.run("check", journal, "--json"))
    if not checked["whole"] or not checked["counts"]["sessions"]:
        raise SystemExit(f"check says {checked}")
    print(f"commands: all done; {checked['counts']['sessions']} sessions exported, imported and checked")


if __name__ == "__main__":
    main()
