"""Everything that belongs to one treatment course, in one place, for figures, charts, reports and files."""

from bisect import insort
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from ketatrack.domain.course_following import FOLLOWING_LISTS, CourseFollowing
from ketatrack.domain.course_plan import CoursePlan
from ketatrack.domain.moments import local_date
from ketatrack.domain.records import (
    BaselineChoice,
    Contact,
    Course,
    EntryReview,
    Medicine,
    OwnMeasure,
    Patient,
    Phase,
    Reading,
    Record,
    Score,
    Session,
    SideEffect,
    Visit,
)


@dataclass(frozen=True, slots=True)
class CourseRecords:
    """One course with all its records, each list in order of happening.

    Records of the same instant stand in the order in which they were written down or stood in a file.
    """

    course: Course
    patient: Patient
    phases: list[Phase] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    side_effects: list[SideEffect] = field(default_factory=list)
    scores: list[Score] = field(default_factory=list)
    medicines: list[Medicine] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    baseline_choices: list[BaselineChoice] = field(default_factory=list)
    plan: CoursePlan = field(default_factory=CoursePlan)
    following: CourseFollowing = field(default_factory=CourseFollowing)
    own_measures: list[OwnMeasure] = field(default_factory=list)
    """The scales that the patient made, whose values are among the scores by name."""
    scores_elsewhere: list[Score] = field(default_factory=list)
    """The patient's scores of other courses: part of no figure, unless one is chosen as the baseline."""

    removed: Mapping[str, date | None] = field(default_factory=dict)
    """What was deleted and is not there: by the entries' ids the days on which they happened, where known."""

    def entries(self) -> Iterator[Record]:
        """Yield everything that was observed in the course, kind by kind: no choice, and no plan."""
        yield from self.phases
        yield from self.sessions
        yield from self.readings
        yield from self.side_effects
        yield from self.scores
        yield from self.medicines
        yield from self.visits


OBSERVED: tuple[type[Record], ...] = (Phase, Session, Reading, SideEffect, Score, Medicine, Visit)
"""The kinds of what was observed in a course."""

_LISTS: Mapping[type[Record], str] = {
    Phase: "phases",
    Session: "sessions",
    Reading: "readings",
    SideEffect: "side_effects",
    Score: "scores",
    Medicine: "medicines",
    Visit: "visits",
    BaselineChoice: "baseline_choices",
}


def course_after(
    records: CourseRecords, changes: Iterable[tuple[Record | None, Record | None]]
) -> CourseRecords | None:
    """Return a course as it is after changes were written to it, or None where it is to be read anew.

    Args:
        records: the course before.
        changes: what each record was and what it became, in the order of writing; None where it was not
            there or is no longer. Whatever else than the course's own entries is changed asks for reading
            anew.
    """
    lists: dict[type[Record], list[Any]] = {}
    removed = dict(records.removed)
    for before, after in changes:
        there = [each for each in (before, after) if each is not None]
        if any(_is_elsewhere(each, records) for each in there):
            return None
        if (before is None or after is None) and _is_correction(there[0], records):
            return None  # whether the sitter's entry counts goes with it
        kind = type(there[0])
        if kind is Contact:
            continue  # belongs to no course
        if kind not in lists:
            found = _list_of(records, kind)
            if found is None:
                return None
            lists[kind] = list(found)
        if kind in OBSERVED:
            removed.pop(there[0].id, None)
            if after is None:
                removed[there[0].id] = day_of_happening(there[0])
        if not _is_taken_in(before, after, lists[kind]):
            return None  # another program wrote it
    return _with_lists(records, lists, removed) if lists else records


def _list_of(records: CourseRecords, kind: type[Record]) -> list[Any] | None:
    """Return the course's list of a kind; None where a change to one changes more than its list."""
    if kind is EntryReview:  # changes what counts
        return None
    room, name = (
        (records, _LISTS[kind]) if kind in _LISTS else (records.following, FOLLOWING_LISTS.get(kind, ""))
    )
    found: list[Any] | None = getattr(room, name) if name else None
    return found


def _is_taken_in(before: Record | None, after: Record | None, found: list[Any]) -> bool:
    """Change a list in order of happening as a record was changed; False where it is not there."""
    if before is not None:
        place = next((at for at, each in enumerate(found) if each.id == before.id), None)
        if place is None:
            return False
        del found[place]
    if after is not None:
        insort(found, after, key=_order_of_happening)
    return True


def _with_lists(
    records: CourseRecords, lists: Mapping[type[Record], list[Any]], removed: Mapping[str, date | None]
) -> CourseRecords:
    own: dict[str, Any] = {_LISTS[kind]: found for kind, found in lists.items() if kind in _LISTS}
    following: dict[str, Any] = {
        FOLLOWING_LISTS[kind]: found for kind, found in lists.items() if kind in FOLLOWING_LISTS
    }
    if following:
        own["following"] = replace(records.following, **following)
    return replace(records, removed=removed, **own)


def day_of_happening(record: Record) -> date | None:
    """Return the local day on which an entry happened; None where it is not known."""
    happened = getattr(record, record.happened) if record.happened else None
    if isinstance(happened, datetime):
        return local_date(happened)
    return happened if isinstance(happened, date) else None


def _is_elsewhere(record: Record, records: CourseRecords) -> bool:
    return getattr(record, "course_id", records.course.id) != records.course.id


def _is_correction(record: Record, records: CourseRecords) -> bool:
    return any(review.corrected_by == record.id for review in records.following.reviews)


def _order_of_happening(record: Record) -> tuple[Any, ...]:
    """Return by what a journal orders its records: when they happened, then when they were first written.

    What happened at a time that nobody noted comes first.
    """
    happened = getattr(record, record.happened) if record.happened else None
    return happened is not None, happened, record.id


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of local dates, both ends included; None where it is open."""

    start: date | None = None
    end: date | None = None

    def holds(self, day: date) -> bool:
        """Say whether a local date lies in the period."""
        return not (
            (self.start is not None and day < self.start) or (self.end is not None and day > self.end)
        )


WHOLE_COURSE = Period()
