"""What desktops say on a real bus when they lock their screen is heard."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ketatrack.ui.desktop_lock import DesktopLock

PROJECT = Path(__file__).parents[2]
NEEDED = ("dbus-run-session", "dbus-send")
PATIENCE_S = 60

_LISTENER = """
from PySide6.QtCore import QCoreApplication, QTimer
from ketatrack.ui.desktop_lock import DesktopLock

application = QCoreApplication([])
desktop = DesktopLock(application)
desktop.locked.connect(lambda: print("locked", flush=True))
desktop.listen()
print("ready", flush=True)
application.exec()
"""

_SESSION = r"""
"$1" -c "$2" > "$3" & listener=$!
until grep -q ready "$3"; do sleep 0.1; done
for active in false true; do
    dbus-send --session --type=signal "$4" "$5.ActiveChanged" "boolean:$active"
done
for _ in $(seq 50); do grep -q locked "$3" && break; sleep 0.1; done
kill $listener
"""


@pytest.mark.skipif(
    any(shutil.which(name) is None for name in NEEDED), reason=f"needs {' and '.join(NEEDED)} of Linux"
)
@pytest.mark.parametrize(
    ("path", "interface"),
    [
        ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"),
        ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver"),
    ],
)
def test_the_desktop_is_heard_when_it_locks_its_screen_and_not_when_it_opens_it(
    path: str, interface: str, tmp_path: Path
) -> None:
    words = [sys.executable, _LISTENER, str(tmp_path / "heard"), path, interface]
    subprocess.run(
        ["dbus-run-session", "--", "bash", "-c", _SESSION, "bash", *words],
        cwd=PROJECT,
        check=True,
        capture_output=True,
        timeout=PATIENCE_S,
    )
    assert (tmp_path / "heard").read_text().split() == ["ready", "locked"]


def test_a_desktop_without_a_bus_is_no_trouble(qapp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    desktop = DesktopLock(qapp)
    desktop.listen()
    desktop.deleteLater()
