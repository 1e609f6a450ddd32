"""Marks what was written down inside the observation time of a followed session.

Whoever wrote then may have been dazed. The mark says so beside the entry; it takes nothing from it.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate
from typing import Self

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.followed import end_of_observation
from ketatrack.domain.followed_words import EventKind
from ketatrack.domain.language import gettext as _
from ketatrack.domain.records import Record
from ketatrack.domain.sessions import given

_NOT_YET = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ObservationTimes:
    """The observation times of a course's followed sessions, worked out once for all its entries."""

    begins: tuple[datetime, ...]
    """Rising."""
    ends: tuple[datetime, ...]
    """For each beginning, the latest end of it and of those before it."""

    @classmethod
    def of(cls, records: CourseRecords) -> Self:
        """Find the observation time of every session that was followed, from its first dose on.

        One without a dose has none; while its end is not known, every moment from the dose on lies in it.
        """
        followed = {each.session_id: each for each in records.following.sessions}
        doses = {
            each.session_id: each
            for each in reversed(records.following.events)
            if each.event == EventKind.DOSE
        }
        spans = sorted(
            (each.started_at, end_of_observation(followed[each.id], doses.get(each.id)) or _NOT_YET)
            for each in given(records.sessions)
            if each.id in followed
        )
        return cls(tuple(begin for begin, _end in spans), tuple(accumulate((end for _b, end in spans), max)))

    def hold(self, moment: datetime | None) -> bool:
        """Say whether a moment lies inside one of them; False where the moment is not known."""
        begun = bisect_right(self.begins, moment) if moment is not None else 0
        return begun > 0 and moment is not None and moment <= self.ends[begun - 1]

    def words(self, record: Record) -> str:
        """Return the mark of an entry that was written down inside one of them, else nothing."""
        return noted_inside() if self.hold(record.written_at) else ""


def noted_inside() -> str:
    """Return the mark itself."""
    return _("noted inside the observation time")
