"""A sheet for somebody else as a file, as a picture for the printer, or as text."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from ketatrack.charts.chart import Chart
from ketatrack.charts.files import as_svg
from ketatrack.charts.palette import PAPER
from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.whole_file import write_whole
from ketatrack.reports.drawings import Paper
from ketatrack.reports.sheet_page import SheetPage, sheet_text
from ketatrack.reports.typesetting import TYPST_PAPERS, as_pdf, as_pictures

_ONE_PAGE, _SEVERAL = "sheet.typ", "session_sheet.typ"
_CHART_INCHES: Mapping[Paper, tuple[float, float]] = {"a4": (6.85, 3.0), "letter": (7.08, 3.0)}
"""The width between the margins of the template, and a height that leaves room for words beside it."""


def write_sheet(page: SheetPage, out: Path, *, paper: Paper, made: datetime) -> None:
    """Write a sheet as .pdf or .txt that only its owner can read; complete or absent.

    Args:
        page: what it says.
        out: where the file goes; its ending says which of the two it is, and an older one is replaced.
        paper: A4 or US Letter; without tables it is one page either way.
        made: the date that a PDF carries.

    Raises:
        JournalError: when the ending is neither, or the file cannot be written.
    """
    make = _MAKERS.get(out.suffix.lower())
    if make is None:
        raise JournalError(
            _("{path} ends in neither .pdf nor .txt. Give it one of the two.").format(path=out)
        )
    write_whole(out, make(page, paper, made))


def sheet_pdf(page: SheetPage, paper: Paper, made: datetime) -> bytes:
    """Return the page as tagged PDF; beside its date it carries only the page's title."""
    return as_pdf(_template(page), _inputs(page, paper), made)


def sheet_pictures(page: SheetPage, paper: Paper, dots_per_inch: float) -> list[bytes]:
    """Return each page as PNG, for the printer."""
    return as_pictures(_template(page), _inputs(page, paper), dots_per_inch)


def _template(page: SheetPage) -> str:
    return _SEVERAL if page.listings else _ONE_PAGE


def _inputs(page: SheetPage, paper: Paper) -> dict[str, str]:
    said = {
        "title": page.title,
        "head": page.head,
        "sections": [asdict(section) for section in page.sections],
        "listings": [asdict(listing) for listing in page.listings],
        "foot": page.foot,
        "chart": _drawn(page.chart, paper) if page.chart else None,
    }
    return {"sheet": json.dumps(said), "paper": TYPST_PAPERS[paper]}


def _drawn(chart: Chart, paper: Paper) -> dict[str, str]:
    svg = as_svg(chart, PAPER, _CHART_INCHES[paper]).decode("utf-8")
    return {"title": chart.title, "svg": svg, "alternative": chart.sentence}


def _text(page: SheetPage, _paper: Paper, _made: datetime) -> bytes:
    return sheet_text(page).encode("utf-8")


_MAKERS: Mapping[str, Callable[[SheetPage, Paper, datetime], bytes]] = {".pdf": sheet_pdf, ".txt": _text}
