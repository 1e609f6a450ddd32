"""The response chart of ten years to be timed: `python -m tests.benchmarks.drawings NAME`."""

import statistics
import sys
import time

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch

from ketatrack.charts.gallery import CHARTS
from ketatrack.charts.palette import LIGHT
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.selection import EVERYTHING
from tests.courses import ten_years

INCHES = (9.0, 5.0)
REPEATS = 7


def ours(records: CourseRecords) -> Figure:
    """Draw the chart from the records."""
    figure = Figure(figsize=INCHES)
    CHARTS["response"](records, EVERYTHING).draw(figure, LIGHT)
    FigureCanvasAgg(figure).draw()
    return figure


def same_artists(drawn: Figure) -> Figure:
    """Draw the artists of a figure with matplotlib alone, made anew from their own data."""
    figure = Figure(figsize=drawn.get_size_inches(), dpi=drawn.dpi)
    for theirs in drawn.axes:
        axes = figure.add_axes(theirs.get_position().bounds)
        axes.set(xlim=theirs.get_xlim(), ylim=theirs.get_ylim())
        for line in theirs.lines:
            axes.plot(*line.get_data(), marker=line.get_marker())[0].update_from(line)
        for many in theirs.collections:
            twin = PathCollection(many.get_paths(), offsets=many.get_offsets())
            twin.update_from(many)
            axes.add_collection(twin, autolim=False)
        for patch in theirs.patches:
            axes.add_patch(PathPatch(patch.get_path())).update_from(patch)
        for text in theirs.texts:
            axes.text(*text.get_position(), text.get_text()).update_from(text)
        axes.set_xticks(theirs.get_xticks(), [label.get_text() for label in theirs.get_xticklabels()])
        axes.set_yticks(theirs.get_yticks(), [label.get_text() for label in theirs.get_yticklabels()])
    for legend in drawn.legends:
        labels = [text.get_text() for text in legend.get_texts()]
        figure.legend(legend.legend_handles, labels, ncols=len(labels))
    FigureCanvasAgg(figure).draw()
    return figure


def main(name: str) -> None:
    """Draw a few times and print the median seconds, without the first, which loads fonts."""
    records = ten_years()
    drawn = ours(records)
    seconds = []
    for _repeat in range(REPEATS):
        begun = time.perf_counter()
        if name == "ours":
            ours(records)
        else:
            same_artists(drawn)
        seconds.append(time.perf_counter() - begun)
    print(statistics.median(seconds))


if __name__ == "__main__":
    main(*sys.argv[1:])
