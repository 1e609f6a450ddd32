"""A chart as a file of its own: a picture with its course, title and sentence on it, or its table as CSV."""

import csv
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from ketatrack.charts.chart import Chart, Table
from ketatrack.charts.palette import Palette
from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.parsing import decimal_number
from ketatrack.domain.spreadsheets import guarded
from ketatrack.domain.whole_file import write_whole

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_TABLE = ".csv"
FORMATS = (".png", ".svg", ".pdf", _TABLE)
_INCHES = (9.6, 5.4)
_DOTS_PER_INCH = 150


def save_chart(chart: Chart, out: Path, palette: Palette) -> None:
    """Save a chart as the kind of file that its name ends in, readable by its owner only.

    The file is complete or absent.

    Raises:
        JournalError: for another ending, or when the file cannot be written.
    """
    kind = out.suffix.lower()
    if kind not in FORMATS:
        raise JournalError(
            _("A chart is saved as {formats}; {path} ends in none of these.").format(
                formats=", ".join(FORMATS), path=out
            )
        )
    content = as_csv(chart.table) if kind == _TABLE else _rendered(chart, palette, kind.removeprefix("."))
    write_whole(out, content)


def as_svg(chart: Chart, palette: Palette, inches: tuple[float, float]) -> bytes:
    """Return the bare drawing, without heading, as SVG of a size in inches, for a page to set."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=inches)
    chart.draw(figure, palette)
    return _written(figure, palette, "svg", title=chart.title)


def as_csv(table: Table) -> bytes:
    """Return a chart's table as CSV in UTF-8 with a header line; no cell is taken for a formula."""
    text = StringIO()
    sheet = csv.writer(text)
    sheet.writerow([guarded(cell) for cell in table.header])
    sheet.writerows([cell if _is_number(cell) else guarded(cell) for cell in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def _is_number(cell: str) -> bool:
    """Say whether a cell is a plain number, which a spreadsheet may read as one, also below 0."""
    try:
        decimal_number(cell)
    except ValueError:
        return False
    return True


def _rendered(chart: Chart, palette: Palette, kind: str) -> bytes:
    """Draw the chart under a heading: whose course, what it shows, and the sentence in words."""
    from matplotlib.figure import Figure

    from ketatrack.charts.labels import heading
    from ketatrack.charts.style import styled

    figure = Figure(figsize=_INCHES, dpi=_DOTS_PER_INCH)
    chart.draw(figure, palette)
    with styled(palette):
        above = heading(figure, palette, f"{chart.title} · {chart.course}", chart.sentence)
    return _written(figure, palette, kind, title=chart.title, above=above)


def _written(figure: "Figure", palette: Palette, kind: str, *, title: str, above: float = 0.0) -> bytes:
    """Write the figure and `above` inches over it; undated, so that equal charts are equal files."""
    from matplotlib.transforms import Bbox

    from ketatrack.charts.style import styled

    dated = {"svg": "Date", "pdf": "CreationDate"}
    metadata = {"Title": title} | ({dated[kind]: None} if kind in dated else {})
    width, height = figure.get_size_inches()
    stream = BytesIO()
    with styled(palette):
        figure.savefig(
            stream, format=kind, metadata=metadata, bbox_inches=Bbox([[0, 0], [width, height + above]])
        )
    return stream.getvalue()
