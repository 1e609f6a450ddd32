"""The head of the page: which course this is, from when to when, and who wrote it down."""

from collections import Counter
from datetime import date

from ketatrack.domain.courses import WHOLE_COURSE, CourseRecords, Period
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words
from ketatrack.domain.phases import phase_on, sessions_per_phase
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import Course
from ketatrack.domain.selection import period_words
from ketatrack.domain.sessions import given
from ketatrack.domain.wording import (
    NOT_RECORDED,
    counted,
    day_of,
    day_words,
    dose_words,
    named,
    shortened,
)
from ketatrack.reports.profile import Fact

_PRODUCT_LENGTH = 32


def course_facts(records: CourseRecords, period: Period, day: date) -> tuple[Fact, ...]:
    """Return what the course is, its dates, its phase on a local date, and its sessions by phase."""
    course = records.course
    parts = (
        course.medication and named(course.medication),
        shortened(course.product, _PRODUCT_LENGTH),
        course.route and named(course.route),
    )
    medication = ", ".join(part for part in parts if part) or _(NOT_RECORDED)
    dates = day_words(course.started_on)
    if course.started_on and not course.ended_on:
        dates = _("from {date}").format(date=dates)
    elif course.ended_on:
        dates = _("{first} to {last}").format(first=dates, last=date_in_words(course.ended_on))
    return (
        Fact(_(label_of(Course, "medication")), medication),
        Fact(_("Course dates"), dates),
        Fact(_("Phase"), _phase_words(records, day)),
        Fact(
            _("Sessions given") if period == WHOLE_COURSE else _("Sessions given in all"),
            _session_words(records),
        ),
        Fact(_("Shown"), period_words(period)),
    )


def provenance(records: CourseRecords) -> tuple[Fact, ...]:
    """Return how many entries each person wrote down, and how they came into the journal."""
    authors = Counter(record.recorded_by for record in records.entries())
    methods = Counter(record.recorded_how for record in records.entries())
    recorded = counted({_(author.label): count for author, count in authors.items()})
    how = counted({_(method.label).lower(): count for method, count in methods.items()})
    return (Fact(_("Recorded by"), f"{recorded} ({how})" if authors else _(NOT_RECORDED)),)


def _phase_words(records: CourseRecords, day: date) -> str:
    phase = phase_on(records.phases, day)
    if phase is None:
        return _(NOT_RECORDED)
    return _("{phase} since {date}").format(phase=_(phase.phase.label), date=date_in_words(phase.starts_on))


def _session_words(records: CourseRecords) -> str:
    held = given(records.sessions)
    if not held:
        return "0"
    phases = sessions_per_phase(records.phases, held)
    by_phase = counted({_(kind.label) if kind else _("before any phase"): n for kind, n in phases.items()})
    last = " ".join(filter(None, (day_of(held[-1].started_at), dose_words(held[-1]))))
    return _("{count} ({by_phase}), last {last}").format(count=len(held), by_phase=by_phase, last=last)
