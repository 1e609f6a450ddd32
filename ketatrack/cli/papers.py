"""The clinician's page and the charts as files."""

from argparse import ArgumentParser, Namespace
from datetime import datetime
from functools import partial
from pathlib import Path

from ketatrack.cli.arguments import Command, a_date, asked_course, parser_for, take_course
from ketatrack.domain.courses import Period
from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.selection import EVERYTHING


def report() -> Command:
    """Make the clinician's page."""
    parser = parser_for("report", _("Makes the Course Profile, one page for a clinician, as OUT.pdf."))
    take_course(parser)
    parser.add_argument("out", type=Path, metavar="OUT.pdf")
    parser.add_argument("--from", dest="start", type=a_date, metavar="DATE", help=_("such as 2026-03-02"))
    parser.add_argument("--to", dest="end", type=a_date, metavar="DATE", help=_("this day included"))
    parser.add_argument("--paper", choices=("a4", "letter"), default="a4")
    return Command(parser, partial(_report, parser))


def _report(parser: ArgumentParser, asked: Namespace) -> int:
    from ketatrack.reports.pdf import write_report

    if asked.start and asked.end and asked.end < asked.start:
        parser.error(_("--to lies before --from"))
    if asked.out.suffix.lower() != ".pdf":
        raise JournalError(_("The page is a PDF; {path} does not end in .pdf.").format(path=asked.out))
    with asked_course(parser, asked) as course:
        write_report(
            course,
            asked.out,
            period=Period(asked.start, asked.end),
            paper=asked.paper,
            now=datetime.now().astimezone().replace(microsecond=0),
        )
    print(_("{path} was written.").format(path=asked.out))
    return 0


def chart() -> Command:
    """Save a chart."""
    from ketatrack.charts.gallery import CHARTS

    parser = parser_for("chart", _("Saves a chart as OUT.png, OUT.svg or OUT.pdf."))
    take_course(parser)
    parser.add_argument("chart", choices=tuple(CHARTS), help=_("which chart"))
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--dark", action="store_true", help=_("on a dark ground"))
    return Command(parser, partial(_chart, parser))


def _chart(parser: ArgumentParser, asked: Namespace) -> int:
    from ketatrack.charts.files import save_chart
    from ketatrack.charts.gallery import CHARTS
    from ketatrack.charts.palette import DARK, LIGHT

    with asked_course(parser, asked) as course:
        save_chart(CHARTS[asked.chart](course, EVERYTHING), asked.out, DARK if asked.dark else LIGHT)
    print(_("{path} was written.").format(path=asked.out))
    return 0
