"""The days around each session: only scales of a day or less, hours before and after."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from ketatrack.charts.acute_chart import acute_chart, acute_hours_chart
from ketatrack.charts.acute_data import HOURS, acute_data, acute_scales
from ketatrack.charts.palette import DARK, LIGHT, PAPER
from ketatrack.domain.course_following import CourseFollowing
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.instruments import MOOD, instruments
from ketatrack.domain.observed import noted_inside
from ketatrack.domain.records import FollowedSession
from ketatrack.domain.selection import EVERYTHING, Selection
from tests.courses import empty, one_session, ten_years, with_moods
from tests.domain.case_files import course_records
from tests.records import STAMP, at, course, patient, phq9, session


def drawn(records: CourseRecords, palette=LIGHT) -> Figure:
    figure = Figure(figsize=(9.6, 5.4))
    acute_chart(records, EVERYTHING).draw(figure, palette)
    figure.canvas.draw()
    return figure


def labelled(axes, label):
    return next(line for line in axes.lines if line.get_label() == label)


def test_only_scales_that_ask_about_a_day_or_less_are_acute():
    assert {scale.recall_days for scale in acute_scales()} <= {0, 1}
    assert MOOD in [scale.id for scale in acute_scales()]
    assert instruments()["phq9"] not in acute_scales()


def test_moods_stand_at_their_days_from_the_session():
    (axes,) = drawn(with_moods(one_session())).axes
    points = labelled(axes, "Intramuscular")
    assert points.get_xdata().tolist() == pytest.approx([-22 / 24, 0.125, 1, 3])
    assert points.get_ydata().tolist() == [3, 5, 7, 6]
    (line,) = [each for each in axes.collections if isinstance(each, LineCollection)]
    assert len(line.get_segments()) == 1


def test_a_score_belongs_to_both_sessions_that_it_lies_between_and_to_none_beyond():
    person = patient()
    of = course(person)
    records = CourseRecords(
        of,
        person,
        sessions=[
            session(of, name, f"2026-03-{day}T10:00+01:00") for name, day in (("A", "02"), ("B", "04"))
        ],
        scores=[phq9(of, f"2026-03-{day}T10:00+01:00", instrument=MOOD, total=5) for day in ("03", "06")],
    )
    (mood,) = acute_data(records, EVERYTHING).scales
    assert [[day for day, _total in each.observed] for each in mood.sessions] == [[1], [-1, 2]]


def test_from_four_sessions_on_there_is_a_median():
    (axes,) = drawn(with_moods(course_records("esketamine-label"))).axes
    assert labelled(axes, "Median").get_ydata()[:3].tolist() == [4, 6, 8]


def test_a_chosen_scale_is_the_one_shown():
    records = with_moods(one_session())
    (chosen,) = acute_data(records, Selection(instruments=(MOOD, "phq9"))).scales
    assert chosen.scale.id == MOOD


@pytest.mark.parametrize("records", [empty(), one_session()])
def test_without_such_scores_the_chart_says_so_on_the_whole_scale(records):
    (axes,) = drawn(records).axes
    assert axes.texts[0].get_text() == "No score around a session in this time"
    assert axes.get_ylim()[0] < 0 < 10 < axes.get_ylim()[1]


@pytest.mark.parametrize("palette", [LIGHT, DARK, PAPER])
def test_ten_years_are_drawn_with_few_artists(palette):
    axes = drawn(with_moods(ten_years()), palette).axes
    assert sum(len(each.lines) + len(each.collections) for each in axes) < 20


def test_table_and_hovering_tell_hours_and_days():
    chart = acute_chart(with_moods(one_session()), EVERYTHING)
    assert [row[3:] for row in chart.table.rows] == [
        ("22 h before", "3"),
        ("3 h after", "5"),
        ("24 h after", "7"),
        ("72 h after", "6"),
    ]
    assert chart.draw(Figure(), LIGHT)[0].text.startswith("22 h before the session of 2 Mar 2026 · ")


def test_check_ins_stand_at_their_real_hours_up_to_three_days_after():
    records = with_moods(one_session())
    start = records.sessions[0].started_at
    hours = (-0.25, 0.5, 4.2, 25, 72.1, 100)
    scores = [
        phq9(records.course, (start + timedelta(hours=each)).isoformat(), instrument=MOOD, total=5)
        for each in hours
    ]
    records = replace(records, scores=scores)
    (mood,) = acute_data(records, EVERYTHING, HOURS).scales
    assert [when for when, _total in mood.sessions[0].observed] == pytest.approx(hours[:-1])
    chart = acute_hours_chart(records, EVERYTHING)
    assert [row[3] for row in chart.table.rows] == [
        "15 min before", "30 min after", "4 h after", "25 h after", "3.0 days after",
    ]  # fmt: skip
    figure = Figure(figsize=(9.6, 5.4))
    assert len(chart.draw(figure, LIGHT)) == len(hours) - 1
    assert figure.axes[0].get_xlim() == (HOURS.begin, HOURS.end)


def test_a_score_noted_inside_the_observation_time_says_so_in_table_and_reading():
    records = one_session()
    session = records.sessions[0]
    start = session.started_at
    inside = make_score(records, start + timedelta(hours=1), written_at=start + timedelta(hours=1))
    after = make_score(records, start + timedelta(hours=5), written_at=start + timedelta(hours=5))
    followed = FollowedSession(
        **STAMP,
        course_id=records.course.id,
        session_id=session.id,
        opened_at=start,
        closed_at=start + timedelta(hours=2),
    )
    following = CourseFollowing(sessions=[followed])
    chart = acute_hours_chart(replace(records, scores=[inside, after], following=following), EVERYTHING)
    assert [row[3] for row in chart.table.rows] == [f"1 h after · {noted_inside()}", "5 h after"]
    points = chart.draw(Figure(), LIGHT)
    assert [noted_inside() in point.text for point in points] == [True, False]


def recalled() -> CourseRecords:
    """Two sessions three days apart; before the second, mood was told two hours after its first dose."""
    person = patient()
    of = course(person)
    sessions = [
        session(of, name, f"2026-06-0{day}T10:00+02:00", route="intranasal")
        for name, day in (("N1", "1"), ("N2", "4"))
    ]
    told = at("2026-06-04T12:06+02:00")
    scores = [
        phq9(of, moment, instrument=MOOD, answers=(total,), written_at=told)
        for moment, total in (("2026-06-04T09:59+02:00", 3), ("2026-06-04T12:06+02:00", 6))
    ]
    return CourseRecords(of, person, sessions=sessions, scores=scores)


def test_a_score_that_stands_around_two_sessions_is_counted_once():
    chart = acute_hours_chart(recalled(), EVERYTHING)
    assert [row[1:] for row in chart.table.rows] == [
        ("Nasal spray, Completed", "Mood 0-10", "72 h after · written down later, at 12:06", "3"),
        ("Nasal spray, Completed", "Mood 0-10", "1 min before · written down later, at 12:06", "3"),
        ("Nasal spray, Completed", "Mood 0-10", "2 h after", "6"),
    ]
    assert chart.sentence == (
        "Mood 0-10: 2 scores around 2 sessions, between 3 and 6, 1 written down later; 2 sessions."
    )


def test_what_was_remembered_of_right_now_is_hollow_and_the_legend_says_so():
    figure = Figure(figsize=(9.6, 5.4))
    points = acute_hours_chart(recalled(), EVERYTHING).draw(figure, LIGHT)
    (axes,) = figure.axes
    hollow = labelled(axes, "Written down later")
    assert sorted(hollow.get_xdata()) == pytest.approx([-1 / 60, 72], abs=0.02)
    assert to_hex(hollow.get_markerfacecolor()).upper() == LIGHT.surface
    assert labelled(axes, "Nasal spray").get_xdata() == pytest.approx([2.1])
    named = [text.get_text() for legend in figure.legends for text in legend.get_texts()]
    assert named == ["Nasal spray", "Written down later"]
    assert ["written down later, at 12:06" in point.text for point in points] == [True, True, False]


def test_no_scale_is_cut_in_its_name_where_several_stand_one_above_the_other():
    records = recalled()
    told = records.scores[-1]
    names = [scale.id for scale in acute_scales()]
    scores = [told.changed(instrument=name) for name in names]
    figure = Figure(figsize=(9.6, 4.0))
    acute_hours_chart(replace(records, scores=scores), EVERYTHING).draw(figure, LIGHT)
    assert len(figure.axes) == len(names)
    for axes, scale in zip(figure.axes, acute_scales(), strict=True):
        assert " ".join(axes.get_ylabel().split()) == scale.axis_name


def make_score(records: CourseRecords, when: datetime, **fields):
    return phq9(records.course, when.isoformat(), instrument=MOOD, total=5, **fields)
