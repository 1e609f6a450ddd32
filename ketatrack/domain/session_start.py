"""A followed session begins with its first dose: its start and that dose are one fact.

Whichever of the two is written otherwise takes the other along, in the same step. What was measured and noted
as it happened stays at its moment; only its minutes count from elsewhere.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain
from typing import Any, TypeVar

from pydantic import ValidationError

from ketatrack.domain.corrections import without_corrected
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.errors import JournalError
from ketatrack.domain.followed import doses_of, first_dose, followed_as
from ketatrack.domain.followed_words import DOSES, EventKind
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.problems import explain
from ketatrack.domain.records import (
    EntryReview,
    FollowedSession,
    Reading,
    Record,
    Session,
    SessionEvent,
    SideEffect,
)
from ketatrack.domain.sessions import is_given
from ketatrack.domain.words import Author, Outcome, ReadingContext

Pair = tuple[Record | None, Record | None]
"""A record as it was and as it will be; None where it was not there or is no longer."""
R = TypeVar("R", bound=Record)

_MINUTE = timedelta(minutes=1)
_IN_MINUTES = ("minutes", "onset_minutes", "peak_minutes", "resolved_minutes")
"""What of a reading and of a side effect in a session is counted from its start."""
_AROUND_DOSE = {ReadingContext.PRE_DOSE, ReadingContext.IN_SESSION}


class StartHeldError(JournalError):
    """A followed session cannot begin as it was put; `field` names what of the session holds it."""

    def __init__(self, field: str, sentence: str) -> None:
        """Take the field and the sentence that stands beside it."""
        super().__init__(sentence)
        self.field = field


# the start is written otherwise


def following_session(
    records: CourseRecords, before: Session, after: Session, stamp: Mapping[str, Any]
) -> list[Pair]:
    """Return what goes with a session whose start, or whether it was given, is written otherwise.

    The first dose goes to the new start; where nothing was given after all, its doses are taken out; one that
    nobody wrote down as it was given is added. None where the session was not followed or its start stays.

    Args:
        records: the course as it is.
        before: the session as the course holds it.
        after: the session as it is to be.
        stamp: who records, how and when, for a dose that is added.

    Raises:
        StartHeldError: a dose that was written down in the session speaks against it.
    """
    is_same = (before.started_at, is_given(before)) == (after.started_at, is_given(after))
    if is_same or followed_as(records, before) is None:
        return []
    return [*_doses_as(records, before, after, stamp), *_counting_from(records, before, after)]


def _doses_as(
    records: CourseRecords, before: Session, after: Session, stamp: Mapping[str, Any]
) -> list[Pair]:
    doses = doses_of(records, before)
    if not is_given(after):
        gone: list[Pair] = [(dose, None) for dose in doses]
        # where the patient's own dose is gone, the sitter's beside which it stood counts again
        _refuse_for_sitter("outcome", [*doses, *doses_of(_after(records, gone), before)])
        return gone
    first = first_dose(records, before)
    if first is None:
        return [] if is_given(before) else [(None, _dose_at_start(after, stamp))]
    if first.happened_at == after.started_at:
        return []
    _refuse_for_sitter("started_at", [first])
    earlier = [each for each in doses if each != first and each.happened_at < after.started_at]
    if earlier:
        raise StartHeldError(
            "started_at",
            _(
                "Another dose of this session is written down at {clock}, and a session begins with its "
                "first one. Type a time that is not after it."
            ).format(clock=_clock(earlier[0])),
        )
    return [(first, first.changed(happened_at=after.started_at))]


def _dose_at_start(session: Session, stamp: Mapping[str, Any]) -> SessionEvent:
    return SessionEvent(
        **stamp,
        course_id=session.course_id,
        session_id=session.id,
        happened_at=session.started_at,
        event=EventKind.DOSE,
    )


def _refuse_for_sitter(field: str, doses: Iterable[SessionEvent]) -> None:
    for dose in doses:
        if dose.recorded_by == Author.SITTER:
            raise StartHeldError(
                field,
                _(
                    "A sitter wrote down the dose at {clock}, and what a sitter wrote stays as it is. Write "
                    "your own beside it on the page “From your sitter”; the session goes with it."
                ).format(clock=_clock(dose)),
            )


def taken_out_words(doses: Sequence[SessionEvent]) -> str:
    """Ask whether doses are to go with a session in which nothing was given after all."""
    return ngettext(
        "A dose is written down in this session at {clocks}. It is taken out as you save. Is that right?",
        "Doses are written down in this session at {clocks}. They are taken out as you save. Is that right?",
        len(doses),
    ).format(clocks=", ".join(map(_clock, doses)))


def _clock(dose: SessionEvent) -> str:
    return f"{dose.happened_at:%H:%M}"


# a dose is written otherwise


def following_doses(records: CourseRecords, written: Iterable[Pair]) -> list[Pair]:
    """Return what changes with the doses of followed sessions: these, their readings and side effects.

    Each session comes before what counts from it; none where its start stays.

    Args:
        records: the course as it is.
        written: what is about to be written; its events and what is said of a sitter's events count.

    Raises:
        StartHeldError: a session cannot begin with its dose as it is to be.
    """
    pairs = list(written)
    concerned = set(chain.from_iterable(map(_sessions_told, pairs)))
    if not concerned:
        return []
    after = _after(records, pairs)
    found: list[Pair] = []
    for session in records.sessions:
        followed = followed_as(records, session) if session.id in concerned else None
        if followed is None or doses_of(after, session) == doses_of(records, session):
            continue
        dosed = as_dosed(session, followed, doses_of(after, session))
        if dosed != session:
            found += [(session, dosed), *_counting_from(records, session, dosed)]
    return found


def _sessions_told(pair: Pair) -> Iterator[str]:
    """Yield the sessions whose doses a change may concern."""
    for each in pair:
        if isinstance(each, EntryReview) or (isinstance(each, SessionEvent) and each.event in DOSES):
            yield each.session_id


def _after(records: CourseRecords, written: Sequence[Pair]) -> CourseRecords:
    """Return a course with its events, and what counts of them, as they are to be."""
    following = records.following
    corrected = [each for each in following.corrected if isinstance(each, SessionEvent)]
    events = _as_written(SessionEvent, [*following.events, *corrected], written)
    reviews = _as_written(EntryReview, following.reviews, written)
    anew = replace(following, events=events, reviews=reviews, corrected=[])
    return without_corrected(replace(records, following=anew))


def _as_written(kind: type[R], there: Iterable[R], written: Iterable[Pair]) -> list[R]:
    found = {each.id: each for each in there}
    for before, after in written:
        if isinstance(before, kind):
            found.pop(before.id, None)
        if isinstance(after, kind):
            found[after.id] = after
    return list(found.values())


def begins_otherwise(event: SessionEvent, session: Session) -> bool:
    """Say whether an event is a dose before a session's start, or in one in which nothing was given."""
    is_early = not is_given(session) or event.happened_at < session.started_at
    return event.event == EventKind.DOSE and is_early


