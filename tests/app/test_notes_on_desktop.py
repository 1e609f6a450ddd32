"""The real program on a real bus: what a note and the icon beside the clock say gives nothing away."""

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ketatrack.app.start import NEUTRAL_NAME, SETTINGS_FILE
from ketatrack.domain.reminders import note_title
from ketatrack.domain.words import Author
from ketatrack.store.store import Change, Store
from tests.neutral import revealing_words
from tests.records import course, patient, rhythm

PROJECT = Path(__file__).parents[2]
NEEDED = ("xvfb-run", "dbus-run-session", "dbus-monitor", "dbus-send")

_SESSION = r"""
cd "$1"
dbus-monitor --session "interface='org.freedesktop.Notifications'" > "$2/bus" 2>&1 & monitor=$!
"$3" -m tests.app.desktop > "$2/icons" 2> "$2/desktop" & desktop=$!
until grep -q ready "$2/icons"; do sleep 0.1; done
"$3" -m ketatrack --minimised "$4" > "$2/program" 2>&1 & program=$!
for _ in $(seq 300); do grep -q "int32 10000" "$2/bus" && break; sleep 0.1; done
icon=$(tail -n 1 "$2/icons")
dbus-send --session --print-reply --dest="$icon" /StatusNotifierItem \
    org.freedesktop.DBus.Properties.GetAll string:org.kde.StatusNotifierItem > "$2/icon" 2>&1
kill $program $desktop $monitor
wait
"""


@pytest.mark.skipif(
    any(shutil.which(name) is None for name in NEEDED), reason=f"needs {', '.join(NEEDED)} of a Linux desktop"
)
def test_the_note_and_the_icon_that_reach_the_desktop_are_neutral(tmp_path: Path) -> None:
    own = tmp_path / "config" / "ketatrack"
    own.mkdir(parents=True)
    (own / SETTINGS_FILE).write_text("[General]\nnotes_outside=yes\n")
    journal = tmp_path / "mine.ketatrack"
    with Store.create(journal) as store:
        person = patient()
        spring = course(person)
        changes = [Change(None, each) for each in (person, spring, rhythm(spring, "phq9"))]
        store.apply(changes, at=datetime.now(UTC), by=Author.PATIENT)
    environment = os.environ | {"QT_QPA_PLATFORM": "xcb", "XDG_CONFIG_HOME": str(tmp_path / "config")}
    words = [str(PROJECT), str(tmp_path), sys.executable, str(journal)]
    subprocess.run(
        ["xvfb-run", "-a", "dbus-run-session", "--", "bash", "-c", _SESSION, "bash", *words],
        check=True,
        capture_output=True,
        env=environment,
        timeout=120,
    )
    bus = (tmp_path / "bus").read_text(errors="replace")
    note = bus[bus.index("member=Notify") :]
    assert [f'"{NEUTRAL_NAME}"' in note, f'"{note_title()}"' in note, '"1 entry is open"' in note] == [
        True
    ] * 3
    icon = (tmp_path / "icon").read_text(errors="replace")
    assert '"ToolTip"' in icon
    assert revealing_words(note) == revealing_words(icon) == []
