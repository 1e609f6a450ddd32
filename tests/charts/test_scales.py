"""The charts of scores follow any scale: other questionnaires and what a person counts for themselves."""

from dataclasses import replace

import pytest
from matplotlib.figure import Figure

from ketatrack.charts.acute_chart import acute_chart
from ketatrack.charts.gallery import BY_SCALE, CHARTS
from ketatrack.charts.palette import DARK, LIGHT, PAPER
from ketatrack.charts.response_chart import response_chart
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.records import OwnMeasure
from ketatrack.domain.scales import recorded_scales, scale_named
from ketatrack.domain.selection import EVERYTHING, Selection
from tests.courses import empty, one_session, ten_years
from tests.records import STAMP, phq9

SLEEP = "Sleep"
OF_SLEEP = Selection(instruments=(SLEEP,))


def with_sleep(records: CourseRecords, hours: float = 6.5, **fields) -> CourseRecords:
    """Return the course with an own measure that has a value the day before and after each session."""
    measure = OwnMeasure(
        **STAMP
        | {
            "patient_id": records.patient.id,
            "name": SLEEP,
            "low": 0,
            "high": 12,
            "higher_is": "better",
            "unit": "h",
        }
        | fields
    )
    values = [
        phq9(
            records.course,
            each.started_at.replace(hour=hour).isoformat(),
            instrument=SLEEP,
            total=hours + hour // 12,
        )
        for each in records.sessions
        for hour in (6, 22)
    ]
    scores = sorted([*records.scores, *values], key=lambda score: score.taken_at)
    return replace(records, own_measures=[measure], scores=scores)


def drawn(records: CourseRecords, selection: Selection, palette=LIGHT) -> Figure:
    figure = Figure(figsize=(9.6, 5.4))
    response_chart(records, selection).draw(figure, palette)
    figure.canvas.draw()
    return figure


def test_an_own_measure_is_a_scale_with_its_ends_unit_and_direction():
    scale = scale_named(with_sleep(one_session()), SLEEP)
    assert (scale.low, scale.high, scale.axis_name, scale.bands) == (0, 12, "Sleep (h)", ())


def test_values_from_before_the_ends_were_changed_stay_on_the_axis():
    assert scale_named(with_sleep(one_session(), hours=14), SLEEP).high == 15


def test_scales_are_offered_when_they_were_recorded():
    assert [each.id for each in recorded_scales(empty())] == []
    assert [each.id for each in recorded_scales(with_sleep(one_session()))] == ["phq9", SLEEP]


@pytest.mark.parametrize("palette", [LIGHT, DARK, PAPER])
def test_an_own_measure_is_drawn_over_its_whole_range_with_its_baseline_alone(palette):
    axes = drawn(with_sleep(one_session()), OF_SLEEP, palette).axes[0]
    assert axes.get_ylim()[0] < 0 < 12 < axes.get_ylim()[1]
    assert list(axes.lines[0].get_ydata()) == [6.5, 7.5]
    assert {text.get_text() for text in axes.texts} == {"Baseline 6.5"}
    assert axes.get_ylabel() == "Sleep (h), higher is better"


def test_its_sentence_and_table_name_it_with_its_unit():
    chart = response_chart(with_sleep(one_session()), OF_SLEEP)
    assert chart.title == "Sleep over the course"
    assert "between 6.5 h and 7.5 h, the last 7.5 h" in chart.sentence
    assert chart.table.header[3] == "Sleep (h)"
    assert "response" not in chart.sentence
    assert "only the total is known" not in [row[-1] for row in chart.table.rows]


@pytest.mark.parametrize(("scale", "darkest"), [("phq9", -1), ("who5", 0)])
def test_the_worst_band_is_the_darkest_whichever_way_is_better(scale, darkest):
    records = one_session()
    score = phq9(records.course, "2026-03-01T20:00+01:00", instrument="who5", total=40)
    records = replace(records, scores=[*records.scores, score])
    axes = drawn(records, Selection(instruments=(scale,))).axes[0]
    bands = next(each for each in axes.collections if len(each.get_facecolor()) > 1)
    assert min(range(len(bands.get_facecolor())), key=lambda place: bands.get_facecolor()[place][0]) == (
        darkest % len(bands.get_facecolor())
    )


@pytest.mark.parametrize("name", BY_SCALE)
@pytest.mark.parametrize("records", [empty(), with_sleep(one_session()), with_sleep(ten_years(60, 100))])
def test_every_chart_of_scores_takes_an_own_measure(name, records):
    chart = CHARTS[name](records, OF_SLEEP)
    figure = Figure(figsize=(9.6, 5.4))
    assert bool(chart.draw(figure, LIGHT)) == bool(records.own_measures)
    assert not records.own_measures or SLEEP in chart.title


def test_the_days_around_a_session_say_that_an_own_measure_is_not_in_them():
    assert "own measure" not in acute_chart(one_session(), EVERYTHING).sentence
    said = "1 own measure states no days looked back on and is not drawn"
    assert said in acute_chart(with_sleep(one_session()), EVERYTHING).sentence
