"""Sessions as a table: what was given, what blood pressure did, and what was felt."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ketatrack.domain.check_ins import check_in_words
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.field_words import label_with_unit, value_words
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.moments import local_date, moment_words
from ketatrack.domain.observed import ObservationTimes
from ketatrack.domain.phases import phase_on
from ketatrack.domain.provenance import other_author
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import CheckIn, Phase, Reading, Session, SessionExperience, SideEffect
from ketatrack.domain.reviews import REVIEWED_KINDS, SitterEntry, entry_line
from ketatrack.domain.session_pressure import (
    Pressure,
    SessionPressure,
    minutes_from_start,
    session_pressures,
)
from ketatrack.domain.wording import dose_words, pressure_words
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
    words_column,
)
from ketatrack.ui.tables.shown import Fact, effect_words, facts, recorded

M = TypeVar("M", Reading, SideEffect, SessionExperience, CheckIn)


@dataclass(frozen=True)
class SessionRow(Row[Session]):
    """A session with all that belongs to it."""

    readings: Sequence[Reading]
    effects: Sequence[SideEffect]
    corrected: Sequence[SitterEntry]
    """What a sitter wrote and the patient's own entries stand for."""
    experiences: Sequence[SessionExperience]
    check_ins: Sequence[CheckIn]
    observed: ObservationTimes
    pressure: SessionPressure | None
    phase: Phase | None


def sessions_listing() -> Listing[SessionRow]:
    """Return the sessions of a course as a table."""
    return Listing(
        name=Session.kind,
        words=_("Sessions"),
        columns=_columns(),
        rows=_rows,
        details=_details,
        title=lambda row: _("session {name}").format(name=row.record.name),
        purpose=_(
            "Each session stands here with its dose, its blood pressures and its side effects. "
            "Past ones can be entered from paper in one go."
        ),
        offers=(
            Offer("sessions", _("Log a session")),
            Offer("followed_sessions", _("Follow a session…")),
            Offer("catch_up", _("Catch up from paper")),
        ),
    )


def _columns() -> tuple[Column[SessionRow], ...]:
    return (
        field_column(Session, "started_at"),
        field_column(Session, "name"),
        field_column(Session, "outcome", is_offered=True),
        Column(
            "dose",
            _(label_of(Session, "dose")),
            lambda row: dose_words(row.record),
            lambda row: row.record.dose,
            is_number=True,
        ),
        _pressure_column("before", _("Before"), _("Last blood pressure before the dose"), _before),
        _pressure_column(
            "highest", _("Highest"), _("Highest systolic and diastolic after the dose"), _highest
        ),
        _pressure_column("last", _("Last"), _("Last blood pressure of the session"), _last),
        _number_column(
            "lowest_spo2", _("Lowest SpO₂"), lambda row: row.pressure.lowest_spo2 if row.pressure else None
        ),
        _number_column("effects", _("Side effects"), lambda row: len(row.effects) or None),
        field_column(Session, "route", is_offered=True),
        field_column(Session, "purpose", is_offered=True),
        field_column(Session, "setting", is_offered=True),
        words_column(
            "phase",
            _("Phase"),
            lambda row: _(row.phase.phase.label) if row.phase else "",
            is_offered=True,
        ),
        late_column(),
        author_column(),
    )


def _pressure_column(
    name: str,
    words: str,
    hint: str,
    pressure: Callable[[SessionPressure], tuple[int | None, int | None] | None],
) -> Column[SessionRow]:
    def known(row: SessionRow) -> tuple[int, int] | None:
        found = pressure(row.pressure) if row.pressure else None
        return None if found is None or found[0] is None or found[1] is None else (found[0], found[1])

    def text(row: SessionRow) -> str:
        found = known(row)
        return f"{found[0]}/{found[1]}" if found else ""

    return Column(name, words, text, known, hint=f"{hint}, mmHg", is_number=True)


def _before(pressure: SessionPressure) -> Pressure | None:
    return pressure.before


def _highest(pressure: SessionPressure) -> tuple[int | None, int | None]:
    return pressure.highest_systolic, pressure.highest_diastolic


def _last(pressure: SessionPressure) -> Pressure:
    return pressure.last


def _number_column(name: str, words: str, number: Callable[[SessionRow], int | None]) -> Column[SessionRow]:
    def text(row: SessionRow) -> str:
        found = number(row)
        return "" if found is None else str(found)

    return Column(name, words, text, number, is_number=True)


