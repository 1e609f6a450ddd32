"""What a person does with planned dates: each is one step that can be taken back."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject, Signal

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.plan_lines import PlanLine, title_of
from ketatrack.domain.plan_words import PlannedEnd, PlannedKind
from ketatrack.domain.planned import done_by, ended_as, entry_of, given_by_clinic
from ketatrack.domain.records import (
    Agreement,
    Authorisation,
    FollowedSession,
    PlanMove,
    PlannedItem,
    Protocol,
    Record,
    Session,
    Visit,
)
from ketatrack.store.store import Change
from ketatrack.ui.journal import Journal

_LOGGED_AS = {PlannedKind.SESSION: Session.kind, PlannedKind.VISIT: Visit.kind}
"""The form that logs what a date of the plan is for; other kinds are only noted as done."""


class Doing(QObject):
    """Moves, ends, opens and removes planned dates, or asks for the form that does."""

    form_wanted = Signal(str)
    notice = Signal(str)
    undoable = Signal(str)

    def __init__(self, journal: Journal, parent: QObject | None = None) -> None:
        """Take the open journal."""
        super().__init__(parent)
        self._journal = journal

    def move(self, lines: Sequence[PlanLine]) -> None:
        """Ask where one date is moved to."""
        if len(lines) == 1:
            self.form_wanted.emit(f"{PlanMove.kind}.{lines[0].item.id}")

    def edit(self, lines: Sequence[PlanLine]) -> None:
        """Ask for the form of one date."""
        if len(lines) == 1:
            self.form_wanted.emit(f"{PlannedItem.kind}:{lines[0].item.id}")

    def done(self, lines: Sequence[PlanLine]) -> None:
        """End a date as done: by the entry that is there, else by logging it now."""
        if len(lines) != 1 or not lines[0].state.is_open:
            return
        item, records = lines[0].item, self._journal.records()
        entry = entry_of(item, records, self._journal.now().date())
        if entry is not None:
            self._end(lines, [done_by(item, entry)], _("Done: {what}."))
        elif item.item in _LOGGED_AS:
            self.form_wanted.emit(f"{_LOGGED_AS[item.item]}.{item.id}")
        else:
            self._end(lines, [ended_as(item, PlannedEnd.DONE)], _("Done: {what}."))

    def follow(self, lines: Sequence[PlanLine]) -> None:
        """Ask for the form that starts to follow the session planned today."""
        if len(lines) == 1 and can_follow(lines[0], self._journal.now().date()):
            self.form_wanted.emit(f"{FollowedSession.kind}.{lines[0].item.id}")

    def skip(self, lines: Sequence[PlanLine]) -> None:
        """End dates as skipped; a reason can be written down in the form of each."""
        self._end_as(lines, PlannedEnd.SKIPPED, _("Skipped: {what}."))

    def not_given(self, lines: Sequence[PlanLine]) -> None:
        """End dates as not given."""
        self._end_as(lines, PlannedEnd.NOT_GIVEN, _("Not given: {what}."))

    def open_again(self, lines: Sequence[PlanLine]) -> None:
        """Take back what was said of dates; what was logged stays."""
        ended = [line for line in lines if not line.state.is_open]
        self._end(ended, [ended_as(line.item, None) for line in ended], _("Open again: {what}."))

    def _end_as(self, lines: Sequence[PlanLine], end: PlannedEnd, sentence: str) -> None:
        still_open = [line for line in lines if line.state.is_open]
        self._end(still_open, [ended_as(line.item, end) for line in still_open], sentence)

    def _end(self, lines: Sequence[PlanLine], after: Sequence[PlannedItem], sentence: str) -> None:
        if lines:
            changes = [Change(line.item, item) for line, item in zip(lines, after, strict=True)]
            self._apply(changes, sentence.format(what=_named(lines)))

    def remove(self, lines: Sequence[PlanLine]) -> None:
        """Remove dates with their moves and what was to be ready."""
        if lines:
            self._remove([line.item for line in lines], _named(lines))

    def remove_protocol(self, protocol: Protocol) -> None:
        """Remove a protocol with its steps and its drafts; dates that the clinic gave stay."""
        items = self._journal.records().plan.items
        drafts = [item for item in items if item.protocol_id == protocol.id and item.draft]
        self._remove([*drafts, protocol], protocol.name)

    def remove_record(self, record: Agreement | Authorisation, words: str) -> None:
        """Remove what was agreed or approved."""
        self._remove([record], words)

    def take_as_given(self, protocol: Protocol) -> None:
        """Turn the drafts of a protocol into dates of the plan, since the clinic gave them."""
        today = self._journal.now().date()
        after, items = given_by_clinic(protocol, self._journal.records(), today)
        changes = [Change(protocol, after), *(Change(before, given) for before, given in items)]
        self._apply(
            changes,
            ngettext(
                "{n} draft is a date of your plan now.", "{n} drafts are dates of your plan now.", len(items)
            ).format(n=len(items)),
        )

    def _remove(self, records: Sequence[Record], words: str) -> None:
        members = [each for record in records for each in self._journal.store.family(record)]
        self._apply([Change(each, None) for each in members], _("Deleted: {what}.").format(what=words))

    def _apply(self, changes: Sequence[Change], sentence: str) -> None:
        try:
            self._journal.apply(changes, sentence.rstrip("."))
        except JournalError as error:
            self._journal.refresh()
            self.notice.emit(str(error))
            return
        self.undoable.emit(sentence)


def can_follow(line: PlanLine, today: date) -> bool:
    """Say whether a date is an open session of today, which can be followed as it happens."""
    is_session = line.item.item == PlannedKind.SESSION
    return is_session and line.state.is_open and line.item.planned_on == today


def _named(lines: Sequence[PlanLine]) -> str:
    if len(lines) == 1:
        return title_of(lines[0].item)
    return ngettext("{n} date", "{n} dates", len(lines)).format(n=len(lines))
