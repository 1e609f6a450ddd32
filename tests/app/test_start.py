"""Start-up: the window first, then what fills it; and an orderly end."""

import os
import signal
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

HEAVY = ("sqlalchemy", "alembic", "matplotlib", "numpy", "pydantic", "typst", "ketatrack.store")

WATCHED = f"""
    import sys
    from PySide6.QtCore import QTimer
    from ketatrack.app import start

    class Watched(start.Start):
        def fill(self):
            print("at first paint:", [name for name in {HEAVY!r} if name in sys.modules])
            self._window.shown_data.connect(self.shown)
            super().fill()

        def shown(self):
            print("on screen:", self._window.stack.currentWidget().metaObject().className())
            QTimer.singleShot(0, self._window.close)

    start.Start = Watched
    sys.exit(start.run(None, demo={{demo}}))
"""


def environment(folder: Path) -> dict[str, str]:
    homes = {name: str(folder / name.lower()) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "TMPDIR")}
    Path(homes["TMPDIR"]).mkdir()
    return os.environ | homes | {"QT_QPA_PLATFORM": "offscreen"}


def start(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        env=environment(folder),
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize(("demo", "page"), [(True, "TodayPage"), (False, "WelcomePage")])
def test_nothing_heavy_is_imported_before_the_window_is_painted(demo, page, tmp_path):
    done = start(WATCHED.format(demo=demo), tmp_path)
    assert done.returncode == 0, done.stderr
    assert "at first paint: []" in done.stdout
    assert f"on screen: {page}" in done.stdout


def test_the_choices_of_the_window_can_be_read_by_their_owner_alone(tmp_path):
    start(WATCHED.format(demo=False), tmp_path)
    written = tmp_path / "xdg_config_home" / "ketatrack" / "window.ini"
    assert written.stat().st_size > 0
    assert stat.S_IMODE(written.stat().st_mode) == 0o600


def test_the_window_closes_in_an_orderly_way_when_the_system_ends_it(tmp_path):
    script = """
        import sys
        from ketatrack.app import start

        class Watched(start.Start):
            def fill(self):
                self._window.shown_data.connect(lambda: print("ready", flush=True))
                super().fill()

        start.Start = Watched
        sys.exit(start.run(None, demo=True))
    """
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script)],
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=20) == 0
    process.stdout.close()
    assert list((tmp_path / "tmpdir").glob("ketatrack*")) == []