def _rows(records: CourseRecords) -> list[SessionRow]:
    readings, effects = _by_session(records.readings), _by_session(records.side_effects)
    pressures = {each.session.id: each for each in session_pressures(records.sessions, records.readings)}
    corrected = [each for each in records.following.corrected if isinstance(each, REVIEWED_KINDS)]
    experiences, check_ins = (
        _by_session(records.following.experiences),
        _by_session(records.following.check_ins),
    )
    observed = ObservationTimes.of(records)
    return [
        SessionRow(
            record=session,
            readings=readings.get(session.id, ()),
            effects=effects.get(session.id, ()),
            corrected=[entry for entry in corrected if entry.session_id == session.id],
            experiences=experiences.get(session.id, ()),
            check_ins=check_ins.get(session.id, ()),
            observed=observed,
            pressure=pressures.get(session.id),
            phase=phase_on(records.phases, local_date(session.started_at)),
        )
        for session in records.sessions
    ]


def _by_session(records: Iterable[M]) -> dict[str | None, list[M]]:
    found: defaultdict[str | None, list[M]] = defaultdict(list)
    for record in records:
        found[record.session_id].append(record)
    return dict(found)


def _details(row: SessionRow) -> Details:
    session = row.record
    return Details(
        title=_("Session {name}, {when}").format(name=session.name, when=moment_words(session.started_at)),
        sections=[
            Section("", _session_facts(row)),
            Section.of_columns(
                ngettext("{n} reading", "{n} readings", len(row.readings)).format(n=len(row.readings)),
                [
                    _(label_of(Reading, "minutes")),
                    _("mmHg"),
                    *(label_with_unit(Reading, field) for field in _READING_FIELDS),
                    "",
                ],
                _reading_rows(row),
            ),
            Section.of_columns(
                ngettext("{n} side effect", "{n} side effects", len(row.effects)).format(n=len(row.effects)),
                [*(label_with_unit(SideEffect, field) for field in ("effect", *_EFFECT_FIELDS)), ""],
                [
                    [
                        effect_words(effect.effect),
                        *(value_words(getattr(effect, field)) for field in _EFFECT_FIELDS),
                        _marks(other_author(effect, than=session.recorded_by), row.observed.words(effect)),
                    ]
                    for effect in row.effects
                ],
            ),
            *_after_sections(row),
            Section(
                _("Corrected, as the sitter wrote it"),
                [(_(entry.label), entry_line(entry, session)) for entry in row.corrected],
            ),
        ],
        lines=recorded(session),
    )


_READING_FIELDS = (
    "pulse", "spo2", "respiratory_rate", "context", "arm", "position", "device", "notes",
)  # fmt: skip
_EFFECT_FIELDS = ("severity", "onset_minutes", "resolved_minutes", "needed_help", "notes")


def _session_facts(row: SessionRow) -> list[Fact]:
    session = row.record
    shown_with_dose = ["dose_unit"] if session.dose is not None else []
    found = facts(session, "name", *shown_with_dose, dose=dose_words(session))
    if row.phase is not None:
        found.append((_(Phase.label), _(row.phase.phase.label)))
    return found


def _marks(*marks: str) -> str:
    return ", ".join(filter(None, marks))


def _after_sections(row: SessionRow) -> list[Section]:
    """Return what was said of the session afterwards: how it was, and each check-in."""
    said = [
        (_(SessionExperience.label), [*facts(each), *_mark_fact(row.observed.words(each))])
        for each in row.experiences
    ]
    said += [(check_in_words(each.after_hours), facts(each, "after_hours")) for each in row.check_ins]
    return [Section(heading, found) for heading, found in said]


def _mark_fact(mark: str) -> list[Fact]:
    return [(_("When"), mark)] if mark else []


def _reading_rows(row: SessionRow) -> list[list[str]]:
    timed = sorted(
        row.readings, key=lambda reading: (minutes_from_start(reading, row.record), reading.taken_at)
    )
    return [
        [
            str(minutes_from_start(reading, row.record)),
            _pressure(reading),
            *(value_words(getattr(reading, field)) for field in _READING_FIELDS),
            other_author(reading, than=row.record.recorded_by),
        ]
        for reading in timed
    ]


def _pressure(reading: Reading) -> str:
    """Return a reading's blood pressure; empty where it has none."""
    if reading.systolic is None and reading.diastolic is None:
        return ""
    return pressure_words(reading.systolic, reading.diastolic)
