"""Opens the window, or runs the command that the first word names; the only module that knows both."""

import os
import sys


def main() -> int:
    """Run KetaTrack on the words of the command line.

    Returns:
        0 when done, 1 for a problem that the person can mend, 2 when it was called in a way that cannot work.
    """
    from ketatrack.cli import COMMANDS, run

    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # none gets to see the records
    words = sys.argv[1:]
    if words and words[0] in COMMANDS:
        try:
            return run(words)
        except BrokenPipeError:  # whoever read what was printed has read enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
    return _open_window(words, tuple(COMMANDS))


def _open_window(words: list[str], commands: tuple[str, ...]) -> int:
    import argparse
    from pathlib import Path

    from ketatrack import __version__
    from ketatrack.app.screen import obstacle
    from ketatrack.domain.language import gettext as _
    from ketatrack.ui.autostart import MINIMISED

    parser = argparse.ArgumentParser(
        prog="ketatrack",
        usage="ketatrack [JOURNAL | FILE.plan | --demo]\n       ketatrack COMMAND ...",
        description=_("Keeps a ketamine or esketamine treatment course in one file of your own."),
        epilog=_(
            "Commands, which need no screen: {commands}. “ketatrack COMMAND --help” explains each."
        ).format(commands=", ".join(commands)),
        allow_abbrev=False,
    )
    parser.add_argument(
        "journal",
        nargs="?",
        type=Path,
        metavar="JOURNAL",
        help=_("the journal, by default the one opened last; or a plan file, as its caregiver"),
    )
    parser.add_argument("--demo", action="store_true", help=_("look at a copy of the demo course"))
    parser.add_argument(MINIMISED, action="store_true", help=_("open the window small, for reminders"))
    parser.add_argument("--version", action="version", version=f"KetaTrack {__version__}")
    asked = parser.parse_args(words)
    if asked.demo and asked.journal:
        parser.error(_("--demo takes no journal"))
    reason = obstacle(os.environ, commands)
    if reason is not None:
        print(reason, file=sys.stderr)
        return 2

    from ketatrack.app.start import run  # a path that cannot be opened is answered in the window

    return run(asked.journal, demo=asked.demo, minimised=asked.minimised)


if __name__ == "__main__":
    sys.exit(main())
