"""Making a journal, and looking whether one is whole."""

import json
from argparse import Namespace
from datetime import datetime

from pydantic import ValidationError

from ketatrack.cli.arguments import Command, parser_for, take_journal
from ketatrack.cli.opening import asked_key_of_damaged, new_words
from ketatrack.cli.rescuing import findings_as_json
from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.problems import explain
from ketatrack.domain.records import KINDS, Patient
from ketatrack.domain.words import Author, Method
from ketatrack.store.damage import findings_of
from ketatrack.store.findings import sentences
from ketatrack.store.first_look import opened_to_look
from ketatrack.store.key import Key
from ketatrack.store.store import Store


def new() -> Command:
    """Make a new journal."""
    parser = parser_for("new", _("Makes a new, empty journal that only its owner can read."))
    take_journal(parser)
    parser.add_argument("--patient", metavar="NAME", help=_("whose journal it is; any name"))
    parser.add_argument(
        "--with-passphrase",
        action="store_true",
        help=_("one that opens with a passphrase, which is asked for"),
    )
    return Command(parser, _new)


def _new(asked: Namespace) -> int:
    now = datetime.now().astimezone()
    patients = [] if asked.patient is None else [_patient(asked.patient, now)]
    given = (asked.opening_fd, asked.opening_file)
    key = Key.new(new_words(*given)) if asked.with_passphrase or given != (None, None) else None
    Store.create(asked.journal, key, patients).close()
    print(_("{path} was made.").format(path=asked.journal))
    return 0


def _patient(name: str, now: datetime) -> Patient:
    try:
        return Patient(recorded_by=Author.PATIENT, recorded_how=Method.TYPED, written_at=now, name=name)
    except ValidationError as error:
        raise JournalError(explain(error, Patient)[0].reason) from None


def check() -> Command:
    """Look whether a journal is whole, and what is in it."""
    parser = parser_for("check", _("Says whether the file is whole, and what is in it."))
    take_journal(parser)
    parser.add_argument(
        "--quick", action="store_true", help=_("look only whether the file’s pages fit together")
    )
    parser.add_argument("--json", action="store_true", help=_("for programs"))
    return Command(parser, _check)


def _check(asked: Namespace) -> int:
    with opened_to_look(asked.journal, asked_key_of_damaged(asked.journal, asked)) as store:
        findings = store.findings or ([] if asked.quick else findings_of(store.path, store.key))
        counts = {kind.kind: store.count(kind) for kind in KINDS}
    if asked.json:
        print(json.dumps({"whole": not findings, "counts": counts} | findings_as_json(findings), indent=1))
    else:
        for kind, count in counts.items():
            print(f"{kind}: {count}")
        for sentence in sentences(findings):
            print(sentence)
    if findings:
        raise JournalError(
            ngettext(
                "{path} is damaged in {count} place. Keep the file and use a backup, or save what is "
                "readable with “ketatrack rescue”.",
                "{path} is damaged in {count} places. Keep the file and use a backup, or save what is "
                "readable with “ketatrack rescue”.",
                len(findings),
            ).format(path=asked.journal, count=len(findings))
        )
    if not asked.json:
        print(_("{path} is whole.").format(path=asked.journal))
    return 0
