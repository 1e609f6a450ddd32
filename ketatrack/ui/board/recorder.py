"""Writes what happens in a followed session into the journal, each entry as one step of its own."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from PySide6.QtCore import QObject, Signal

from ketatrack.domain.board_words import checkpoint_name, event_words, reading_words
from ketatrack.domain.checkpoints import looked_at_by
from ketatrack.domain.followed import first_dose, followed_as
from ketatrack.domain.followed_words import EventKind, Horizon
from ketatrack.domain.language import gettext as _
from ketatrack.domain.records import (
    Checkpoint,
    FollowedSession,
    Reading,
    ReadingPart,
    Session,
    SessionEvent,
    SideEffect,
)
from ketatrack.domain.session_clock import SessionClock
from ketatrack.domain.session_start import context_in, following_doses
from ketatrack.domain.side_effects import label_of_effect
from ketatrack.domain.words import Author, Outcome
from ketatrack.store.store import Change
from ketatrack.ui.forms.ended_dates import ended_dates, planned_item
from ketatrack.ui.forms.form import Form
from ketatrack.ui.journal import Journal

_MINUTE = timedelta(minutes=1)


class SessionRecorder(QObject):
    """One session and the journal that it is written into.

    What is refused raises RefusedError with a sentence for each field; what the journal cannot take raises
    JournalError. In either case nothing was written.
    """

    written = Signal(object)
    """Carries the list of records that were just added or changed."""

    def __init__(
        self, journal: Journal, followed: FollowedSession, clock: SessionClock, author: Author | None = None
    ) -> None:
        """Take the open journal, the session by how it is followed, its clock, and who writes.

        Without an author it is whoever records at this keyboard.
        """
        super().__init__()
        self.journal = journal
        self.clock = clock
        self._session_id = followed.session_id
        self._author = author
        self._steps: list[int] = []

    # what there is

    @property
    def is_running(self) -> bool:
        """Whether the session is in the journal and its board is not closed."""
        if self.journal.course is None:
            return False
        following = self.journal.records().following.sessions
        return any(each.session_id == self._session_id and each.closed_at is None for each in following)

    @property
    def session(self) -> Session:
        """The session as the journal holds it now."""
        return next(each for each in self.journal.records().sessions if each.id == self._session_id)

    @property
    def followed(self) -> FollowedSession:
        """How the session is followed, as the journal holds it now."""
        found = followed_as(self.journal.records(), self.session)
        if found is None:
            raise LookupError(self._session_id)
        return found

    @property
    def dosed_at(self) -> datetime | None:
        """When the first dose was; None before it."""
        dose = first_dose(self.journal.records(), self.session)
        return dose.happened_at if dose else None

    def stamp(self) -> dict[str, Any]:
        """Return who records, how and when, for a new record of the session."""
        return self.journal.stamp() | ({"recorded_by": self._author} if self._author else {})

    def _belonging(self) -> dict[str, Any]:
        session = self.session
        return self.stamp() | {"course_id": session.course_id, "session_id": session.id}

    # writing

    def write_event(self, kind: EventKind, at: datetime | None = None, **values: Any) -> SessionEvent:
        """Write that something happened, now unless a moment is given; the first dose starts the minutes."""
        moment = at or self.clock.now()
        event = Form.build(SessionEvent, self._belonging() | {"event": kind, "happened_at": moment} | values)
        self._apply([Change(None, event), *self._following_dose(None, event)], event_words(event))
        return event

    def write_effect(self, effect: str, **values: Any) -> SideEffect:
        """Write that a side effect was noticed just now: in minutes, or as a moment before the first dose."""
        now, dosed_at = self.clock.now(), self.dosed_at
        when: dict[str, Any] = (
            {"noticed_at": now} if dosed_at is None else {"onset_minutes": (now - dosed_at) // _MINUTE}
        )
        told = {"effect": effect, "horizon": Horizon.DURING} | when | values
        entry = Form.build(SideEffect, self._belonging() | told)
        self._apply([Change(None, entry)], label_of_effect(effect))
        return entry

    def reading(self, values: Mapping[str, Any], at: datetime, before: Reading | None = None) -> Reading:
        """Return a reading as it would be written, a new one or one that is corrected; writes nothing.

        The values may name the id of a new one.
        """
        placed = dict(values) | {"taken_at": at, "context": context_in(self.session, at)}
        if before is not None:
            return Form.build(Reading, dict(before) | placed)
        return Form.build(Reading, self._belonging() | placed)

    def write_reading(
        self,
        reading: Reading,
        checkpoint: Checkpoint | None = None,
        parts: Iterable[Mapping[str, Any]] = (),
    ) -> None:
        """Write a reading that `reading` returned.

        Args:
            reading: a new one, or one that is there, corrected.
            checkpoint: what is done by it, if anything; one that was done by it already goes with its time.
            parts: what was measured where the reading is a mean: the values of each `ReadingPart`.
        """
        before = self.journal.store.get(Reading, reading.id)
        stamp = {name: value for name, value in self._belonging().items() if name != "session_id"}
        made = [Form.build(ReadingPart, stamp | {"reading_id": reading.id} | dict(part)) for part in parts]
        changes = [Change(before, reading), *(Change(None, part) for part in made)]
        looked = checkpoint or next(iter(self._done_by(reading)), None)
        if looked is not None:
            done = {"done_at": reading.taken_at, "missed_at": None, "reading_id": reading.id}
            changes.append(Change(looked, looked.changed(**done)))
        self._apply(changes, reading_words(reading))

    def note_missed(self, checkpoint: Checkpoint, *, missed: bool = True) -> None:
        """Note that a checkpoint was missed, or that it was not."""
        after = checkpoint.changed(missed_at=self.clock.now() if missed else None)
        words = _("missed: {what}") if missed else _("not missed: {what}")
        self._apply([Change(checkpoint, after)], words.format(what=checkpoint_name(checkpoint)))

    def note_look(self, checkpoint: Checkpoint, at: datetime) -> SessionEvent:
        """Note that somebody looked in at a checkpoint and measured nothing; its words can be added later."""
        told = {"event": EventKind.LOOKED_IN, "happened_at": at}
        event = Form.build(SessionEvent, self._belonging() | told)
        done = checkpoint.changed(done_at=at, missed_at=None, reading_id=None)
        words = _("looked in, no reading: {what}").format(what=checkpoint_name(checkpoint))
        self._apply([Change(None, event), Change(checkpoint, done)], words)
        return event

    def correct_event(self, event: SessionEvent, **values: Any) -> SessionEvent:
        """Write an event with another time, amount or words; a look goes with its checkpoint."""
        after = Form.build(SessionEvent, dict(event) | values)
        if after != event:
            looked = self._looked_at_by(event, after.happened_at)
            changes = [Change(event, after), *looked, *self._following_dose(event, after)]
            self._apply(changes, event_words(after))
        return after

    def take_out(self, entry: Reading | SessionEvent | SideEffect) -> None:
        """Remove an entry; a checkpoint that was done or looked at by it is open again."""
        gone = [Change(member, None) for member in self.journal.store.family(entry)]
        if isinstance(entry, SessionEvent):
            words = event_words(entry)
            changes = [*self._looked_at_by(entry, None), *gone, *self._following_dose(entry, None)]
        elif isinstance(entry, SideEffect):
            words, changes = label_of_effect(entry.effect), gone
        else:
            words = reading_words(entry)
            opened = {"done_at": None, "reading_id": None}
            changes = [*(Change(each, each.changed(**opened)) for each in self._done_by(entry)), *gone]
        self._apply(changes, _("taken out: {what}").format(what=words))

    def _done_by(self, reading: Reading) -> list[Checkpoint]:
        checkpoints = self.journal.records().following.checkpoints
        return [each for each in checkpoints if each.reading_id == reading.id]

    def _looked_at_by(self, event: SessionEvent, at: datetime | None) -> list[Change]:
        looked = looked_at_by(event, self.journal.records())
        return [Change(each, each.changed(done_at=at)) for each in looked]

    def _following_dose(self, before: SessionEvent | None, after: SessionEvent | None) -> list[Change]:
        """Return what changes with a first dose: the session, its planned date, and what counts from it."""
        moved = following_doses(self.journal.records(), [(before, after)])
        ended = [self._ended_dates(each) for _before, each in moved if isinstance(each, Session)]
        return [*(Change(*each) for each in moved), *chain.from_iterable(ended)]

    def _ended_dates(self, session: Session) -> list[Change]:
        chosen = self.followed.planned_item_id
        return ended_dates(self.journal, [session], planned_item(self.journal, chosen) if chosen else None)

    def end(self, outcome: Outcome | None = None, at: datetime | None = None) -> None:
        """Close the board, now unless a moment is given; without a dose the session stays as not given."""
        session, followed = self.session, self.followed
        moment = max(at or self.clock.now(), session.started_at, followed.opened_at)
        given = session.outcome if self.dosed_at is None or outcome is None else outcome
        ended = session.changed(ended_at=moment, outcome=given)
        changes = [Change(session, ended), Change(followed, followed.changed(closed_at=moment))]
        self._apply(
            [*changes, *self._ended_dates(ended)], _("end of session {name}").format(name=session.name)
        )

    def write(self, changes: Sequence[Change], words: str) -> None:
        """Write changes of the session as one step, which its board can take back."""
        self._apply(changes, words)

    def _apply(self, changes: Sequence[Change], words: str) -> None:
        changed = [each for each in changes if not each.is_empty]
        if not changed:
            return
        self.journal.apply(changed, words)
        self._steps.append(self.journal.undo_stack.index())
        self.written.emit([each.after for each in changed if each.after is not None])

    # taking back

    @property
    def last_step(self) -> str:
        """What would be taken back; empty where the last step of the journal is none of this recorder."""
        stack = self.journal.undo_stack
        while self._steps and self._steps[-1] > stack.index():
            self._steps.pop()
        return stack.undoText() if self._steps and self._steps[-1] == stack.index() else ""

    def undo(self) -> None:
        """Take the last step back, where it was one of this recorder."""
        if self.last_step:
            self.journal.undo_stack.undo()
