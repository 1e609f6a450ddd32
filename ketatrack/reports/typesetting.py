"""Pages are set in memory from a template and what it says, with the same few fonts everywhere."""

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ketatrack.domain.language import language
from ketatrack.reports.drawings import Paper

if TYPE_CHECKING:
    from typst import Fonts

TYPST_PAPERS: Mapping[Paper, str] = {"a4": "a4", "letter": "us-letter"}

_SHARED = "parts.typ"
"""What every template takes its looks from."""


def as_pdf(template: str, inputs: dict[str, str], made: datetime) -> bytes:
    """Return the pages as tagged PDF (PDF/UA-1).

    Args:
        template: a file of `resources/reports`.
        inputs: what the pages say; it reaches the template as data and is never read as markup.
        made: the date that the file carries.
    """
    # typst knows neither zones nor fractions of a second
    stamp = made.replace(microsecond=0, tzinfo=timezone(made.utcoffset() or timedelta()))
    pdf: bytes = _compile(template, inputs, format="pdf", pdf_standards="ua-1", timestamp=stamp)
    return pdf


def as_pictures(template: str, inputs: dict[str, str], dots_per_inch: float) -> list[bytes]:
    """Return each page as PNG; other arguments as for `as_pdf`."""
    pictures: bytes | list[bytes] = _compile(template, inputs, format="png", ppi=dots_per_inch)
    return pictures if isinstance(pictures, list) else [pictures]


def _compile(template: str, inputs: dict[str, str], **how: Any) -> Any:
    import typst

    sources = {"main.typ": _source(template), _SHARED: _source(_SHARED)}
    said = {**inputs, "language": language()}
    return typst.compile(sources, font_paths=_fonts(), sys_inputs=said, **how)


@cache
def _source(name: str) -> bytes:
    return (files("ketatrack.resources") / "reports" / name).read_bytes()


@cache
def _fonts() -> "Fonts":
    """Return the fonts that come with matplotlib, and no other, so that pages are the same everywhere."""
    import typst

    from ketatrack.charts.style import font_folder

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font_folder())]
    )
