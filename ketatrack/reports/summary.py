"""What the Course Profile says of a course, in words and figures; how it is laid out is not known here.

What was not recorded is said to be so. The period chooses what is counted; the baseline is always that of
the whole course.
"""

from collections.abc import Sequence
from datetime import date, datetime

from ketatrack import __version__
from ketatrack.domain.baseline_choice import course_baseline
from ketatrack.domain.courses import CourseRecords, Period
from ketatrack.domain.handover import Handover, first_day, removed_words
from ketatrack.domain.instruments import PHQ9, instruments
from ketatrack.domain.item9 import Item9, item9
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words, local_date
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
from ketatrack.reports.header import course_facts, provenance
from ketatrack.reports.profile import Fact, Figure, Profile
from ketatrack.reports.sections import blood_pressure, completeness, intervals, side_effects
from ketatrack.reports.visit import questions, since_last_visit
from ketatrack.reports.wording import NONE_KNOWN, NOT_RECORDED, shortened


def course_profile(records: CourseRecords, choices: Handover, now: datetime) -> Profile:
    """Return what the Course Profile says.

    Args:
        records: the whole course, already without what a de-identified form leaves out.
        choices: what is counted, drawn and kept back.
        now: when the page is made; also the day whose phase it names, unless the period ended before.
    """
    period = choices.period
    shown = within(records, period)
    scores = scored(records.scores)
    compared = course_baseline(records)
    pressures = session_pressures(shown.sessions, shown.readings)
    complete = [each for each in scores if period.holds(local_date(each.taken_at))]
    last_day = min(local_date(now), period.end or date.max)
    return Profile(
        title=_("Course Profile"),
        person=_person(records, choices),
        course=shortened(records.course.name),
        made=_("Made on {date} by KetaTrack {version}").format(
            date=date_in_words(local_date(now)), version=__version__
        ),
        removed=tuple(removed_words(choices)),
        facts=(*course_facts(records, period, last_day), *provenance(shown)),
        figures=_figures(_latest_of(scores, period, compared), compared),
        item9=_item9_fact(item9(shown.scores)) if choices.item9 else _no_item9(),
        visit=since_last_visit(records, choices, last_day),
        questions=questions(choices),
        intervals=intervals(shown, complete, compared),
        pressure=blood_pressure(shown, pressures),
        side_effects=side_effects(shown, records),
        completeness=completeness(shown, complete, pressures, _days(shown, period, last_day)),
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
            f"{last.total:g}" if last else NONE_KNOWN,
            ", ".join(latest_note) or unknown,
        ),
        Figure(
            _("The one before"),
            f"{last.previous:g}" if last and last.previous is not None else NONE_KNOWN,
            "" if last and last.previous is not None else unknown,
        ),
        Figure(_("Baseline"), f"{compared.total:g}" if compared else NONE_KNOWN, _baseline_note(compared)),
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
        return Figure(label, NONE_KNOWN, _("takes a score and a baseline"))
    points = last.total - compared.total
    words = [f"{abs(last.percent_change):g} %"] if last.percent_change is not None else []
    if last.status is not None:
        words.append(_(last.status.label))
    direction = _("{points:g} lower") if points < 0 else _("{points:g} higher")
    value = direction.format(points=abs(points)) if points else _("no change")
    return Figure(label, value, ", ".join(words))


def _no_item9() -> Fact:
    return Fact(_item9_label(), _("left out of this page by choice"))


def _item9_label() -> str:
    return _("{name} item 9").format(name=instruments()[PHQ9].abbreviation)


def _item9_fact(answers: Item9) -> Fact:
    phq9 = instruments()[PHQ9]
    item = phq9.items[-1]
    label = _item9_label()
    if answers.latest is None:
        return Fact(label, _("not answered"))
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
            "Limits: no diagnosis and no advice, only what was recorded, counted and drawn; what followed a "
            "session is not shown to come from it."
        ),
    )
