"""Everything that belongs to one treatment course, in one place, for figures, charts, reports and files."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from ketatrack.domain.course_plan import CoursePlan
from ketatrack.domain.records import (
    BaselineChoice,
    Course,
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
    own_measures: list[OwnMeasure] = field(default_factory=list)
    """The scales that the patient made, whose values are among the scores by name."""
    scores_elsewhere: list[Score] = field(default_factory=list)
    """The patient's scores of other courses: part of no figure, unless one is chosen as the baseline."""

    def entries(self) -> Iterator[Record]:
        """Yield everything that was observed in the course, kind by kind: no choice, and no plan."""
        yield from self.phases
        yield from self.sessions
        yield from self.readings
        yield from self.side_effects
        yield from self.scores
        yield from self.medicines
        yield from self.visits


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
