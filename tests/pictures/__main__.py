"""Renders the real window at 100 and 200 % in processes of their own, since the scale is set at start.

Screens that are used in and after a session are rendered at 300 % too.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

SCALES_OF = {
    "window": (1, 2),
    "caregiver": (1, 2),
    "keeping": (1, 2),
    "board": (1, 2, 3),
    "session": (1, 2, 3),
    "sitter": (1, 2, 3),
    "after": (1, 2, 3),
}
"""Each module of this package that takes pictures of a window, and the scales at which it does."""


def main() -> None:
    """Write all pictures, or those that were asked for, into a folder."""
    asked = _asked()
    out: Path = asked.out
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        for module, scales in SCALES_OF.items():
            for scale in scales:
                subprocess.run(
                    [
                        sys.executable,
                        "-m",
                        f"tests.pictures.{module}",
                        str(out),
                        f"{scale * 100}",
                        *asked.words,
                    ],
                    env=os.environ
                    | {
                        "QT_SCALE_FACTOR": str(scale),
                        "QT_QPA_PLATFORM": "offscreen",
                        "XDG_DATA_HOME": data,
                    },
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
