"""The plan file for a caregiver, made and read without a window."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from pydantic import ValidationError

from ketatrack.cli.arguments import (
    Command,
    asked_journal,
    chosen_course,
    parser_for,
    refuse_to_replace,
    take_course,
    take_replace,
)
from ketatrack.cli.noting import moment_of, note_file
from ketatrack.cli.opening import typed_twice, typed_words, words_of_descriptor
from ketatrack.domain.care_plan import (
    CarePlan,
    care_plan_of,
    date_facts,
    held_words,
    items_in,
    safety_lines,
    when_words,
)
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.plan_words import Sheet
from ketatrack.domain.records import Contact
from ketatrack.exchange.plan_file import PlanFile, open_plan, write_plan
from ketatrack.exchange.sealed_file import FileKind, new_key, read_sealed
from ketatrack.reports.protection import new_passphrase
from ketatrack.store.store import Store


def plan_file() -> Command:
    """Make the plan file for a caregiver, or read one."""
    parser = parser_for(
        "plan-file",
        _(
            "Writes dates, travel and contacts of a course, and nothing else of it, as OUT.plan for a "
            "caregiver; or prints what such a file holds. The passphrase is asked for; without one, five "
            "words are made."
        ),
    )
    take_course(parser, descriptor="--journal-passphrase-fd")
    parser.add_argument("out", type=Path, metavar="OUT.plan", help=_("the file to write, or to show"))
    parser.add_argument("--show", action="store_true", help=_("print the plan in the file; takes no JOURNAL"))
    parser.add_argument("--from", dest="made_by", metavar="NAME", help=_("whom it is from; any name"))
    parser.add_argument("--for", dest="for_whom", default="", metavar="NAME", help=_("for whom it is"))
    parser.add_argument(
        "--passphrase-fd", type=int, metavar="N", help=_("read the passphrase from this file descriptor")
    )
    take_replace(parser)
    return Command(parser, partial(_plan_file, parser))


def _plan_file(parser: ArgumentParser, asked: Namespace) -> int:
    if not asked.show:
        with asked_journal(parser, asked) as store:
            return _make(store, asked)
    if asked.journal is not None or asked.demo:
        parser.error(_("--show takes one plan file and no JOURNAL"))
    read_sealed(asked.out, FileKind.PLAN)  # what is no such file is answered before anybody types
    for line in _told(open_plan(asked.out, _passphrase(asked)).content.plan):
        print(line)
    return 0


def _make(store: Store, asked: Namespace) -> int:
    refuse_to_replace(asked)
    records = store.course_records(chosen_course(store, asked))
    plan = _plan(store, records, asked)
    passphrase = _passphrase(asked, again=True)
    made = "" if passphrase else new_passphrase()
    write_plan(asked.out, PlanFile(plan=plan), new_key(passphrase or made))
    note_file(
        store,
        records,
        Sheet.PLAN_FILE,
        plan.made_at,
        held=held_words(plan),
        for_whom=plan.for_whom,
        dates=items_in(plan, records),
    )
    for line in held_words(plan):
        print(line)
    print(_("{path} was written.").format(path=asked.out))
    if made:
        print(_("Passphrase, shown once and kept nowhere: {words}").format(words=made))
    return 0


def _plan(store: Store, records: CourseRecords, asked: Namespace) -> CarePlan:
    try:
        return care_plan_of(
            records,
            store.find(Contact, patient_id=records.patient.id),
            made_by=records.patient.name if asked.made_by is None else asked.made_by,
            for_whom=asked.for_whom,
            at=moment_of(records.course),
        )
    except ValidationError as error:
        place = ".".join(map(str, error.errors(include_url=False)[0]["loc"]))
        raise JournalError(
            _("The plan cannot be written because of {place}: {reason}.").format(
                place=place, reason=error.errors(include_url=False)[0]["msg"]
            )
        ) from None


def _passphrase(asked: Namespace, *, again: bool = False) -> str:
    """Return the passphrase, asked for without an echo or read from a file descriptor; empty for none."""
    if asked.passphrase_fd is not None:
        return words_of_descriptor(asked.passphrase_fd)
    if again:
        return typed_twice(_("Passphrase of the plan file, empty for five words: "))
    return typed_words(_("Passphrase of the plan file: "))


def _told(plan: CarePlan) -> Iterator[str]:
    """Yield the plan line by line, as the caregiver's page shows it."""
    made = f"{plan.made_at:%Y-%m-%d %H:%M}"
    yield _("Plan from {name}, made on {when}").format(name=plan.made_by or _("no name"), when=made)
    for each in plan.dates:
        yield when_words(each)
        yield from (f"  {label}: {_beneath(words)}" for label, words in date_facts(each))
    yield from (f"{label}: {words}" for label, words in safety_lines(plan))
    for contact in plan.contacts:
        yield " · ".join(filter(None, (contact.name, contact.relation, contact.phone)))


def _beneath(words: str) -> str:
    """Return several lines so that those after the first stand further in than the label."""
    return words.replace("\n", "\n    ")
