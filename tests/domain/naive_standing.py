"""What stands beside the figures, read from the rules once more: neighbours, loss, ranges, periods.

Written apart from the program like `naive_figures`, slow and word by word; each function quotes its rule.
"""

from datetime import timedelta
from fractions import Fraction

from tests.domain.naive_figures import (
    by_instant,
    days,
    described,
    episodes,
    interval,
    latest,
    naive_baseline,
    responds,
    total,
    written,
)


class Course:
    """The parts of a course that the rules speak of: given sessions and the patient's complete PHQ-9s."""

    def __init__(self, records, chosen=None):
        self.given = [s for s in by_instant(records.sessions, "started_at") if s.outcome != "not_given"]
        self.complete = [
            score
            for score in by_instant(records.scores, "taken_at")
            if score.rater == "patient" and score.instrument == "phq9" and total(score) is not None
        ]
        self.base = naive_baseline(self.complete, self.given, chosen)
        self.after = [s for s in self.complete if self.given and s.taken_at > self.given[0].started_at]
        self.usable = self.base is not None and total(self.base) >= 10


def naive_standing(records, chosen=None):
    """'The latest score never stands alone: the one before, the lowest since the last session, the change in
    points, and since when a response has not been met.'"""
    course = Course(records, chosen)
    if not course.complete:
        return None
    last = course.complete[-1]
    since = [total(s) for s in course.complete if course.given and s.taken_at > course.given[-1].started_at]
    beside = latest(course.complete, course.base)
    return {
        "latest": beside["total"],
        "taken_at": beside["taken_at"],
        "previous": beside["previous"],
        "lowest": min(since) if since else None,
        "baseline": None if course.base is None else described(course.base, course.given[0])["total"],
        "points": None if course.base is None else total(last) - total(course.base),
        "percent_change": beside["percent_change"],
        "status": beside["status"],
        "met": len([s for s in course.after if responds(s, course.base)]) if course.usable else None,
        "of": len(course.after) if course.usable else None,
        "loss": _loss(course),
        "at_the_top": 27 - total(last) < 5,
    }


def _loss(course):
    """'A loss that is not confirmed is worded so': the last episode's end, by the session before it."""
    found = episodes(course.after, course.given, course.base)
    if not found or found[-1]["first_out"] is None:
        return None
    (out,) = {s.taken_at for s in course.after if written(s.taken_at) == found[-1]["first_out"]}
    session = next(s for s in reversed(course.given) if s.started_at < out)
    return {
        "first_out": found[-1]["first_out"],
        "day": days(session.started_at, out),
        "confirmed": found[-1]["confirmed"] is True,
    }


def naive_time_in_response(records, chosen=None):
    """'From three intervals the person's own range; no median below four.'

    The last interval has no next session: it is over only once a score out of response was seen in it.
    """
    course = Course(records, chosen)
    found = [interval(n, course.given, course.complete, course.base) for n in range(len(course.given))]
    over = [
        each
        for n, each in enumerate(found)
        if each["scores"] > 0 and (n + 1 < len(found) or each["lost_by_day"] is not None)
    ]
    held = [each for each in over if each["held_until_day"] is not None]
    if len(held) < 3:
        return None
    order = sorted(each["held_until_day"] for each in held)
    middle = len(order) // 2
    return {
        "with_scores": len(over),
        "seen_in": len(held),
        "lost": len([each for each in held if each["lost_by_day"] is not None]),
        "shortest": order[0],
        "longest": order[-1],
        "median": None
        if len(order) < 4
        else order[middle]
        if len(order) % 2
        else (order[middle - 1] + order[middle]) / 2,
    }


def naive_resting(records):
    """'Means of two or more resting readings on two days'; after a dose nothing is at rest."""
    at_rest = []
    for reading in records.readings:
        session = next((s for s in records.sessions if s.id == reading.session_id), None)
        minutes = reading.minutes
        if minutes is None and session is not None:
            minutes = (reading.taken_at - session.started_at) // timedelta(minutes=1)
        rests = reading.context == "resting" or (reading.context is None and session is None)
        if rests and (session is None or minutes <= 0) and (reading.systolic or reading.diastolic):
            at_rest.append(reading)
    both = [reading for reading in at_rest if reading.systolic and reading.diastolic]
    if len({reading.taken_at.date() for reading in both}) < 2:
        return len(at_rest), None
    systolic = Fraction(sum(reading.systolic for reading in both), len(both))
    return len(at_rest), [systolic, Fraction(sum(reading.diastolic for reading in both), len(both))]


