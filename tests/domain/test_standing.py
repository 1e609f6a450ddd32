"""The latest score and what it is seen beside, as figures and as words."""

from datetime import date

import pytest

from ketatrack.domain.baseline_choice import course_baseline
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.instruments import instruments
from ketatrack.domain.intervals import intervals, time_in_response_range
from ketatrack.domain.records import OwnMeasure
from ketatrack.domain.response import ResponseStatus
from ketatrack.domain.scores import scored
from ketatrack.domain.standing import standing
from ketatrack.domain.standing_words import (
    bracket_words,
    compared_words,
    error_words,
    neighbour_words,
    recall_words,
    response_words,
    standing_lines,
    status_words,
    time_in_response_words,
)
from tests.records import STAMP, course, patient, phq9, session

WHO = patient()
COURSE = course(WHO)
TODAY = date(2026, 4, 30)


def day(number):
    month, of_month = (3, number) if number <= 31 else (4, number - 31)
    return f"2026-{month:02}-{of_month:02}T10:00+00:00"


def score(number, points, **fields):
    return phq9(COURSE, day(number), total=points, **fields)


def records(*points, before=20, sessions=(2,), **purposes):
    """Return a course with sessions and scores on days of March; 32 is the first of April."""
    return CourseRecords(
        COURSE,
        WHO,
        sessions=[session(COURSE, f"S{n}", day(n), **purposes) for n in sessions],
        scores=[score(1, before), *(score(*point) for point in points)],
    )


def words(of):
    found = standing(of)
    return (*neighbour_words(found, TODAY), *compared_words(found)), response_words(found)


def test_the_latest_score_is_never_alone():
    assert words(records((4, 6), (9, 10), (30, 8), sessions=(2, 10))) == (
        (
            "31 days ago",
            "before it: 10",
            "lowest since the last session: 8",
            "12 points lower than the baseline of 20 (60 %)",
            "in response",
        ),
        ("in response at 3 of 3 scores",),
    )


def test_the_lowest_since_the_last_session_may_be_an_earlier_one():
    found = standing(records((4, 2), (12, 6), (14, 12), sessions=(2, 10)))
    assert found.mildest_since_session == 6
    assert standing(records((4, 2), sessions=(2, 10))).mildest_since_session is None


def test_one_score_below_five_is_in_a_range_and_never_a_remission():
    above, _below = words(records((4, 4)))
    assert above[-1] == "in the remission range"
    for status in ResponseStatus:
        assert "remission" not in status_words(status).replace("in the remission range", "")


def test_a_single_score_out_is_told_as_one_score_on_a_day():
    found = records((4, 6), (22, 12))
    assert words(found)[1] == (
        "in response at 1 of 2 scores",
        "one score out of response on day 20 (PHQ-9 looks back 14 days)",
    )


def test_a_confirmed_end_is_told_with_the_date_of_its_first_score():
    assert words(records((4, 6), (22, 12), (25, 15)))[1] == (
        "in response at 1 of 3 scores",
        "response not met since 22 Mar 2026 (PHQ-9 looks back 14 days)",
    )


def test_a_dip_between_two_scores_in_response_is_no_end():
    assert words(records((4, 6), (22, 12), (25, 8)))[1] == ("in response at 2 of 3 scores",)


def test_without_any_response_the_count_says_so():
    assert words(records((4, 16), (9, 15)))[1] == ("in response at 0 of 2 scores",)


def test_below_a_baseline_of_ten_only_points_are_shown():
    above, below = words(records((4, 2), before=9))
    assert "7 points lower than the baseline of 9" in above
    assert not any("%" in part or "in response" in part for part in above)
    assert below == ("baseline below 10: points only",)


def test_without_a_baseline_nothing_is_compared():
    assert words(CourseRecords(COURSE, WHO, scores=[score(1, 12)])) == (("60 days ago",), ())
    assert standing(CourseRecords(COURSE, WHO)) is None


@pytest.mark.parametrize(("points", "near"), [(22, False), (23, True), (27, True)])
def test_near_the_ceiling_the_top_of_the_scale_is_named(points, near):
    assert ("at the top of the scale" in words(records((4, points)))[0]) is near


