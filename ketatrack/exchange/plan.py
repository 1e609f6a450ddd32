"""What an import would do, before it does it: what would be added, what is there already, what is left out.

Both formats end in the same plan. The preview shows it, `carry_out` writes it; making one writes nothing.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from ketatrack.domain.language import gettext as _
from ketatrack.domain.plausibility import questions
from ketatrack.domain.records import KINDS, Record, Session
from ketatrack.exchange.cycles import cycles_unsearched
from ketatrack.exchange.guarded_file import ImportRefusedError
from ketatrack.store.store import Change, Draft, PastVersion, Store

MOST_REJECTED = 10_000
"""Rows; nobody looks through more, and a file with so many is another one than was meant."""
_SHOWN_LETTERS = 300
_QUOTED_LETTERS = 40
"""Of a value within a reason, so that the reason itself stays in sight."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """One row that would be left out: where it stands, what stands there, and why it cannot be taken.

    `line` is where the row begins, the header being line 1; in a JSON file, the record's place in its list.
    `column` is empty when the whole row, or the whole file, is meant. Of a long value, and of a reason that
    quotes one, the beginning is kept.
    """

    file: str
    line: int
    column: str
    value: str
    reason: str

    def __post_init__(self) -> None:
        """Shorten what is too long to be read in a list, and show half a letter as what no screen lacks."""
        quoted = self.value.strip()
        reason = self.reason
        if len(quoted) > _QUOTED_LETTERS:
            reason = reason.replace(quoted, _shortened(quoted, _QUOTED_LETTERS))
        for name, text in (("column", self.column), ("value", self.value), ("reason", reason)):
            object.__setattr__(self, name, _shortened(text, _SHOWN_LETTERS))


def _shortened(text: str, letters: int) -> str:
    shown = text if len(text) <= letters else f"{text[:letters]}…"
    return shown.encode("utf-8", "replace").decode("utf-8")


class Rejections(list[Rejection]):
    """The rows that would be left out, as many as a person can look through."""

    def add(self, rejection: Rejection) -> None:
        """Take one more row.

        Raises:
            ImportRefusedError: there are more than anybody looks through.
        """
        if len(self) == MOST_REJECTED:
            first = self[0]
            raise ImportRefusedError(
                _(
                    "More than {most} rows cannot be taken, so nothing is. Check that it is what you meant; "
                    "the first is line {line} of {file}. {reason}"
                ).format(most=MOST_REJECTED, line=first.line, file=first.file, reason=first.reason)
            )
        self.append(rejection)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know before importing that keeps nothing out; `line` is None for the whole file."""

    file: str
    line: int | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Batch:
    """New records of one kind from one file, with the line of each."""

    file: str
    records: list[Record] = field(default_factory=list)
    lines: "array[int]" = field(default_factory=lambda: array("Q"))

    def add(self, record: Record, line: int) -> None:
        """Add a record and the line where its row begins."""
        self.records.append(record)
        self.lines.append(line)


@dataclass(slots=True)
class ImportPlan:
    """What an import would do. `already_there` counts by kind the rows that the journal holds already."""

    batches: list[Batch] = field(default_factory=list)
    already_there: Counter[str] = field(default_factory=Counter)
    rejected: Rejections = field(default_factory=Rejections)
    notices: list[Notice] = field(default_factory=list)
    history: list[PastVersion] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def additions(self) -> Iterator[Record]:
        """Every record that would be added, each after those it refers to."""
        return chain.from_iterable(batch.records for batch in self.batches)

    @property
    def changes(self) -> list[Change]:
        """The additions as changes that can be undone."""
        return [Change(None, record) for record in self.additions]

    @property
    def accepted(self) -> dict[str, int]:
        """How many records of each kind would be added."""
        counts: Counter[str] = Counter()
        for batch in self.batches:
            counts.update({batch.records[0].kind: len(batch.records)} if batch.records else {})
        return _by_kind(counts)

    @property
    def there(self) -> dict[str, int]:
        """How many rows of each kind are in the journal already."""
        return _by_kind(self.already_there)

    @property
    def is_empty(self) -> bool:
        """Whether carrying it out would change nothing."""
        return not (any(self.additions) or self.history or self.drafts or self.settings)

    def unusual(self) -> Iterator[Notice]:
        """Ask about each added value that is possible but unusual; it is added all the same."""
        for batch in self.batches:
            last_weight_kg: float | None = None
            for record, line in zip(batch.records, batch.lines, strict=True):
                for question in questions(record, last_weight_kg=last_weight_kg):
                    yield Notice(batch.file, line, question.sentence)
                if isinstance(record, Session):
                    last_weight_kg = record.weight_kg or last_weight_kg


def _by_kind(counts: Mapping[str, int]) -> dict[str, int]:
    return {kind.kind: counts.get(kind.kind, 0) for kind in KINDS}


def carry_out(plan: ImportPlan, store: Store) -> None:
    """Write what a plan would add, in one transaction; what it rejects stays out.

    Raises:
        JournalError: nothing was written; the message says why.
    """
    if not plan.is_empty:
        with cycles_unsearched():
            store.adopt(plan.additions, history=plan.history, drafts=plan.drafts, settings=plan.settings)


def equal_to_the_letter(record: Record, fields: Iterable[str]) -> tuple[Any, ...]:
    """Return the values of fields so that equal ones are the same: a moment together with its offset."""
    values = (getattr(record, name) for name in fields)
    return tuple((value, value.utcoffset()) if hasattr(value, "utcoffset") else value for value in values)