def naive_epochs(records, chosen=None):
    """'The periods between changes (route, product, dose as entered, interval, a medicine started ...)'.

    A local date that brings a change begins a period with its first minute, or with the session that brought
    one. A score up to that session belongs before it.
    """
    course = Course(records, chosen)
    start = _first_day(records, course)
    if start is None:
        return []
    changes = {}
    for session, kind in _session_changes(course.given):
        day = session.started_at.date()
        if day >= start:
            changes.setdefault((day, session.started_at), set()).add(kind)
    for day, kind in _dated_changes(records):
        if day > start:
            of_day = [when for when in changes if when[0] == day and when[1] is not None]
            first = min(of_day, key=lambda when: when[1], default=(day, None))
            changes.setdefault(first, set()).add(kind)
    begins = [(start, None), *sorted(changes, key=_place)]
    return [
        {
            "starts_on": when[0],
            "ends_on": _last_day(begins, n, records.course.ended_on),
            "changed": changes.get(when, set()) if n else set(),
            "sessions": [s.name for s in course.given if _number(begins, s.started_at, with_it=True) == n],
            "scores": [total(s) for s in course.complete if _number(begins, s.taken_at, with_it=False) == n],
        }
        for n, when in enumerate(begins)
    ]


def _first_day(records, course):
    known = [records.course.started_on] if records.course.started_on else []
    if course.given:
        known.append(min(session.started_at.date() for session in course.given))
    if known and course.base is not None:
        known.append(course.base.taken_at.date())
    return min(known, default=None)


def _session_changes(given):
    """'A value that was not recorded is no change': each is held against the last one that was.

    In the order of the calendar, since a period has dates: who flies west may have an earlier date later.
    """
    given = sorted(given, key=lambda session: (session.started_at.date(), session.started_at))
    for kind, fields in {
        "route": ["route"],
        "product": ["product"],
        "dose": ["dose", "dose_unit", "devices"],
    }.items():
        for n, session in enumerate(given):
            for field in fields:
                earlier = [getattr(s, field) for s in given[:n] if getattr(s, field) not in {None, ""}]
                now = getattr(session, field)
                if now not in {None, ""} and earlier and earlier[-1] != now:
                    yield session, kind


def _dated_changes(records):
    """'By the phase in force on the local date, the later row of a date winning.'"""
    for day in {phase.starts_on for phase in records.phases}:
        if _phase_on(records.phases, day) != _phase_on(records.phases, day - timedelta(days=1)):
            yield day, "phase"
    begun = _rhythms(records.plan)
    for number in range(1, len(begun)):
        if begun[number][1] != begun[number - 1][1]:
            yield begun[number][0], "interval"
    for medicine in records.medicines:
        if medicine.started_on:
            yield medicine.started_on, "medicine_started"
        if medicine.stopped_on:
            yield medicine.stopped_on, "medicine_stopped"


def _rhythms(plan):
    """Return each day on which a step of the protocol that was in force began, with its rhythm."""
    clinics = [protocol for protocol in plan.protocols if protocol.given_on is not None]
    found = {}
    for number, protocol in enumerate(clinics):
        for step in plan.steps:
            day = protocol.starts_on + timedelta(days=step.first_day)
            replaced = any(day >= later.starts_on for later in clinics[number + 1 :])
            if step.protocol_id == protocol.id and step.on_days and not replaced:
                found[day] = (step.repeat_days, step.on_days)
    return sorted(found.items(), key=lambda each: each[0])


def _phase_on(phases, day):
    begun = [phase for phase in phases if phase.starts_on <= day]
    return max(enumerate(begun), key=lambda each: (each[1].starts_on, each[0]))[1].phase if begun else None


def _place(when):
    day, instant = when
    return (day, instant is not None, instant)


def _last_day(begins, number, ended):
    if number + 1 < len(begins):
        return max(begins[number][0], begins[number + 1][0] - timedelta(days=1))
    return None if ended is None else max(ended, begins[number][0])


def _number(begins, moment, *, with_it):
    """Return which period a moment lies in; the session that brought a change lies in the new one."""
    number = -1
    for n, (day, instant) in enumerate(begins):
        begun = day < moment.date() or (
            day == moment.date() and (instant is None or instant < moment or (with_it and instant == moment))
        )
        if begun:
            number = n
    return number
