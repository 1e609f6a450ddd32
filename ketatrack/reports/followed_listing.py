"""The followed sessions of the appendix: each checkpoint, event and tick, in order, and who noted it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.followed import session_of
from ketatrack.domain.followed_words import Stage
from ketatrack.domain.handover import AppendixPart, Handover
from ketatrack.domain.language import gettext as _
from ketatrack.domain.measures import OBSERVATION, PULSE
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import (
    Checkpoint,
    EntryReview,
    FollowedSession,
    LeavingMark,
    Reading,
    ReadingPart,
    Record,
    Session,
    SessionEvent,
    SideEffect,
)
from ketatrack.domain.selection import within
from ketatrack.domain.side_effects import label_of_effect
from ketatrack.domain.wording import LONGEST_CELL, NONE_KNOWN, answer_words, shortened
from ketatrack.domain.words import Author
from ketatrack.reports.acute_listing import session_name
from ketatrack.reports.profile import Listing

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a session: when, what, its details, and who noted it."""

    at: datetime
    what: str
    details: str
    by: str = ""


def followed_listing(whole: CourseRecords, choices: Handover) -> Listing:
    """Return what was noted in the followed sessions of a period, minute by minute."""
    shown = within(whole, choices.period)
    return Listing(
        title=_(AppendixPart.FOLLOWED.label),
        note=_("Minutes count from the first dose. An entry of a sitter says what the patient said of it."),
        header=(_(Session.label), _("Minutes"), _("At"), _("What"), _("Details"), _("Noted by")),
        shares=(4, 2, 2, 4, 8, 4),
        rows=tuple(row for followed in shown.following.sessions for row in _rows(shown, followed)),
    )


def _rows(shown: CourseRecords, followed: FollowedSession) -> Iterator[tuple[str, ...]]:
    session = session_of(shown, followed)
    if session is None:
        return
    lines = sorted(_lines(shown, followed, session), key=lambda line: line.at)
    for place, line in enumerate(lines):
        minutes = (line.at - session.started_at) // _MINUTE
        name = "" if place else session_name(session)
        yield name, str(minutes), f"{line.at:%H:%M}", line.what, line.details, line.by


def _lines(shown: CourseRecords, followed: FollowedSession, session: Session) -> Iterator[_Line]:
    """Yield all that belongs to a followed session, in no order."""
    reviews = {each.entry_id: each for each in shown.following.reviews}
    readings = {each.id: each for each in shown.readings if each.session_id == session.id}
    yield _Line(followed.opened_at, _(label_of(FollowedSession, "opened_at")), _observation(followed, session))
    if followed.left_at is not None:
        yield _Line(followed.left_at, _(label_of(FollowedSession, "left_at")), _leaving(followed))
    for point in _of(shown.following.checkpoints, session):
        taken = readings.pop(point.reading_id or "", None)
        yield _checkpoint(point, session, shown, taken, reviews)
    for reading in readings.values():
        yield _Line(
            reading.taken_at, _(Reading.label), _reading_words(reading, shown), _noted_by(reading, reviews)
        )
    for event in _of(shown.following.events, session):
        yield _Line(event.happened_at, _(event.event.label), _event_words(event), _noted_by(event, reviews))
    for mark in _of(shown.following.leaving_marks, session):
        yield _mark(mark, followed, session)
    for each in _of(shown.following.corrected, session):
        yield _corrected(each, session, shown, reviews)
    for effect in _of(shown.side_effects, session):
        if effect.recorded_by == Author.SITTER:
            yield _effect(effect, session, reviews)


def _observation(followed: FollowedSession, session: Session) -> str:
    """Say how long somebody was to stay after the first dose, and how long they did, as far as it is known."""
    parts = []
    if followed.observe_minutes is not None:
        parts.append(f"{_(OBSERVATION.label)}: {followed.observe_minutes} {OBSERVATION.unit}")
    last = followed.left_at or followed.closed_at
    if last is not None:
        stayed = (last - session.started_at) // _MINUTE
        parts.append(_("stayed {minutes} min from the first dose").format(minutes=stayed))
    if followed.sitter:
        parts.append(f"{_(label_of(FollowedSession, 'sitter'))}: {shortened(followed.sitter, LONGEST_CELL)}")
    return ", ".join(parts) or NONE_KNOWN


def _leaving(followed: FollowedSession) -> str:
    parts = []
    if followed.escort_here is not None:
        here = _("yes") if followed.escort_here else _("no")
        parts.append(f"{_(label_of(FollowedSession, 'escort_here'))}: {here}")
    if followed.driving_rule.strip():
        parts.append(f"{_(label_of(FollowedSession, 'driving_rule'))}: {followed.driving_rule.strip()}")
    return ", ".join(parts)


def _checkpoint(
    point: Checkpoint, session: Session, shown: CourseRecords, taken: Reading | None, reviews: _Reviews
) -> _Line:
    called = _(point.stage.label)
    if point.at_minutes is not None:
        called = _("At {minutes} min").format(minutes=point.at_minutes)
    measured = _reading_words(taken, shown) if taken else ""
    by = _noted_by(taken or point, reviews)
    if point.done_at is not None:
        return _Line(point.done_at, called, measured or _("done"), by)
    if point.missed_at is not None:
        return _Line(point.missed_at, called, _("missed, as noted now"), by)
    planned = session.started_at + (point.at_minutes or 0) * _MINUTE
    return _Line(planned, called, _("neither done nor noted as missed"), by)


def _reading_words(reading: Reading, shown: CourseRecords) -> str:
    """Return what was measured, and the measurements whose mean it is."""
    parts = [each for each in shown.following.reading_parts if each.reading_id == reading.id]
    words = measured_words(reading)
    if not parts:
        return words
    mean_of = " · ".join(pressure_words(each.systolic, each.diastolic) for each in parts)
    return _("{measured} (mean of {parts})").format(measured=words, parts=mean_of)


def _event_words(event: SessionEvent) -> str:
    amount = "" if event.amount is None else f"{event.amount:g} {event.amount_unit or ''}".strip()
    return ", ".join(filter(None, (amount, event.words.strip())))


def _mark(mark: LeavingMark, followed: FollowedSession) -> _Line:
    """Return a line of the checklist when it was ticked; one that was not stands where the person left."""
    at = mark.ticked_at or followed.left_at or followed.closed_at or followed.opened_at
    state = _("ticked") if mark.ticked_at else _("not ticked")
    line = shortened(mark.line, LONGEST_CELL) or _("in own words, left out")
    return _Line(at, _(LeavingMark.label), f"{line}: {state}")
