"""The chart of one session: its readings by minutes, its own before-value, and the clinic's lines."""

from dataclasses import replace

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from ketatrack.charts.chart import HoverPoint
from ketatrack.charts.files import as_svg
from ketatrack.charts.live_chart import live_chart
from ketatrack.charts.live_data import live_data
from ketatrack.charts.palette import DARK, LIGHT, PAPER, Palette
from ketatrack.domain.courses import CourseRecords
from tests.charts.test_every_chart import SIZES, words_of
from tests.followed_course import esketamine_session, long_session, not_begun

COURSES = {"not begun": not_begun, "two hours": esketamine_session, "eight hours": long_session}


def drawn(
    records: CourseRecords, palette: Palette = LIGHT, size: tuple[float, float] = SIZES["window"]
) -> tuple[Figure, list[HoverPoint]]:
    figure = Figure(figsize=size)
    FigureCanvasAgg(figure)
    found = live_chart(records, records.sessions[0]).draw(figure, palette)
    figure.canvas.draw()
    return figure, found


def values(axes) -> list[list[float]]:
    return [list(line.get_ydata()) for line in axes.lines if line.get_marker() != "None"]


def test_each_value_stands_at_its_minutes_from_the_first_dose():
    figure, _found = drawn(esketamine_session())
    pressure, _strip, pulse = figure.axes
    assert values(pressure) == [[128, 164, 141, 131], [81, 97, 88, 83]]
    assert list(pressure.lines[0].get_xdata()) == [-12, 42, 90, 118]
    assert values(pulse) == [[68, 83, 74, 70]]


def test_the_sessions_own_value_before_the_dose_is_the_reference():
    records = esketamine_session()
    data = live_data(records, records.sessions[0])
    assert data.before == records.readings[0]
    figure, _found = drawn(records)
    named = [text.get_text() for axes in figure.axes for text in axes.texts]
    assert named[:2] == ["Before 81", "Before 128"]


def test_a_line_in_the_caution_colour_stands_only_where_the_clinic_said_so():
    records = esketamine_session()
    for limits, expected in ((records.following.limits, [160.0]), ([], [])):
        figure, _found = drawn(replace(records, following=replace(records.following, limits=limits)))
        coloured = [
            line.get_ydata()[0]
            for axes in figure.axes
            for line in axes.lines
            if to_hex(line.get_color()).upper() == LIGHT.caution
        ]
        assert coloured == expected


def test_a_limit_of_another_day_is_not_drawn():
    records = esketamine_session()
    later = records.following.limits[0].changed(noted_on=records.sessions[0].started_at.date().replace(day=3))
    records = replace(records, following=replace(records.following, limits=[later]))
    assert live_data(records, records.sessions[0]).limits == []


def test_doses_and_events_are_marks_of_their_own():
    figure, _found = drawn(esketamine_session())
    events, doses = figure.axes[1].lines
    assert list(doses.get_xdata()) == [0, 5]
    assert list(events.get_xdata()) == [25, 70]


def test_the_sentence_says_what_is_drawn():
    records = esketamine_session()
    assert live_chart(records, records.sessions[0]).sentence == (
        "4 readings in this session; before the dose 128/81, pulse 68; "
        "the last at minute 118: 131/83, pulse 70; +3 / +2 mmHg from before the dose; "
        "a line at Systolic above 160 mmHg, as your clinic said."
    )
    records = not_begun()
    assert live_chart(records, records.sessions[0]).sentence == "No reading in this session yet."


def test_the_table_holds_readings_and_events_in_order():
    records = esketamine_session()
    table = live_chart(records, records.sessions[0]).table
    assert [row[:3] for row in table.rows] == [
        ("-12", "09:48", "Before the dose"),
        ("0", "10:00", "Dose 28 mg"),
        ("5", "10:05", "Dose 28 mg"),
        ("25", "10:25", "Nausea"),
        ("42", "10:42", "In the session"),
        ("70", "11:10", "Note: The light was too bright; the blind helped."),
        ("90", "11:30", "In the session"),
        ("118", "11:58", "In the session"),
    ]
    assert table.rows[0][3:] == ("128", "81", "68", "")


@pytest.mark.parametrize("name", COURSES)
def test_every_point_that_is_read_lies_on_its_axes(name):
    _figure, found = drawn(COURSES[name]())
    assert bool(found) == (name != "not begun")
    for point in found:
        for value, (low, high) in ((point.x, point.axes.get_xlim()), (point.y, point.axes.get_ylim())):
            assert low <= value <= high
        assert point.text


@pytest.mark.parametrize("name", COURSES)
@pytest.mark.parametrize(("size", "palette"), [("window", DARK), ("large type", LIGHT), ("page", PAPER)])
def test_no_words_run_over_the_edge(name, size, palette):
    figure, _found = drawn(COURSES[name](), palette, SIZES[size])
    edges = figure.bbox.padded(1)
    boxes = [text.get_window_extent() for axes in figure.axes for text in words_of(axes)]
    boxes += [legend.get_window_extent() for legend in figure.legends]
    for box in boxes:
        assert edges.contains(*box.min)
        assert edges.contains(*box.max)


@pytest.mark.parametrize("size", SIZES)
def test_marks_at_the_ends_of_the_axes_are_drawn_whole_and_time_has_three_numbers_at_least(size):
    figure, _found = drawn(esketamine_session(), size=SIZES[size])
    pressure, strip, pulse = figure.axes
    assert not any(
        line.get_clip_on() for axes in (pressure, pulse) for line in axes.lines if line.get_marker() != "None"
    )
    low, high = strip.get_xlim()
    assert sum(low <= tick <= high for tick in pulse.get_xticks()) >= 3


def test_no_line_runs_through_the_words_of_an_empty_chart():
    figure, _found = drawn(not_begun())
    (words,) = (text for text in figure.axes[0].texts if "No reading" in text.get_text())
    assert to_hex(words.get_bbox_patch().get_facecolor()).upper() == LIGHT.surface
    assert words.get_zorder() > max(each.get_zorder() for each in figure.axes[0].collections)


def test_the_dashes_of_a_limit_stand_on_the_bare_page_where_it_meets_the_grid():
    figure, _found = drawn(esketamine_session(), PAPER)
    at_limit = [line for line in figure.axes[0].lines if set(line.get_ydata()) == {160}]
    bare, dashes = sorted(at_limit, key=lambda line: line.get_zorder())
    assert to_hex(bare.get_color()).upper() == PAPER.surface
    assert bare.get_linewidth() > dashes.get_linewidth()
    assert bare.get_zorder() > max(line.get_zorder() for line in figure.axes[0].get_ygridlines()) - 2


def test_it_goes_on_paper_as_lines_and_words():
    records = esketamine_session()
    svg = as_svg(live_chart(records, records.sessions[0]), PAPER, SIZES["page"])
    assert b"<text" in svg
    assert b"Minutes from the first dose" in svg
