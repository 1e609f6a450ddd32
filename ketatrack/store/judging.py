"""Judges the rows that were found in a journal: which can stand in one again, and what is lost.

Nothing is lost that could be read, and nothing is invented:

- A row that is as it was written stays so.
- A row that was changed since is taken if it is a possible entry. It keeps the checksum that is not its own,
  so that it is named as changed wherever the journal goes, until somebody says that it is right.
- What cannot stand among the entries is kept apart, in the history, with its content as it was found: what
  is no possible entry, what belongs to an entry that is gone, what stands there twice.
- Only a person or a course, on which all entries hang, is stood in for where it is gone. The empty one has
  the id by which its entries name it, and its name says that it is not the one that was there.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ketatrack.domain.entry_words import gone_entry_words
from ketatrack.domain.history import Action
from ketatrack.domain.identity import new_id
from ketatrack.domain.language import gettext as _
from ketatrack.domain.record_fields import references
from ketatrack.domain.records import KINDS, Course, Patient, Record, Session
from ketatrack.domain.words import Author, Method
from ketatrack.store.findings import Damage, Finding
from ketatrack.store.found import FoundRow, Salvage
from ketatrack.store.places import DIALECT, all_words, gone_words, is_readable, place_of, record_of
from ketatrack.store.rows import checksum_of, stored_values
from ketatrack.store.tables import DRAFTS, HISTORY, SETTINGS, TABLES


@dataclass(slots=True)
class Judged:
    """What a journal can be made of again, and what is wrong with it."""

    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    """By table: the values that a checksum is over, and a checksum; before them a row's number in history."""
    findings: list[Finding] = field(default_factory=list)

    @property
    def entries(self) -> int:
        """How many entries can be read among the others, those kept apart not counted."""
        return sum(len(self.rows.get(kind.kind, [])) for kind in KINDS)


def judged(found: Salvage, at: datetime, by: Author) -> Judged:
    """Judge what was found in a file.

    Args:
        found: its rows, and the places that could not be read.
        at: the moment of judging, for what is kept apart.
        by: who does it.
    """
    return _Judge(found, at, by).judge()


