"""Charts mark events of followed sessions and journal days only where that was chosen; never their words."""

from dataclasses import replace

import pytest
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from ketatrack.charts.event_marks import event_marks
from ketatrack.charts.gallery import BY_EVENTS, BY_JOURNAL, CHARTS
from ketatrack.charts.palette import DARK, LIGHT, PAPER
from ketatrack.domain.courses import Period
from ketatrack.domain.followed_words import EventKind
from ketatrack.domain.moments import local_date
from ketatrack.domain.selection import EVERYTHING, Selection
from tests.confided import MARK, confided, demo_courses

YEAR = "Nasal spray year (synthetic)"
EVENTS, JOURNAL = Selection(events=True), Selection(journal=True)


def drawn(name: str, selection: Selection, palette=LIGHT, course: str = YEAR) -> tuple[Figure, list]:
    figure = Figure(figsize=(8, 4))
    return figure, CHARTS[name](confided(course), selection).draw(figure, palette)


@pytest.mark.parametrize("name", BY_EVENTS)
def test_events_are_marked_only_where_they_were_chosen(name):
    records = demo_courses()[YEAR]
    plain, chosen = CHARTS[name](records, EVERYTHING), CHARTS[name](records, EVENTS)
    assert "events of followed sessions" not in plain.sentence
    assert "17 events of followed sessions are marked" in chosen.sentence
    assert len(chosen.table.rows) == len(plain.table.rows) + 17


def test_an_event_stands_at_its_minute_with_what_it_was_and_in_nobody_s_words():
    records = confided(YEAR)
    marks = event_marks(records, EVENTS, records.sessions)
    last = [mark for mark in marks if mark.session.name == "N36"]
    assert [mark.minutes for mark in last][:7] == [0, 1, 6, 7, 12, 13, 25]
    assert last[0].words == "Dose 14 mg"
    assert last[0].text == "27 Oct 2026, minute 0 · Dose 14 mg"
    assert {mark.words for mark in last[6:]} == {
        EventKind.NOTE.label, EventKind.ASKED_FOR_HELP.label,
        EventKind.UP_AND_ABOUT.label,
    }  # fmt: skip


@pytest.mark.parametrize("name", BY_EVENTS)
@pytest.mark.parametrize("palette", [LIGHT, DARK, PAPER], ids=["light", "dark", "paper"])
def test_each_event_is_one_quiet_tick_that_hovering_reads(name, palette):
    figure, points = drawn(name, EVENTS, palette)
    ticks = [
        each
        for axes in figure.axes
        for each in axes.collections
        if isinstance(each, LineCollection) and len(each.get_segments()) == 17 and each.get_zorder() == 5
    ]
    assert len(ticks) == 1
    assert sum("Dose 14 mg" in point.text for point in points) == 12
    assert not any(MARK in point.text for point in points)
    assert "Event in a session" in [text.get_text() for text in figure.legends[0].get_texts()]


def test_the_change_of_pressure_has_readings_and_events_of_a_session_in_order_of_minutes():
    rows = CHARTS["session-pressure"](demo_courses()[YEAR], EVENTS).table.rows
    minutes = [int(row[2]) for row in rows if row[1] == "N36"]
    assert minutes == sorted(minutes)
    assert ("27 Oct 2026", "N36", "84", "Asked for help", "", "") in rows


def test_a_period_without_followed_sessions_marks_nothing():
    records = demo_courses()[YEAR]
    early = replace(EVENTS, period=Period(None, local_date(records.sessions[5].started_at)))
    assert "followed sessions" not in CHARTS["session-pressure"](records, early).sentence


@pytest.mark.parametrize("name", BY_JOURNAL)
def test_journal_days_are_ticks_on_the_response_chart_only_where_they_were_chosen(name):
    records = confided(YEAR)
    plain, chosen = CHARTS[name](records, EVERYTHING), CHARTS[name](records, JOURNAL)
    assert "journal" not in plain.sentence
    assert "5 journal entries" in chosen.sentence
    assert [row[5] for row in chosen.table.rows].count("Journal entry") == 5
    assert MARK not in repr(chosen.table)
    _figure, points = drawn(name, JOURNAL)
    assert sum(point.text.endswith("Journal entry") for point in points) == 5


def test_a_course_without_journal_or_events_is_drawn_as_before():
    records = replace(demo_courses()[YEAR], following=type(demo_courses()[YEAR].following)())
    for name in (*BY_EVENTS, *BY_JOURNAL):
        both = Selection(events=True, journal=True)
        plain, chosen = (CHARTS[name](records, each) for each in (EVERYTHING, both))
        assert (plain.sentence, plain.table) == (chosen.sentence, chosen.table)
