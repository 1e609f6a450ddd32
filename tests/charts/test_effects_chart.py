"""Side effects: sessions across, the most frequent effects down, severity by shade and mark."""

from dataclasses import replace

import pytest
from matplotlib.figure import Figure

from ketatrack.charts.effects_chart import effects_chart
from ketatrack.charts.effects_data import MOST_ROWS, effects_data
from ketatrack.charts.palette import DARK, LIGHT, PAPER
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.followed_words import Horizon
from ketatrack.domain.selection import EVERYTHING
from ketatrack.domain.words import Outcome, Severity
from tests.courses import empty, one_session, ten_years
from tests.domain.case_files import NAMES, course_records, expected
from tests.records import at, course, patient, session, side_effect


def drawn(records: CourseRecords, palette=LIGHT) -> Figure:
    figure = Figure(figsize=(9.6, 5.4))
    effects_chart(records, EVERYTHING).draw(figure, palette)
    figure.canvas.draw()
    return figure


def noted(*effects: tuple[int | None, str, Severity | None]) -> CourseRecords:
    """Three sessions, the second not given, with effects by the session's number from 0."""
    person = patient()
    of = course(person)
    sessions = [
        session(of, f"S{n}", f"2026-03-0{n + 1}T10:00+01:00", route="iv", outcome=outcome)
        for n, outcome in enumerate((Outcome.COMPLETED, Outcome.NOT_GIVEN, Outcome.COMPLETED))
    ]
    return CourseRecords(
        of,
        person,
        sessions=sessions,
        side_effects=[
            side_effect(of, effect, severity=severity, session_id=None if n is None else sessions[n].id)
            for n, effect, severity in effects
        ],
    )


def marks(figure: Figure) -> dict[str, list[tuple[float, float]]]:
    return {
        str(line.get_marker()).strip("$"): list(zip(line.get_xdata(), line.get_ydata(), strict=True))
        for line in figure.axes[0].lines
    }


def test_cells_stand_by_session_and_frequency_with_a_mark_for_severity():
    figure = drawn(
        noted(
            (0, "nausea", Severity.MILD),
            (0, "headache", Severity.SEVERE),
            (2, "headache", None),
        )
    )
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["Headache", "Nausea"]
    assert marks(figure) == {"1": [(0, 1)], "3": [(0, 0)], "?": [(2, 0)]}


def test_an_effect_noted_twice_in_a_session_stands_at_its_worst():
    records = noted((0, "nausea", Severity.MODERATE), (0, "nausea", Severity.MILD), (0, "nausea", None))
    assert marks(drawn(records)) == {"2": [(0, 0)]}


def test_a_session_that_was_not_given_is_told_apart():
    figure = drawn(noted((0, "nausea", Severity.MILD)))
    (hollow,) = [line for line in figure.axes[1].lines if line.get_label() == "Not given"]
    assert (list(hollow.get_xdata()), hollow.get_markerfacecolor()) == ([1], LIGHT.surface)
    hatched = figure.axes[0].collections[1]
    assert hatched.get_hatch()
    assert len(hatched.get_paths()) == 1


def test_the_rarest_of_many_effects_are_counted_and_stand_in_the_table():
    rows = [(0, f"effect {n}", Severity.MILD) for n in range(MOST_ROWS + 3)]
    chart = effects_chart(noted(*rows, (2, "effect 14", None)), EVERYTHING)
    assert "3 rarer effects are not drawn" in chart.sentence
    assert chart.sentence.startswith("Side effects in 2 given sessions; effect 14 2 times; ")
    assert len(chart.table.rows) == len(rows) + 1
    assert len(effects_data(noted(*rows), EVERYTHING).matrix.rows) == MOST_ROWS


def test_effects_that_the_sentence_does_not_name_are_counted():
    rows = [(0, effect, None) for effect in ("headache", "dizziness", "nausea", "vomiting", "rash")]
    assert effects_chart(noted(*rows[:3]), EVERYTHING).sentence.endswith("Nausea 1 time.")
    assert effects_chart(noted(*rows[:4]), EVERYTHING).sentence.endswith("Nausea 1 time; 1 other effect.")
    assert effects_chart(noted(*rows), EVERYTHING).sentence.endswith("; 2 other effects.")


