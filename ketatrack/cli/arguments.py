"""How a command's arguments are read: a parser and the work it stands for, dates, the choice of a course."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ketatrack.cli.opening import open_asked, take_opening
from ketatrack.domain.courses import CourseRecords, Period
from ketatrack.domain.errors import JournalError
from ketatrack.domain.handover import LONGEST_QUESTION, MOST_QUESTIONS, QUESTIONS_SETTING
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_from_text
from ketatrack.domain.records import Course
from ketatrack.domain.words import Medication
from ketatrack.store.store import Store


@dataclass(frozen=True, slots=True)
class Command:
    """One command: what reads its words, and what does its work and returns the exit code."""

    parser: argparse.ArgumentParser
    work: Callable[[argparse.Namespace], int]


def parser_for(name: str, purpose: str) -> argparse.ArgumentParser:
    """Return an empty parser for a command."""
    return argparse.ArgumentParser(prog=f"ketatrack {name}", description=purpose, allow_abbrev=False)


def take_journal(parser: argparse.ArgumentParser) -> None:
    """Let the command take a journal, and what opens it."""
    parser.add_argument("journal", type=Path, metavar="JOURNAL", help=_("the journal"))
    take_opening(parser)


def take_course(parser: argparse.ArgumentParser, *, descriptor: str = "--passphrase-fd") -> None:
    """Let the command take a journal, with what opens it, or the demo, and the name of a course in it."""
    parser.add_argument("journal", nargs="?", type=Path, metavar="JOURNAL", help=_("the journal"))
    parser.add_argument("--demo", action="store_true", help=_("the demo in place of JOURNAL"))
    parser.add_argument("--course", metavar="NAME", help=_("which course, where there are several"))
    take_opening(parser, descriptor=descriptor)


def a_date(text: str) -> date:
    """Read a local date of the command line."""
    try:
        return date_from_text(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}” {error}") from None


def take_period(parser: argparse.ArgumentParser) -> None:
    """Let the command take the first and the last day of what it is about."""
    parser.add_argument("--from", dest="start", type=a_date, metavar="DATE", help=_("such as 2026-03-02"))
    parser.add_argument("--to", dest="end", type=a_date, metavar="DATE", help=_("this day included"))


def asked_period(parser: argparse.ArgumentParser, asked: argparse.Namespace) -> Period:
    """Return the days that were asked for.

    Raises:
        SystemExit: the last lies before the first.
    """
    if asked.start and asked.end and asked.end < asked.start:
        parser.error(_("--to lies before --from"))
    return Period(asked.start, asked.end)


def take_item9(parser: argparse.ArgumentParser) -> None:
    """Let the command keep item 9 back."""
    parser.add_argument(
        "--without-item9", "--without-item-9", action="store_true", help=_("leaves item 9 of the PHQ-9 out")
    )


def take_kept_back(parser: argparse.ArgumentParser) -> None:
    """Let the command keep item 9, or names, notes and dates back."""
    take_item9(parser)
    parser.add_argument("--deidentified", action="store_true", help=_("without names, notes and dates"))


def take_questions(parser: argparse.ArgumentParser) -> None:
    """Let the command take the person's questions for a visit."""
    parser.add_argument(
        "--question",
        dest="questions",
        action="append",
        metavar="TEXT",
        help=_("for the visit, at most {count}; else those kept in the journal").format(count=MOST_QUESTIONS),
    )


def asked_questions(
    parser: argparse.ArgumentParser, asked: argparse.Namespace, store: Store, course: Course
) -> tuple[str, ...]:
    """Return the questions that were asked, or else those that the journal keeps for a course.

    Raises:
        SystemExit: they are too many or too long for the page.
    """
    if asked.questions is None:
        return tuple(store.setting(QUESTIONS_SETTING, {}).get(course.id, ()))
    if len(asked.questions) > MOST_QUESTIONS:
        parser.error(_("--question is taken at most {count} times").format(count=MOST_QUESTIONS))
    if any(len(question) > LONGEST_QUESTION for question in asked.questions):
        parser.error(_("--question has at most {count} letters").format(count=LONGEST_QUESTION))
    return tuple(asked.questions)


def take_replace(parser: argparse.ArgumentParser) -> None:
    """Let the command replace a file; see `refuse_to_replace`."""
    parser.add_argument("--replace", action="store_true", help=_("replaces a file that is there already"))


def refuse_to_replace(asked: argparse.Namespace) -> None:
    """Keep a file that is there from being replaced unasked.

    Raises:
        JournalError: there is one, and nobody said that it may be replaced.
    """
    if asked.out.exists() and not asked.replace:
        raise JournalError(
            _("{path} is there already. Choose another name, or add --replace.").format(path=asked.out)
        )


@contextmanager
def asked_journal(parser: argparse.ArgumentParser, asked: argparse.Namespace) -> Iterator[Store]:
    """Open the journal that was named, or a fresh copy of the demo.

    Raises:
        JournalError: it cannot be opened.
        SystemExit: neither or both were asked for.
    """
    if asked.demo == (asked.journal is not None):
        parser.error(_("name either a JOURNAL or --demo"))
    if asked.demo:
        from ketatrack.exchange.demo import demo_journal

        with demo_journal() as store:
            yield store
    else:
        with open_asked(asked) as store:
            yield store


@contextmanager
def asked_course(parser: argparse.ArgumentParser, asked: argparse.Namespace) -> Iterator[CourseRecords]:
    """Read the course that was named, or the only one; of the demo the esketamine one.

    Raises:
        JournalError: there is none, none of that name, or several and none was named.
        SystemExit: neither or both of a journal and the demo were asked for.
    """
    with asked_journal(parser, asked) as store:
        yield store.course_records(chosen_course(store, asked))


def chosen_course(store: Store, asked: argparse.Namespace) -> Course:
    """Return the course that was named, or the only one; of the demo the esketamine one.

    Raises:
        JournalError: there is none, none of that name, or several and none was named.
    """
    return _chosen(store.find(Course), asked)


def _chosen(courses: list[Course], asked: argparse.Namespace) -> Course:
    names = ", ".join(f"“{course.name}”" for course in courses)
    if not courses:
        raise JournalError(_("The journal holds no course yet."))
    fitting = [
        course
        for course in courses
        if course.name == asked.course
        or (asked.course is None and (not asked.demo or course.medication == Medication.ESKETAMINE))
    ]
    if not fitting:
        raise JournalError(
            _("No course is called “{name}”. The journal holds: {names}.").format(
                name=asked.course, names=names
            )
        )
    if len(fitting) > 1:
        raise JournalError(
            _("The journal holds several courses. Name one with --course: {names}.").format(names=names)
        )
    return fitting[0]
