"""What holds for each chart with no data, one session, a year and ten years of it, at every size."""

from functools import cache

import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from ketatrack.charts.chart import Chart, HoverPoint
from ketatrack.charts.gallery import CHARTS
from ketatrack.charts.palette import DARK, LIGHT, PAPER, Palette
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.instruments import MOOD, PHQ9
from ketatrack.domain.selection import EVERYTHING
from ketatrack.domain.sessions import given
from tests.courses import empty, one_session, ten_years, with_moods

_WEEKS, _SCORES = 52, 150
COURSES = {
    "none": empty,
    "one": one_session,
    "a year": lambda: with_moods(ten_years(_WEEKS, _SCORES)),
    "ten years": lambda: with_moods(ten_years()),
}
SIZES = {"window": (9.0, 4.0), "large type": (4.8, 3.2), "page": (7.24, 3.4)}
_MOST_ARTISTS = 30


@cache
def records(name: str) -> CourseRecords:
    return COURSES[name]()


@cache
def chart(name: str, course: str) -> Chart:
    return CHARTS[name](records(course), EVERYTHING)


def drawn(
    name: str, course: str, palette: Palette = LIGHT, size: tuple[float, float] = SIZES["window"]
) -> tuple[Figure, list[HoverPoint]]:
    figure = Figure(figsize=size)
    FigureCanvasAgg(figure)
    points = chart(name, course).draw(figure, palette)
    figure.canvas.draw()
    return figure, points


every_chart = pytest.mark.parametrize("name", CHARTS)
every_course = pytest.mark.parametrize("course", COURSES)


@every_chart
@every_course
def test_every_point_that_is_read_lies_on_its_axes(name, course):
    _figure, points = drawn(name, course)
    for point in points:
        for value, (low, high) in ((point.x, point.axes.get_xlim()), (point.y, point.axes.get_ylim())):
            assert min(low, high) <= value <= max(low, high)
        assert point.text


@every_chart
@every_course
def test_the_table_holds_rows_when_the_drawing_holds_points(name, course):
    rows = chart(name, course).table.rows
    assert bool(rows) == bool(drawn(name, course)[1]) or course == "one"
    assert not (course == "none" and rows)


@every_chart
@every_course
def test_it_is_drawn_with_few_artists_however_much_there_is(name, course):
    figure, _points = drawn(name, course)
    assert sum(len(axes.lines) + len(axes.collections) for axes in figure.axes) < _MOST_ARTISTS


@every_chart
@every_course
@pytest.mark.parametrize(("size", "palette"), [("window", DARK), ("large type", LIGHT), ("page", PAPER)])
def test_no_words_run_over_the_edge(name, course, size, palette):
    figure, _points = drawn(name, course, palette, SIZES[size])
    edges = figure.bbox.padded(1)
    for axes in figure.axes:
        for text in words_of(axes):
            box = text.get_window_extent()
            assert edges.contains(*box.min), text
            assert edges.contains(*box.max), text
    for legend in figure.legends:
        assert edges.contains(*legend.get_window_extent().min)
        assert edges.contains(*legend.get_window_extent().max)


def words_of(axes: Axes) -> list[Text]:
    """Return what is written in and around axes."""
    ticks = [
        tick.label1
        for axis in (axes.xaxis, axes.yaxis)
        for tick in axis.get_major_ticks()
        if min(axis.get_view_interval()) <= tick.get_loc() <= max(axis.get_view_interval())
    ]
    titles = [child for child in axes.get_children() if isinstance(child, Text)]
    found = [*titles, axes.xaxis.label, axes.yaxis.label, *ticks]
    return [text for text in found if text.get_text().strip() and text.get_visible()]


def _phq9(of: CourseRecords) -> int:
    return sum(score.instrument == PHQ9 for score in of.scores)


def _after_first(of: CourseRecords) -> int:
    first = given(of.sessions)[0].started_at
    return sum(score.instrument == PHQ9 and score.taken_at > first for score in of.scores)


def _both(of: CourseRecords) -> int:
    return sum(score.instrument in {PHQ9, MOOD} for score in of.scores) + len(of.sessions)


def _answers(of: CourseRecords) -> int:
    return sum(len(score.answers or ()) for score in of.scores if score.instrument == PHQ9)


def _after_doses(of: CourseRecords) -> int:
    held = {session.id for session in given(of.sessions)}
    return 2 * sum(each.session_id in held and (each.minutes or 0) > 0 for each in of.readings)


def _at_rest(of: CourseRecords) -> int:
    return 2 * sum(each.session_id is None for each in of.readings)


@pytest.mark.parametrize("course", ["a year", "ten years"])
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("intervals", _after_first),
        ("two-instruments", _both),
        ("items", _answers),
        ("session-pressure", _after_doses),
        ("resting-pressure", _at_rest),
        ("blood-pressure", lambda of: 6 * len(of.sessions) + _at_rest(of)),
        ("side-effects", lambda of: len(of.side_effects) + len(of.sessions)),
    ],
)
def test_everything_recorded_is_drawn(name, expected, course):
    _figure, points = drawn(name, course)
    assert len(points) == expected(records(course))


@pytest.mark.parametrize("course", ["a year", "ten years"])
def test_the_response_chart_draws_every_score_and_session(course):
    figure, points = drawn("response", course)
    of_scores = [point for point in points if point.axes is figure.axes[0]]
    of_sessions = [point for point in points if point.axes is figure.axes[1]]
    assert (
        len(of_scores)
        == _phq9(records(course))
        == sum(len(line.get_ydata()) for line in figure.axes[0].lines[1:3])
    )
    assert len(of_sessions) == len(records(course).sessions)


@pytest.mark.parametrize("course", ["a year", "ten years"])
def test_the_days_around_sessions_draw_every_mood_of_their_table(course):
    figure, points = drawn("acute", course)
    marks = [line for line in figure.axes[0].lines if line.get_linestyle() == "None"]
    assert (
        len(points) == len(chart("acute", course).table.rows) == sum(len(line.get_ydata()) for line in marks)
    )
    assert len(points) >= 3 * len(given(records(course).sessions))
