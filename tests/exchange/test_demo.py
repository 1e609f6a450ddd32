"""The demo is plausible, marked wherever its course is named, and gone when the program ends."""

from datetime import date, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ketatrack.domain.agreements import met_numbers, named_quote
from ketatrack.domain.authorisations import use_words, uses
from ketatrack.domain.checkpoints import CheckpointState, checkpoint_lines
from ketatrack.domain.course_following import followed_lists
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.effect_horizons import noted_effects
from ketatrack.domain.followed import first_dose, followed_as, session_of
from ketatrack.domain.followed_words import EventKind, Horizon
from ketatrack.domain.limits import passed_in, quoted
from ketatrack.domain.plan_lines import plan_lines
from ketatrack.domain.planned import PlanState
from ketatrack.domain.records import Course, Patient, Score, Session, SideEffect
from ketatrack.domain.reviews import all_sitter_entries, standing_reviews, waiting
from ketatrack.domain.side_effects import side_effect_vocabulary
from ketatrack.domain.summary import summarise
from ketatrack.domain.to_mention import to_mention
from ketatrack.domain.words import Medication, Outcome, Purpose, Rater, Route, Setting
from ketatrack.exchange.demo import COURSES, demo_journal, fill_with_demo
from ketatrack.exchange.importing import plan_import
from ketatrack.store.store import Store
from tests.records import at

DEMO = Path(str(files("ketatrack.resources"))) / "demo"


@pytest.fixture(scope="module")
def demo():
    with demo_journal() as opened:
        yield opened


NOW = at("2026-11-22T12:00+01:00")


def every_course(demo: Store) -> list[CourseRecords]:
    """The courses with all that belongs to them, the year of nasal spray first."""
    return [demo.course_records(course) for course in reversed(demo.find(Course))]


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


def test_one_session_of_each_route_is_followed_from_opening_the_board_to_leaving(demo):
    routes = set()
    for records in every_course(demo):
        for followed in records.following.sessions:
            session = session_of(records, followed)
            assert session is not None
            routes.add(session.route)
            assert followed.opened_at < session.started_at < followed.left_at <= followed.closed_at
            assert first_dose(records, session).happened_at == session.started_at
            assert [each for each in records.following.leaving_marks if each.session_id == session.id]
            assert [each for each in records.following.experiences if each.session_id == session.id]
            assert [each for each in records.following.check_ins if each.session_id == session.id]
    assert routes == set(Route)


def test_checkpoints_of_the_demo_are_done_late_missed_and_looked_at_without_a_reading(demo):
    states = {
        line.state
        for records in every_course(demo)
        for session in records.sessions
        for line in checkpoint_lines(records, session, session.started_at, NOW)
    }
    assert states == {
        CheckpointState.DONE,
        CheckpointState.LATE,
        CheckpointState.LOOKED,
        CheckpointState.MISSED,
    }


def test_the_doses_of_a_followed_session_add_up_to_its_dose(demo):
    for records in every_course(demo):
        for followed in records.following.sessions:
            session = session_of(records, followed)
            doses = [
                each.amount
                for each in records.following.events
                if each.session_id == session.id and each.event in {EventKind.DOSE, EventKind.SECOND_DOSE}
            ]
            assert sum(doses) == session.dose


def test_a_guided_reading_of_the_demo_is_the_mean_of_its_parts(demo):
    records = every_course(demo)[0]
    parts = records.following.reading_parts
    (whole,) = [each for each in records.readings if each.id == parts[0].reading_id]
    assert len(parts) == 3
    for field in ("systolic", "diastolic", "pulse"):
        assert sum(getattr(part, field) for part in parts) / 3 == getattr(whole, field)


def test_home_sessions_of_the_demo_have_an_agreement_and_somebody_who_watches(demo):
    for records in every_course(demo):
        at_home = [s for s in records.sessions if s.setting in {Setting.HOME_SUPERVISED, Setting.HOME_ALONE}]
        for session in at_home:
            followed = followed_as(records, session)
            assert session.setting is Setting.HOME_SUPERVISED
            assert followed.sitter
            assert any(
                each.agreed_on <= session.started_at.date() for each in records.following.home_agreements
            )


def test_of_a_sitters_entries_most_are_accepted_one_is_corrected_and_one_waits(demo):
    (records,) = [each for each in every_course(demo) if each.following.home_agreements]
    said = standing_reviews(records)
    assert len(all_sitter_entries(records)) == 16
    assert [each.accepted for each in said.values()].count(False) == 1
    assert len(waiting(records)) == 1


def test_the_year_has_a_side_effect_still_present_and_signs_that_were_noted_twice(demo):
    records = every_course(demo)[0]
    effects = noted_effects(records)
    assert sum(each.is_still_present for each in effects) == 1
    assert {each.horizon for each in effects} == set(Horizon)
    assert len({each.answered_at for each in records.following.watch_answers}) == 4
    assert len(to_mention(effects, records.following.watch_answers)) >= 2
    assert {tag for each in records.following.journal for tag in each.tags} >= {"images", "people"}
    assert any(each.skipped for each in records.following.check_ins)


def test_a_limit_of_the_demo_is_passed_and_quoted_in_its_own_words(demo):
    quotes = [
        quoted(passed, date(2026, 11, 22))
        for records in every_course(demo)
        for session in records.sessions
        for passed in passed_in(records, session)
    ]
    assert "Diastolic. You noted on 2 May: tell the nurse above 95. This reading: 97." in quotes


def test_every_moment_of_a_followed_session_is_at_the_offset_of_its_place(demo):
    for records in every_course(demo):
        zone = ZoneInfo(records.course.timezone)
        for kind, found in followed_lists(records.following):
            for record in found:
                for field in kind.model_fields:
                    moment = getattr(record, field)
                    if isinstance(moment, datetime):
                        assert moment.astimezone(zone).utcoffset() == moment.utcoffset(), record


def test_another_journal_can_be_filled_with_the_demo(tmp_path):
    with Store.create(tmp_path / "mine.ketatrack") as store:
        fill_with_demo(store)
        assert store.count(Course) == 3
