"""From rows of paper notes to sessions and PHQ-9 totals; what the paper does not say is asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from ketatrack.domain.instruments import PHQ9
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import RepeatedTimeError, SkippedTimeError, date_from_text, place_moment
from ketatrack.domain.parsing import decimal_number, whole_number
from ketatrack.domain.problems import Problem, explain
from ketatrack.domain.records import Score, Session
from ketatrack.domain.sessions import next_name
from ketatrack.domain.words import DoseUnit, Outcome, Route
from ketatrack.ui.fields.cell_grid import TypedRow
from ketatrack.ui.fields.field import FieldError, RefusedError
from ketatrack.ui.fields.moment_field import clock_from_text

DAY, DOSE, TOTAL, CLOCK, OUTCOME, ANSWERED_ON = "day", "dose", "phq9", "clock", "outcome", "answered_on"
ROWS, SESSION_CLOCK, SCORE_CLOCK = "sessions", "session_clock", "score_clock"

_CELLS = {"started_at": CLOCK, "dose": DOSE, "total": TOTAL, "taken_at": ANSWERED_ON}
"""In which cell each field of a record was typed."""


@dataclass(frozen=True, slots=True)
class Usual:
    """What holds for all rows, said once above them."""

    session_clock: time | None
    score_clock: time | None
    route: Route | None
    product: str
    dose_unit: DoseUnit | None


@dataclass(frozen=True, slots=True)
class PastSession:
    """The session of one row, and the PHQ-9 total beside it."""

    number: int
    session: Session
    score: Score | None


class _RowReader:
    """Reads the cells of one row, noting what cannot be read."""

    def __init__(self, row: TypedRow, usual: Usual, zone: ZoneInfo, today: date) -> None:
        self._row = row
        self._usual = usual
        self._zone = zone
        self._today = today
        self.problems: list[Problem] = []

    def refuse(self, name: str, sentence: str) -> None:
        """Note that a cell cannot be read."""
        place = f"{ROWS}/{self._row.number}.{name}"
        self.problems.append(Problem(place, self._row.texts.get(name, ""), sentence))

    def session(self) -> dict[str, Any]:
        """Return the values of the session, without its name."""
        day, clock = self._day(DAY), self._clock()
        if not self._row.texts[DAY]:
            self.refuse(DAY, _("Type the day of the session."))
        return {
            "started_at": self._moment(day, clock, CLOCK),
            "dose": self._dose(),
            "outcome": self._outcome(),
            "route": self._usual.route,
            "product": self._usual.product,
            "dose_unit": self._usual.dose_unit if self._row.texts[DOSE] else None,
        }

    def score(self) -> dict[str, Any] | None:
        """Return the values of the PHQ-9, None where no total was typed."""
        text = self._row.texts[TOTAL]
        if not text:
            if self._row.texts[ANSWERED_ON]:
                self.refuse(TOTAL, _("Type the total, or clear the day beside it."))
            return None
        total = None
        try:
            total = whole_number(text)
        except ValueError as error:
            self.refuse(TOTAL, f"“{text}” {error}.")
        day = self._day(ANSWERED_ON if self._row.texts[ANSWERED_ON] else DAY)
        return {
            "instrument": PHQ9,
            "taken_at": self._moment(day, self._usual.score_clock, ANSWERED_ON),
            "total": total,
        }

    def _day(self, name: str) -> date | None:
        text = self._row.texts[name]
        if not text:
            return None
        try:
            day = date_from_text(text)
        except ValueError as error:
            self.refuse(name, f"“{text}” {error}.")
            return None
        if day > self._today:
            self.refuse(name, _("{day} lies ahead; this page takes what is past.").format(day=day))
            return None
        return day

    def _clock(self) -> time | None:
        text = self._row.texts[CLOCK]
        if not text:
            if self._usual.session_clock is None:
                self.refuse(CLOCK, _("Type the time here, or the usual time above."))
            return self._usual.session_clock
        try:
            return clock_from_text(text)
        except FieldError as error:
            self.refuse(CLOCK, str(error))
            return None

    def _moment(self, day: date | None, clock: time | None, name: str) -> datetime | None:
        if day is None or clock is None:
            return None
        try:
            return place_moment(day, clock, self._zone)
        except SkippedTimeError as error:
            self.refuse(name, str(error))
        except RepeatedTimeError:
            self.refuse(
                name,
                _(
                    "{clock:%H:%M} came twice on {day}. Log this one by itself, where you can say which."
                ).format(clock=clock, day=day),
            )
        return None

    def _dose(self) -> float | None:
        text = self._row.texts[DOSE]
        try:
            return decimal_number(text) if text else None
        except ValueError as error:
            self.refuse(DOSE, f"“{text}” {error}.")
            return None

    def _outcome(self) -> Outcome:
        text = self._row.texts[OUTCOME].casefold()
        if not text:
            return Outcome.COMPLETED
        meant = [
            outcome
            for outcome in Outcome
            if outcome.value == text or _(outcome.label).casefold().startswith(text)
        ]
        if len(meant) == 1:
            return meant[0]
        labels = ", ".join(_(outcome.label) for outcome in Outcome)
        self.refuse(OUTCOME, _("“{text}” is not one of: {labels}.").format(text=text, labels=labels))
        return Outcome.COMPLETED


def past_sessions(
    rows: Sequence[TypedRow],
    usual: Usual,
    names: Sequence[str],
    *,
    zone: ZoneInfo,
    today: date,
    fixed: Mapping[str, Any],
) -> list[PastSession]:
    """Return what the rows say, in order of time, named on from the course's sessions.

    Args:
        rows: the rows in which something was typed.
        usual: what holds for all of them.
        names: the names of the course's sessions, in order of start.
        zone: where the clocks hung.
        today: the last day that can have passed.
        fixed: the course, and who records, how and when.

    Raises:
        RefusedError: naming each cell that gives no possible value.
    """
    problems: list[Problem] = []
    found: list[PastSession] = []
    for row in rows:
        reader = _RowReader(row, usual, zone, today)
        session, score = reader.session(), reader.score()
        if score is not None and usual.score_clock is None:
            problems.append(
                Problem(SCORE_CLOCK, "", _("Type when you usually answered it; a total has a time."))
            )
        if usual.dose_unit is None and session["dose"] is not None:
            problems.append(Problem("dose_unit", "", _("Choose the unit of the doses.")))
        complete = score is None or (score["taken_at"] is not None and score["total"] is not None)
        if not reader.problems and session["started_at"] is not None and complete:
            try:
                found.append(_past_session(row.number, session, score, fixed))
            except RefusedError as refused:
                problems += refused.problems
        problems += reader.problems
    if problems:
        raise RefusedError(list({problem.field: problem for problem in problems}.values()))
    return _named(found, names)


def _past_session(
    number: int, session: Mapping[str, Any], score: Mapping[str, Any] | None, fixed: Mapping[str, Any]
) -> PastSession:
    try:
        made = Session.model_validate(dict(fixed) | {"name": str(number)} | dict(session))
    except ValidationError as error:
        raise RefusedError(_at(number, explain(error, Session))) from None
    try:
        scored = Score.model_validate(dict(fixed) | dict(score)) if score is not None else None
    except ValidationError as error:
        raise RefusedError(_at(number, explain(error, Score))) from None
    return PastSession(number, made, scored)


def _named(found: Sequence[PastSession], names: Sequence[str]) -> list[PastSession]:
    """Name the sessions in order of start, on from the names that are there."""
    taken = list(names)
    named: list[PastSession] = []
    for past in sorted(found, key=lambda past: past.session.started_at):
        taken.append(next_name(taken))
        named.append(PastSession(past.number, past.session.changed(name=taken[-1]), past.score))
    return named


def _at(number: int, problems: Sequence[Problem]) -> list[Problem]:
    return [
        Problem(f"{ROWS}/{number}.{_CELLS.get(problem.field, DAY)}", problem.value, problem.reason)
        for problem in problems
    ]
