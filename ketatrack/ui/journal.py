"""The open journal as the window knows it: read, write, undo, and a signal when something changed."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar
from weakref import WeakSet
from zoneinfo import ZoneInfo

import tzlocal
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from ketatrack.domain.courses import CourseRecords, course_after
from ketatrack.domain.errors import JournalError
from ketatrack.domain.followed import running
from ketatrack.domain.language import gettext as _
from ketatrack.domain.records import Course, Patient, Record
from ketatrack.domain.words import Author, Method
from ketatrack.store.holding import hold, release
from ketatrack.store.store import Change, Draft, StaleEditError, Store, UnconfirmedSaveError
from ketatrack.ui.read_store import CHOSEN_COURSE, chosen_course
from ketatrack.ui.written_step import WrittenStep

R = TypeVar("R", bound=Record)

_AUTHOR = "recording_as"
_FIGURES_HIDDEN = "figures_hidden"
_RANGE = "range"


class Journal(QObject):
    """One open journal: its store, its undo stack, and the course on screen.

    `changed` tells every view to read again what it shows, `range_chosen` those that show a stretch of the
    course. `refused` carries the sentence when an undo or redo could not be written. `closing` is the last
    moment in which something can be kept.
    """

    changed = Signal()
    range_chosen = Signal()
    refused = Signal(str)
    closing = Signal()

    def __init__(
        self,
        store: Store,
        parent: QObject | None = None,
        records: CourseRecords | None = None,
        reading_only: str = "",
    ) -> None:
        """Take an open store, which the journal closes, and what was just read from it.

        Raises:
            HeldElsewhereError: another window, program or computer has the journal.
        """
        super().__init__(parent)
        self.store = store
        self.reading_only = reading_only
        self._holds = not store.reading_only
        if self._holds:
            hold(store.path)
        self.undo_stack = QUndoStack(self)
        self._revisions: dict[str, int] = {}
        self._steps: WeakSet[WrittenStep] = WeakSet()
        self._together = ""
        self._records = records
        self.handed_over = False
        """Whether a sitter has the window, who then records whatever is written."""

    def close(self) -> None:
        """Let go of the file."""
        self.closing.emit()
        self.undo_stack.clear()
        self.store.close()
        if self._holds:
            self._holds = False
            release(self.store.path)

    def only_read(self) -> None:
        """Write nothing while the file is replaced by one of the same content; raises JournalError."""
        reader = self.store.again(reading_only=True)
        self.store.close()
        self.store = reader

    def go_on_with(self, store: Store) -> None:
        """Go on in the file that is in the place of the one before, with the same records."""
        self.store.close()
        self.store = store
        self.changed.emit()

    # who and when

    @property
    def author(self) -> Author:
        """Who is recording at this keyboard."""
        if self.handed_over:
            return Author.SITTER
        chosen = self.store.setting(_AUTHOR, Author.PATIENT)
        return next((author for author in Author if author == chosen), Author.PATIENT)

    def record_as(self, author: Author) -> None:
        """Remember who is recording from now on."""
        self.store.set_setting(_AUTHOR, author)
        self.changed.emit()

    @property
    def zone(self) -> ZoneInfo:
        """The time zone that new entries start from: the course's, else the computer's."""
        course = self.course
        return ZoneInfo(course.timezone) if course and course.timezone else tzlocal.get_localzone()

    def now(self) -> datetime:
        """Return this moment at the offset of the journal's zone."""
        return datetime.now(self.zone)

    def stamp(self, method: Method = Method.TYPED) -> dict[str, Any]:
        """Return who records, how and when, for a new record."""
        return {"recorded_by": self.author, "recorded_how": method, "written_at": self.now()}

    @property
    def figures_hidden(self) -> bool:
        """Whether the person prefers not to meet figures on the Today page."""
        return bool(self.store.setting(_FIGURES_HIDDEN, default=False))

    def hide_figures(self, *, hidden: bool) -> None:
        """Remember whether figures are hidden."""
        self.store.set_setting(_FIGURES_HIDDEN, hidden)
        self.changed.emit()

    @property
    def shown_range(self) -> Sequence[str] | None:
        """The stretch of the course that charts, report and its files show, as its field keeps it."""
        kept: Sequence[str] | None = (
            self.store.setting(_RANGE, {}).get(self.course.id) if self.course else None
        )
        return kept

    def show_range(self, content: Sequence[str]) -> None:
        """Remember which stretch of the course is shown, and let every page that shows one follow."""
        if self.course is not None and content != self.shown_range:
            kept = self.store.setting(_RANGE, {}) | {self.course.id: content}
            self.store.set_setting(_RANGE, kept)
            self.range_chosen.emit()

    # the course on screen

    @property
    def course(self) -> Course | None:
        """The course on screen: the one chosen last, else the newest; None in an empty journal."""
        return self._records.course if self._records else chosen_course(self.store)

    def courses(self) -> list[Course]:
        """Return every course of the journal, in order of writing down."""
        return self.store.find(Course)

    def patient(self) -> Patient | None:
        """Return the patient of the course on screen, else the journal's first."""
        if self.course is not None:
            return self.records().patient
        patients = self.store.find(Patient)
        return patients[0] if patients else None

    @property
    def is_followed(self) -> bool:
        """Say whether a session of the course on screen is being followed."""
        return self.course is not None and running(self.records()) is not None

    def choose_course(self, course: Course) -> None:
        """Put another course on screen; while a session is followed, its course stays there."""
        if self.is_followed:
            return
        self.store.set_setting(CHOSEN_COURSE, course.id)
        self.refresh()

    def records(self) -> CourseRecords:
        """Return the course on screen with all its records; read once between changes.

        Raises:
            JournalError: the journal holds no course yet.
        """
        if self._records is None:
            course = chosen_course(self.store)
            if course is None:
                raise JournalError(_("This journal holds no course yet. Start one first."))
            self._records = self.store.course_records(course)
        return self._records

    def refresh(self) -> None:
        """Read everything anew, after a change that came from outside."""
        self._records = None
        self.changed.emit()

    # writing

    def add(self, records: Sequence[Record], text: str, *, draft: str | None = None) -> None:
        """Add records as one step; `text` names it in the menu, such as “PHQ-9 of 12 May”."""
        self.apply([Change(None, record) for record in records], text, draft=draft)

    def replace(self, before: R, after: R, text: str, *, draft: str | None = None) -> None:
        """Change one record as one step."""
        self.apply([Change(before, after)], text, draft=draft)

    def remove(self, record: Record, text: str, *, draft: str | None = None) -> None:
        """Remove a record and all that belongs to it, as one step that can be undone."""
        self.apply([Change(member, None) for member in self.store.family(record)], text, draft=draft)

    def apply(self, changes: Sequence[Change], text: str, *, draft: str | None = None) -> None:
        """Write changes as one step and remember how to take it back.

        Args:
            changes: in the order in which they are to be written.
            text: names the step in the menu.
            draft: the form in which they were typed, whose draft goes as they are written.

        Raises:
            JournalError: nothing was written, or `Store.apply` says otherwise; the message says which.
        """
        written = self.write(changes, draft=draft)
        self._push(written, text)

    def write(self, changes: Sequence[Change], *, draft: str | None = None) -> list[Change]:
        """Write changes without remembering a step."""
        try:
            written = self.store.apply(changes, at=self.now(), by=self.author, draft=draft)
        except (StaleEditError, UnconfirmedSaveError):
            self.refresh()  # what another program wrote, or this one after all, is to be seen
            raise
        self._note_revisions(written)
        if self._records is not None:
            # reading ten years again after each entry would hold the window up
            self._records = course_after(self._records, ((each.before, each.after) for each in written))
        self.changed.emit()
        return written

    @contextmanager
    def one_step(self, text: str) -> Iterator[None]:
        """Let all that is written meanwhile be taken back as one step; none where nothing was written."""
        self._together = text
        try:
            yield
        finally:
            if not self._together:
                self.undo_stack.endMacro()
            self._together = ""

    def _push(self, changes: Sequence[Change], text: str) -> None:
        if self._together:
            self.undo_stack.beginMacro(self._together)
            self._together = ""
        step = WrittenStep(self.rewrite, self.refused.emit, changes, text)
        self._steps.add(step)
        self.undo_stack.push(step)

    def forget_steps(self, ids: Collection[str] | None = None) -> None:
        """Let no step bring back what some entries held before, after their history was erased; None: any."""
        for step in list(self._steps):
            step.forget(ids)

    def remember(self, added: Sequence[Record], text: str) -> None:
        """Remember as one step what a thread has added to the file, so that it can be taken back."""
        changes = [Change(None, record) for record in added]
        self._note_revisions(changes)
        self._push(changes, text)
        self.refresh()

    def _note_revisions(self, written: Sequence[Change]) -> None:
        for change in written:
            record = change.after or change.before
            if record is not None:
                self._revisions[record.id] = record.revision

    def rewrite(self, changes: Sequence[Change]) -> None:
        """Write changes of a step again, each from the revision that this window wrote last.

        An undone step leaves a newer revision with older content, which the steps below it do not know.
        A revision that another program wrote is not known here either, and stays a stale edit.
        """
        self.write([self._rebased(change) for change in changes])

    def _rebased(self, change: Change) -> Change:
        before, after = change.before, change.after
        if before is not None:
            known = self._revisions.get(before.id, before.revision)
            before = before.model_copy(update={"revision": known})
        elif after is not None and after.id in self._revisions:
            after = after.model_copy(update={"revision": self._revisions[after.id] + 1})
        return Change(before, after)

    # half-filled forms

    def keep_draft(self, form: str, content: dict[str, Any]) -> None:
        """Keep what stands in a form, so that it survives a crash."""
        self.store.save_draft(Draft(form, self.now(), content))

    def drop_draft(self, form: str) -> None:
        """Forget the draft of a form."""
        self.store.discard_draft(form)

    def draft(self, form: str) -> Draft | None:
        """Return the draft of a form, if there is one."""
        return next((draft for draft in self.store.drafts() if draft.form == form), None)
