"""The recovery sheet: one printed page with the code that opens a journal when its passphrase is forgotten.

It says nothing of what the journal is about. It is set in memory; it reaches the disk only where a person
saves it.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.whole_file import write_whole
from ketatrack.reports.drawings import Paper
from ketatrack.reports.typesetting import TYPST_PAPERS, as_pdf, as_pictures

_TEMPLATE = "recovery_sheet.typ"


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A heading and the lines below it."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What stands on the page, from top to bottom."""

    title: str
    head: tuple[str, ...]
    groups: tuple[str, ...]
    sections: tuple[SheetPart, ...]


def recovery_sheet(code: str, mark: str, made: datetime) -> RecoverySheet:
    """Word the page.

    Args:
        code: the recovery code, with a space between each two groups.
        mark: what tells the sheets of several files, or of earlier passphrases, apart.
        made: when the sheet was made.
    """
    return RecoverySheet(
        title=_("Recovery sheet"),
        head=(
            _("This code opens a personal journal on a computer, in place of its passphrase."),
            _("Made on {date}. Mark of the journal: {mark}").format(
                date=date_in_words(local_date(made)), mark=mark
            ),
        ),
        groups=tuple(code.split()),
        sections=(
            SheetPart(
                _("How it is used"),
                (
                    _(
                        "Where the program asks for the passphrase, type the groups in their order. Small "
                        "letters and no spaces are fine. The fifth letter of each group checks the others: "
                        "a mistyped group is named by its number."
                    ),
                    _(
                        "The journal’s Settings page shows the mark of the sheet that opens it. Once the "
                        "passphrase is changed, another sheet does, and this one opens backups of its time "
                        "only."
                    ),
                ),
            ),
            SheetPart(
                _("Where it is kept"),
                (
                    _(
                        "Whoever has this sheet and the file can read the journal. Keep it on paper, away "
                        "from the computer, with what nobody else sees, or with somebody you trust."
                    ),
                    _("Without the passphrase and without this sheet, nobody can open the journal."),
                ),
            ),
        ),
    )


def recovery_pdf(sheet: RecoverySheet, paper: Paper, made: datetime) -> bytes:
    """Return the page as tagged PDF; beside its date the file carries only the page's title."""
    return as_pdf(_TEMPLATE, _inputs(sheet, paper), made)


def recovery_pictures(sheet: RecoverySheet, paper: Paper, dots_per_inch: float) -> list[bytes]:
    """Return the one page as PNG, for the printer."""
    return as_pictures(_TEMPLATE, _inputs(sheet, paper), dots_per_inch)


def write_recovery_sheet(sheet: RecoverySheet, out: Path, *, paper: Paper, made: datetime) -> None:
    """Write the page as a PDF that only its owner can read; raises JournalError where it cannot."""
    write_whole(out, recovery_pdf(sheet, paper, made))


def _inputs(sheet: RecoverySheet, paper: Paper) -> dict[str, str]:
    return {"sheet": json.dumps(asdict(sheet)), "paper": TYPST_PAPERS[paper]}
