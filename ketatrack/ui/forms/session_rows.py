"""From the rows of a session's form to its readings and side effects: what was added, changed or removed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from pydantic import ValidationError

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.language import gettext as _
from ketatrack.domain.parsing import whole_number
from ketatrack.domain.problems import Problem, explain
from ketatrack.domain.records import Reading, Record, Session, SideEffect
from ketatrack.domain.reviews import stands_as_written, stands_words
from ketatrack.domain.session_readings import placement, replaced
from ketatrack.domain.session_start import Pair, StartHeldError, following_session
from ketatrack.domain.words import Author
from ketatrack.store.store import Change
from ketatrack.ui.fields.cell_grid import TypedRow
from ketatrack.ui.fields.effect_row import EffectRow
from ketatrack.ui.fields.field import FieldError, RefusedError
from ketatrack.ui.fields.pressure_grid import MEASURED, MINUTES, texts_of
from ketatrack.ui.forms.field_frame import gathering

READINGS = "readings"
SIDE_EFFECTS = "side_effects"


@dataclass(frozen=True, slots=True)
class Placed:
    """A record as a row of the form gives it; `place` names the row, such as `readings/2`."""

    record: Record
    place: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the rows of a form show: a session with its readings and side effects, each by its id."""

    session: Session | None
    readings: Mapping[str, Reading]
    effects: Mapping[str, SideEffect]

    def entries(self) -> list[Reading | SideEffect]:
        """Return what stands in the rows."""
        return [*self.readings.values(), *self.effects.values()]

    def begun_anew(self, after: Session, moved: Iterable[Pair]) -> Self:
        """Return the same counted from another start, as `following_session` moved what it holds."""
        anew: dict[str, Any] = {before.id: now for before, now in moved if before is not None}
        if self.session is None or not anew:
            return self
        start = {"started_at": after.started_at, "outcome": after.outcome}
        return replace(
            self,
            session=self.session.model_copy(update=start),
            readings={key: anew.get(key, each) for key, each in self.readings.items()},
            effects={key: anew.get(key, each) for key, each in self.effects.items()},
        )


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


def following_start(
    records: CourseRecords, before: Session | None, after: Session, stamp: Mapping[str, Any]
) -> list[Pair]:
    """Return what goes with the start of a followed session, as `following_session` takes it.

    Raises:
        RefusedError: naming the field of the session that a dose in it holds.
    """
    if before is None:
        return []
    try:
        return following_session(records, before, after, stamp)
    except StartHeldError as error:
        raise RefusedError([Problem(error.field, None, str(error))]) from None


def rows_of(
    readings: Iterable[TypedRow],
    effects: Iterable[EffectRow],
    shown: Recorded,
    recorded: Recorded,
    session: Session,
    stamp: Mapping[str, Any],
) -> list[Placed]:
    """Return the readings that the grid's rows give, and the side effects that the chosen rows give.

    A row without any measured value gives none.

    Args:
        readings: the grid's rows.
        effects: the rows of side effects.
        shown: what the rows showed before anything was typed.
        recorded: the same, counted from the start that the session has now.
        session: the session as the form gives it.
        stamp: who records, how and when, for what is new.

    Raises:
        RefusedError: naming each cell and field that gives no possible value.
    """
    problems: list[Problem] = []
    placed: list[Placed] = []
    with gathering(problems):
        placed += _readings_of(readings, shown, recorded, session, stamp)
    with gathering(problems):
        placed += _side_effects_of(effects, shown, recorded, session, stamp)
    problems += _over_others(placed, recorded, stamp["recorded_by"])
    if problems:
        raise RefusedError(problems)
    return placed


def _over_others(placed: Iterable[Placed], recorded: Recorded, author: Author) -> list[Problem]:
    """Return what rows would write over a sitter's entries."""
    before = {each.id: each for each in recorded.entries()}
    return [
        Problem(f"{row.place}.{name}", str(value), stands_words())
        for row in placed
        if (known := before.get(row.record.id)) is not None and stands_as_written(known, author)
        for name, value in dict(row.record).items()
        if value != getattr(known, name)
    ]


def _readings_of(
    rows: Iterable[TypedRow], shown: Recorded, recorded: Recorded, session: Session, stamp: Mapping[str, Any]
) -> list[Placed]:
    placed: list[Placed] = []
    problems: list[Problem] = []
    before = recorded.session
    for row in rows:
        place = f"{READINGS}/{row.number}"
        known = recorded.readings.get(row.key)
        texts = _recounted(row, shown, recorded)
        untouched = known is not None and before is not None and texts == texts_of(known, before)
        if not untouched and not any(texts[name] for name in MEASURED):
            continue
        numbers, unreadable = _numbers(texts, place)
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


def _recounted(row: TypedRow, shown: Recorded, recorded: Recorded) -> Mapping[str, str]:
    """Return the texts of a row; minutes that were not touched count from the start of now."""
    known, anew = shown.readings.get(row.key), recorded.readings.get(row.key)
    if known is None or anew is None or shown.session is None or recorded.session is None:
        return row.texts
    before, after = (texts_of(known, shown.session)[MINUTES], texts_of(anew, recorded.session)[MINUTES])
    return row.texts if row.texts[MINUTES] != before else {**row.texts, MINUTES: after}


def _side_effects_of(
    rows: Iterable[EffectRow], shown: Recorded, recorded: Recorded, session: Session, stamp: Mapping[str, Any]
) -> list[Placed]:
    placed: list[Placed] = []
    problems: list[Problem] = []
    for number, row in enumerate(rows, start=1):
        place = f"{SIDE_EFFECTS}/{number}"
        known, anew = shown.effects.get(row.key), recorded.effects.get(row.key)
        fixed = (
            dict(anew) if anew else dict(stamp) | {"course_id": session.course_id, "session_id": session.id}
        )
        values, unreadable = _details(row, place)
        if unreadable:
            problems += unreadable
            continue
        typed = {name: value for name, value in values.items() if not known or value != getattr(known, name)}
        try:
            placed.append(Placed(SideEffect.model_validate(fixed | typed), place))
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
