"""Renders the real window at 100 and 200 % in processes of their own, since the scale is set at start."""

import os
import subprocess
import sys
from pathlib import Path

SCALES = (1, 2)


def main() -> int:
    """Write all pictures into the folder that the first word names."""
    if len(sys.argv) != 2:
        print("usage: python -m tests.pictures OUT", file=sys.stderr)
        return 2
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    for scale in SCALES:
        environment = os.environ | {"QT_SCALE_FACTOR": str(scale), "QT_QPA_PLATFORM": "offscreen"}
        for module in ("tests.pictures.window", "tests.pictures.caregiver"):
            subprocess.run(
                [sys.executable, "-m", module, str(out), f"{scale * 100}"], env=environment, check=True
            )
    subprocess.run([sys.executable, "-m", "tests.pictures.paper", str(out)], check=True)
    print(f"{len(list(out.glob('*.png')))} pictures in {out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
