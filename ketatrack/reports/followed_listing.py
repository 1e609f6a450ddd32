"""The followed sessions of the appendix: each checkpoint, event and tick, in order, and who noted it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from ketatrack.domain.board_words import checkpoint_name, reading_words
from ketatrack.domain.checkpoints import CheckpointLine, CheckpointState, checkpoint_lines
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.followed import last_entry_at, session_of
from ketatrack.domain.handover import AppendixPart, Handover
from ketatrack.domain.language import gettext as _
from ketatrack.domain.measures import OBSERVATION
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import (
    FollowedSession,
    LeavingLine,
    LeavingMark,
    Reading,
    Session,
    SessionEvent,
    SideEffect,
)
from ketatrack.domain.reviews import SitterEntry, correction_of, moment_of, standing_reviews
from ketatrack.domain.selection import within
from ketatrack.domain.side_effects import label_of_effect
from ketatrack.domain.wording import (
    LONGEST_CELL,
    NONE_KNOWN,
    named,
    pressure_words,
    shortened,
)
from ketatrack.domain.words import Author
from ketatrack.reports.acute_listing import session_name
from ketatrack.reports.profile import Listing

_MINUTE = timedelta(minutes=1)
_BESIDE_ITS_TIME = (CheckpointState.LATE, CheckpointState.MISSED, CheckpointState.OPEN)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a session: when, what, its details, and who noted it where it was not the patient."""

    at: datetime
    what: str
    details: str
    by: str = ""


def followed_listing(whole: CourseRecords, choices: Handover) -> Listing:
    """Return what was noted in the followed sessions of a period, minute by minute."""
    shown = within(whole, choices.period)
    return Listing(
        title=_(AppendixPart.FOLLOWED.label),
        note=_(
            "Minutes count from the first dose. Beside a sitter’s entry stands what the patient said of it."
        ),
        header=(_(Session.label), _("Minutes"), _("At"), _("What"), _("Details"), _("Noted by")),
        shares=(4, 2, 2, 5, 9, 4),
        rows=tuple(row for followed in shown.following.sessions for row in _rows(shown, followed)),
    )


def _rows(shown: CourseRecords, followed: FollowedSession) -> Iterator[tuple[str, ...]]:
    session = session_of(shown, followed)
    if session is None:
        return
    for place, line in enumerate(sorted(_lines(shown, followed, session), key=lambda line: line.at)):
        minutes = (line.at - session.started_at) // _MINUTE
        name = "" if place else session_name(session)
        yield name, str(minutes), f"{line.at:%H:%M}", line.what, line.details, line.by


def _lines(shown: CourseRecords, followed: FollowedSession, session: Session) -> Iterator[_Line]:
    """Yield all that belongs to a followed session, in no order."""
    yield from _frame(followed, session)
    entries = dict(_entries(shown, session))
    over = followed.closed_at or last_entry_at(shown, session, followed)
    for line in checkpoint_lines(shown, session, session.started_at, over):
        yield _checkpoint(line, session, entries.pop(line.checkpoint.reading_id or "", None), shown)
    for entry in entries.values():
        yield _entry(entry, session, shown)
    for mark in shown.following.leaving_marks:
        if mark.session_id == session.id:
            yield _mark(mark, followed)


def _entries(shown: CourseRecords, session: Session) -> Mapping[str, SitterEntry]:
    """Return readings, events, what a sitter saw, and what the patient corrected, by their ids."""
    seen = (each for each in shown.side_effects if each.recorded_by == Author.SITTER)
    corrected = (each for each in shown.following.corrected if isinstance(each, SitterEntry))
    every = (*shown.readings, *shown.following.events, *seen, *corrected)
    return {each.id: each for each in every if each.session_id == session.id}


# the session itself


def _frame(followed: FollowedSession, session: Session) -> Iterator[_Line]:
    """Yield since when somebody watched, how long the person stayed, and how they left."""
    kept = []
    if followed.observe_minutes is not None:
        kept.append(f"{_(OBSERVATION.label)}: {followed.observe_minutes} {OBSERVATION.unit}")
    if followed.sitter:
        kept.append(f"{_(label_of(FollowedSession, 'sitter'))}: {shortened(followed.sitter, LONGEST_CELL)}")
    yield _Line(followed.opened_at, _(label_of(FollowedSession, "opened_at")), ", ".join(kept) or NONE_KNOWN)
    last = followed.left_at or followed.closed_at
    if last is not None:
        stayed = _("{minutes} min after the first dose").format(
            minutes=(last - session.started_at) // _MINUTE
        )
        field = "left_at" if followed.left_at else "closed_at"
        yield _Line(last, _(label_of(FollowedSession, field)), ", ".join((stayed, *_leaving(followed))))


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
    line = shortened(mark.line, LONGEST_CELL) or _("in own words, left out")
    return _Line(at, _(LeavingLine.label), f"{line}: {state}")


# what was looked at and what happened


def _entry(entry: SitterEntry, session: Session, shown: CourseRecords) -> _Line:
    what = _(entry.event.label) if isinstance(entry, SessionEvent) else _(entry.label)
    return _Line(moment_of(entry, session), what, _entry_words(entry, shown), _noted_by(entry, shown))


def _entry_words(entry: SitterEntry, shown: CourseRecords) -> str:
    if isinstance(entry, Reading):
        return _reading_words(entry, shown)
    if isinstance(entry, SideEffect):
        return f"{label_of_effect(entry.effect)}, {named(entry.severity).lower()}"
    amount = "" if entry.amount is None else f"{entry.amount:g} {entry.amount_unit or ''}".strip()
    return ", ".join(filter(None, (amount, entry.words.strip())))


def _reading_words(reading: Reading, shown: CourseRecords) -> str:
    """Return what was measured, and the measurements whose mean it is."""
    parts = [each for each in shown.following.reading_parts if each.reading_id == reading.id]
    words = reading_words(reading)
    if not parts:
        return words
    mean_of = " · ".join(pressure_words(each.systolic, each.diastolic) for each in parts)
    return _("{measured} (mean of {parts})").format(measured=words, parts=mean_of)


def _noted_by(entry: SitterEntry, shown: CourseRecords) -> str:
    """Say who noted an entry where it was not the patient, and what the patient said of a sitter's."""
    if entry.recorded_by == Author.PATIENT:
        return ""
    who = _(entry.recorded_by.label)
    if entry.recorded_by != Author.SITTER:
        return who
    review = standing_reviews(shown).get(entry.id)
    if review is None:
        said = _("not looked at yet")
    elif review.accepted:
        said = _("accepted")
    else:
        own = correction_of(shown, review)
        corrected = _entry_words(own, shown) if own else ""
        said = _("corrected, counts instead: {entry}").format(entry=corrected)
    return ", ".join(filter(None, (who, said, review.words.strip() if review else "")))


def _checkpoint(
    line: CheckpointLine, session: Session, taken: SitterEntry | None, shown: CourseRecords
) -> _Line:
    """Return a checkpoint when it was done, or noted as missed; one that was neither, when it was meant."""
    point = line.checkpoint
    at = point.done_at or point.missed_at or line.planned_at or session.started_at
    state = "" if taken is not None and line.state is CheckpointState.DONE else _(line.state.label).lower()
    planned = ""
    if line.state in _BESIDE_ITS_TIME and line.planned_at is not None:
        planned = _("planned for {clock}").format(clock=f"{line.planned_at:%H:%M}")
    details = (_entry_words(taken, shown) if taken else "", state, planned)
    by = _noted_by(taken, shown) if taken else ""
    return _Line(at, checkpoint_name(point), ", ".join(filter(None, details)), by)