def as_dosed(session: Session, followed: FollowedSession, doses: Sequence[SessionEvent]) -> Session:
    """Return a session as its doses say: begun by the first one; not given, and begun as opened, by none.

    Args:
        session: as it is recorded.
        followed: when its board was opened.
        doses: the doses of the session as they are to be.

    Raises:
        StartHeldError: the session cannot begin then, such as after its end.
    """
    begun = [each.happened_at for each in doses if each.event == EventKind.DOSE]
    if not begun:
        return _possible(session, started_at=followed.opened_at, outcome=Outcome.NOT_GIVEN)
    given = session.outcome if is_given(session) else Outcome.COMPLETED
    return _possible(session, started_at=min(begun), outcome=given)


# what counts from the start


def context_in(session: Session, moment: datetime) -> ReadingContext:
    """Return the circumstances of a reading while a session is followed: up to its first dose, or in it."""
    is_before = not is_given(session) or moment <= session.started_at
    return ReadingContext.PRE_DOSE if is_before else ReadingContext.IN_SESSION


def counted_anew(entries: Iterable[R], before: Session, after: Session) -> list[tuple[R, R]]:
    """Return the readings and side effects that count from another start now, as they were and will be.

    Each stays at its moment; its minutes from the first dose are others. A reading on whose other side the
    first dose is now says so, unless it was at rest or after the session.

    Raises:
        StartHeldError: one of them cannot be told in minutes from there.
    """
    found = []
    for entry in entries:
        values = _values_from(entry, before, after)
        if any(value != getattr(entry, name) for name, value in values.items()):
            found.append((entry, _possible(entry, **values)))
    return found


def _values_from(entry: Record, before: Session, after: Session) -> dict[str, Any]:
    moved = round((before.started_at - after.started_at) / _MINUTE)
    values: dict[str, Any] = {
        name: minutes + moved
        for name in _IN_MINUTES
        if (minutes := getattr(entry, name, None)) is not None and moved
    }
    if isinstance(entry, Reading) and entry.context in _AROUND_DOSE:
        values["context"] = context_in(after, entry.taken_at)
    return values


def _counting_from(records: CourseRecords, before: Session, after: Session) -> list[Pair]:
    following = (Reading, SideEffect)
    noted = (*records.readings, *records.side_effects, *records.following.corrected)
    entries = [each for each in noted if isinstance(each, following) and each.session_id == before.id]
    return [*counted_anew(entries, before, after)]


def _possible(record: R, **values: Any) -> R:
    try:
        return record.changed(**values)
    except ValidationError as error:
        reasons = " ".join(problem.reason for problem in explain(error, type(record)))
        raise StartHeldError(
            "started_at",
            _("The session cannot begin then. {entry}: {reasons}").format(
                entry=_(record.label), reasons=reasons
            ),
        ) from None
