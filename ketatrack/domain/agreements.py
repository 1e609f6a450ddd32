"""What was agreed with the clinic, quoted when a score meets the number that was noted; never an advice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.instruments import instrument, short_name
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.moments import local_date, near_date_in_words
from ketatrack.domain.planned import AgreedWindow
from ketatrack.domain.records import Agreement, OwnMeasure
from ketatrack.domain.scores import Scored, scored
from ketatrack.domain.words import Direction

_DAYS_IN_A_WEEK = 7

Worse = Literal["higher", "lower"]
"""Which side of a scale is the worse one."""


@dataclass(frozen=True, slots=True)
class MetNumber:
    """The last score that met an agreed number; `is_latest` while no later one of its scale is there."""

    agreement: Agreement
    call_at: float
    score: Scored
    worse: Worse
    is_latest: bool


def worse_side(scale: str, measures: Iterable[OwnMeasure] = ()) -> Worse | None:
    """Return which side of a questionnaire or own measure is the worse one; None where it has none.

    Args:
        scale: an instrument's id, or the name of one of the measures.
        measures: the person's own.
    """
    known = instrument(scale)
    own = next((each for each in measures if each.name == scale), None)
    higher_is = known.higher_is if known else own.higher_is if own else Direction.NEITHER
    sides: dict[str, Worse] = {Direction.WORSE: "higher", Direction.BETTER: "lower"}
    return sides.get(higher_is)


def met_numbers(records: CourseRecords, measures: Iterable[OwnMeasure] = ()) -> list[MetNumber]:
    """Return for each agreed number the last of the person's own complete scores that met it, if one did.

    Only scores from the day of the agreement on count, up to the day until which it holds. A number is met
    on its worse side, itself included.

    Args:
        records: the whole course.
        measures: the person's own measures, which an agreement may name.
    """
    own = list(measures)
    found = (_met(records, agreement, own) for agreement in records.plan.agreements)
    return [met for met in found if met is not None]


def _met(records: CourseRecords, agreement: Agreement, measures: list[OwnMeasure]) -> MetNumber | None:
    worse, number = worse_side(agreement.instrument, measures), agreement.call_at
    if worse is None or number is None:
        return None
    scores = scored(records.scores, agreement.instrument)
    meeting = [
        each
        for each in scores
        if holds_on(agreement, local_date(each.taken_at))
        and (each.total >= number if worse == "higher" else each.total <= number)
    ]
    if not meeting:
        return None
    return MetNumber(agreement, number, meeting[-1], worse, is_latest=meeting[-1] is scores[-1])


def holds_on(agreement: Agreement, day: date) -> bool:
    """Say whether an agreement holds on a local date; its first and its last day belong to it."""
    return agreement.agreed_on <= day and (agreement.ended_on is None or day <= agreement.ended_on)


def quoted(met: MetNumber, today: date) -> str:
    """Quote a met number: `14 on 19 August. Noted 2 May: call at 14 or more.`"""
    more = _("{score:g} on {day}. Noted {noted}: call at {number:g} or more.")
    less = _("{score:g} on {day}. Noted {noted}: call at {number:g} or less.")
    return (more if met.worse == "higher" else less).format(
        score=met.score.total,
        day=near_date_in_words(local_date(met.score.taken_at), today),
        noted=near_date_in_words(met.agreement.agreed_on, today),
        number=met.call_at,
    )


def named_quote(met: MetNumber, today: date) -> str:
    """Quote a met number with the name of its scale before it."""
    return f"{short_name(met.agreement.instrument)}: {quoted(met, today)}"


def interval_words(agreement: Agreement) -> str:
    """Say the agreed time between sessions, such as `every 3 to 4 weeks`; empty where none was agreed."""
    shortest, longest = agreement.shortest_days, agreement.longest_days
    known = [days for days in (shortest, longest) if days is not None]
    if not known:
        return ""
    in_weeks = all(days % _DAYS_IN_A_WEEK == 0 for days in known)
    low, high = (
        days if days is None or not in_weeks else days // _DAYS_IN_A_WEEK for days in (shortest, longest)
    )
    if low is None or low == high:
        count = high or 0
        every = _every_weeks(count) if in_weeks else _every_days(count)
        return every if low is not None else _("{every} at the latest").format(every=every)
    if high is None:
        every = _every_weeks(low) if in_weeks else _every_days(low)
        return _("{every} at the earliest").format(every=every)
    unit = _("every {low} to {high} weeks") if in_weeks else _("every {low} to {high} days")
    return unit.format(low=low, high=high)


def _every_weeks(count: int) -> str:
    return ngettext("every {n} week", "every {n} weeks", count).format(n=count)


def _every_days(count: int) -> str:
    return ngettext("every {n} day", "every {n} days", count).format(n=count)


def window_words(window: AgreedWindow, today: date) -> str:
    """Say when the next session lies by an agreement, counted from the last one.

    Such as `Every 3 to 4 weeks, as agreed on 2 May: between 22 June and 29 June`.
    """
    earliest, latest = (day and near_date_in_words(day, today) for day in (window.earliest, window.latest))
    if earliest and latest:
        when = _("between {earliest} and {latest}") if earliest != latest else _("on {earliest}")
    else:
        when = _("from {earliest} on") if earliest else _("by {latest}")
    every = interval_words(window.agreement)
    return _("{every}, as agreed on {day}: {when}").format(
        every=every[:1].upper() + every[1:],
        day=near_date_in_words(window.agreement.agreed_on, today),
        when=when.format(earliest=earliest, latest=latest),
    )
