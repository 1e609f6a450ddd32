"""What comes next by the plan, in words: a date that was given, else what was agreed, else a noted visit."""

from dataclasses import dataclass
from datetime import date

from ketatrack.domain.agreements import window_words
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import distance_in_words
from ketatrack.domain.planned import agreed_window, coming
from ketatrack.domain.records import PlannedItem, Visit


@dataclass(frozen=True, slots=True)
class Next:
    """The next date as words, empty where there is none, and the lines that belong to it."""

    date: str
    lines: tuple[str, ...]


def next_planned(records: CourseRecords, today: date) -> Next:
    """Say what comes next in a course, seen from a local date.

    A planned date comes before a noted visit of the same day. What was agreed about the time between
    sessions is said besides, while that time is not over or nothing else is planned; no date is made of it.
    """
    planned = coming(records, today)
    known = {item.done_by for item in records.plan.items}
    visits = [each for each in records.visits if each.visited_on >= today and each.id not in known]
    window = agreed_window(records.plan, records.sessions, today)
    is_over = window is not None and window.latest is not None and window.latest < today
    agreed = () if window is None or (is_over and (planned or visits)) else (window_words(window, today),)
    if planned and not (visits and visits[0].visited_on < planned[0].planned_on):
        return Next(_when_words(planned[0]), (_item_words(planned[0], today), *agreed))
    if visits:
        return Next(f"{visits[0].visited_on:%a %Y-%m-%d}", (_visit_words(visits[0], today), *agreed))
    return Next("", agreed or (_("Nothing is planned."),))


def _when_words(item: PlannedItem) -> str:
    day = f"{item.planned_on:%a %Y-%m-%d}"
    return day if item.clock is None else _("{day}, {clock:%H:%M}").format(day=day, clock=item.clock)


def _item_words(item: PlannedItem, today: date) -> str:
    what = item.name or _(item.item.label)
    return " · ".join(filter(None, (what, distance_in_words(item.planned_on, today), item.place)))


def _visit_words(visit: Visit, today: date) -> str:
    return " · ".join(filter(None, (_("Visit"), visit.with_whom, distance_in_words(visit.visited_on, today))))