class _Judge:
    def __init__(self, found: Salvage, at: datetime, by: Author) -> None:
        self._found, self._at, self._by = found, at, by
        self._result = Judged()
        self._apart: list[tuple[Any, ...]] = []
        self._accepted: dict[str, set[str]] = {}
        self._names: set[tuple[str, str]] = set()
        self._newest = self._newest_revisions()

    def judge(self) -> Judged:
        for kind in KINDS:
            self._accepted[kind.kind] = set()
            for row in self._one_of_each(self._found.of(TABLES[kind])):
                self._take(kind, row)
        for table in (HISTORY, DRAFTS, SETTINGS):
            for row in self._one_of_each(self._found.of(table)):
                self._take_other(row)
        for stray in self._found.unplaced:
            self._set_apart("", "", {"values": _as_json(stray.values)}, Damage.APART, _("A row of the file"))
        self._tell_what_is_gone()
        self._result.rows.setdefault(HISTORY.name, []).extend(self._apart)
        return self._result

    # rows

    def _one_of_each(self, rows: list[FoundRow]) -> Iterable[FoundRow]:
        """Yield the rows of a table without those that stand in the file twice."""
        chosen: dict[str, FoundRow] = {}
        for row in sorted(rows, key=_trust, reverse=True):
            first = chosen.setdefault(row.key, row)
            if first is not row and first.values != row.values:
                self._keep_apart(row, Damage.TWICE)
        return sorted(chosen.values(), key=lambda row: row.rowid)

    def _take(self, kind: type[Record], row: FoundRow) -> None:
        sure = bool(row.as_written and row.known)
        values = row.as_mapping()
        if not sure and record_of(row) is None:
            self._keep_apart(row, Damage.APART)
        elif row.known is False:
            self._keep_apart(row, Damage.REMOVED)
        elif not self._has_parents(kind, values, sure=bool(row.as_written)):
            self._keep_apart(row, Damage.STRAY)
        elif kind is Session and (values["course_id"], values["name"]) in self._names:
            self._keep_apart(row, Damage.TWICE)
        else:
            self._accept(row)
            self._accepted[kind.kind].add(values["id"])
            if kind is Session:
                self._names.add((values["course_id"], values["name"]))
            if row.as_written and values["revision"] <= self._newest.get(values["id"], 0):
                self._tell(Damage.OLDER, place_of(row), row)

    def _take_other(self, row: FoundRow) -> None:
        if not is_readable(row):
            self._keep_apart(row, Damage.APART)
        elif row.known is False:
            self._keep_apart(row, Damage.REMOVED)
        else:
            self._accept(row)

    def _accept(self, row: FoundRow) -> None:
        checksum = checksum_of(row.values) if row.as_written is None else row.checksum
        number = (row.rowid,) if row.table is HISTORY else ()
        self._result.rows.setdefault(row.table.name, []).append((*number, *row.values, checksum))
        if row.as_written is False:
            self._tell(Damage.CHANGED, place_of(row), row)

    def _has_parents(self, kind: type[Record], values: Mapping[str, Any], *, sure: bool) -> bool:
        """Say whether all that an entry belongs to is there; a person or a course is stood in for."""
        for name, parent in references(kind).items():
            wanted = values[name]
            if wanted is None or wanted in self._accepted[parent]:
                continue
            if not (sure and parent in {Patient.kind, Course.kind}):
                return False
            self._stand_in(parent, wanted)
        return True

    def _stand_in(self, kind: str, record_id: str) -> None:
        stamp: dict[str, Any] = {
            "id": record_id,
            "recorded_by": self._by,
            "recorded_how": Method.IMPORTED,
            "written_at": self._at,
            "notes": _("The entry that stood here cannot be read any more. This empty one stands in for it."),
        }
        stands_in: Record
        if kind == Patient.kind:
            stands_in = Patient(**stamp, name=_("Person who cannot be read"))
        else:
            people = sorted(self._accepted[Patient.kind])
            person = people[0] if len(people) == 1 else new_id()
            if person not in self._accepted[Patient.kind]:
                self._stand_in(Patient.kind, person)
            stands_in = Course(**stamp, patient_id=person, name=_("Course that cannot be read"))
        table = TABLES[type(stands_in)]
        values = stored_values(table, vars(stands_in), DIALECT)
        self._result.rows.setdefault(kind, []).append((*values, checksum_of(values)))
        self._accepted[kind].add(record_id)
        place = gone_entry_words(type(stands_in), record_id)
        self._result.findings.append(Finding(Damage.STOOD_IN, place, kind, record_id))

    # what is kept apart, and what is gone

    def _keep_apart(self, row: FoundRow, why: Damage) -> None:
        record = record_of(row)
        content = (
            dict(zip(row.as_mapping(), _as_json(row.values), strict=True))
            if record is None
            else json.loads(record.model_dump_json(warnings=False))
        )
        self._set_apart(row.table.name, row.key, content, why, place_of(row))

    def _set_apart(self, table: str, key: str, content: dict[str, Any], why: Damage, place: str) -> None:
        values = stored_values(
            HISTORY,
            {
                "changed_at": self._at,
                "changed_by": str(self._by),
                "action": str(Action.KEPT_APART),
                "kind": table,
                "record_id": key,
                "revision": 1,
                "content": json.dumps(content),
            },
            DIALECT,
        )
        self._apart.append((None, *values, checksum_of(values)))
        self._result.findings.append(Finding(why, place, table, key))

    def _tell(self, damage: Damage, place: str, row: FoundRow) -> None:
        self._result.findings.append(Finding(damage, place, row.table.name, row.key))

    def _tell_what_is_gone(self) -> None:
        placed = {
            table: {finding.key for finding in self._result.findings if finding.table == table}
            for table in self._found.gone
        }
        for table, gone in self._found.gone.items():
            for key in gone.values():
                if key not in placed[table]:
                    place = gone_words(table, key)
                    self._result.findings.append(Finding(Damage.GONE, place, table, key))
        for table in sorted(self._found.uncounted):
            self._result.findings.append(Finding(Damage.PART_GONE, all_words(table), table))

    def _newest_revisions(self) -> dict[str, int]:
        """Return the newest revision of each entry that its history knows to be past."""
        newest: dict[str, int] = {}
        for row in self._found.of(HISTORY):
            past = row.as_mapping()
            if row.as_written and past["action"] == Action.CHANGED:
                newest[past["record_id"]] = max(past["revision"], newest.get(past["record_id"], 0))
        return newest


def _trust(row: FoundRow) -> tuple[bool, bool, int]:
    revision = row.as_mapping().get("revision")
    return bool(row.known), bool(row.as_written), revision if isinstance(revision, int) else 0


def _as_json(values: Iterable[Any]) -> list[Any]:
    return [value.hex() if isinstance(value, bytes) else value for value in values]
