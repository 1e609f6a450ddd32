"""The sheet of side effects: by horizon, what is still there, what to mention, what is missing; one page."""

from datetime import date

import pypdfium2
import pytest

from ketatrack.domain.course_following import CourseFollowing
from ketatrack.domain.course_plan import CoursePlan
from ketatrack.domain.courses import WHOLE_COURSE, CourseRecords, Period
from ketatrack.domain.followed_words import Horizon
from ketatrack.domain.records import WatchAnswer
from ketatrack.domain.words import Severity
from ketatrack.reports.sheet_page import SheetPage, sheet_text
from ketatrack.reports.sheet_pdf import sheet_pdf
from ketatrack.reports.side_effect_sheet import side_effect_sheet
from tests.courses import empty, ten_years
from tests.records import STAMP, at, course, patient, reading, rhythm, session, side_effect
from tests.test_words import FORBIDDEN

NOW = at("2026-06-10T10:00+02:00")
WHO = patient(name="Alex")
OF = course(WHO)


def answer(sign: str, answered_at: str, **fields) -> WatchAnswer:
    return WatchAnswer(**STAMP, course_id=OF.id, sign=sign, answered_at=at(answered_at), **fields)


def told() -> CourseRecords:
    """Two sessions, effects of every horizon, the watch answered twice by a rhythm."""
    sessions = [session(OF, f"S{n}", f"2026-03-0{n}T10:00+01:00") for n in (2, 5)]
    return CourseRecords(
        OF,
        WHO,
        sessions=sessions,
        readings=[reading(OF, "2026-05-02T08:00+02:00", systolic=121, diastolic=79)],
        side_effects=[
            side_effect(
                OF, "headache", session_id=sessions[0].id, severity=Severity.SEVERE, resolved_minutes=90
            ),
            side_effect(OF, "headache", session_id=sessions[1].id, needed_help=True),
            side_effect(OF, "insomnia", noticed_at=at("2026-03-06T02:00+01:00"), still_present=False),
            side_effect(
                OF,
                "urinary_urgency",
                horizon=Horizon.LONG_TERM,
                noticed_at=at("2026-05-20T08:00+02:00"),
                severity=Severity.MILD,
                still_present=True,
                done_about_it="asked the nurse",
            ),
            side_effect(OF, "rash"),
        ],
        plan=CoursePlan(rules=[rhythm(OF, "long_term_watch", every_days=30, starts_on=date(2026, 3, 1))]),
        following=CourseFollowing(
            watch_answers=[
                answer("bladder_urgency", "2026-03-01T10:00+01:00", present=True),
                answer("memory", "2026-03-01T10:00+01:00", number=0),
                answer("memory", "2026-05-01T10:00+02:00", number=2),
                answer("liver_test", "2026-05-01T10:00+02:00", done_on=date(2026, 4, 20), words="all normal"),
            ]
        ),
    )


def facts(page: SheetPage) -> dict[str, list[tuple[str, str]]]:
    return {part.title: [(fact.label, fact.value) for fact in part.facts] for part in page.sections}


def test_the_sheet_tells_every_horizon_and_what_is_still_present():
    found = facts(side_effect_sheet(told(), WHOLE_COURSE, NOW))

    assert found["Still present"] == [
        ("Sudden urge to pass urine", "long term, since 20 May 2026, mild, asked the nurse")
    ]
    assert found["During a session"] == [
        ("Sessions with any", "2 of 2"),
        (
            "Headache",
            ", ".join(
                (
                    "2×, 1 severe, 1 without a severity",
                    "needed help 1 time",
                    "longest gone after 1 h 30 min",
                    "last on 5 Mar 2026",
                )
            ),
        ),
    ]
    assert found["Between sessions"] == [
        ("Trouble sleeping", "1×, 1 without a severity, last on 6 Mar 2026"),
        ("Rash or allergy", "1×, 1 without a severity"),
    ]
    assert found["Long term"] == [("Sudden urge to pass urine", "1×, 1 mild, last on 20 May 2026")]


def test_what_was_noted_on_more_than_one_day_is_listed_with_its_dates_and_nothing_else():
    found = facts(side_effect_sheet(told(), WHOLE_COURSE, NOW))

    assert found["To mention: noted on more than one day"] == [
        ("A sudden urge to pass urine that is hard to hold", "2 days: 20 May 2026, 1 Mar 2026")
    ]


def test_the_watch_stands_by_sign_with_resting_pressure_from_the_readings():
    found = facts(side_effect_sheet(told(), WHOLE_COURSE, NOW))

    assert found["Long-term watch"] == [
        ("A sudden urge to pass urine that is hard to hold", "yes (1 Mar 2026)"),
        ("Trouble remembering things", "2 of 10 (1 May 2026); 0 of 10 (1 Mar 2026)"),
        ("Liver test", "20 Apr 2026: all normal (1 May 2026)"),
        ("Blood pressure at rest", "1 reading, last 121/79 (2 May 2026)"),
    ]


def test_what_is_missing_is_said():
    found = facts(side_effect_sheet(told(), WHOLE_COURSE, NOW))

    assert found["What is there, and what is missing"] == [
        ("Entries", "5"),
        ("Severity", "2 of 5"),
        ("Gone or still present", "3 of 5"),
        ("Noticed at", "2 of 5"),
        ("Written down later", "0 more than two days after"),
        ("Long-term watch", "answered 2 of 3 times it was open"),
    ]


def test_a_period_leaves_out_other_days_and_says_what_has_no_date():
    page = side_effect_sheet(told(), Period(date(2026, 5, 1), None), NOW)
    found = facts(page)

    assert page.head == ("Alex · Spring course", "Shown: from 1 May 2026")
    assert found["During a session"] == [("Sessions with any", "0 of 0"), ("", "nothing noted")]
    assert found["To mention: noted on more than one day"] == [
        ("", "no long-term sign was noted on more than one day")
    ]
    assert ("Without a date", "1 entry is not on this sheet") in found["What is there, and what is missing"]


def test_the_sheet_neither_judges_nor_advises():
    words = sheet_text(side_effect_sheet(told(), WHOLE_COURSE, NOW))

    assert not FORBIDDEN.search(words)
    assert not any(each in words.casefold() for each in ("threshold", "risk", "too high", "see a", "contact"))


@pytest.mark.parametrize("records", [told(), empty(), ten_years()])
def test_it_is_one_page(records):
    document = pypdfium2.PdfDocument(sheet_pdf(side_effect_sheet(records, WHOLE_COURSE, NOW), "a4", NOW))

    assert len(document) == 1
