"""Draws the answers item by item: items down, questionnaires across."""

from matplotlib.figure import Figure

from ketatrack.charts.chart import HoverPoint
from ketatrack.charts.items_data import ItemsData
from ketatrack.charts.labels import legend_below
from ketatrack.charts.matrix_drawing import draw_cells, hover_cells, lay_out_matrix
from ketatrack.charts.palette import Palette


def draw_items(figure: Figure, data: ItemsData, palette: Palette) -> list[HoverPoint]:
    """Draw the chart and return what hovering reads: each answer."""
    layout = lay_out_matrix(figure, data.matrix, palette)
    legend_below(figure, draw_cells(layout, data.matrix, palette), palette, layout.frame)
    return hover_cells(layout, data.matrix)
