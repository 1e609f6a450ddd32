"""What a course holds besides sessions and scores: readings, side effects, medicines, phases, visits."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.effect_horizons import NotedEffect
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import moment_words
from ketatrack.domain.observed import ObservationTimes
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import Medicine, Phase, Reading, Record, Session, SideEffect, Visit
from ketatrack.domain.session_pressure import minutes_from_start
from ketatrack.domain.wording import session_and_moment
from ketatrack.ui.tables.listing import (
    Column,
    Details,
    Listing,
    Offer,
    Row,
    Section,
    author_column,
    field_column,
    late_column,
    observed_column,
    words_column,
)
from ketatrack.ui.tables.shown import Fact, effect_words, facts, recorded


@dataclass(frozen=True)
class ReadingRow(Row[Reading]):
    """A reading with the session that it was taken in, if it was in one."""

    session: Session | None

    @property
    def minutes(self) -> int | None:
        """Return the minutes from the session's start; None for a reading outside of one."""
        return minutes_from_start(self.record, self.session) if self.session else self.record.minutes


@dataclass(frozen=True)
class EffectRow(Row[SideEffect]):
    """A side effect with the session that it was felt in, if it was in one."""

    session: Session | None
    mark: str
    """Says that it was written inside the observation time of a session; empty where it was not."""

    @property
    def noticed_at(self) -> datetime | None:
        """Return when it began: as noted, or counted from the session's start."""
        return NotedEffect(self.record, self.session).began_at

    @property
    def dated_at(self) -> datetime | None:
        """Return what it is sorted by."""
        return NotedEffect(self.record, self.session).dated_at


def readings_listing() -> Listing[ReadingRow]:
    """Return every reading of a course as a table, in sessions and at rest."""
    return Listing(
        name=Reading.kind,
        words=_("Blood pressure"),
        columns=(
            field_column(Reading, "taken_at"),
            _session_column(),
            _minutes_column(),
            *(field_column(Reading, field) for field in ("systolic", "diastolic", "pulse", "spo2")),
            field_column(Reading, "context", is_offered=True),
            late_column(),
            author_column(),
            field_column(Reading, "position"),
            field_column(Reading, "respiratory_rate"),
            field_column(Reading, "notes"),
        ),
        rows=_reading_rows,
        details=lambda row: _details(row.record, _in_session(row.session)),
        title=lambda row: _("blood pressure of {when}").format(when=moment_words(row.record.taken_at)),
        purpose=_("Every reading of blood pressure, pulse and oxygen stands here: in sessions and at rest."),
        offers=(Offer("readings", _("Log blood pressure")),),
    )


def _session_column() -> Column[Any]:
    return words_column("session", _(Session.label), lambda row: row.session.name if row.session else "")


def _minutes_column() -> Column[ReadingRow]:
    return Column(
        "minutes",
        _(label_of(Reading, "minutes")),
        lambda row: "" if row.minutes is None else str(row.minutes),
        lambda row: row.minutes,
        hint=_("Minutes from the first dose; before it, they are below zero"),
        is_number=True,
    )


def _reading_rows(records: CourseRecords) -> list[ReadingRow]:
    sessions = _by_id(records)
    return [ReadingRow(reading, sessions.get(reading.session_id)) for reading in records.readings]


def effects_listing() -> Listing[EffectRow]:
    """Return every side effect of a course as a table, in sessions and between them."""
    return Listing(
        name=SideEffect.kind,
        words=_("Side effects"),
        columns=(
            Column(
                "noticed_at",
                _(label_of(SideEffect, "noticed_at")),
                lambda row: moment_words(row.noticed_at) if row.noticed_at else "",
                lambda row: row.dated_at,
            ),
            _session_column(),
            words_column(
                "effect",
                _(label_of(SideEffect, "effect")),
                lambda row: effect_words(row.record.effect),
                is_offered=True,
            ),
            field_column(SideEffect, "severity", is_offered=True),
            field_column(SideEffect, "onset_minutes"),
            field_column(SideEffect, "resolved_minutes"),
            field_column(SideEffect, "needed_help"),
            late_column(),
            observed_column(),
            author_column(),
            field_column(SideEffect, "notes"),
        ),
        rows=_effect_rows,
        details=lambda row: _details(
            row.record, _in_session(row.session), effect=effect_words(row.record.effect)
        ),
        title=lambda row: _("side effect {effect}").format(effect=effect_words(row.record.effect)),
        purpose=_(
            "What was felt in sessions and between them stands here, with how strong it was and how long."
        ),
        offers=(
            Offer("side_effects", _("Log a side effect")),
            Offer("side_effects", _("By horizon"), is_page=True),
        ),
    )


def _effect_rows(records: CourseRecords) -> list[EffectRow]:
    sessions, observed = _by_id(records), ObservationTimes.of(records)
    return [
        EffectRow(effect, sessions.get(effect.session_id), observed.words(effect))
        for effect in records.side_effects
    ]


def _by_id(records: CourseRecords) -> dict[str | None, Session]:
    return {session.id: session for session in records.sessions}


def medicines_listing() -> Listing[Row[Medicine]]:
    """Return the other medicines of a course as a table."""
    return Listing(
        name=Medicine.kind,
        words=_("Medicines"),
        columns=(
            field_column(Medicine, "started_on"),
            field_column(Medicine, "stopped_on"),
            field_column(Medicine, "name"),
            field_column(Medicine, "medicine_class", is_offered=True),
            field_column(Medicine, "dose"),
            author_column(),
            field_column(Medicine, "notes"),
        ),
        rows=lambda records: [Row(medicine) for medicine in records.medicines],
        details=lambda row: _details(row.record),
        title=lambda row: _("medicine {name}").format(name=row.record.name),
        purpose=_(
            "Other medicines taken during the course stand here, with when each was started and stopped."
        ),
        offers=(Offer("medications", _("Add a medicine")),),
    )


def phases_listing() -> Listing[Row[Phase]]:
    """Return the phases of a course as a table."""
    return Listing(
        name=Phase.kind,
        words=_("Phases"),
        columns=(
            field_column(Phase, "starts_on"),
            field_column(Phase, "phase", is_offered=True),
            author_column(),
            field_column(Phase, "reason"),
        ),
        rows=lambda records: [Row(phase) for phase in records.phases],
        details=lambda row: _details(row.record),
        title=lambda row: _("{phase} from {day}").format(
            phase=_(row.record.phase.label).lower(), day=row.record.starts_on
        ),
        purpose=_(
            "The stretches of the course stand here, such as induction; each lasts until the next begins."
        ),
        offers=(Offer("phases", _("Begin a phase")),),
    )


def visits_listing() -> Listing[Row[Visit]]:
    """Return the visits of a course as a table."""
    return Listing(
        name=Visit.kind,
        words=_("Visits"),
        columns=(
            field_column(Visit, "visited_on"),
            field_column(Visit, "with_whom", is_offered=True),
            author_column(),
            field_column(Visit, "notes"),
        ),
        rows=lambda records: [Row(visit) for visit in records.visits],
        details=lambda row: _details(row.record),
        title=lambda row: _("visit of {day}").format(day=row.record.visited_on),
        purpose=_("Talks with a clinician outside sessions stand here, past ones and those to come."),
        offers=(Offer("visits", _("Add a visit")),),
    )


def _in_session(session: Session | None) -> list[Fact]:
    return [(_(Session.label), session_and_moment(session))] if session else []


def _details(record: Record, more: list[Fact] | None = None, **replaced: str) -> Details:
    return Details(
        title=_(record.label),
        sections=[Section("", [*(more or []), *facts(record, **replaced)])],
        lines=recorded(record),
    )
