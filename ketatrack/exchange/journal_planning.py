"""What taking in a whole journal would do: what equals a record here is there already."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from ketatrack.domain.backup_words import OF_THE_FILE
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import moment_to_text
from ketatrack.domain.problems import explain
from ketatrack.domain.record_fields import references
from ketatrack.domain.records import KINDS, Record, Session, SessionEvent
from ketatrack.domain.session_start import begins_otherwise
from ketatrack.exchange.journal_json import JsonDraft, JsonPastVersion
from ketatrack.exchange.json_entries import UnreadableEntryError, read_entry
from ketatrack.exchange.plan import Batch, ImportPlan, Notice, Rejection, equal_to_the_letter
from ketatrack.store.store import Draft, PastVersion, Store


class JournalPlanning:
    """One pass over the kinds, each after those that its records refer to."""

    def __init__(self, file: str, store: Store) -> None:
        """Take the file's name, as it stands beside what is left out, and the open journal."""
        self.plan = ImportPlan()
        self._file = file
        self._store = store
        self._known: dict[str, dict[str, Record]] = {}
        self._labels: dict[tuple[str, str], str] = {}
        self._sessions_here: dict[str, Session] = {}

    def take(self, kind: type[Record], entries: Iterable[dict[str, Any]]) -> None:
        """Take the records of one kind; each stands at its place in the list, the first at 1."""
        known = self._known[kind.kind] = {record.id: record for record in self._store.find(kind)}
        self._labels |= {(s.course_id, s.name): s.id for s in known.values() if isinstance(s, Session)}
        self._sessions_here |= {key: each for key, each in known.items() if isinstance(each, Session)}
        batch = Batch(self._file)
        for place, entry in enumerate(entries, start=1):
            record = self._record(kind, place, entry)
            if record is None:
                continue
            same = known.get(record.id)
            if same is None:
                if self._fits(record, place):
                    known[record.id] = record
                    batch.add(record, place)
            elif _letters(same) == _letters(record):
                self.plan.already_there[kind.kind] += 1
            else:
                self._reject(kind, place, "id", record.id, _("Another entry has this id already."))
        if batch.records:
            self.plan.batches.append(batch)

    def _record(self, kind: type[Record], place: int, entry: dict[str, Any]) -> Record | None:
        """Return the record that an entry is, or reject it."""
        try:
            return read_entry(kind, entry)
        except ValidationError as error:
            problem = explain(error, kind)[0]
            self._reject(kind, place, problem.field, problem.value, problem.reason)
        except UnreadableEntryError as error:
            self._reject(kind, place, error.field, error.value, str(error))
        return None

    def _fits(self, record: Record, place: int) -> bool:
        """Say whether what a record refers to is there, and its label is free; reject it otherwise."""
        kind = type(record)
        for field, target in references(kind).items():
            wanted = getattr(record, field)
            found = self._known[target].get(wanted) if wanted is not None else None
            if wanted is not None and found is None:
                reason = _("It refers to an entry that is not there or is left out itself.")
                self._reject(kind, place, field, wanted, reason)
                return False
            if isinstance(found, Session) and found.course_id != getattr(record, "course_id", None):
                self._reject(kind, place, field, wanted, _("It refers to a session of another course."))
                return False
        if isinstance(record, SessionEvent):
            here = self._sessions_here.get(record.session_id)
            if here is not None and begins_otherwise(record, here):
                self._reject(kind, place, "happened_at", moment_to_text(record.happened_at), _held())
                return False
        if isinstance(record, Session):
            owner = self._labels.setdefault((record.course_id, record.name), record.id)
            if owner != record.id:
                self._reject(kind, place, "name", record.name, _("Another session has this label already."))
                return False
        return True

    def _reject(self, kind: type[Record], place: int, field: str, value: Any, reason: str) -> None:
        column = f"{kind.kind}.{field}" if field else kind.kind
        shown = value if isinstance(value, str) else json.dumps(value, default=str) if value else ""
        self.leave_out(column, place, shown, reason)

    def leave_out(self, column: str, place: int, shown: str, reason: str) -> None:
        """Name a part that cannot be taken: which, where, how it stands there, and why as a sentence."""
        self.plan.rejected.add(Rejection(self._file, place, column, shown, reason))

    def take_history(self, versions: Iterable[JsonPastVersion]) -> None:
        """Take past versions that the journal does not hold already."""
        there = Counter(_as_text(JsonPastVersion.model_validate(past)) for past in self._store.history())
        for place, version in enumerate(versions, start=1):
            key = _as_text(version)
            if there[key]:
                there[key] -= 1
            elif self._was_possible(version):
                self.plan.history.append(PastVersion(**dict(version)))
            else:
                reason = _("It is not what an entry can have been before it was changed.")
                self.leave_out("history", place, version.record_id, reason)

    @staticmethod
    def _was_possible(version: JsonPastVersion) -> bool:
        """Say whether a past version can be shown, and be put back, as the entry that it says it was.

        One without content is a note that something was done, such as erasing the history.
        """
        if not version.content:
            return True
        kind = next((kind for kind in KINDS if kind.kind == version.kind), None)
        if kind is None:
            return False
        try:
            was = read_entry(kind, version.content)
        except (ValidationError, UnreadableEntryError):
            return False
        return (was.id, was.revision) == (version.record_id, version.revision)

    def take_drafts(self, drafts: Iterable[JsonDraft]) -> None:
        """Take half-filled forms, except where the same form is half-filled here."""
        there = {draft.form: draft for draft in self._store.drafts()}
        for entry in drafts:
            draft = Draft(**dict(entry))
            same = there.setdefault(draft.form, draft)
            if same is draft:
                self.plan.drafts.append(draft)
            elif same != draft:
                self.tell(_("The half-filled form “{name}” of this journal is kept.").format(name=draft.form))

    def take_settings(self, settings: Mapping[str, Any]) -> None:
        """Take choices that were not made here, and none that belongs to the other file alone."""
        there = self._store.settings()
        for name, value in settings.items():
            if name in OF_THE_FILE:
                continue
            if name not in there:
                self.plan.settings[name] = value
            elif there[name] != value:
                self.tell(_("The choice “{name}” of this journal is kept.").format(name=name))

    def tell(self, sentence: str) -> None:
        """Say something to know before importing."""
        self.plan.notices.append(Notice(self._file, None, sentence))


def _held() -> str:
    return _(
        "The session begins later in this journal, or nothing was given in it, and a dose before that would "
        "begin it otherwise. Change the start in the form of the session first."
    )


def _as_text(version: JsonPastVersion) -> str:
    return json.dumps(version.model_dump(), default=str)  # in ASCII, since half a letter has no other bytes


def _letters(record: Record) -> tuple[Any, ...]:
    return equal_to_the_letter(record, type(record).model_fields)
