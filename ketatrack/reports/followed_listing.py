"""The followed sessions of the appendix: each checkpoint, event and tick, in order, and who noted it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from ketatrack.domain.board_words import (
    checkpoint_name,
    checkpoint_state_words,
    event_kind_name,
    reading_words,
)
from ketatrack.domain.checkpoints import CheckpointLine, CheckpointState, checkpoint_lines
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.effect_horizons import horizon_of
from ketatrack.domain.followed import is_over, last_entry_at, session_of, took_place_at
from ketatrack.domain.followed_words import Horizon, Stage
from ketatrack.domain.guided_measuring import parts_of
from ketatrack.domain.handover import AppendixPart, Handover
from ketatrack.domain.language import gettext as _
from ketatrack.domain.measures import OBSERVATION, SYSTOLIC
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import (
    EntryReview,
    FollowedSession,
    LeavingLine,
    LeavingMark,
    Session,
    SessionEvent,
    SideEffect,
)
from ketatrack.domain.reviews import REVIEWED_KINDS, SitterEntry, is_sitter_entry, standing_reviews
from ketatrack.domain.selection import within
from ketatrack.domain.sessions import is_given
from ketatrack.domain.wording import (
    LONGEST_CELL,
    NONE_KNOWN,
    amount_words,
    effect_with_severity,
    pressure_words,
    session_name,
    shortened,
)
from ketatrack.domain.words import Author
from ketatrack.reports.profile import Listing

_MINUTE = timedelta(minutes=1)
_BESIDE_ITS_TIME = (
    CheckpointState.LATE,
    CheckpointState.LOOKED_LATE,
    CheckpointState.MISSED,
    CheckpointState.OPEN,
    CheckpointState.TO_COME,
)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a session: when, what, its details, and who noted it where it was not the patient.

    Of some nobody said when it was: `at` is then only where it stands.
    """

    at: datetime
    what: str
    details: str
    by: str = ""
    has_time: bool = True


@dataclass(frozen=True, slots=True)
class _Followed:
    """One followed session with its entries by their ids, and what the patient said of a sitter's."""

    records: CourseRecords
    followed: FollowedSession
    session: Session
    dosed_at: datetime | None
    """The first dose; without one there is nothing to count minutes from."""
    entries: Mapping[str, SitterEntry]
    reviews: Mapping[str, EntryReview]

    @property
    def over_at(self) -> datetime:
        """When its board was closed; of one that goes on, when the last entry was made."""
        return self.followed.closed_at or last_entry_at(self.records, self.session, self.followed)


def followed_listing(whole: CourseRecords, choices: Handover) -> Listing:
    """Return what was noted in the followed sessions of a period, minute by minute."""
    shown = within(whole, choices.period)
    return Listing(
        title=_(AppendixPart.FOLLOWED.label),
        note=_(
            "Minutes from the first dose, blood pressure in {unit}. Beside a sitter’s entry stands what the "
            "patient said of it."
        ).format(unit=SYSTOLIC.unit),
        header=(_(Session.label), _("Minutes"), _("At"), _("What"), _("Details"), _("Noted by")),
        shares=(4, 2, 2, 5, 9, 4),
        rows=tuple(row for of in _followed_in(shown) for row in _rows(of)),
    )


def _followed_in(shown: CourseRecords) -> Iterator[_Followed]:
    reviews = standing_reviews(shown)
    for followed in shown.following.sessions:
        session = session_of(shown, followed)
        if session is not None:
            entries = {each.id: each for each in _entries(shown, session)}
            dosed_at = session.started_at if is_given(session) else None
            yield _Followed(shown, followed, session, dosed_at, entries, reviews)


def _entries(shown: CourseRecords, session: Session) -> Iterator[SitterEntry]:
    """Yield readings, events, and side effects of the session itself; what the patient corrected, too."""
    felt = (each for each in shown.side_effects if horizon_of(each) is Horizon.DURING)
    for each in (*shown.readings, *shown.following.events, *felt, *shown.following.corrected):
        if isinstance(each, REVIEWED_KINDS) and each.session_id == session.id:
            yield each


