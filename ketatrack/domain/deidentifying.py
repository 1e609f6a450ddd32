"""A course for those who are not to know whose it is: without names, notes and other words of one's own.

The moments are still in the records; they are written as days of the course, counted from its first.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from ketatrack.domain.course_following import CourseFollowing, each_list, only_kinds
from ketatrack.domain.course_plan import CoursePlan
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.instruments import instrument
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import local_date
from ketatrack.domain.record_fields import references, type_of
from ketatrack.domain.records import (
    CheckIn,
    Checkpoint,
    EntryReview,
    FollowedSession,
    LeavingMark,
    ReadingPart,
    Record,
    Score,
    SessionEvent,
    SessionExperience,
    SideEffect,
    WatchAnswer,
)
from ketatrack.domain.sessions import first_given
from ketatrack.domain.side_effects import plain_effect

R = TypeVar("R", bound=Record)

_KEPT: Mapping[str, frozenset[str]] = {
    "courses": frozenset({"product"}),
    "sessions": frozenset({"product"}),
    "side_effects": frozenset({"effect"}),
    "scores": frozenset({"instrument"}),
    "baseline_choices": frozenset({"instrument"}),
    "medications": frozenset({"name", "medicine_class", "dose"}),
    "entry_reviews": frozenset({"entry_kind", "entry_id"}),
    "watch_answers": frozenset({"sign"}),
}
"""Open text that says what was given or felt, by kind; any other is left out."""

_FOLLOWED: tuple[type[Record], ...] = (
    FollowedSession,
    Checkpoint,
    SessionEvent,
    ReadingPart,
    LeavingMark,
    EntryReview,
    SessionExperience,
    CheckIn,
    WatchAnswer,
)
"""What is kept of followed sessions and the time after them: no journal, nothing that a clinic said."""


def deidentified(records: CourseRecords) -> CourseRecords:
    """Return a copy of a course without names, notes and other open text.

    Sessions are numbered; a side effect or scale in own words is named as such. What products and medicines
    are called stays. The moments are still in the records: write them within
    `moments.counted_from(first_day(records))`, so that only days of the course are seen.
    """
    return replace(
        records,
        course=_bare(records.course, name=_("Course")),
        patient=_bare(records.patient, country=None),
        phases=[_bare(each) for each in records.phases],
        sessions=[_bare(each, name=str(place)) for place, each in enumerate(records.sessions, start=1)],
        readings=[_bare(each) for each in records.readings],
        side_effects=[_bare(each, effect=plain_effect(each.effect)) for each in records.side_effects],
        scores=[_bare(each, instrument=_plain_instrument(each)) for each in records.scores],
        medicines=[_bare(each) for each in records.medicines],
        visits=[_bare(each) for each in records.visits],
        plan=CoursePlan(),
        following=_bare_following(records.following),
        baseline_choices=[_bare(each) for each in records.baseline_choices],
        own_measures=[],
        scores_elsewhere=[
            _bare(each, instrument=_plain_instrument(each)) for each in records.scores_elsewhere
        ],
    )


def _bare_following(following: CourseFollowing) -> CourseFollowing:
    """Return what was followed without open text."""
    return each_list(only_kinds(following, _FOLLOWED), lambda found: [_bare_entry(each) for each in found])


def _bare_entry(record: Record) -> Record:
    if isinstance(record, SideEffect):
        return _bare(record, effect=plain_effect(record.effect))
    return _bare(record)


def first_day(records: CourseRecords) -> date | None:
    """Return the local date that is day 0: of the first session given, else the first day known of."""
    first = first_given(records.sessions)
    if first is not None:
        return local_date(first.started_at)
    happened = [getattr(each, each.happened) for each in records.entries() if each.happened]
    days = [local_date(each) if hasattr(each, "hour") else each for each in happened if each is not None]
    return records.course.started_on or min(days, default=None)


def _bare(record: R, **values: Any) -> R:
    """Return a copy without open text; `values` stand in its place."""
    kept = {"id", *references(type(record)), *_KEPT.get(record.kind, ())}
    blank = {
        name: ""
        for name in type(record).model_fields
        if name not in kept and type_of(type(record), name) == (str, False)
    }
    return record.model_copy(update=blank | values)


def _plain_instrument(score: Score) -> str:
    return score.instrument if instrument(score.instrument) else _("own scale")
