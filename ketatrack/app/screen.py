"""Tells whether a window can be shown here, and in plain words why not.

Asked before Qt is imported, because Qt answers a screen that is not there, or a library that the system
lacks, by ending the program with an abort that says little.
"""

import socket
import struct
import sys
from collections.abc import Callable, Mapping, Sequence
from ctypes import CDLL, c_char_p, c_int, c_void_p
from pathlib import Path
from threading import Thread

from ketatrack.domain.language import gettext as _

_PATIENCE = 3.0
"""Seconds that a screen has to answer."""

LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libglib-2.0.so.0": "libglib2.0-0",
}
"""What Qt loads on any screen, and the Debian package that holds each."""

SCREEN_LIBRARIES = {
    "xcb": {
        "libxcb-cursor.so.0": "libxcb-cursor0",
        "libxcb-icccm.so.4": "libxcb-icccm4",
        "libxcb-keysyms.so.1": "libxcb-keysyms1",
        "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
        "libxcb-shape.so.0": "libxcb-shape0",
    },
    "wayland": {"libwayland-cursor.so.0": "libwayland-cursor0"},
}
"""What Qt loads besides for each kind of screen, under Qt's own name for it."""


def obstacle(
    environment: Mapping[str, str], commands: Sequence[str], loads: Callable[[str], bool] | None = None
) -> str | None:
    """Return what keeps a window from being shown and what can be done, or None when nothing does.

    Args:
        environment: the variables that name the screen.
        commands: those that need no screen, to be named.
        loads: tells whether a system library is there; by default by loading it.
    """
    if sys.platform in {"darwin", "win32"}:
        return None
    loads = loads or _loads
    lacking: list[str] = []
    for platform in _platforms(environment):
        if not _answers(platform, environment):
            continue
        wanted = LIBRARIES | SCREEN_LIBRARIES.get(platform, {})
        missing = [package for library, package in wanted.items() if not loads(library)]
        if not missing:
            return None
        lacking = lacking or missing
    if lacking:
        return _("The window needs libraries that this system lacks. On Debian or Ubuntu: {line}").format(
            line=f"sudo apt install {' '.join(lacking)}"
        )
    return _("There is no screen here to show the window on; these commands need none: {commands}.").format(
        commands=", ".join(f"ketatrack {command}" for command in commands)
    )


def _platforms(environment: Mapping[str, str]) -> list[str]:
    """Return the kinds of screen that Qt will try, in its order."""
    asked = [part.partition(":")[0] for part in environment.get("QT_QPA_PLATFORM", "").split(";") if part]
    return ["wayland" if name.startswith("wayland") else name for name in asked] or ["wayland", "xcb"]


def _answers(platform: str, environment: Mapping[str, str]) -> bool:
    if platform == "wayland":
        return _wayland_answers(environment)
    if platform == "xcb":
        return _x_answers(environment.get("DISPLAY", ""))
    return True  # the others, such as offscreen, draw without a screen of the desktop


def _wayland_answers(environment: Mapping[str, str]) -> bool:
    """Ask the compositor for a sign of life, as `wl_display.sync` does."""
    name = environment.get("WAYLAND_DISPLAY", "")
    if not name:
        return False
    display, sync, length, callback = 1, 0, 12, 2
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(_PATIENCE)
            connection.connect(str(Path(environment.get("XDG_RUNTIME_DIR", ""), name)))
            connection.sendall(struct.pack("=IHHI", display, sync, length, callback))
            return bool(connection.recv(1))
    except OSError:
        return False


def _x_answers(display: str) -> bool:
    """Connect as Qt will; on a thread, because the library waits for ever for a server that hangs."""
    if not display:
        return False
    try:
        xcb = CDLL("libxcb.so.1")
    except OSError:
        return True  # nobody can tell yet; the libraries that are missing are named first
    xcb.xcb_connect.argtypes, xcb.xcb_connect.restype = [c_char_p, c_void_p], c_void_p
    xcb.xcb_connection_has_error.argtypes, xcb.xcb_connection_has_error.restype = [c_void_p], c_int
    xcb.xcb_disconnect.argtypes, xcb.xcb_disconnect.restype = [c_void_p], None
    answers: list[bool] = []

    def connect() -> None:
        connection = xcb.xcb_connect(display.encode(), None)
        answers.append(not xcb.xcb_connection_has_error(connection))
        xcb.xcb_disconnect(connection)

    attempt = Thread(target=connect, daemon=True)
    attempt.start()
    attempt.join(_PATIENCE)
    return answers == [True]


def _loads(library: str) -> bool:
    try:
        CDLL(library)
    except OSError:
        return False
    return True
