"""The Course Profile as one page to hand over: a tagged PDF with vector charts and text that can be selected.

Nothing personal is left on the disk but the file itself: the page is set in memory.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta, timezone
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ketatrack.charts.files import as_svg
from ketatrack.charts.gallery import CHARTS
from ketatrack.charts.palette import PAPER
from ketatrack.domain.courses import CourseRecords, Period
from ketatrack.domain.selection import Selection
from ketatrack.domain.whole_file import write_whole
from ketatrack.reports.profile import Profile
from ketatrack.reports.summary import course_profile

if TYPE_CHECKING:
    from typst import Fonts

Paper = Literal["a4", "letter"]

_TYPST_PAPERS: Mapping[Paper, str] = {"a4": "a4", "letter": "us-letter"}
_CHART_INCHES: Mapping[Paper, tuple[float, float]] = {"a4": (7.17, 4.4), "letter": (7.4, 3.6)}
"""The width between the margins of the template, and the height that a usual page leaves."""


def write_report(records: CourseRecords, out: Path, *, period: Period, paper: Paper, now: datetime) -> None:
    """Write the Course Profile of a course as a PDF that only its owner can read; complete or absent.

    Args:
        records: the whole course.
        out: where the file goes; an older one is replaced.
        period: what the page counts and draws; the baseline is always that of the whole course.
        paper: A4 or US Letter; either way one page.
        now: when the page is made, with its offset.

    Raises:
        JournalError: when the file cannot be written.
    """
    write_whole(out, report_pdf(records, period=period, paper=paper, now=now))


def report_pdf(records: CourseRecords, *, period: Period, paper: Paper, now: datetime) -> bytes:
    """Return the page itself, for the printer; arguments as for `write_report`."""
    chart = CHARTS["response"](records, Selection(period))
    drawn = as_svg(chart, PAPER, _CHART_INCHES[paper])
    return set_page(course_profile(records, period, now), drawn, chart.sentence, paper=paper, now=now)


def report_pictures(
    records: CourseRecords, *, period: Period, paper: Paper, now: datetime, dots_per_inch: float
) -> list[bytes]:
    """Return each page as PNG, to look at before it is saved; other arguments as for `write_report`."""
    chart = CHARTS["response"](records, Selection(period))
    drawn = as_svg(chart, PAPER, _CHART_INCHES[paper])
    inputs = _inputs(course_profile(records, period, now), drawn, chart.sentence, paper)
    pages: bytes | list[bytes] = _compile(inputs, format="png", ppi=dots_per_inch)
    return pages if isinstance(pages, list) else [pages]


def set_page(profile: Profile, chart: bytes, alternative: str, *, paper: Paper, now: datetime) -> bytes:
    """Set the page from what it says and a chart that is drawn already, as PDF/UA-1.

    Args:
        profile: what the page says. It reaches the template as data and is never read as markup.
        chart: the response chart as SVG.
        alternative: the chart in a sentence, for those who do not see it.
        paper: the page's size.
        now: the date that the file carries.
    """
    inputs = _inputs(profile, chart, alternative, paper)
    # typst knows neither zones nor fractions of a second
    made = now.replace(microsecond=0, tzinfo=timezone(now.utcoffset() or timedelta()))
    page: bytes = _compile(inputs, format="pdf", pdf_standards="ua-1", timestamp=made)
    return page


def _inputs(profile: Profile, chart: bytes, alternative: str, paper: Paper) -> dict[str, str]:
    return {
        "profile": json.dumps(asdict(profile)),
        "chart": chart.decode("utf-8"),
        "alternative": alternative,
        "paper": _TYPST_PAPERS[paper],
    }


def _compile(inputs: dict[str, str], **how: Any) -> Any:
    import typst

    return typst.compile(_template(), font_paths=_fonts(), sys_inputs=inputs, **how)


@cache
def _template() -> bytes:
    return (files("ketatrack.resources") / "reports" / "course_profile.typ").read_bytes()


@cache
def _fonts() -> "Fonts":
    """Return the fonts that come with matplotlib, and no other, so that pages are the same everywhere."""
    import typst

    from ketatrack.charts.style import font_folder

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font_folder())]
    )
