"""Renders the real window at 100 and 200 % in processes of their own, since the scale is set at start.

The screens of a session and of the hours after it are rendered at 300 % too.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

SCALES = (1, 2, 3)
_PAGES = ("tests.pictures.window", "tests.pictures.caregiver", "tests.pictures.keeping")
_SESSIONS = ("tests.pictures.board", "tests.pictures.sitter", "tests.pictures.after")
_LARGEST = 3


def main() -> None:
    """Write all pictures, or those that were asked for, into a folder."""
    asked = _asked()
    out: Path = asked.out
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        for scale in SCALES:
            environment = os.environ | {
                "QT_SCALE_FACTOR": str(scale),
                "QT_QPA_PLATFORM": "offscreen",
                "XDG_DATA_HOME": data,
            }
            for module in [*(_PAGES if scale < _LARGEST else ()), *_SESSIONS]:
                subprocess.run(
                    [sys.executable, "-m", module, str(out), f"{scale * 100}", *asked.words],
                    env=environment,
                    check=True,
                )
    subprocess.run([sys.executable, "-m", "tests.pictures.paper", str(out), *asked.words], check=True)
    print(f"{len(list(out.glob('*.png')))} pictures in {out}")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.pictures",
        description="Renders every page, form, dialog, chart and paper as PNG.",
    )
    parser.add_argument("out", type=Path, metavar="OUT", help="the folder, made where it is missing")
    parser.add_argument(
        "words",
        nargs="*",
        metavar="WORD",
        help="only pictures in whose name one of the words stands, such as plan-demo, form-sessions, dark",
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