@pytest.mark.parametrize(
    ("points", "change"),
    [
        (20, "the same as the baseline of 20"),
        (19, "1 point lower than the baseline of 20 (5 %)"),
        (25, "5 points higher than the baseline of 20 (25 %)"),
    ],
)
def test_the_change_is_told_in_points_first(points, change):
    assert change in words(records((4, points)))[0]


def test_another_questionnaire_has_points_and_percent_but_no_response():
    of = records()
    rows = [score(1, 16, instrument="gad7"), score(4, 4, instrument="gad7")]
    found = standing(CourseRecords(COURSE, WHO, sessions=of.sessions, scores=rows), "gad7")
    assert (found.points, found.percent_change, found.status, found.met) == (-12, 75.0, None, None)
    assert response_words(found) == ()
    assert compared_words(found)[-1] == "12 points lower than the baseline of 16 (75 %)"


def test_a_total_in_the_mildest_band_of_another_questionnaire_gives_no_percent():
    of = records()
    rows = [score(1, 4, instrument="gad7"), score(4, 2, instrument="gad7")]
    found = standing(CourseRecords(COURSE, WHO, sessions=of.sessions, scores=rows), "gad7")
    assert (found.points, found.percent_change, found.baseline.low) == (-2, None, True)
    assert response_words(found) == ()


def test_a_scale_on_which_more_is_better_has_its_highest_and_no_percent():
    of = records()
    rows = [score(1, 3, instrument="mood_now"), score(4, 7, instrument="mood_now")]
    found = standing(CourseRecords(COURSE, WHO, sessions=of.sessions, scores=rows), "mood_now")
    assert found.percent_change is None
    assert not found.at_the_top
    assert "highest since the last session: 7" in neighbour_words(found, TODAY)


def test_a_questionnaire_that_is_not_known_has_points_alone():
    rows = [score(1, 30, instrument="my own"), score(4, 12, instrument="my own")]
    of = CourseRecords(COURSE, WHO, sessions=records().sessions, scores=rows)
    found = standing(of, "my own")
    assert standing_lines(found, TODAY) == (
        "57 days ago\N{NO-BREAK SPACE}· before it: 30",
        "18 points lower than the baseline of 30",
    )
    assert recall_words("my own") == ""


def own_measure(name, higher_is, low=0, high=10):
    return OwnMeasure(**STAMP, patient_id=WHO.id, name=name, low=low, high=high, higher_is=higher_is)


@pytest.mark.parametrize(
    ("higher_is", "mildest", "beside"),
    [
        ("worse", 4.5, "lowest since the last session: 4.5"),
        ("better", 7.5, "highest since the last session: 7.5"),
        ("neither", None, None),
    ],
)
def test_an_own_measure_has_points_alone_and_knows_which_way_is_better(higher_is, mildest, beside):
    rows = [score(n, total, instrument="sleep") for n, total in ((1, 6.3), (4, 7.5), (6, 4.5), (8, 5.6))]
    found = standing(
        CourseRecords(
            COURSE,
            WHO,
            sessions=records().sessions,
            scores=rows,
            own_measures=[own_measure("hours awake", "neither"), own_measure("sleep", higher_is)],
        ),
        "sleep",
    )

    assert (found.previous, found.mildest_since_session, found.points) == (4.5, mildest, -0.7)
    assert (found.percent_change, found.status, found.met, found.loss) == (None, None, None, None)
    assert standing_lines(found, TODAY) == (
        "\N{NO-BREAK SPACE}· ".join(filter(None, ["53 days ago", "before it: 4.5", beside])),
        "0.7 points lower than the baseline of 6.3",
    )


@pytest.mark.parametrize(
    ("higher_is", "total", "at_the_top"),
    [("worse", 10, True), ("worse", 9.5, False), ("better", 10, False), ("neither", 10, False)],
)
def test_an_own_measure_is_at_the_top_at_the_worse_end_of_its_range(higher_is, total, at_the_top):
    of = records()
    rows = [score(4, total, instrument="tinnitus")]
    measures = [own_measure("tinnitus", higher_is)]
    found = standing(
        CourseRecords(COURSE, WHO, sessions=of.sessions, scores=rows, own_measures=measures), "tinnitus"
    )
    assert found.at_the_top is at_the_top


