"""The command line: everything that needs no screen."""

from collections.abc import Sequence

COMMANDS = (
    "new",
    "import",
    "export",
    "summary",
    "report",
    "card",
    "visit-sheet",
    "session-sheet",
    "effects-sheet",
    "chart",
    "calendar",
    "score",
    "check",
    "rescue",
    "backup",
    "restore",
    "plan-file",
    "passphrase",
)
"""The words that name a command; any other first word is a journal."""


def run(words: Sequence[str]) -> int:
    """Run the command that the first word names.

    Args:
        words: the command line without the program's own name.

    Returns:
        0 when done, 1 for a problem that the person can mend, said in one sentence on standard error,
        2 when it was called in a way that cannot work.
    """
    from ketatrack.cli.commands import run_command

    return run_command(words)
