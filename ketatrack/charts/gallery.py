"""Every chart of a course by the name it has on the command line."""

from collections.abc import Callable, Mapping

from ketatrack.charts.acute_chart import acute_chart, acute_hours_chart
from ketatrack.charts.chart import Chart
from ketatrack.charts.effects_chart import effects_chart
from ketatrack.charts.intervals_chart import intervals_chart
from ketatrack.charts.items_chart import items_chart
from ketatrack.charts.pair_chart import pair_chart
from ketatrack.charts.pressure_chart import pressure_chart
from ketatrack.charts.response_chart import response_chart
from ketatrack.charts.resting_chart import resting_chart
from ketatrack.charts.rises_chart import rises_chart
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.selection import Selection

CHARTS: Mapping[str, Callable[[CourseRecords, Selection], Chart]] = {
    "response": response_chart,
    "intervals": intervals_chart,
    "two-instruments": pair_chart,
    "items": items_chart,
    "acute": acute_chart,
    "acute-hours": acute_hours_chart,
    "blood-pressure": pressure_chart,
    "session-pressure": rises_chart,
    "resting-pressure": resting_chart,
    "side-effects": effects_chart,
}
"""What to call with a course and a selection of it for the chart of that name."""

LABELS: Mapping[str, str] = {
    "response": "Response",
    "intervals": "Days after each session",
    "two-instruments": "Two questionnaires or scales",
    "items": "Item by item",
    "acute": "Days around each session",
    "acute-hours": "Hours around each session",
    "blood-pressure": "Blood pressure",
    "session-pressure": "Blood pressure in sessions, change",
    "resting-pressure": "Blood pressure at rest",
    "side-effects": "Side effects",
}
"""What each is called in a list to choose from."""

BY_SCALE = ("response", "intervals", "two-instruments")
"""The charts that show the questionnaire, scale or own measure that was chosen."""

BY_TWO_SCALES = ("two-instruments",)
"""The charts that show a second one beside it."""

BY_QUESTIONNAIRE = ("items",)
"""The charts that show the questionnaire that was chosen, answer by answer."""

BY_LINE = ("blood-pressure", "resting-pressure")
"""The charts that draw lines at a blood pressure that was chosen, such as one that a clinic set."""

BY_EVENTS = ("acute", "acute-hours", "session-pressure")
"""The charts that mark what happened in followed sessions, where that was chosen."""

BY_JOURNAL = ("response",)
"""The charts that mark the days of journal entries, where that was chosen."""

BY_STANDARD = ("resting-pressure",)
"""The charts that name the categories of the standard that was chosen."""

BY_HORIZON = ("side-effects",)
"""The charts that show only what was noted over the horizon that was chosen."""
