"""The tables of a session's sheet: checkpoints, readings with their parts, events and side effects.

Each row says who recorded it, and whether that was after the session. An entry of a sitter says what the
patient made of it, and one that the patient corrected stands beside the correction, which counts.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from ketatrack.domain.board_words import (
    checkpoint_name,
    checkpoint_state_words,
    event_words,
    reading_words,
)
from ketatrack.domain.checkpoints import checkpoint_lines
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.effect_horizons import NotedEffect, ending_words, onset_words, worst_words
from ketatrack.domain.field_words import value_words
from ketatrack.domain.followed import first_dose, followed_as, is_over
from ketatrack.domain.guided_measuring import parts_of
from ketatrack.domain.language import gettext as _
from ketatrack.domain.measures import OXYGEN_SATURATION, PULSE, SYSTOLIC
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.provenance import is_written_after
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import (
    Checkpoint,
    FollowedSession,
    Reading,
    ReadingPart,
    Record,
    Session,
    SessionEvent,
    SideEffect,
)
from ketatrack.domain.reviews import is_sitter_entry, standing_reviews
from ketatrack.domain.session_pressure import minutes_from_start
from ketatrack.domain.sessions import is_given
from ketatrack.domain.side_effects import label_of_effect
from ketatrack.domain.wording import answer_words, pressure_words
from ketatrack.reports.profile import Listing

E = TypeVar("E", bound=Reading | SessionEvent | SideEffect)

_MINUTE = timedelta(minutes=1)


def session_tables(records: CourseRecords, session: Session, now: datetime) -> tuple[Listing, ...]:
    """Return the tables of one session; of one that nobody followed only what was measured and felt.

    Args:
        records: the whole course.
        session: which one.
        now: this moment; a checkpoint whose time has not come is still to come.
    """
    tables = [_readings(records, session), _effects(records, session)]
    followed = followed_as(records, session)
    if followed is not None:
        checkpoints = _checkpoints(records, session, followed, now)
        tables = [checkpoints, tables[0], _events(records, session), tables[1]]
    return tuple(tables)


def entries_of_sheet(records: CourseRecords, session: Session) -> list[Reading | SessionEvent | SideEffect]:
    """Return what stands in the tables of a session, what the patient corrected among it."""
    return [
        *_with_corrected(records, session, Reading, records.readings),
        *_with_corrected(records, session, SessionEvent, records.following.events),
        *_with_corrected(records, session, SideEffect, records.side_effects),
    ]


def _checkpoints(
    records: CourseRecords, session: Session, followed: FollowedSession, now: datetime
) -> Listing:
    dose = first_dose(records, session)
    until = followed.closed_at or now
    lines = checkpoint_lines(records, session, dose.happened_at if dose else None, until)
    readings, said = {each.id: each for each in records.readings}, standing_reviews(records)
    rows = []
    for line in lines:
        measured = line.checkpoint.reading_id or ""
        corrected_by = said[measured].corrected_by if measured in said else None
        reading = readings.get(corrected_by or measured)
        noted = reading or line.look
        done = line.checkpoint.done_at
        rows.append(
            (
                checkpoint_name(line.checkpoint),
                _clock(line.planned_at),
                _clock(done),
                checkpoint_state_words(line.state, is_over=is_over(followed)),
                reading_words(reading) if reading else "",
                _noted_by(records, session, noted) if noted else "",
            )
        )
    return Listing(
        title=_("Checkpoints"),
        note=_("Planned from the first dose; real times beside it."),
        header=(
            _(Checkpoint.label),
            _("Planned"),
            _(label_of(Checkpoint, "done_at")),
            _("State"),
            _("Measured"),
            _(label_of(Reading, "recorded_by")),
        ),
        shares=(4, 2, 2, 3, 7, 5),
        rows=tuple(rows),
    )


def _readings(records: CourseRecords, session: Session) -> Listing:
    found = sorted(_with_corrected(records, session, Reading, records.readings), key=_taken_at)
    return Listing(
        title=_("Readings"),
        note=_("Minutes count from the first dose. A mean stands with the measurements it is made of."),
        header=(
            _("Minutes"),
            _("Time"),
            SYSTOLIC.unit,
            f"{_(PULSE.label)} {PULSE.unit}",
            f"{OXYGEN_SATURATION.label} {OXYGEN_SATURATION.unit}",
            _(label_of(Reading, "context")),
            _("Mean of"),
            _(label_of(Reading, "recorded_by")),
        ),
        shares=(5, 4, 5, 6, 5, 8, 9, 11),
        rows=tuple(
            (
                str(minutes_from_start(each, session)) if is_given(session) else "",
                _clock(each.taken_at),
                pressure_words(each.systolic, each.diastolic),
                answer_words(each.pulse),
                answer_words(each.spo2),
                _(each.context.label) if each.context else "",
                _parts_words(parts_of(each, records.following.reading_parts)),
                _noted_by(records, session, each),
            )
            for each in found
        ),
    )


def _events(records: CourseRecords, session: Session) -> Listing:
    found = _with_corrected(records, session, SessionEvent, records.following.events)
    return Listing(
        title=_("What happened"),
        note="",
        header=(_("Minutes"), _("Time"), _("What"), _(label_of(SessionEvent, "recorded_by"))),
        shares=(2, 2, 13, 5),
        rows=tuple(
            (
                str((each.happened_at - session.started_at) // _MINUTE) if is_given(session) else "",
                _clock(each.happened_at),
                event_words(each),
                _noted_by(records, session, each),
            )
            for each in sorted(found, key=lambda event: event.happened_at)
        ),
    )


def _effects(records: CourseRecords, session: Session) -> Listing:
    found = _with_corrected(records, session, SideEffect, records.side_effects)
    return Listing(
        title=_("Side effects"),
        note=_("Minutes count from the first dose."),
        header=(
            _(SideEffect.label),
            _(label_of(SideEffect, "severity")),
            _("Began"),
            _("At its worst"),
            _("Gone"),
            _(label_of(SideEffect, "needed_help")),
            _(label_of(SideEffect, "done_about_it")),
            _(label_of(SideEffect, "recorded_by")),
        ),
        shares=(12, 8, 8, 8, 8, 7, 10, 13),
        rows=tuple(
            (
                label_of_effect(each.effect),
                value_words(each.severity),
                *(words(NotedEffect(each, session)) for words in (onset_words, worst_words, ending_words)),
                value_words(each.needed_help),
                each.done_about_it,
                _noted_by(records, session, each),
            )
            for each in found
        ),
    )


def _with_corrected(records: CourseRecords, session: Session, kind: type[E], entries: Iterable[E]) -> list[E]:
    """Return the entries of a session, those that the patient corrected among them."""
    corrected = [each for each in records.following.corrected if isinstance(each, kind)]
    return [each for each in (*entries, *corrected) if each.session_id == session.id]


def _taken_at(reading: Reading) -> datetime:
    return reading.taken_at


def _clock(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment:%H:%M}"


def _parts_words(parts: Sequence[ReadingPart]) -> str:
    """Write the measurements that a mean is made of: `131/84, pulse 70; 128/81`."""
    return "; ".join(map(reading_words, parts))


def _noted_by(records: CourseRecords, session: Session, record: Record) -> str:
    """Say who recorded an entry, whether later, and what the patient said of it where it was the sitter."""
    followed, who = followed_as(records, session), _(record.recorded_by.label)
    if followed is not None and is_written_after(record, followed.closed_at):
        who = _("{who}; written down later").format(who=who)
    if not is_sitter_entry(record):
        return who
    review = standing_reviews(records).get(record.id)
    if review is None:
        return _("{who}; not reviewed yet").format(who=who)
    day = date_in_words(local_date(review.decided_at))
    if review.accepted:
        return _("{who}; accepted by the patient, {day}").format(who=who, day=day)
    return _("{who}; corrected by the patient, {day}: counts no more").format(who=who, day=day)
