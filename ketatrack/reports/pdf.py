"""The Course Profile as a file to hand over: tagged, with vector charts and text that can be selected.

One page, and after it the lists that were chosen. Nothing personal is left on the disk but the file itself:
the pages are set in memory.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timezone
from pathlib import Path

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.deidentifying import deidentified, first_day
from ketatrack.domain.handover import Handover
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import counted_from
from ketatrack.domain.whole_file import write_whole
from ketatrack.reports.appendix import appendix
from ketatrack.reports.drawings import Drawing, Paper, drawings
from ketatrack.reports.profile import Listing, Profile
from ketatrack.reports.protection import protected
from ketatrack.reports.summary import course_profile
from ketatrack.reports.typesetting import TYPST_PAPERS, as_pdf, as_pictures

Progress = Callable[[str], None]
"""Takes what is done next, in words; an exception that it raises ends the work, and nothing is written."""

_TEMPLATE = "course_profile.typ"

_UNDATED = datetime(1970, 1, 1, tzinfo=timezone.utc)  # noqa: UP017
"""The date of a file whose own dates are left out; it says nothing."""


def unobserved(step: str) -> None:
    """Pass over what is done next."""


def write_report(
    records: CourseRecords,
    out: Path,
    choices: Handover,
    *,
    paper: Paper,
    now: datetime,
    passphrase: str | None = None,
    progress: Progress = unobserved,
) -> None:
    """Write the Course Profile of a course as a PDF that only its owner can read; complete or absent.

    Args:
        records: the whole course.
        out: where the file goes; an older one is replaced.
        choices: what the pages count, draw, list and keep back.
        paper: A4 or US Letter; either way the Course Profile itself is one page.
        now: when the page is made, with its offset.
        passphrase: what the file opens with; None for one that opens without.
        progress: is told of each step; what it raises comes out again.

    Raises:
        JournalError: when the file cannot be written.
    """
    pdf = report_pdf(records, choices, paper=paper, now=now, progress=progress)
    if passphrase is not None:
        progress(_("Encrypting…"))
        pdf = protected(pdf, passphrase)
    progress(_("Writing the file…"))
    write_whole(out, pdf)


def report_pdf(
    records: CourseRecords,
    choices: Handover,
    *,
    paper: Paper,
    now: datetime,
    progress: Progress = unobserved,
) -> bytes:
    """Return the pages themselves, for the printer; arguments as for `write_report`."""
    profile, lists, charts = _content(records, choices, paper, now, progress)
    return set_pages(profile, lists, charts, paper=paper, made=_UNDATED if choices.deidentified else now)


def report_pictures(
    records: CourseRecords,
    choices: Handover,
    *,
    paper: Paper,
    now: datetime,
    dots_per_inch: float,
    progress: Progress = unobserved,
) -> list[bytes]:
    """Return each page as PNG, to look at before it is saved; other arguments as for `write_report`."""
    inputs = _inputs(*_content(records, choices, paper, now, progress), paper)
    return as_pictures(_TEMPLATE, inputs, dots_per_inch)


def set_pages(
    profile: Profile,
    lists: Sequence[Listing],
    charts: Mapping[str, Drawing],
    *,
    paper: Paper,
    made: datetime,
) -> bytes:
    """Set the page from what it says and charts that are drawn already, as PDF/UA-1.

    Args:
        profile: what the page says. It reaches the template as data and is never read as markup.
        lists: the appendix, possibly empty.
        charts: `response`, `intervals` and `pressure`.
        paper: the page's size.
        made: the date that the file carries.
    """
    return as_pdf(_TEMPLATE, _inputs(profile, lists, charts, paper), made)


def _content(
    records: CourseRecords, choices: Handover, paper: Paper, now: datetime, progress: Progress
) -> tuple[Profile, Sequence[Listing], Mapping[str, Drawing]]:
    """Draw and word everything; without names, notes and dates where that was chosen."""
    shown = deidentified(records) if choices.deidentified else records
    with counted_from(first_day(records) if choices.deidentified else None):
        charts = {}
        progress(_("Drawing the charts…"))
        for name, drawing in drawings(shown, choices.period, paper):
            charts[name] = drawing
            progress(_("Drawing the charts…"))
        progress(_("Counting…"))
        profile, lists = course_profile(shown, choices, now), appendix(records, choices)
    progress(_("Setting the pages…"))
    return profile, lists, charts


def _inputs(
    profile: Profile, lists: Sequence[Listing], charts: Mapping[str, Drawing], paper: Paper
) -> dict[str, str]:
    drawn = {
        name: {"svg": drawing.svg.decode("utf-8"), "alternative": drawing.alternative}
        for name, drawing in charts.items()
    }
    return {
        "profile": json.dumps(asdict(profile)),
        "lists": json.dumps([asdict(each) for each in lists]),
        "charts": json.dumps(drawn),
        "paper": TYPST_PAPERS[paper],
    }
