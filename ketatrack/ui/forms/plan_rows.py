"""Rows of a plan as they are typed: the steps of a protocol, and what to have ready for a date."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from ketatrack.domain.language import gettext as _
from ketatrack.domain.parsing import whole_number
from ketatrack.domain.problems import Problem, explain
from ketatrack.domain.protocols import TemplateStep
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import Preparation, ProtocolStep, Record
from ketatrack.domain.wall_clock import DayNumbers
from ketatrack.domain.words import PhaseKind
from ketatrack.ui.fields.cell_grid import Column, TypedRow
from ketatrack.ui.fields.field import RefusedError

STEPS = "steps"
PREPARATIONS = "preparations"

_NUMBERS = ("first_day", "last_day", "repeat_days", "sessions")
_BETWEEN = re.compile(r"[\s,;]+")


def step_columns() -> list[Column]:
    """Return the columns of a protocol's steps."""
    hints = {
        "phase": ", ".join(_(phase.label) for phase in PhaseKind),
        "first_day": _("The first session is on day 0"),
        "on_days": _("Such as 0, 3: counted from the step's first day, and again from each repetition"),
    }
    names = ("phase", "first_day", "last_day", "repeat_days", "on_days", "sessions")
    return [Column(name, _(label_of(ProtocolStep, name)), hints.get(name, "")) for name in names]


def step_texts(step: ProtocolStep | TemplateStep) -> dict[str, str]:
    """Return what a step's row reads."""
    numbers = {name: getattr(step, name) for name in _NUMBERS}
    return {
        "phase": _(step.phase.label) if step.phase else "",
        "on_days": ", ".join(map(str, step.on_days)),
    } | {name: "" if number is None else str(number) for name, number in numbers.items()}


def steps_of_rows(
    rows: Iterable[TypedRow],
    recorded: Mapping[str, ProtocolStep],
    protocol_id: str,
    stamp: Mapping[str, Any],
) -> list[tuple[int, ProtocolStep]]:
    """Return the steps that the rows give, each with its row's number.

    Args:
        rows: the rows in which something stands; one that was cleared gives no step.
        recorded: the protocol's steps by id, where one is edited.
        protocol_id: whose steps they are.
        stamp: who records, how and when, for new ones.

    Raises:
        RefusedError: naming each cell that gives no possible value.
    """
    problems: list[Problem] = []
    steps: list[tuple[int, ProtocolStep]] = []
    for row in rows:
        if not any(row.texts.values()):
            continue
        reader = _StepReader(row)
        values = reader.values()
        before = recorded.get(row.key)
        fixed = dict(before) if before else dict(stamp) | {"protocol_id": protocol_id}
        if not reader.problems:
            try:
                steps.append((row.number, ProtocolStep.model_validate(fixed | values)))
            except ValidationError as error:
                reader.problems += [
                    reader.placed(each.field, each.reason) for each in explain(error, ProtocolStep)
                ]
        problems += reader.problems
    if problems:
        raise RefusedError(problems)
    return steps


@dataclass
class _StepReader:
    """Reads the cells of one step, noting what cannot be read."""

    row: TypedRow

    def __post_init__(self) -> None:
        self.problems: list[Problem] = []

    def placed(self, name: str, sentence: str) -> Problem:
        """Return a problem of one cell."""
        return Problem(f"{STEPS}/{self.row.number}.{name}", self.row.texts.get(name, ""), sentence)

    def values(self) -> dict[str, Any]:
        """Return the values of the step."""
        numbers = {name: self._number(name, self.row.texts[name]) for name in _NUMBERS}
        if not self.row.texts["first_day"]:
            self.problems.append(
                self.placed("first_day", _("Type the day on which it begins; the first session is on day 0."))
            )
        return numbers | {"phase": self._phase(), "on_days": self._days()}

    def _number(self, name: str, text: str) -> int | None:
        try:
            return whole_number(text) if text else None
        except ValueError as error:
            self.problems.append(self.placed(name, f"“{text}” {error}."))
            return None

    def _days(self) -> DayNumbers:
        parts = [part for part in _BETWEEN.split(self.row.texts["on_days"]) if part]
        days = [self._number("on_days", part) for part in parts]
        return tuple(sorted({day for day in days if day is not None}))

    def _phase(self) -> PhaseKind | None:
        text = self.row.texts["phase"].casefold()
        if not text:
            return None
        meant = [phase for phase in PhaseKind if _(phase.label).casefold().startswith(text)]
        if len(meant) == 1:
            return meant[0]
        labels = ", ".join(_(phase.label) for phase in PhaseKind)
        self.problems.append(
            self.placed("phase", _("“{text}” is not one of: {labels}.").format(text=text, labels=labels))
        )
        return None


def preparation_columns() -> list[Column]:
    """Return the columns of what to have ready for a date."""
    return [
        Column("name", _(label_of(Preparation, "name"))),
        Column("done", _(label_of(Preparation, "done")), _("Yes, no, or empty while nobody said")),
    ]


def preparation_texts(preparation: Preparation) -> dict[str, str]:
    """Return what a preparation's row reads."""
    said = {True: _("Yes"), False: _("No"), None: ""}
    return {"name": preparation.name, "done": said[preparation.done]}


def preparations_of_rows(
    rows: Iterable[TypedRow],
    recorded: Mapping[str, Preparation],
    item_id: str,
    stamp: Mapping[str, Any],
) -> list[Preparation]:
    """Return what the rows say is to be ready for a planned date; raises RefusedError naming wrong cells."""
    problems: list[Problem] = []
    found: list[Preparation] = []
    for row in rows:
        if not any(row.texts.values()):
            continue
        done = _yes_or_no(row.texts["done"])
        if row.texts["done"] and done is None:
            reason = _("“{text}” is neither yes nor no.").format(text=row.texts["done"])
            problems.append(Problem(f"{PREPARATIONS}/{row.number}.done", row.texts["done"], reason))
        before = recorded.get(row.key)
        fixed = dict(before) if before else dict(stamp) | {"planned_item_id": item_id}
        try:
            found.append(Preparation.model_validate(fixed | {"name": row.texts["name"], "done": done}))
        except ValidationError as error:
            problems += [
                Problem(f"{PREPARATIONS}/{row.number}.{each.field}", each.value, each.reason)
                for each in explain(error, Preparation)
            ]
    if problems:
        raise RefusedError(problems)
    return found


def _yes_or_no(text: str) -> bool | None:
    folded = text.casefold()
    answers = {_("Yes").casefold(): True, _("No").casefold(): False}
    meant = [answer for words, answer in answers.items() if folded and words.startswith(folded)]
    return meant[0] if meant else None


def kept_rows(records: Sequence[Record], texts: Iterable[dict[str, str]]) -> list[tuple[dict[str, str], str]]:
    """Return rows that show records, for a grid."""
    return [(shown, record.id) for record, shown in zip(records, texts, strict=True)]
