"""Every chart of a course by the name it has on the command line."""

from collections.abc import Callable, Mapping

from ketatrack.charts.chart import Chart
from ketatrack.charts.pressure_chart import pressure_chart
from ketatrack.charts.response_chart import response_chart
from ketatrack.domain.courses import CourseRecords, Period

CHARTS: Mapping[str, Callable[[CourseRecords, Period], Chart]] = {
    "response": response_chart,
    "blood-pressure": pressure_chart,
}
"""What to call with a course and a period for the chart of that name."""