def test_each_of_a_few_sessions_is_dated():
    figure = drawn(noted((0, "headache", None)))
    assert [text.get_text() for text in figure.axes[1].get_xticklabels()] == [
        "1 Mar\n2026",
        "2 Mar\n2026",
        "3 Mar\n2026",
    ]


def test_what_was_noted_outside_sessions_is_counted_and_stands_in_the_table():
    records = noted((None, "insomnia", Severity.MILD))
    records = replace(
        records,
        side_effects=[each.changed(noticed_at=at("2026-03-02T07:00+01:00")) for each in records.side_effects],
    )
    chart = effects_chart(records, EVERYTHING)
    assert "1 noted outside sessions (between sessions 1)" in chart.sentence
    assert chart.table.rows == (
        ("2 Mar 2026", "", "Between sessions", "Trouble sleeping", "Mild", "", "", "", ""),
    )


def between(*noted_at: str | None) -> CourseRecords:
    """A session with a headache, and nausea between sessions at some moments."""
    records = noted((0, "headache", Severity.SEVERE))
    effects = [
        side_effect(records.course, "nausea", severity=Severity.MILD, noticed_at=moment and at(moment))
        for moment in noted_at
    ]
    return replace(records, side_effects=[*records.side_effects, *effects])


def test_a_horizon_between_sessions_is_drawn_by_the_days_on_which_anything_was_noticed():
    records = between("2026-03-02T07:00+01:00", "2026-03-02T22:00+01:00", "2026-03-09T07:00+01:00", None)
    selection = replace(EVERYTHING, horizon=Horizon.BETWEEN)
    chart, data = effects_chart(records, selection), effects_data(records, selection)

    assert [day.isoformat() for day in data.matrix.dates] == ["2026-03-02", "2026-03-09"]
    assert [(cell.column, cell.level.label) for cell in data.matrix.cells] == [(0, "Mild"), (1, "Mild")]
    assert chart.sentence == "Side effects, between sessions, on 2 days; Nausea 3 times; 1 without a date."
    assert len(chart.table.rows) == 4
    chart.draw(Figure(), LIGHT)


def test_the_horizon_of_sessions_leaves_the_others_out_and_all_of_them_leaves_none_out():
    records = between("2026-03-02T07:00+01:00")

    during = effects_chart(records, replace(EVERYTHING, horizon=Horizon.DURING))
    assert [row[3] for row in during.table.rows] == ["Headache"]
    assert len(effects_chart(records, EVERYTHING).table.rows) == 2


def test_a_horizon_without_side_effects_says_so():
    found = effects_data(between(), replace(EVERYTHING, horizon=Horizon.LONG_TERM))

    assert (found.matrix.cells, found.matrix.nothing) == (
        [],
        "No side effects of the long term noted in this time",
    )


@pytest.mark.parametrize("case", NAMES)
def test_the_counts_are_those_of_the_case(case):
    counts = effects_data(course_records(case), EVERYTHING).counts
    found = {effect: {"times": each.times, "worst": each.worst} for effect, each in counts.items()}
    assert found == expected(case)["side_effects"]


@pytest.mark.parametrize("records", [empty(), one_session()])
def test_without_side_effects_the_chart_says_so(records):
    words = [text.get_text() for text in drawn(records).axes[0].texts]
    assert "No side effects noted in a session in this time" in words


@pytest.mark.parametrize("palette", [LIGHT, DARK, PAPER])
def test_ten_years_are_drawn_with_few_artists(palette):
    axes = drawn(ten_years(), palette).axes
    assert sum(len(each.lines) + len(each.collections) for each in axes) < 20


def test_hovering_reads_a_cell_and_a_session():
    found = effects_chart(noted((0, "nausea", Severity.MILD)), EVERYTHING).draw(Figure(), LIGHT)
    assert found[0].text == "1 Mar 2026 · Intravenous, Completed · Nausea: Mild"
    assert len(found) == 4
