"""Starting where no window can be shown: a sentence and an exit code, never an abort."""

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ketatrack.app.screen import obstacle
from ketatrack.cli import COMMANDS

pytestmark = pytest.mark.skipif(
    sys.platform in {"darwin", "win32"}, reason="Qt always finds the screen of this system"
)

SCREEN_VARIABLES = {"DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR"}


def start(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    bare = {name: value for name, value in os.environ.items() if name not in SCREEN_VARIABLES}
    return subprocess.run(
        [sys.executable, "-m", "ketatrack", *words],
        env=bare | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def has_every_library(_library: str) -> bool:
    return True


def assert_says_that_there_is_no_screen(finished: subprocess.CompletedProcess[str]) -> None:
    assert finished.returncode == 2
    assert finished.stdout == ""
    assert len(finished.stderr.splitlines()) == 1
    assert "no screen" in finished.stderr
    for command in COMMANDS:
        assert f"ketatrack {command}" in finished.stderr


def test_without_a_screen_it_says_so_and_names_the_commands_that_need_none() -> None:
    assert_says_that_there_is_no_screen(start())


def a_free_number() -> int:
    return next(number for number in range(77, 1000) if not Path(f"/tmp/.X11-unix/X{number}").exists())  # noqa: S108


@pytest.mark.parametrize("display", [":{number}", "127.0.0.1:{number}", "not a display"])
def test_a_screen_that_does_not_answer_counts_as_none(display: str) -> None:
    named = display.format(number=a_free_number())
    assert_says_that_there_is_no_screen(start("--demo", DISPLAY=named))


def test_a_wayland_screen_that_does_not_answer_counts_as_none(tmp_path: Path) -> None:
    assert_says_that_there_is_no_screen(start(WAYLAND_DISPLAY="wayland-0", XDG_RUNTIME_DIR=str(tmp_path)))


def test_a_screen_of_another_kind_than_the_one_asked_for_does_not_count() -> None:
    assert_says_that_there_is_no_screen(start(QT_QPA_PLATFORM="wayland;xcb"))


def test_a_screen_that_is_silent_counts_as_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("ketatrack.app.screen._PATIENCE", 0.1)
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(tmp_path / "wayland-0"))
        silent.listen()
        environment = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)}
        assert "no screen" in str(obstacle(environment, COMMANDS, has_every_library))


def test_a_wayland_screen_that_answers_is_one(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as compositor:
        compositor.bind(str(tmp_path / "wayland-0"))
        compositor.listen()

        def answer() -> None:
            connection, _address = compositor.accept()
            with connection:
                connection.send(connection.recv(12))

        compositor.settimeout(20)
        answering = threading.Thread(target=answer, daemon=True)
        answering.start()
        environment = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)}
        assert obstacle(environment, COMMANDS, has_every_library) is None
        answering.join(20)


def test_offscreen_counts_as_a_screen() -> None:
    assert obstacle({"QT_QPA_PLATFORM": "offscreen"}, COMMANDS, has_every_library) is None


def test_a_missing_library_gives_the_line_that_installs_it_and_no_more() -> None:
    def lacks_two(library: str) -> bool:
        return library not in {"libEGL.so.1", "libxkbcommon.so.0"}

    sentence = obstacle({"QT_QPA_PLATFORM": "offscreen"}, COMMANDS, lacks_two)
    assert str(sentence).endswith("sudo apt install libegl1 libxkbcommon0")


def test_version_and_help_need_no_screen() -> None:
    assert start("--version").stdout.startswith("KetaTrack ")
    shown = start("--help")
    assert shown.returncode == 0
    for word in ("JOURNAL", "--demo", *COMMANDS):
        assert word in shown.stdout.replace("-\n", "-")


@pytest.mark.parametrize("words", [("--nonsense",), ("--demo", "some.ketatrack"), ("one", "two")])
def test_words_that_make_no_sense_are_a_question_of_usage(words: tuple[str, ...]) -> None:
    finished = start(*words, QT_QPA_PLATFORM="offscreen")
    assert finished.returncode == 2
    assert "usage: ketatrack" in finished.stderr


def test_looking_for_a_screen_imports_nothing_heavy() -> None:
    heavy = ("PySide6", "sqlalchemy", "sqlcipher3", "pydantic", "matplotlib", "alembic", "typst")
    script = (
        "import sys, ketatrack.__main__ as program; sys.argv = ['ketatrack']; program.main();"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    bare = {name: value for name, value in os.environ.items() if name not in SCREEN_VARIABLES}
    finished = subprocess.run(
        [sys.executable, "-c", script], env=bare, capture_output=True, text=True, check=True
    )
    assert finished.stdout.strip() == "[]"
