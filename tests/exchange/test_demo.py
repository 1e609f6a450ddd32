"""The demo is plausible, marked wherever its course is named, and gone when the program ends."""

from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ketatrack.domain.agreements import met_numbers, named_quote
from ketatrack.domain.authorisations import use_words, uses
from ketatrack.domain.plan_lines import plan_lines
from ketatrack.domain.planned import PlanState
from ketatrack.domain.records import Course, Patient, Score, Session, SideEffect
from ketatrack.domain.side_effects import side_effect_vocabulary
from ketatrack.domain.summary import summarise
from ketatrack.domain.words import Medication, Outcome, Purpose, Rater
from ketatrack.exchange.demo import COURSES, demo_journal, fill_with_demo
from ketatrack.exchange.importing import plan_import
from ketatrack.store.store import Store

DEMO = Path(str(files("ketatrack.resources"))) / "demo"


@pytest.fixture(scope="module")
def demo():
    with demo_journal() as opened:
        yield opened


def years(demo: Store) -> list[Course]:
    """The two courses of a year or so; the third has one session of each other route."""
    return [course for course in demo.find(Course) if course.route is not None]


def test_the_demo_says_that_it_is_synthetic_wherever_it_is_named(demo):
    names = [course.name for course in demo.find(Course)] + [person.name for person in demo.find(Patient)]
    assert len(names) == 4
    assert all("(synthetic)" in name for name in names)


def test_the_demo_has_one_course_of_each_kind(demo):
    assert {course.medication for course in demo.find(Course)} == {Medication.ESKETAMINE, Medication.KETAMINE}


@pytest.mark.parametrize("name", COURSES)
def test_nothing_in_the_demo_is_refused_unusual_or_passed_over(store, name):
    plan = plan_import(DEMO / name, store)
    assert (plan.rejected, plan.notices, list(plan.unusual())) == ([], [], [])


def test_every_demo_course_shows_a_response_that_is_lost_and_found_again(demo):
    for course in years(demo):
        figures = summarise(demo.course_records(course))
        assert figures.baseline is not None
        assert not figures.baseline.stale
        assert len(figures.response_episodes) >= 2
        assert figures.incomplete_phq9 == 1
        assert figures.item9.above_zero > 0


def test_the_demo_has_what_real_courses_have(demo):
    sessions, scores = demo.find(Session), demo.find(Score)
    assert {session.outcome for session in sessions} == set(Outcome)
    assert Purpose.SYMPTOMS_RETURNING in {session.purpose for session in sessions}
    assert {score.rater for score in scores} == set(Rater)
    assert {score.instrument for score in scores} >= {"phq9", "gad7", "mood_now"}
    assert any(score.total is not None for score in scores)
    assert any(s.written_at and s.written_at - s.taken_at > timedelta(days=2) for s in scores)


def test_the_plan_of_the_demo_has_every_way_that_a_date_can_go(demo):
    spray = next(course for course in demo.find(Course) if course.medication is Medication.ESKETAMINE)
    records = demo.course_records(spray)
    lines = plan_lines(records, date(2026, 11, 22))
    assert {line.state for line in lines} == set(PlanState)
    assert any(line.moves for line in lines)
    assert any(line.days_beside_plan for line in lines)
    assert records.plan.protocols[0].given_on is not None
    (met,) = met_numbers(records)
    assert named_quote(met, date(2026, 11, 22)) == "PHQ-9: 15 on 7 June. Noted 2 May: call at 14 or more."
    (use,) = uses(records.plan.authorisations, records.sessions)
    assert use_words(use, date(2026, 11, 22)) == "3 of 8 left, ends 31 December"


def test_every_time_of_the_demo_has_the_offset_of_its_place(demo):
    for course in demo.find(Course):
        zone = ZoneInfo(course.timezone)
        records = demo.course_records(course)
        moments = [s.started_at for s in records.sessions] + [s.taken_at for s in records.scores]
        moments += [reading.taken_at for reading in records.readings]
        assert all(moment.astimezone(zone).utcoffset() == moment.utcoffset() for moment in moments)
        assert len({moment.utcoffset() for moment in moments}) == 2


def test_side_effects_of_the_demo_are_terms_of_the_vocabulary(demo):
    terms = {term.id for term in side_effect_vocabulary().terms}
    assert {effect.effect for effect in demo.find(SideEffect)} <= terms


def test_another_journal_can_be_filled_with_the_demo(tmp_path):
    with Store.create(tmp_path / "mine.ketatrack") as store:
        fill_with_demo(store)
        assert store.count(Course) == 3
