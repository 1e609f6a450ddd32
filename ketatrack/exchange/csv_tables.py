"""Which files a course is made of, and which column of each stands for which field of a record."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from ketatrack.domain.records import (
    CheckIn,
    Checkpoint,
    Course,
    EntryReview,
    FollowedSession,
    JournalEntry,
    LeavingMark,
    Medicine,
    Phase,
    Reading,
    ReadingPart,
    Record,
    Score,
    Session,
    SessionEvent,
    SessionExperience,
    SideEffect,
    Visit,
    WatchAnswer,
)

SESSION = "session"
"""The column that holds a session's label: its name in its own file, a reference in the others."""


@dataclass(frozen=True, slots=True)
class CsvTable:
    """One file: its name, what a row is, its columns, and the fields that are called otherwise.

    `implied` names the columns that stay empty where they hold what an empty cell means anyway, as
    clinics write them. `seldom` names those that a file has only where something stands in them; a file
    without one says nothing of it, and rows are compared without it.
    """

    file: str
    kind: type[Record]
    columns: tuple[str, ...]
    called: Mapping[str, str] = field(default_factory=dict)
    implied: frozenset[str] = frozenset()
    seldom: frozenset[str] = frozenset()

    def field_of(self, column: str) -> str:
        """Return the field that a column stands for."""
        return self.called.get(column, column)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that the columns stand for, in the columns' order."""
        return tuple(self.field_of(column) for column in self.columns)

    def fields_in(self, header: Collection[str | None]) -> tuple[str, ...]:
        """The fields by which rows of a file with that header are the same."""
        return tuple(
            self.field_of(column) for column in self.columns if column not in self.seldom or column in header
        )

    @property
    def required(self) -> tuple[str, ...]:
        """The columns without which no row can be read."""
        fields = self.kind.model_fields
        return tuple(column for column in self.columns if fields[self.field_of(column)].is_required())


def _table(
    kind: type[Record], columns: str, *, file: str = "", implied: str = "", seldom: str = "", **called: str
) -> CsvTable:
    return CsvTable(
        file or f"{kind.kind}.csv",
        kind,
        (*columns.split(), *seldom.split()),
        called,
        frozenset(implied.split()),
        frozenset(seldom.split()),
    )


COURSE = _table(
    Course,
    "name medication product route protocol timezone started_on ended_on notes",
    file="course.csv",
)
PHASES = _table(Phase, "starts_on phase reason")
SESSIONS = _table(
    Session,
    "session started_at ended_at route product dose dose_unit weight_kg devices "
    "setting purpose outcome notes",
    implied="outcome",
    session="name",
)
READINGS = _table(
    Reading,
    "taken_at session minutes systolic diastolic pulse spo2 context arm notes",
    session="session_id",
)
SIDE_EFFECTS = _table(
    SideEffect,
    "session effect severity onset_minutes resolved_minutes needed_help notes",
    seldom="horizon noticed_at worst_at resolved_at peak_minutes still_present done_about_it noticed_by",
    session="session_id",
)
SCORES = _table(Score, "taken_at instrument answers total rater written_at notes")
MEDICATIONS = _table(Medicine, "name class dose started_on stopped_on notes", **{"class": "medicine_class"})
VISITS = _table(Visit, "visited_on with_whom notes")

TABLES = (COURSE, PHASES, SESSIONS, READINGS, SIDE_EFFECTS, SCORES, MEDICATIONS, VISITS)
"""Every file of a course, each after those that its rows refer to."""
FILES = tuple(table.file for table in TABLES)

FOLLOWED_TABLES = (
    _table(
        FollowedSession,
        "session opened_at closed_at observe_minutes sitter escort_here driving_rule left_at",
        session="session_id",
    ),
    _table(Checkpoint, "session stage at_minutes done_at missed_at", session="session_id"),
    _table(SessionEvent, "session happened_at event amount amount_unit words", session="session_id"),
    _table(ReadingPart, "taken_at systolic diastolic pulse"),
    _table(LeavingMark, "session line ticked_at", session="session_id"),
    _table(EntryReview, "session entry_kind accepted words decided_at", session="session_id"),
    _table(SessionExperience, "session answered_at strength pleasantness words", session="session_id"),
    _table(CheckIn, "session after_hours answered_at skipped words", session="session_id"),
    _table(JournalEntry, "session happened_at prompt words tags", session="session_id"),
    _table(WatchAnswer, "answered_at sign present number done_on words"),
)
"""What was followed: written where its owner chose so, and never read; a journal travels as its own JSON."""
NEVER_READ = tuple(table.file for table in FOLLOWED_TABLES)
