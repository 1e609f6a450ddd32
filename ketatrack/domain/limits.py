"""Limits that a person typed from their clinic, quoted in those words when a reading passes one.

A limit is quoted, never judged. It stands beside the fixed emergency signs of `safety`, never in their
place.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.followed_words import LimitSide
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import local_date, near_date_in_words
from ketatrack.domain.record_fields import measure_of
from ketatrack.domain.records import ClinicLimit, Reading, Session

AS_THE_CLINIC_SAID = "as your clinic said"
"""What stands beside everything that a person typed from their clinic."""


@dataclass(frozen=True, slots=True)
class PassedLimit:
    """A limit of the clinic, and the reading whose value lies beyond it, in the unit of the measure."""

    limit: ClinicLimit
    reading: Reading
    value: int


def holds_on(limit: ClinicLimit, day: date) -> bool:
    """Say whether a limit holds on a local date; its first and its last day belong to it."""
    return limit.noted_on <= day and (limit.ended_on is None or day <= limit.ended_on)


def limits_on(limits: Iterable[ClinicLimit], day: date) -> list[ClinicLimit]:
    """Return the limits that hold on a local date, in the order given."""
    return [limit for limit in limits if holds_on(limit, day)]


def is_passed(limit: ClinicLimit, value: int) -> bool:
    """Say whether a value lies beyond a limit on its side; the number itself does not."""
    return value > limit.number if limit.side is LimitSide.ABOVE else value < limit.number


def passed_limits(limits: Iterable[ClinicLimit], reading: Reading) -> list[PassedLimit]:
    """Return the limits that a reading passes, of those that hold on the day on which it was taken.

    A reading that is the mean of several counts as their mean.
    """
    found = []
    for limit in limits_on(limits, local_date(reading.taken_at)):
        value: int | None = getattr(reading, limit.measure.value)
        if value is not None and is_passed(limit, value):
            found.append(PassedLimit(limit, reading, value))
    return found


def passed_in(records: CourseRecords, session: Session) -> list[PassedLimit]:
    """Return what the readings of one session pass, in order of the readings."""
    return [
        passed
        for reading in records.readings
        if reading.session_id == session.id
        for passed in passed_limits(records.following.limits, reading)
    ]


# in words


def unit_of(limit: ClinicLimit) -> str:
    """Return the unit of a limit's number, such as mmHg."""
    measure = measure_of(Reading, limit.measure.value)
    return measure.unit if measure else ""


def limit_words(limit: ClinicLimit) -> str:
    """Say what a limit is: `Systolic above 160 mmHg`."""
    words = (
        _("{measure} above {number} {unit}")
        if limit.side is LimitSide.ABOVE
        else _("{measure} below {number} {unit}")
    )
    return words.format(measure=_(limit.measure.label), number=limit.number, unit=unit_of(limit))


def quoted(passed: PassedLimit, today: date, *, to_others: bool = False) -> str:
    """Quote a passed limit: `Systolic. You noted on 1 March: call the clinic above 160. This reading: 172.`

    The person's words stand to the letter; the number is added where they do not name it, and the phone where
    one was typed. To others than the person it says whose words they are.
    """
    limit = passed.limit
    words = (
        _("{measure}. Noted from the clinic on {day}: {words}.")
        if to_others
        else _("{measure}. You noted on {day}: {words}.")
    )
    sentences = [
        words.format(
            measure=_(limit.measure.label),
            day=near_date_in_words(limit.noted_on, today),
            words=_noted_words(limit),
        ),
        _("This reading: {value}.").format(value=passed.value),
    ]
    if limit.phone:
        sentences.append(_("Phone: {phone}").format(phone=limit.phone))
    return " ".join(sentences)


def _noted_words(limit: ClinicLimit) -> str:
    words = limit.words.rstrip(". ")
    if re.search(rf"(?<!\d){limit.number}(?!\d)", words):
        return words
    added = _("{words} above {number}") if limit.side is LimitSide.ABOVE else _("{words} below {number}")
    return added.format(words=words, number=limit.number)
