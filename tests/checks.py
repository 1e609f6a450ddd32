"""Every check of the project in one command: `python -m tests.checks [NAME ...]`."""

import argparse
import subprocess
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).parent.parent

CHECKS = {
    "lint": ("-m", "ruff", "check"),
    "format": ("-m", "ruff", "format", "--check"),
    "types": ("-m", "mypy", "--strict", "ketatrack"),
    "layers": ("-c", "from importlinter.cli import lint_imports_command as check; check()"),
    "tests": ("-m", "pytest"),
}
"""What each check runs, as words for this Python."""


def main() -> int:
    """Run the named checks, all by default, and end with one line for each; 1 when any failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.checks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"some of: {', '.join(CHECKS)}")
    names = parser.parse_args().names or list(CHECKS)
    for name in names:
        if name not in CHECKS:
            parser.error(f"there is no check named {name}; there are {', '.join(CHECKS)}")
    summary, failed = [], False
    for name in names:
        print(f"== {name}", flush=True)
        begun = time.monotonic()
        passed = subprocess.run([sys.executable, *CHECKS[name]], cwd=PROJECT, check=False).returncode == 0
        failed = failed or not passed
        summary.append(f"{name:<8}{'passed' if passed else 'FAILED'} in {time.monotonic() - begun:.0f} s")
    print("", *summary, sep="\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
