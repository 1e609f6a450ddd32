"""Runs one command: reads its words, says in one sentence what a person can mend."""

import io
import sys
from collections.abc import Callable, Mapping, Sequence

from ketatrack.cli import (
    COMMANDS,
    calendars,
    exchanging,
    figures,
    journals,
    keeping,
    papers,
    passphrases,
    plan_files,
    rescuing,
    scoring,
    sheets,
)
from ketatrack.cli.arguments import Command
from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.store.looking_into import UnsoundFileError
from ketatrack.store.refusals import DamagedJournalError

_MAKERS: Mapping[str, Callable[[], Command]] = {
    "new": journals.new,
    "check": journals.check,
    "rescue": rescuing.rescue_journal,
    "backup": keeping.backup,
    "restore": keeping.restore_backup,
    "import": exchanging.import_files,
    "export": exchanging.export_files,
    "summary": figures.summary,
    "report": papers.report,
    "card": sheets.card,
    "visit-sheet": sheets.visit_sheet,
    "session-sheet": sheets.session_sheet,
    "effects-sheet": sheets.effects_sheet,
    "chart": papers.chart,
    "calendar": calendars.calendar,
    "score": scoring.score,
    "plan-file": plan_files.plan_file,
    "passphrase": passphrases.passphrase,
}


def run_command(words: Sequence[str]) -> int:
    """Run the command that the first word names; see `ketatrack.cli.run`."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a name that the terminal has no letters for
    name, *rest = words or ("",)
    if name not in _MAKERS:
        print(f"ketatrack: {name!r}: {', '.join(COMMANDS)}", file=sys.stderr)
        return 2
    command = _MAKERS[name]()
    try:
        return command.work(command.parser.parse_intermixed_args(rest))
    except SystemExit as ended:  # argparse: 0 after --help, 2 for words that make no sense
        return int(ended.code or 0)
    except JournalError as problem:
        print(problem, file=sys.stderr)
        if isinstance(problem, DamagedJournalError | UnsoundFileError):
            print(
                _("“ketatrack check” says what is damaged, and “ketatrack rescue” saves what can be read."),
                file=sys.stderr,
            )
        return 1
