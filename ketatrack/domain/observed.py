"""Marks what was written down inside the observation time of a followed session.

Whoever wrote then may have been dazed. The mark says so beside the entry; it takes nothing from it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.followed import observed_until
from ketatrack.domain.language import gettext as _
from ketatrack.domain.records import Record


@dataclass(frozen=True, slots=True)
class ObservationTimes:
    """The observation times of a course's followed sessions: when each began and ended, None for not yet."""

    spans: tuple[tuple[datetime, datetime | None], ...]

    @classmethod
    def of(cls, records: CourseRecords) -> Self:
        """Find the observation time of every session that was followed."""
        ids = {each.session_id for each in records.following.sessions}
        followed = [each for each in records.sessions if each.id in ids]
        return cls(tuple((each.started_at, observed_until(records, each)) for each in followed))

    def hold(self, moment: datetime | None) -> bool:
        """Say whether a moment lies inside one of them; False where the moment is not known."""
        return moment is not None and any(
            begin <= moment and (end is None or moment <= end) for begin, end in self.spans
        )

    def words(self, record: Record) -> str:
        """Return the mark of an entry that was written down inside one of them, else nothing."""
        return noted_inside() if self.hold(record.written_at) else ""


def noted_inside() -> str:
    """Return the mark itself."""
    return _("noted inside the observation time")
