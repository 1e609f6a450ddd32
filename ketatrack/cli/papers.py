"""The clinician's page and the charts as files."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ketatrack.cli.arguments import (
    Command,
    asked_course,
    asked_journal,
    asked_period,
    asked_questions,
    chosen_course,
    parser_for,
    refuse_to_replace,
    take_course,
    take_item9,
    take_kept_back,
    take_period,
    take_questions,
    take_replace,
)
from ketatrack.cli.noting import moment_of, note_file
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.errors import JournalError
from ketatrack.domain.followed_words import Horizon
from ketatrack.domain.handover import AppendixPart, Handover, held_words
from ketatrack.domain.language import gettext as _
from ketatrack.domain.plan_words import Sheet

if TYPE_CHECKING:
    from ketatrack.domain.selection import Selection
    from ketatrack.domain.session_pressure import Pressure


def report() -> Command:
    """Make the clinician's page."""
    parser = parser_for(
        "report", _("Makes the Course Profile, one page for a clinician and the lists after it, as OUT.pdf.")
    )
    take_course(parser)
    parser.add_argument("out", type=Path, metavar="OUT.pdf")
    take_period(parser)
    parser.add_argument("--paper", choices=("a4", "letter"), default="a4")
    parser.add_argument(
        "--appendix",
        type=_parts,
        default=(),
        metavar="LISTS",
        help=_("lists after the page, with commas between: {lists}").format(lists=", ".join(AppendixPart)),
    )
    take_questions(parser)
    take_kept_back(parser)
    take_replace(parser)
    parser.add_argument(
        "--password", action="store_true", help=_("locks the file with a new password, which is printed once")
    )
    return Command(parser, partial(_report, parser))


def _parts(text: str) -> tuple[AppendixPart, ...]:
    asked = [part.strip() for part in text.split(",")]
    if unknown := [part for part in asked if part not in list(AppendixPart)]:
        raise ArgumentTypeError(
            _("“{part}” is none of {lists}").format(part=unknown[0], lists=", ".join(AppendixPart))
        )
    return tuple(part for part in AppendixPart if part in asked)


def _report(parser: ArgumentParser, asked: Namespace) -> int:
    from ketatrack.reports.pdf import write_report
    from ketatrack.reports.protection import new_passphrase

    period = asked_period(parser, asked)
    if asked.out.suffix.lower() != ".pdf":
        raise JournalError(_("The page is a PDF; {path} does not end in .pdf.").format(path=asked.out))
    refuse_to_replace(asked)
    passphrase = new_passphrase() if asked.password else None
    with asked_journal(parser, asked) as store:
        course = chosen_course(store, asked)
        records, now = store.course_records(course), moment_of(course)
        choices = Handover(
            period=period,
            item9=not asked.without_item9,
            deidentified=asked.deidentified,
            appendix=asked.appendix,
            questions=asked_questions(parser, asked, store, course),
        )
        write_report(records, asked.out, choices, paper=asked.paper, now=now, passphrase=passphrase)
        note_file(store, records, Sheet.COURSE_PROFILE, now, held=held_words(choices))
    print(_("{path} was written.").format(path=asked.out))
    if passphrase:
        print(_("It opens with this password, which is not kept: {password}").format(password=passphrase))
    return 0


def chart() -> Command:
    """Save a chart."""
    from ketatrack.charts.gallery import CHARTS
    from ketatrack.domain.resting_pressure import pressure_standards

    parser = parser_for("chart", _("Saves a chart as OUT.png, OUT.svg or OUT.pdf, or its table as OUT.csv."))
    take_course(parser)
    parser.add_argument("chart", choices=tuple(CHARTS), metavar="CHART", help=", ".join(CHARTS))
    parser.add_argument("out", type=Path, metavar="OUT")
    take_period(parser)
    parser.add_argument(
        "--instrument",
        dest="instruments",
        action="append",
        default=[],
        metavar="SCALE",
        help=_("such as gad7, or the name of an own measure; may be given twice"),
    )
    parser.add_argument(
        "--standard",
        choices=tuple(pressure_standards()),
        help=_("names the category of the mean blood pressure at rest"),
    )
    parser.add_argument(
        "--line",
        type=_a_pressure,
        metavar="PRESSURE",
        help=_("draws a line at a blood pressure, such as 135/85"),
    )
    parser.add_argument(
        "--horizon",
        choices=tuple(map(str, Horizon)),
        metavar="HORIZON",
        help=_("only side effects of one horizon: {words}").format(words=", ".join(Horizon)),
    )
    take_item9(parser)
    parser.add_argument("--events", action="store_true", help=_("marks what happened in followed sessions"))
    parser.add_argument("--journal-days", action="store_true", help=_("marks the days of journal entries"))
    parser.add_argument("--dark", action="store_true", help=_("on a dark ground"))
    take_replace(parser)
    return Command(parser, partial(_chart, parser))


def _a_pressure(text: str) -> "Pressure":
    from ketatrack.domain.session_pressure import read_pressure

    try:
        return read_pressure(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from None


def _chart(parser: ArgumentParser, asked: Namespace) -> int:
    from ketatrack.charts.files import save_chart
    from ketatrack.charts.gallery import CHARTS
    from ketatrack.charts.palette import DARK, LIGHT
    from ketatrack.domain.selection import Selection

    refuse_to_replace(asked)
    selection = Selection(
        period=asked_period(parser, asked),
        instruments=tuple(asked.instruments),
        standard=asked.standard,
        line=asked.line,
        safety_item=not asked.without_item9,
        horizon=next((each for each in Horizon if each == asked.horizon), None),
        events=asked.events,
        journal=asked.journal_days,
    )
    with asked_course(parser, asked) as course:
        _refuse_unknown(parser, course, selection)
        save_chart(CHARTS[asked.chart](course, selection), asked.out, DARK if asked.dark else LIGHT)
    print(_("{path} was written.").format(path=asked.out))
    return 0


def _refuse_unknown(parser: ArgumentParser, course: CourseRecords, selection: "Selection") -> None:
    from ketatrack.domain.scales import scale_named

    for name in selection.instruments:
        if scale_named(course, name) is None:
            parser.error(
                _("“{name}” is neither a questionnaire of the program nor an own measure").format(name=name)
            )
