"""What the Course Profile says of a course, in words and figures; how it is laid out is not known here.

What was not recorded is said to be so. The period chooses what is counted; the baseline is always that of
the whole course.
"""

from collections.abc import Sequence
from datetime import date, datetime

from ketatrack import __version__
from ketatrack.domain.baseline_choice import course_baseline
from ketatrack.domain.courses import CourseRecords, Period
from ketatrack.domain.instruments import PHQ9, instruments
from ketatrack.domain.item9 import Item9, item9
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.phases import phase_on
from ketatrack.domain.records import Course, label_of
from ketatrack.domain.response import (
    LOWEST_USABLE_BASELINE,
    OLDEST_BASELINE_DAYS,
    REMISSION_BELOW,
    Baseline,
    Latest,
    latest,
)
from ketatrack.domain.scores import Scored, scored
from ketatrack.domain.selection import within
from ketatrack.domain.session_pressure import session_pressures
from ketatrack.reports.profile import Fact, Figure, Profile
from ketatrack.reports.sections import (
    blood_pressure,
    completeness,
    provenance,
    sessions,
    side_effects,
)
from ketatrack.reports.wording import NOT_RECORDED, day_words, named, shortened


def course_profile(records: CourseRecords, period: Period, now: datetime) -> Profile:
    """Return what the Course Profile says.

    Args:
        records: the whole course.
        period: what is counted and drawn.
        now: when the page is made; also the day whose phase it names, unless the period ended before.
    """
    shown = within(records, period)
    scores = scored(records.scores)
    compared = course_baseline(records)
    pressures = session_pressures(shown.sessions, shown.readings)
    complete = [each for each in scores if period.holds(local_date(each.taken_at))]
    return Profile(
        title=_("Course Profile"),
        person=shortened(records.patient.name) or _("Name not recorded"),
        course=shortened(records.course.name),
        made=_("Made on {date} by KetaTrack {version}").format(
            date=date_in_words(local_date(now)), version=__version__
        ),
        facts=_course_facts(records, period, now),
        figures=_figures(_latest_of(scores, period, compared), compared),
        item9=_item9_fact(item9(shown.scores)),
        left=(sessions(shown), side_effects(shown, records)),
        right=(blood_pressure(shown, pressures), completeness(shown, complete, pressures), provenance(shown)),
        limits=_limits(),
    )


def _course_facts(records: CourseRecords, period: Period, now: datetime) -> tuple[Fact, ...]:
    course = records.course
    facts = [
        Fact(_(label_of(Course, "medication")), named(course.medication)),
        Fact(_(label_of(Course, "product")), shortened(course.product) or _(NOT_RECORDED)),
        Fact(_(label_of(Course, "route")), named(course.route)),
        Fact(_(label_of(Course, "started_on")), day_words(course.started_on)),
    ]
    if course.ended_on:
        facts.append(Fact(_(label_of(Course, "ended_on")), date_in_words(course.ended_on)))
    facts.append(Fact(_("Phase"), _phase_words(records, min(local_date(now), period.end or date.max))))
    facts.append(Fact(_("Shown"), _period_words(period)))
    return tuple(facts)


def _phase_words(records: CourseRecords, day: date) -> str:
    phase = phase_on(records.phases, day)
    if phase is None:
        return _(NOT_RECORDED)
    return _("{phase} since {date}").format(phase=_(phase.phase.label), date=date_in_words(phase.starts_on))


def _period_words(period: Period) -> str:
    match period.start, period.end:
        case None, None:
            return _("the whole course")
        case start, None if start is not None:
            return _("from {date}").format(date=date_in_words(start))
        case None, end if end is not None:
            return _("up to {date}").format(date=date_in_words(end))
    return _("{first} to {last}").format(first=day_words(period.start), last=day_words(period.end))


def _latest_of(scores: Sequence[Scored], period: Period, compared: Baseline | None) -> Latest | None:
    """Return the last complete PHQ-9 of the period; the one before it may lie before the period."""
    until = [each for each in scores if period.end is None or local_date(each.taken_at) <= period.end]
    found = latest(until, compared)
    return found if found and period.holds(local_date(found.taken_at)) else None


def _figures(last: Latest | None, compared: Baseline | None) -> tuple[Figure, ...]:
    phq9 = instruments()[PHQ9]
    unknown = _(NOT_RECORDED)
    band = phq9.band(last.total) if last else None
    latest_note = [_(band.label)] if band else []
    if last:
        latest_note.append(date_in_words(local_date(last.taken_at)))
    return (
        Figure(
            _("Latest {name}").format(name=phq9.abbreviation),
            f"{last.total:g}" if last else "–",
            ", ".join(latest_note) or unknown,
        ),
        Figure(
            _("The one before"),
            f"{last.previous:g}" if last and last.previous is not None else "–",
            "" if last and last.previous is not None else unknown,
        ),
        Figure(_("Baseline"), f"{compared.total:g}" if compared else "–", _baseline_note(compared)),
        _change(last, compared),
    )


def _baseline_note(compared: Baseline | None) -> str:
    if compared is None:
        return _("no score close enough before the first session")
    notes = [date_in_words(local_date(compared.taken_at))]
    if compared.stale:
        notes.append(
            _("{days} days before the first session").format(days=compared.days_before_first_session)
        )
    if compared.low:
        notes.append(_("below {points}, so no percent").format(points=LOWEST_USABLE_BASELINE))
    return ", ".join(notes)


def _change(last: Latest | None, compared: Baseline | None) -> Figure:
    label = _("Change from baseline")
    if last is None or compared is None:
        return Figure(label, "–", _("takes a score and a baseline"))
    points = last.total - compared.total
    words = [f"{abs(last.percent_change):g} %"] if last.percent_change is not None else []
    if last.status is not None:
        words.append(_(last.status.label))
    direction = _("{points:g} lower") if points < 0 else _("{points:g} higher")
    value = direction.format(points=abs(points)) if points else _("no change")
    return Figure(label, value, ", ".join(words))


def _item9_fact(answers: Item9) -> Fact:
    phq9 = instruments()[PHQ9]
    item = phq9.items[-1]
    label = _("{name} item 9").format(name=phq9.abbreviation)
    if answers.latest is None:
        return Fact(label, _("not answered in what is shown"))
    words = {option.value: _(option.label) for option in phq9.options_of(item)}
    return Fact(
        label,
        _(
            "latest {answer} ({words}) on {date} · highest {highest} · above 0 at {above} of {answered}"
        ).format(
            answer=answers.latest.answer,
            words=words[answers.latest.answer].lower(),
            date=date_in_words(local_date(answers.latest.taken_at)),
            highest=answers.highest,
            above=answers.above_zero,
            answered=answers.answered,
        ),
    )


def _limits() -> tuple[str, ...]:
    phq9 = instruments()[PHQ9]
    return (
        _(
            "Baseline: the last complete self-rated {name} in the {window} days before the first session. "
            "Response: at most half of a baseline of {usable} or more. Remission range: below {remission}. "
            "{name} looks back {recall} days."
        ).format(
            name=phq9.abbreviation,
            window=OLDEST_BASELINE_DAYS,
            usable=LOWEST_USABLE_BASELINE,
            remission=REMISSION_BELOW,
            recall=phq9.recall_days,
        ),
        _("Not a diagnosis and no advice: what was recorded, counted and drawn."),
    )
