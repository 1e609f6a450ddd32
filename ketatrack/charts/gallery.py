"""Every chart of a course by the name it has on the command line."""

from collections.abc import Callable, Mapping

from ketatrack.charts.acute_chart import acute_chart
from ketatrack.charts.chart import Chart
from ketatrack.charts.intervals_chart import intervals_chart
from ketatrack.charts.pressure_chart import pressure_chart
from ketatrack.charts.response_chart import response_chart
from ketatrack.charts.rises_chart import rises_chart
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.selection import Selection

CHARTS: Mapping[str, Callable[[CourseRecords, Selection], Chart]] = {
    "response": lambda records, selection: response_chart(records, selection.period),
    "intervals": intervals_chart,
    "acute": acute_chart,
    "blood-pressure": lambda records, selection: pressure_chart(records, selection.period),
    "session-pressure": rises_chart,
}
"""What to call with a course and a selection of it for the chart of that name."""
