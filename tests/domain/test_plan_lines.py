"""Moving, skipping, doing and taking back never lose a planned date and never double one."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as some

from ketatrack.domain.course_plan import CoursePlan
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.plan_lines import kept_words, moved_words, plan_lines, title_of
from ketatrack.domain.plan_words import PlannedEnd
from ketatrack.domain.planned import (
    PlanState,
    done_by,
    ended_as,
    ended_by,
    entry_of,
    given_by_clinic,
    moved,
)
from ketatrack.domain.protocols import copied, drafts, induction_ends, shown_protocol, templates
from tests.domain.plans import NOW, SPRING, TODAY, held, of, planned
from tests.records import STAMP, session

BEGIN = date(2026, 6, 1)


def test_a_line_says_where_a_date_stood_first_and_when_it_was_done() -> None:
    entry = held("S1", "2026-06-09")
    item, move = moved(planned(BEGIN), date(2026, 6, 8), None, at=NOW, reason="", stamp=STAMP)
    (line,) = plan_lines(of(entry, plan=CoursePlan(items=[done_by(item, entry)], moves=[move])), TODAY)
    assert (line.first_on, line.actual_on, line.days_beside_plan) == (BEGIN, date(2026, 6, 9), 1)
    assert (kept_words(line), moved_words(line)) == ("1 day later", "moved from 1 Jun 2026")
    assert title_of(line.item) == "session of 8 Jun 2026"


def test_a_deleted_session_opens_its_date_again() -> None:
    item = done_by(planned(BEGIN), held("S1", "2026-06-01"))
    (line,) = plan_lines(of(plan=CoursePlan(items=[item])), TODAY)
    assert (line.state, line.actual_on, kept_words(line)) == (PlanState.PASSED, None, "")


def test_two_sessions_end_two_dates_and_never_the_same() -> None:
    items = [planned(BEGIN), planned(BEGIN)]
    entries = [held("S1", "2026-06-01"), held("S2", "2026-06-01"), held("S3", "2026-06-01")]
    ended = ended_by(entries, of(plan=CoursePlan(items=items)), TODAY)
    assert {before.id for before, _after in ended} == {item.id for item in items}
    assert [after.done_by for _before, after in ended] == [entries[0].id, entries[1].id]


def test_a_session_whose_day_is_corrected_keeps_the_date_that_it_ended() -> None:
    entry = held("S1", "2026-06-01")
    records = of(entry, plan=CoursePlan(items=[done_by(planned(BEGIN), entry), planned(date(2026, 6, 3))]))
    later = entry.changed(started_at=entry.started_at + timedelta(days=2))
    assert ended_by([later], records, TODAY) == []
    (change,) = ended_by([later.changed(outcome="not_given")], records, TODAY)
    assert (change[1].planned_on, change[1].ended) == (BEGIN, PlannedEnd.NOT_GIVEN)


def test_an_entry_that_was_there_before_its_date_is_found() -> None:
    entry, item = held("S1", "2026-06-01"), planned(BEGIN)
    assert entry_of(item, of(entry, plan=CoursePlan(items=[item])), TODAY) == entry
    taken = done_by(planned(BEGIN), entry)
    assert entry_of(item, of(entry, plan=CoursePlan(items=[item, taken])), TODAY) is None


def test_drafts_of_a_protocol_become_dates_in_one_step_and_no_others_do() -> None:
    protocol, steps = copied(templates()["esketamine_mdsi"], SPRING.id, BEGIN, None, STAMP)
    own = drafts(protocol, steps, [], date(2026, 12, 31), STAMP)
    other = planned(date(2026, 7, 30), draft=True)
    entry = held("S1", "2026-06-01")
    after, items = given_by_clinic(protocol, of(entry, plan=CoursePlan(items=[*own, other])), TODAY)
    assert after.given_on == TODAY
    assert [before.id for before, _given in items] == [item.id for item in own]
    assert not any(given.draft for _before, given in items)
    assert [given.done_by for _before, given in items] == [entry.id] + [None] * 7


def test_a_course_that_names_a_template_is_shown_beside_it_from_its_first_session() -> None:
    records = of(held("S1", "2026-06-03"))
    records = replace(records, course=records.course.changed(protocol="esketamine_trd"))
    shown = shown_protocol(records)
    assert shown is not None
    assert (shown.protocol.starts_on, shown.stored, len(shown.steps)) == (date(2026, 6, 3), False, 3)
    assert induction_ends(shown) == date(2026, 6, 30)
    assert shown_protocol(of(held("S1", "2026-06-03"))) is None


# whatever a person does


DOINGS = some.lists(
    some.tuples(
        some.sampled_from(["move", "skip", "not given", "open", "log", "delete", "undo"]),
        some.integers(0, 4),
        some.integers(-9, 9),
    ),
    max_size=30,
)


@given(DOINGS)
@settings(max_examples=150, deadline=None)
def test_whatever_is_done_no_date_is_lost_or_doubled(doings: list[tuple[str, int, int]]) -> None:
    items = [planned(BEGIN + timedelta(days=7 * place)) for place in range(5)]
    known = {item.id for item in items}
    history = [of(plan=CoursePlan(items=items))]
    for doing, place, days in doings:
        if doing == "undo":
            history = history[:-1] or history
        else:
            history.append(_after(history[-1], doing, place, days))
        lines = plan_lines(history[-1], TODAY)
        assert sorted(line.item.id for line in lines) == sorted(known)
        done = [line.item.done_by for line in lines if line.state is PlanState.DONE]
        assert len(done) == len(set(done))


def _after(records: CourseRecords, doing: str, place: int, days: int) -> CourseRecords:
    plan, item = records.plan, records.plan.items[place]
    if doing == "log":
        day = BEGIN + timedelta(days=7 * place + days)
        entry = session(SPRING, f"S{len(records.sessions)}", f"{day}T10:00+02:00")
        ended = {before.id: after for before, after in ended_by([entry], records, TODAY)}
        items = [ended.get(each.id, each) for each in plan.items]
        return replace(records, sessions=[*records.sessions, entry], plan=replace(plan, items=items))
    if doing == "delete":
        return replace(records, sessions=records.sessions[1:])
    if doing == "move":
        to = item.planned_on + timedelta(days=days)
        item, move = moved(item, to, None, at=NOW, reason="", stamp=STAMP)
        plan = replace(plan, moves=[*plan.moves, move])
    else:
        ends = {"skip": PlannedEnd.SKIPPED, "not given": PlannedEnd.NOT_GIVEN, "open": None}
        item = ended_as(item, ends[doing])
    return replace(
        records, plan=replace(plan, items=[item if each.id == item.id else each for each in plan.items])
    )
