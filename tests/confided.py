"""A course in which every word that a person writes in and after sessions is one mark, easy to find."""

from dataclasses import replace
from functools import cache
from typing import Any

from ketatrack.domain.course_following import each_list, followed_lists
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.record import Record
from ketatrack.domain.record_fields import references, type_of
from ketatrack.domain.records import Course, SideEffect
from ketatrack.exchange.demo import demo_journal

MARK = "Rumpelstilzchen"

_NO_WORDS = {
    "id": "",
    "sign": "watch_answers",
    "entry_kind": "entry_reviews",
    "entry_id": "entry_reviews",
    "effect": "side_effects",
}
"""Text that names something of the program, with the kind it stands in; empty for every kind."""


@cache
def demo_courses() -> dict[str, CourseRecords]:
    """The demo's courses by their names."""
    with demo_journal() as store:
        return {course.name: store.course_records(course) for course in store.find(Course)}


def confided(name: str = "Other routes (synthetic)") -> CourseRecords:
    """A course of the demo, as if nobody but its owner was ever to read what was written in and after it."""
    records = demo_courses()[name]
    return replace(
        records,
        side_effects=[_marked(each) for each in records.side_effects],
        following=each_list(records.following, lambda found: [_marked(each) for each in found]),
    )


def everything_confided() -> list[CourseRecords]:
    """Every course of the demo so; together they hold every kind of what is followed."""
    found = [confided(name) for name in demo_courses()]
    kinds = {kind for each in found for kind, there in followed_lists(each.following) if there}
    assert kinds == {kind for kind, _there in followed_lists(found[0].following)}
    return found


def _marked(record: Record) -> Any:
    kind = type(record)
    kept = {*references(kind), *(field for field, of in _NO_WORDS.items() if of in {"", kind.kind})}
    words = {
        field: MARK
        for field in kind.model_fields
        if field not in kept and type_of(kind, field) == (str, False)
    }
    if "tags" in kind.model_fields:
        words["tags"] = (MARK,)
    return record.model_copy(update=words)


def marks_in(records: CourseRecords) -> set[str]:
    """Return the kinds of what is followed, and of side effects, in which the mark stands."""
    lists = [*followed_lists(records.following), (SideEffect, records.side_effects)]
    return {kind.kind for kind, found in lists if any(MARK in repr(each) for each in found)}
