"""What counts where the patient corrected a sitter's entry: their own, with the sitter's kept beside it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.records import Record

R = TypeVar("R", bound=Record)


def without_corrected(records: CourseRecords) -> CourseRecords:
    """Return a course in which corrected entries stand among `following.corrected` and nowhere else.

    A correction counts while the patient's own entry is there; where that was deleted, the sitter's counts
    again.
    """
    following = records.following
    own = {record.id for record in (*records.readings, *records.side_effects, *following.events)}
    corrected = {review.entry_id for review in following.reviews if review.corrected_by in own}
    if not corrected:
        return records

    def standing(entries: Sequence[R]) -> list[R]:
        return [entry for entry in entries if entry.id not in corrected]

    beside = [
        entry
        for entry in (*records.readings, *records.side_effects, *following.events)
        if entry.id in corrected
    ]
    return replace(
        records,
        readings=standing(records.readings),
        side_effects=standing(records.side_effects),
        following=replace(following, events=standing(following.events), corrected=beside),
    )