@pytest.mark.parametrize(
    ("total", "change"),
    [
        (5.7, "0.6 points lower than the baseline of 6.3"),
        (7.7, "1.4 points higher than the baseline of 6.3"),
        (5.3, "1 point lower than the baseline of 6.3"),
    ],
)
def test_a_change_of_a_scale_with_decimals_is_exact(total, change):
    rows = [score(1, 6.3, instrument="peg"), score(4, total, instrument="peg")]
    found = standing(CourseRecords(COURSE, WHO, sessions=records().sessions, scores=rows), "peg")
    assert compared_words(found) == (change,)
    assert found.points in {-0.6, 1.4, -1}


def with_change(name, before, after):
    rows = [score(1, before, instrument=name), score(4, after, instrument=name)]
    return standing(CourseRecords(COURSE, WHO, sessions=records().sessions, scores=rows), name)


@pytest.mark.parametrize(
    "name", [each.id for each in instruments().values() if not each.reliable_change and not each.is_outcome]
)
def test_no_change_is_called_measurement_error_where_no_source_says_how_large_that_is(name):
    scale = instruments()[name]
    for step in range(1, scale.high - scale.low + 1):
        for change in (step, -step):
            before = scale.low if change > 0 else scale.high
            assert error_words(with_change(name, before, before + change)) == ""


def test_a_change_smaller_than_the_source_says_is_within_measurement_error():
    points = instruments()["pcl5"].reliable_change.points
    assert [error_words(with_change("pcl5", 40, 40 + change)) for change in (0, 1, points - 1, points)] == [
        "", "within measurement error", "within measurement error", "",
    ]  # fmt: skip
    assert error_words(with_change("pcl5", 40, 40 - points + 1)) == "within measurement error"


def found_intervals(of):
    return intervals(scored(of.scores), of.sessions, course_baseline(of))


def test_each_bracket_says_how_far_the_questionnaire_looks_back():
    of = records((4, 6), (9, 12), (12, 15), (14, 8), (22, 6), sessions=(2, 10, 20))
    assert [bracket_words(each, "phq9") for each in found_intervals(of)] == [
        "in response until day 2, a score out of response on day 7 (PHQ-9 looks back 14 days)",
        "first score in response on day 4 (PHQ-9 looks back 14 days)",
        "in response until day 2 (PHQ-9 looks back 14 days)",
    ]
    assert bracket_words(found_intervals(records((4, 16)))[0], "phq9") == ""


def test_fewer_than_three_intervals_have_no_range():
    of = records((4, 6), (12, 6), (22, 6), sessions=(2, 10, 20))
    assert time_in_response_range(found_intervals(of)) is None


def test_three_intervals_have_a_range_and_no_median():
    of = records((4, 6), (8, 15), (13, 6), (24, 9), sessions=(2, 10, 20, 30))
    found = time_in_response_range(found_intervals(of))
    assert (found.shortest, found.longest, found.median) == (2, 4, None)
    assert time_in_response_words(found, "phq9") == (
        "Time in response after a session: seen until day 2 to 4, in 3 of 3 intervals with scores; "
        "in 1 of the 3 a score out of response followed (PHQ-9 looks back 14 days)"
    )


def test_from_four_intervals_on_there_is_a_median():
    of = records((4, 6), (13, 6), (24, 9), (36, 9), (41, 15), sessions=(2, 10, 20, 30, 40, 50))
    found = time_in_response_range(found_intervals(of))
    assert (found.with_scores, found.seen_in, found.median) == (5, 4, 3.5)
    assert "median 3.5" in time_in_response_words(found, "phq9")


def test_a_last_interval_counts_only_once_it_is_over():
    of = records((4, 6), (13, 6), (24, 9), sessions=(2, 10, 20))
    assert time_in_response_range(found_intervals(of)) is None
    lost = records((4, 6), (13, 6), (24, 9), (25, 15), sessions=(2, 10, 20))
    assert time_in_response_range(found_intervals(lost)).seen_in == 3
