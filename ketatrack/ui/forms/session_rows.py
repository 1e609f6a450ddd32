"""From the rows of a session's form to its readings and side effects: what was added, changed or removed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from ketatrack.domain.language import gettext as _
from ketatrack.domain.parsing import whole_number
from ketatrack.domain.problems import Problem, explain
from ketatrack.domain.records import Reading, Record, Session, SideEffect
from ketatrack.domain.session_readings import placement, replaced
from ketatrack.store.store import Change
from ketatrack.ui.fields.cell_grid import TypedRow
from ketatrack.ui.fields.effect_row import EffectRow
from ketatrack.ui.fields.field import FieldError, RefusedError
from ketatrack.ui.fields.pressure_grid import MEASURED, MINUTES, texts_of

READINGS = "readings"
SIDE_EFFECTS = "side_effects"


@dataclass(frozen=True, slots=True)
class Placed:
    """A record as a row of the form gives it; `place` names the row, such as `readings/2`."""

    record: Record
    place: str


def changes_of(recorded: Iterable[Record], rows: Sequence[Placed]) -> list[Change]:
    """Return what to write so that the rows replace what was recorded; the same is not written again."""
    before = {record.id: record for record in recorded}
    after = {row.record.id: row.record for row in rows}
    gone = [Change(record, None) for key, record in before.items() if key not in after]
    kept = [
        Change(before.get(key), record)
        for key, record in after.items()
        if dict(record) != dict(before.get(key, ()))
    ]
    return [*gone, *kept]


def readings_of(
    rows: Iterable[TypedRow],
    recorded: Mapping[str, Reading],
    before: Session | None,
    session: Session,
    stamp: Mapping[str, Any],
) -> list[Placed]:
    """Return the readings that the grid's rows give; a row without any measured value gives none.

    Args:
        rows: the grid's rows.
        recorded: the session's readings by id, where a session is edited.
        before: the session as it was recorded, None for a new one.
        session: the session as the form gives it.
        stamp: who records, how and when, for new readings.

    Raises:
        RefusedError: naming each cell that gives no possible value.
    """
    placed: list[Placed] = []
    problems: list[Problem] = []
    for row in rows:
        place = f"{READINGS}/{row.number}"
        known = recorded.get(row.key)
        untouched = known is not None and before is not None and row.texts == texts_of(known, before)
        if not untouched and not any(row.texts[name] for name in MEASURED):
            continue
        numbers, unreadable = _numbers(row.texts, place)
        minutes = numbers.pop(MINUTES)
        if minutes is None and not unreadable:
            unreadable = [
                Problem(
                    f"{place}.{MINUTES}",
                    "",
                    _("Type the minutes from the first dose; 0 or less is before it."),
                )
            ]
        if unreadable or minutes is None:
            problems += unreadable
            continue
        if known is not None and before is not None:
            values = dict(known) | numbers | replaced(known, before, session, minutes)
        else:
            values = dict(stamp) | {"course_id": session.course_id} | numbers | placement(session, minutes)
        try:
            placed.append(Placed(Reading.model_validate(values), place))
        except ValidationError as error:
            problems += _at(place, explain(error, Reading))
    if problems:
        raise RefusedError(problems)
    return placed


def side_effects_of(
    rows: Iterable[EffectRow],
    recorded: Mapping[str, SideEffect],
    session: Session,
    stamp: Mapping[str, Any],
) -> list[Placed]:
    """Return the side effects that the chosen rows give; raises RefusedError naming each wrong field."""
    placed: list[Placed] = []
    problems: list[Problem] = []
    for number, row in enumerate(rows, start=1):
        place = f"{SIDE_EFFECTS}/{number}"
        known = recorded.get(row.key)
        fixed = (
            dict(known) if known else dict(stamp) | {"course_id": session.course_id, "session_id": session.id}
        )
        values, unreadable = _details(row, place)
        if unreadable:
            problems += unreadable
            continue
        try:
            placed.append(Placed(SideEffect.model_validate(fixed | values), place))
        except ValidationError as error:
            problems += _at(place, explain(error, SideEffect))
    if problems:
        raise RefusedError(problems)
    return placed


def _numbers(texts: Mapping[str, str], place: str) -> tuple[dict[str, int | None], list[Problem]]:
    numbers: dict[str, int | None] = dict.fromkeys((MINUTES, *MEASURED))
    problems: list[Problem] = []
    for name in numbers:
        if texts[name]:
            try:
                numbers[name] = whole_number(texts[name])
            except ValueError as error:
                problems.append(Problem(f"{place}.{name}", texts[name], f"“{texts[name]}” {error}."))
    return numbers, problems


def _details(row: EffectRow, place: str) -> tuple[dict[str, Any], list[Problem]]:
    values: dict[str, Any] = {"effect": row.effect}
    problems: list[Problem] = []
    for name, field in row.fields.items():
        try:
            values[name] = field.value()
        except FieldError as error:
            problems.append(Problem(f"{place}.{name}", field.content(), str(error)))
    return values, problems


def _at(place: str, problems: Iterable[Problem]) -> list[Problem]:
    return [Problem(f"{place}.{problem.field}", problem.value, problem.reason) for problem in problems]
