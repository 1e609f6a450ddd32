"""What the Course Profile says of a course, in words and figures; how it is laid out is not known here.

What was not recorded is said to be so. The period chooses what is counted; the baseline is always that of
the whole course.
"""

from datetime import date, datetime

from ketatrack.domain.courses import CourseRecords, Period
from ketatrack.domain.deidentifying import first_day
from ketatrack.domain.handover import Handover, not_chosen_words, removed_words
from ketatrack.domain.instruments import PHQ9, instruments
from ketatrack.domain.item9 import item9
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import local_date
from ketatrack.domain.response import LOWEST_USABLE_BASELINE, OLDEST_BASELINE_DAYS, REMISSION_BELOW
from ketatrack.domain.rhythms import rule_windows
from ketatrack.domain.scores import scored
from ketatrack.domain.selection import within
from ketatrack.domain.session_pressure import session_pressures
from ketatrack.domain.wording import shortened
from ketatrack.reports.figures import figures, item9_fact, item9_left_out, response, standing_in
from ketatrack.reports.header import course_facts, provenance
from ketatrack.reports.profile import Profile
from ketatrack.reports.sections import blood_pressure, completeness, intervals, side_effects
from ketatrack.reports.sheet_words import made_on
from ketatrack.reports.visit import since_last_visit


def course_profile(records: CourseRecords, choices: Handover, now: datetime) -> Profile:
    """Return what the Course Profile says.

    Args:
        records: the whole course, already without what a de-identified form leaves out.
        choices: what is counted, drawn and kept back.
        now: when the page is made; also the day whose phase it names, unless the period ended before.
    """
    period = choices.period
    shown = within(records, period)
    last = standing_in(records, period)
    pressures = session_pressures(shown.sessions, shown.readings)
    complete = scored(shown.scores)
    last_day = min(local_date(now), period.end or date.max)
    return Profile(
        title=_("Course Profile"),
        person=_person(records, choices),
        course=shortened(records.course.name),
        made=made_on(now),
        removed=(*removed_words(choices), *not_chosen_words(records, choices)),
        facts=(*course_facts(records, period, last_day), *provenance(shown)),
        figures=figures(records, last),
        response=response(last),
        item9=item9_fact(item9(shown.scores)) if choices.item9 else item9_left_out(),
        visit=since_last_visit(records, choices, last_day),
        intervals=intervals(shown, records),
        pressure=blood_pressure(shown, pressures),
        side_effects=side_effects(shown, records),
        completeness=completeness(
            shown,
            complete,
            pressures,
            _days(shown, period, last_day),
            rule_windows(records, last_day, period.start),
        ),
        limits=_limits(),
    )


def _person(records: CourseRecords, choices: Handover) -> str:
    if choices.deidentified:
        return _("De-identified")
    return shortened(records.patient.name) or _("Name not recorded")


def _days(shown: CourseRecords, period: Period, last_day: date) -> tuple[date, date] | None:
    """Return the first and the last day that the page is about, as far as something was recorded."""
    first = period.start or first_day(shown)
    last = min(last_day, shown.course.ended_on or date.max)
    return (first, last) if first is not None and first <= last else None


def _limits() -> tuple[str, ...]:
    phq9 = instruments()[PHQ9]
    return (
        _(
            "Method: baseline is the last complete self-rated {name} in the {window} days before the first "
            "session; response is at most half of one of {usable} or more; remission range is below "
            "{remission}; {name} looks back {recall} days."
        ).format(
            name=phq9.abbreviation,
            window=OLDEST_BASELINE_DAYS,
            usable=LOWEST_USABLE_BASELINE,
            remission=REMISSION_BELOW,
            recall=phq9.recall_days,
        ),
        _(
            "Limits: not a diagnosis and no advice, only what was recorded, counted and drawn; what followed "
            "a session is not shown to come from it."
        ),
    )
