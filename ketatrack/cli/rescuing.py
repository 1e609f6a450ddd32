"""Saving what is readable of a damaged journal."""

import json
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from ketatrack.cli.arguments import Command, parser_for
from ketatrack.cli.opening import asked_key_of_damaged, take_opening
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.words import Author
from ketatrack.store.findings import Finding, sentences
from ketatrack.store.rescue import rescue


def rescue_journal() -> Command:
    """Save every readable entry of a damaged journal into a new one, and list what is lost."""
    parser = parser_for(
        "rescue",
        _(
            "Saves what can be read of a damaged journal as a new one, and lists what is lost. The damaged "
            "file is never written to."
        ),
    )
    parser.add_argument("damaged", type=Path, metavar="DAMAGED", help=_("the damaged journal"))
    parser.add_argument("new", type=Path, metavar="NEW", help=_("the journal to make; nothing is there"))
    parser.add_argument("--json", action="store_true", help=_("for programs"))
    take_opening(parser)
    return Command(parser, _rescue)


def _rescue(asked: Namespace) -> int:
    now = datetime.now().astimezone()
    key = asked_key_of_damaged(asked.damaged, asked)
    saved = rescue(asked.damaged, asked.new, key, at=now, by=Author.PATIENT)
    if asked.json:
        print(json.dumps({"entries": saved.entries} | findings_as_json(saved.findings), indent=1))
        return 0
    for sentence in sentences(saved.findings):
        print(sentence)
    print(
        ngettext(
            "{count} entry was saved in {path}.", "{count} entries were saved in {path}.", saved.entries
        ).format(count=saved.entries, path=asked.new)
    )
    return 0


def findings_as_json(findings: Sequence[Finding]) -> dict[str, Any]:
    """Return findings as programs read them, each with its sentence."""
    return {
        "problems": [finding.sentence for finding in findings],
        "findings": [asdict(finding) for finding in findings],
    }
