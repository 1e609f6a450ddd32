"""What became of each entry since it was written: what it was before, when it was changed, and by whom.

A journal keeps what an entry was before each change. What it became stands in the next version that is
kept, or in the entry as it is now; so the steps of an entry are worked out from all of its versions.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ketatrack.domain.language import gettext as _
from ketatrack.domain.past_records import Version, version_of
from ketatrack.domain.record import Record
from ketatrack.domain.words import Author, Word

EVERY_KIND = ""
"""Stands in place of a kind and of an id where the whole history was erased, not that of one entry."""


class Action(Word):
    """What was done to an entry."""

    WRITTEN = "written", "Written down"
    CHANGED = "changed", "Changed"
    REMOVED = "removed", "Deleted"
    RETURNED = "returned", "Brought back"
    PURGED = "purged", "History erased"
    KEPT_APART = "kept_apart", "Found in a damaged file, and kept apart"


@dataclass(frozen=True, slots=True)
class PastVersion:
    """What a record was before a step: when, by whom, what was done, and its content then.

    The content is empty where there was nothing before, or where it was erased.
    """

    changed_at: datetime
    changed_by: str
    action: str
    kind: str
    record_id: str
    revision: int
    content: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done to an entry; a version is None where the entry was not there or is not known.

    `at` is None where it is not known when an entry was written down.
    """

    at: datetime | None
    by: str
    action: str
    kind: str
    record_id: str
    before: Version | None
    after: Version | None

    @property
    def version(self) -> Version | None:
        """Return the entry as it was after the step, or before a step that removed it."""
        return self.after or self.before


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that reads otherwise after a step; values as the record holds them."""

    field: str
    before: Any
    after: Any


def action_words(action: str) -> str:
    """Return what was done, in words; what this version does not know stays as it stands."""
    return next((_(each.label) for each in Action if each == action), action)


def author_words(by: str) -> str:
    """Return who did it, in words; what this version does not know stays as it stands."""
    return next((_(each.label) for each in Author if each == by), by)


def steps_of(past: Sequence[PastVersion], now: Record | None) -> list[Step]:
    """Return what was done to one entry, from its writing on.

    Args:
        past: its versions in the order of writing.
        now: the entry as it is; None where it is not there.
    """
    current = Version(now, {}) if now is not None else None
    versions = [version_of(each.kind, each.content) for each in past]
    first = next((version for version in versions if version is not None), current)
    steps = [] if first is None else [_written(first)]
    for place, each in enumerate(past):
        after = None
        if each.action in {Action.CHANGED, Action.RETURNED}:
            after = next((version for version in versions[place + 1 :] if version is not None), current)
        steps.append(
            Step(
                each.changed_at,
                each.changed_by,
                each.action,
                each.kind,
                each.record_id,
                versions[place],
                after,
            )
        )
    return steps


def reads_so_since(past: Sequence[PastVersion], now: Record) -> datetime | None:
    """Return when an entry first came to read as it does; a step that was taken back is passed over.

    None where it is not known when it was written down.

    Args:
        past: its versions in the order of writing.
        now: the entry as it is.
    """
    return next(
        (step.at for step in steps_of(past, now) if step.after and _same(step.after.record, now)), None
    )


def _same(one: Record, other: Record) -> bool:
    return one.model_copy(update={"revision": other.revision}) == other


def _written(first: Version) -> Step:
    record = first.record
    return Step(
        record.written_at, str(record.recorded_by), Action.WRITTEN, record.kind, record.id, None, first
    )


def all_steps(past: Iterable[PastVersion], now: Mapping[str, Record]) -> list[Step]:
    """Return every change and removal of a journal, the newest first.

    Args:
        past: all versions in the order of writing.
        now: the entries as they are, by id; at least those that were changed.
    """
    of_entry: defaultdict[str, list[tuple[int, PastVersion]]] = defaultdict(list)
    for place, each in enumerate(past):
        of_entry[each.record_id].append((place, each))
    placed: list[tuple[int, Step]] = []
    for record_id, own in of_entry.items():
        steps = steps_of([each for _place, each in own], now.get(record_id))
        done = steps[len(steps) - len(own) :]  # without its writing
        placed += [(place, step) for (place, _past), step in zip(own, done, strict=True)]
    return [step for _place, step in sorted(placed, key=lambda each: each[0], reverse=True)]


def field_changes(step: Step) -> list[FieldChange]:
    """Return the fields that a step changed, in the order of the record; fields unknown here come last."""
    before, after = step.before, step.after
    if before is None or after is None:
        return []
    kept = {"id", "revision"}
    names = [*type(after.record).model_fields, *before.unknown, *after.unknown]
    pairs = [FieldChange(name, before.value(name), after.value(name)) for name in dict.fromkeys(names)]
    return [
        each for each in pairs if each.field not in kept and _letters(each.before) != _letters(each.after)
    ]


def _letters(value: Any) -> tuple[Any, Any]:
    """Tell moments at the same instant apart by their offset too."""
    return (value, value.utcoffset()) if isinstance(value, datetime) else (value, None)
