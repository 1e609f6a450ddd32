"""Bringing files into a journal, and writing a journal as files."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from itertools import chain
from pathlib import Path

from ketatrack.cli.arguments import (
    Command,
    asked_course,
    asked_journal,
    asked_period,
    parser_for,
    refuse_to_replace,
    take_course,
    take_journal,
    take_kept_back,
    take_period,
    take_replace,
)
from ketatrack.cli.keeping import back_up_or_say
from ketatrack.cli.opening import open_asked
from ketatrack.domain.backup_words import Reason
from ketatrack.domain.errors import JournalError
from ketatrack.domain.handover import Handover
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.exchange.course_json import export_course_json
from ketatrack.exchange.csv_export import export_csv_folder, export_csv_zip
from ketatrack.exchange.excerpt import ALL_OF_IT, excerpt
from ketatrack.exchange.importing import plan_import
from ketatrack.exchange.journal_json import export_json
from ketatrack.exchange.plan import ImportPlan, Notice, carry_out
from ketatrack.store.holding import writing_beside_a_window


def import_files() -> Command:
    """Bring course files, the JSON of a journal or another journal into a journal."""
    parser = parser_for(
        "import",
        _(
            "Brings a folder or .zip of course files, the JSON of a whole journal, or the entries of another "
            "journal into a journal."
        ),
    )
    take_journal(parser)
    parser.add_argument("path", type=Path, metavar="PATH", help=_("the folder, .zip, .json or other journal"))
    parser.add_argument("--dry-run", action="store_true", help=_("say what would be done, and write nothing"))
    parser.add_argument(
        "--skip-rejected", action="store_true", help=_("leave out the rows that cannot be taken")
    )
    parser.add_argument(
        "--patient", metavar="NAME", help=_("whose course it is, where there are several people")
    )
    parser.add_argument("--json", action="store_true", help=_("for programs"))
    return Command(parser, _import)


def _import(asked: Namespace) -> int:
    with open_asked(asked) as store:
        plan = plan_import(asked.path, store, patient_name=asked.patient)
        unusual = list(plan.unusual()) if asked.dry_run else []
        refused = plan.rejected and not asked.skip_rejected
        if not refused and not asked.dry_run:
            with writing_beside_a_window(store.path):
                if not plan.is_empty:
                    back_up_or_say(store, Reason.IMPORT)
                carry_out(plan, store)
    (_print_json if asked.json else _print_text)(plan, unusual)
    if refused:
        raise JournalError(
            ngettext(
                "{count} row cannot be taken, so nothing was written. "
                "Correct it, or leave it out with --skip-rejected.",
                "{count} rows cannot be taken, so nothing was written. "
                "Correct them, or leave them out with --skip-rejected.",
                len(plan.rejected),
            ).format(count=len(plan.rejected))
        )
    if asked.dry_run and not asked.json:
        print(_("Nothing was written."))
    return 0


def _print_json(plan: ImportPlan, unusual: list[Notice]) -> None:
    said = {
        "accepted": plan.accepted,
        "already_there": plan.there,
        "rejected": [asdict(rejection) for rejection in plan.rejected],
        "notices": [asdict(notice) for notice in chain(plan.notices, unusual)],
    }
    print(json.dumps(said, indent=1))


def _print_text(plan: ImportPlan, unusual: list[Notice]) -> None:
    for kind, count in plan.accepted.items():
        if count or plan.there[kind]:
            print(
                _("{kind}: {new} new, {there} already there").format(
                    kind=kind, new=count, there=plan.there[kind]
                )
            )
    for left_out in plan.rejected:
        place = _place(left_out.file, left_out.line)
        print(
            " ".join(filter(None, (f"{place}:", left_out.column and f"{left_out.column}:", left_out.reason)))
        )
    for notice in chain(plan.notices, unusual):
        print(f"{_place(notice.file, notice.line)}: {notice.sentence}")


def _place(file: str, line: int | None) -> str:
    return file if line is None else _("{file}, line {line}").format(file=file, line=line)


def export_files() -> Command:
    """Write a journal or a course as files."""
    parser = parser_for(
        "export",
        _(
            "Writes a whole journal as OUT.json, or one course as CSV into OUT.zip or the folder OUT. With a "
            "course, days or something to keep back, OUT.json holds that of one course."
        ),
    )
    take_course(parser)
    parser.add_argument("out", type=Path, metavar="OUT", help=_("a .json, a .zip or a new folder"))
    take_period(parser)
    take_kept_back(parser)
    parser.add_argument(
        "--without-notes", action="store_true", help=_("leaves what was written at length out")
    )
    take_replace(parser)
    return Command(parser, partial(_export, parser))


def _export(parser: ArgumentParser, asked: Namespace) -> int:
    kind = asked.out.suffix.lower()
    choices = Handover(
        period=asked_period(parser, asked),
        item9=not asked.without_item9,
        deidentified=asked.deidentified,
        appendix=() if asked.without_notes else ALL_OF_IT.appendix,
    )
    if kind not in {".json", ".zip", ""} and not asked.out.is_dir():
        raise JournalError(
            _("{path} ends in {kind}. Files are written as .json, as .zip, or into a folder.").format(
                path=asked.out, kind=kind
            )
        )
    if kind in {".json", ".zip"}:
        refuse_to_replace(asked)
    remarks: Sequence[str] = ()
    if kind == ".json" and asked.course is None and choices == ALL_OF_IT:
        with asked_journal(parser, asked) as store:
            export_json(store, asked.out)
    else:
        with asked_course(parser, asked) as course:
            write = {".json": export_course_json, ".zip": export_csv_zip}.get(kind, export_csv_folder)
            write(course, asked.out, choices)
            remarks = excerpt(course, choices).remarks
    print(_("{path} was written.").format(path=asked.out), *remarks, sep="\n")
    return 0
