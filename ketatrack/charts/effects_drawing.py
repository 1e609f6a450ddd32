"""Draws side effects: effects down, sessions across, with the sessions' routes below them."""

from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from ketatrack.charts.chart import HoverPoint
from ketatrack.charts.effects_data import EffectsData
from ketatrack.charts.labels import legend_below
from ketatrack.charts.matrix_drawing import MatrixLayout, draw_cells, hover_cells, lay_out_matrix
from ketatrack.charts.palette import Palette
from ketatrack.charts.session_strip import draw_session_strip

_HALF = 0.5


def draw_effects(figure: Figure, data: EffectsData, palette: Palette) -> list[HoverPoint]:
    """Draw the chart and return what hovering reads: each cell, and each session below."""
    kinds = {(mark.route if mark.given else None, mark.given) for mark in data.marks}
    layout = lay_out_matrix(figure, data.matrix, palette, entries=len(kinds), strip=bool(data.marks))
    _hatch_not_given(layout, data, palette)
    legend = draw_cells(layout, data.matrix, palette)
    legend += draw_session_strip(layout.strip, data.marks, palette)
    legend_below(figure, legend, palette, layout.frame)
    return hover_cells(layout, data.matrix) + [
        HoverPoint(layout.strip, mark.day, 0.0, mark.text) for mark in data.marks
    ]


def _hatch_not_given(layout: MatrixLayout, data: EffectsData, palette: Palette) -> None:
    """Hatch the columns of sessions that were not given: nothing could be noted there."""
    columns = [mark.day for mark in data.marks if not mark.given]
    layout.cells.add_collection(
        PolyCollection(
            [[(day - _HALF, 0), (day + _HALF, 0), (day + _HALF, 1), (day - _HALF, 1)] for day in columns],
            facecolors="none",
            edgecolors=palette.line,
            hatch="////",
            linewidths=0,
            transform=layout.cells.get_xaxis_transform(),
            zorder=0,
        ),
        autolim=False,
    )