def _rows(of: _Followed) -> Iterator[tuple[str, ...]]:
    for place, line in enumerate(sorted(_lines(of), key=lambda line: line.at)):
        dosed_at = of.dosed_at if line.has_time else None
        minutes = "" if dosed_at is None else str((line.at - dosed_at) // _MINUTE)
        clock = f"{line.at:%H:%M}" if line.has_time else NONE_KNOWN
        name = "" if place else session_name(of.session)
        yield name, minutes, clock, line.what, line.details, line.by


def _lines(of: _Followed) -> Iterator[_Line]:
    """Yield all that belongs to a followed session, in no order."""
    yield from _frame(of.followed, of.dosed_at)
    beside = dict(of.entries)
    for line in checkpoint_lines(of.records, of.session, of.dosed_at, of.over_at):
        taken = line.look.id if line.look else line.checkpoint.reading_id
        yield _checkpoint(line, beside.pop(taken or "", None), of)
    for entry in beside.values():
        yield _entry(entry, of)
    for mark in of.records.following.leaving_marks:
        if mark.session_id == of.session.id:
            yield _mark(mark, of.followed)


# the session itself


def _frame(followed: FollowedSession, dosed_at: datetime | None) -> Iterator[_Line]:
    """Yield since when somebody watched, how long the person stayed, and how they left."""
    kept = []
    if followed.observe_minutes is not None:
        kept.append(f"{_(OBSERVATION.label)}: {followed.observe_minutes} {OBSERVATION.unit}")
    if followed.sitter:
        kept.append(f"{_(label_of(FollowedSession, 'sitter'))}: {shortened(followed.sitter, LONGEST_CELL)}")
    yield _Line(followed.opened_at, _(label_of(FollowedSession, "opened_at")), ", ".join(kept) or NONE_KNOWN)
    last = followed.left_at or followed.closed_at
    if last is not None:
        field = "left_at" if followed.left_at else "closed_at"
        told = ", ".join((*_stay(last, dosed_at), *_leaving(followed)))
        yield _Line(last, _(label_of(FollowedSession, field)), told or NONE_KNOWN)


def _stay(last: datetime, dosed_at: datetime | None) -> Iterator[str]:
    if dosed_at is not None:
        minutes = (last - dosed_at) // _MINUTE
        yield _("{minutes} min after the first dose").format(minutes=minutes)


def _leaving(followed: FollowedSession) -> Iterator[str]:
    if followed.escort_here is not None:
        here = _("yes") if followed.escort_here else _("no")
        yield f"{_(label_of(FollowedSession, 'escort_here'))}: {here}"
    if rule := followed.driving_rule.strip():
        yield f"{_(label_of(FollowedSession, 'driving_rule'))}: {rule}"


def _mark(mark: LeavingMark, followed: FollowedSession) -> _Line:
    """Return a line of the checklist when it was ticked; one that was not stands where the person left."""
    at = mark.ticked_at or followed.left_at or followed.closed_at or followed.opened_at
    state = _("ticked") if mark.ticked_at else _("not ticked")
    line = mark.line or _("in own words, left out")
    return _Line(at, _(LeavingLine.label), f"{line}: {state}")


# what was looked at and what happened


def _checkpoint(line: CheckpointLine, taken: SitterEntry | None, of: _Followed) -> _Line:
    """Return a checkpoint when it was done, or noted as missed; one that was neither, when it was meant."""
    point, planned = line.checkpoint, ""
    at = point.done_at or point.missed_at or line.planned_at or _place_of(point.stage, of)
    state = checkpoint_state_words(line.state, is_over=is_over(of.followed)).lower()
    if taken is not None and line.state is CheckpointState.DONE:
        state = ""
    if line.state in _BESIDE_ITS_TIME and line.planned_at is not None:
        planned = _("planned for {clock}").format(clock=f"{line.planned_at:%H:%M}")
    details = (_entry_words(taken, of) if taken else "", state, planned)
    by = _noted_by(taken, of) if taken else ""
    return _Line(at, checkpoint_name(point), ", ".join(filter(None, details)), by)


def _entry(entry: SitterEntry, of: _Followed) -> _Line:
    """Return an entry when it happened; a side effect of which nobody said when stands at the end."""
    what = event_kind_name(entry) if isinstance(entry, SessionEvent) else _(entry.label)
    at = took_place_at(entry, of.session)
    return _Line(
        at or of.over_at, what, _entry_words(entry, of), _noted_by(entry, of), has_time=at is not None
    )


def _place_of(stage: Stage, of: _Followed) -> datetime:
    """Return where a checkpoint stands that has no time: before the dose, or where the person left."""
    if stage is Stage.LEAVING:
        return of.followed.left_at or of.over_at
    return of.dosed_at or of.followed.opened_at


def _entry_words(entry: SitterEntry, of: _Followed) -> str:
    """Say what an entry says; a reading with the measurements whose mean it is."""
    if isinstance(entry, SideEffect):
        return effect_with_severity(entry.effect, entry.severity)
    if isinstance(entry, SessionEvent):
        return ", ".join(filter(None, (amount_words(entry.amount, entry.amount_unit), entry.words.strip())))
    parts = parts_of(entry, of.records.following.reading_parts)
    if not parts:
        return reading_words(entry)
    mean_of = " · ".join(pressure_words(each.systolic, each.diastolic) for each in parts)
    return _("{measured} (mean of {parts})").format(measured=reading_words(entry), parts=mean_of)


def _noted_by(entry: SitterEntry, of: _Followed) -> str:
    """Say who noted an entry where it was not the patient, and what the patient said of a sitter's."""
    if entry.recorded_by == Author.PATIENT:
        return ""
    who = _(entry.recorded_by.label)
    if not is_sitter_entry(entry):
        return who
    review = of.reviews.get(entry.id)
    if review is None:
        return f"{who}, {_('not looked at yet')}"
    said = _("accepted") if review.accepted else _corrected(review, of)
    return ", ".join(filter(None, (who, said, review.words.strip())))


def _corrected(review: EntryReview, of: _Followed) -> str:
    """Say what the patient put in the place of an entry, wherever it stands."""
    there: tuple[SitterEntry, ...] = (
        *of.records.readings,
        *of.records.side_effects,
        *of.records.following.events,
    )
    own = next(each for each in there if each.id == review.corrected_by)
    return _("corrected, counts instead: {entry}").format(entry=_entry_words(own, of))
