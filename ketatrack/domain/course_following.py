"""What belongs to following the sessions of one course and to the time after them, in one place."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ketatrack.domain.records import (
    CheckIn,
    CheckInPlan,
    Checkpoint,
    CheckpointPlan,
    ClinicLimit,
    EntryReview,
    FollowedSession,
    HomeAgreement,
    JournalEntry,
    LeavingLine,
    LeavingMark,
    ReadingPart,
    Record,
    SessionEvent,
    SessionExperience,
    WatchAnswer,
)


@dataclass(frozen=True, slots=True)
class CourseFollowing:
    """What was written down in, after and between sessions, each list in order of happening."""

    sessions: list[FollowedSession] = field(default_factory=list)
    checkpoints: list[Checkpoint] = field(default_factory=list)
    events: list[SessionEvent] = field(default_factory=list)
    reading_parts: list[ReadingPart] = field(default_factory=list)
    leaving_marks: list[LeavingMark] = field(default_factory=list)
    reviews: list[EntryReview] = field(default_factory=list)
    experiences: list[SessionExperience] = field(default_factory=list)
    check_ins: list[CheckIn] = field(default_factory=list)
    journal: list[JournalEntry] = field(default_factory=list)
    watch_answers: list[WatchAnswer] = field(default_factory=list)

    checkpoint_plans: list[CheckpointPlan] = field(default_factory=list)
    limits: list[ClinicLimit] = field(default_factory=list)
    leaving_lines: list[LeavingLine] = field(default_factory=list)
    home_agreements: list[HomeAgreement] = field(default_factory=list)
    check_in_plans: list[CheckInPlan] = field(default_factory=list)

    corrected: list[Record] = field(default_factory=list)
    """Readings, side effects and events of a sitter in whose place an entry of the patient's own stands.

    They stay as they were written, and count in no figure.
    """
    kept_back_running: frozenset[str] = frozenset()
    """The ids of sessions whose board is open, where how they are followed is kept back itself."""

    @property
    def running_ids(self) -> frozenset[str]:
        """The ids of the sessions whose board is open; they did not end yet, whatever their outcome says."""
        open_here = (each.session_id for each in self.sessions if each.closed_at is None)
        return self.kept_back_running.union(open_here)


FOLLOWING_LISTS: Mapping[type[Record], str] = {
    FollowedSession: "sessions",
    Checkpoint: "checkpoints",
    SessionEvent: "events",
    ReadingPart: "reading_parts",
    LeavingMark: "leaving_marks",
    EntryReview: "reviews",
    SessionExperience: "experiences",
    CheckIn: "check_ins",
    JournalEntry: "journal",
    WatchAnswer: "watch_answers",
    CheckpointPlan: "checkpoint_plans",
    ClinicLimit: "limits",
    LeavingLine: "leaving_lines",
    HomeAgreement: "home_agreements",
    CheckInPlan: "check_in_plans",
}
"""Where the records of each kind stand."""


def followed_lists(following: CourseFollowing) -> Iterator[tuple[type[Record], list[Any]]]:
    """Yield each kind with its records, in the order of `FOLLOWING_LISTS`."""
    for kind, name in FOLLOWING_LISTS.items():
        yield kind, getattr(following, name)


def only_kinds(following: CourseFollowing, kinds: Collection[type[Record]]) -> CourseFollowing:
    """Return only the records of some kinds, and which sessions run.

    What the patient corrected stands with the reviews.
    """
    kept: dict[str, Any] = {
        FOLLOWING_LISTS[kind]: found for kind, found in followed_lists(following) if kind in kinds
    }
    corrected = following.corrected if EntryReview in kinds else []
    return CourseFollowing(**kept, corrected=corrected, kept_back_running=following.running_ids)


def each_list(following: CourseFollowing, change: Callable[[list[Any]], list[Any]]) -> CourseFollowing:
    """Return the same with every list changed, that of what the patient corrected too."""
    lists: dict[str, Any] = {
        FOLLOWING_LISTS[kind]: change(found) for kind, found in followed_lists(following) if found
    }
    return replace(following, **lists, corrected=change(following.corrected))
