"""Response in words at the foot of the charts: standing, episodes, intervals, periods, and the baseline."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.records import Score
from ketatrack.domain.words import Purpose
from ketatrack.ui.forms.baseline_form import BaselineForm
from ketatrack.ui.pages.charts_page import ChartsPage
from ketatrack.ui.pages.response_card import ResponseCard
from tests.courses import ten_years
from tests.records import STAMP, course, patient, phq9, session
from tests.ui.workspaces import focusable, nameless, open_workspace, press

DAYS = [1, 15, 29, 43, 57]
"""Days of the year 2026 on which a session was given."""


def on(day, hour=10):
    return f"{date(2025, 12, 31) + timedelta(day)}T{hour}:00+01:00"


@pytest.fixture
def card(qtbot, small_journal):
    made = ResponseCard(small_journal)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def of(small_journal):
    return small_journal.course


def responding(of, *, last=6):
    """Five sessions a fortnight apart, a score in response after each, and then a last one."""
    scores = [phq9(of, "2025-12-31T10:00+01:00", total=20)]
    scores += [phq9(of, on(day + 5 + place), total=6) for place, day in enumerate(DAYS)]
    return CourseRecords(
        of,
        patient(),
        sessions=[session(of, f"S{place}", on(day)) for place, day in enumerate(DAYS, start=1)],
        scores=[*scores, phq9(of, on(77), total=last)],
    )


def texts(table):
    model = table.table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def opened(qtbot, table):
    qtbot.mouseClick(table.button, Qt.MouseButton.LeftButton)
    return texts(table)


def test_the_latest_score_never_stands_alone(card, of):
    card.show_course(responding(of), "phq9")
    assert card.figure.text() == "6 mild"
    assert "before it: 6" in card.words.text()
    assert "lowest since the last session: 6" in card.words.text()
    assert "14 points lower than the baseline of 20 (70 %)" in card.words.text()
    assert "in response at 6 of 6 scores" in card.words.text()


def test_time_in_response_is_told_as_a_range_with_counts_and_the_days_it_looks_back(card, of):
    card.show_course(responding(of), "phq9")
    assert card.more.text().splitlines()[-1] == (
        "Time in response after a session: seen until day 5 to 8, median 6.5, in 4 of 4 intervals with "
        "scores; in 0 of the 4 a score out of response followed (PHQ-9 looks back 14 days)"
    )


def test_below_three_intervals_no_range_is_told(card, of):
    few = responding(of)
    few = CourseRecords(few.course, few.patient, sessions=few.sessions[:2], scores=few.scores[:3])
    card.show_course(few, "phq9")
    assert "is told from 3 intervals" in card.more.text()
    assert "median" not in card.more.text()


def test_a_loss_that_nothing_confirms_is_called_one_score(qtbot, card, of):
    card.show_course(responding(of, last=14), "phq9")
    assert "one score out of response on day 20 (PHQ-9 looks back 14 days)" in card.words.text()
    assert "one score out of response on 18 Mar 2026, not confirmed (PHQ-9 looks back 14 days)" in (
        card.more.text()
    )
    (row,) = opened(qtbot, card.episodes)
    assert row[3] == "one score out of response on 18 Mar 2026, not confirmed"


def test_a_loss_that_a_session_for_returning_symptoms_confirms_says_since_when(qtbot, card, of):
    lost = responding(of, last=14)
    lost.sessions.append(session(of, "S6", on(78), purpose=Purpose.SYMPTOMS_RETURNING))
    card.show_course(lost, "phq9")
    (row,) = opened(qtbot, card.episodes)
    assert row[3] == "out of response since 18 Mar 2026, confirmed"


def test_each_session_has_its_interval_with_what_was_seen_after_it(qtbot, card, of):
    card.show_course(responding(of, last=14), "phq9")
    rows = opened(qtbot, card.intervals)
    assert [row[1] for row in rows] == ["14", "14", "14", "14", "–"]
    assert rows[0] == [
        "S1, 1 Jan 2026",
        "14",
        "1",
        "out of response",
        "in response until day 5 (PHQ-9 looks back 14 days)",
    ]
    assert rows[-1][4] == (
        "in response until day 9, a score out of response on day 20 (PHQ-9 looks back 14 days)"
    )


def test_periods_stand_in_order_of_time_with_what_changed(qtbot, card, of):
    records = responding(of)
    records.sessions[:] = [
        each.changed(dose=50 if place < 2 else 75, dose_unit="mg")
        for place, each in enumerate(records.sessions)
    ]
    card.show_course(records, "phq9")
    rows = opened(qtbot, card.epochs)
    assert [row[1] for row in rows] == ["the beginning", "Dose"]
    assert [row[4] for row in rows] == ["2", "3"]
    assert rows[1][6] == "4: 6, 6, 6, 6"


def test_a_table_is_made_only_when_it_is_opened_and_follows_the_course_then(qtbot, card, of):
    card.show_course(responding(of), "phq9")
    assert texts(card.intervals) == []
    opened(qtbot, card.intervals)
    few = responding(of)
    card.show_course(CourseRecords(few.course, few.patient, sessions=few.sessions[:2]), "phq9")
    assert len(texts(card.intervals)) == 2


def test_a_low_baseline_shows_points_alone(card, of):
    records = responding(of)
    records.scores[0] = phq9(of, "2025-12-31T10:00+01:00", total=9)
    card.show_course(records, "phq9")
    assert "baseline below 10: points only" in card.words.text()
    assert "%" not in card.words.text()
    assert not card.more.isVisibleTo(card)
    assert not card.episodes.isVisibleTo(card)


def test_another_instrument_has_a_change_and_no_response(qtbot, card, of):
    records = responding(of)
    records.scores[:] = [
        Score(**STAMP, course_id=of.id, instrument="gad7", taken_at=each.taken_at, total=each.total)
        for each in records.scores
    ]
    card.show_course(records, "gad7")
    assert card.figure.text() == "6 mild"
    assert "14 points lower than the baseline of 20" in card.words.text()
    assert not card.more.isVisibleTo(card)
    assert not card.episodes.isVisibleTo(card)
    assert opened(qtbot, card.intervals)[0][3:] == ["–", "–"]
    assert card.baseline_button.accessibleName() == "GAD-7: baseline"


def test_an_own_measure_of_any_name_has_its_change_and_its_baseline(qtbot, card, of):
    name = "Sleep: hours. Really"
    records = responding(of)
    records.scores[:] = [each.changed(instrument=name) for each in records.scores]
    card.show_course(records, name)
    assert card.figure.text() == "6"
    assert "14 points lower than the baseline of 20" in card.words.text()
    with qtbot.waitSignal(card.form_wanted) as wanted:
        card.baseline_button.click()
    assert wanted.args == [f"baseline_choices.{records.scores[0].id}"]


def test_a_course_without_a_score_says_what_stands_here_and_offers_no_baseline(card, of):
    card.show_course(CourseRecords(of, patient()), "phq9")
    assert card.words.text().startswith("No complete PHQ-9 of your own yet.")
    for part in (card.figure, card.more, card.baseline_button, card.episodes, card.intervals):
        assert not part.isVisibleTo(card)


def test_ten_years_fill_the_tables(qtbot, card):
    card.show_course(ten_years(), "phq9")
    assert len(opened(qtbot, card.intervals)) == 507
    assert len(opened(qtbot, card.epochs)) == 3


def test_everything_on_the_card_is_reached_by_keys_and_has_a_name(qtbot, card, of):
    card.show_course(responding(of), "phq9")
    card.show()
    for table in (card.episodes, card.intervals, card.epochs):
        table.button.setFocus()
        qtbot.keyClick(table.button, Qt.Key.Key_Space)
        assert table.is_open()
        assert table.button.accessibleDescription() == "open"
    assert nameless(card) == []
    assert card.intervals.table in focusable(card)


def test_the_card_stands_below_the_chart_and_leads_to_the_baseline_by_keys(qtbot, tmp_path):
    who = patient()
    of = course(who)
    records = responding(of)
    workspace = open_workspace(qtbot, tmp_path, who, of, *records.sessions, *records.scores)
    workspace.run("page charts")
    page = workspace.window.findChild(ChartsPage)
    page.response.baseline_button.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    assert workspace.window.findChild(BaselineForm) is not None
