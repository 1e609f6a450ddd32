"""What the chart of side effects draws: moments across, the most frequent effects down, severity by cell.

The moments are the sessions, and for an effect between sessions or over the long term the days on which any
was noticed. An effect noted several times at one of them stands at its worst. What has no column is counted,
and stands in the table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ketatrack.charts.matrix import Cell, Level, Matrix
from ketatrack.charts.session_marks import SessionMark, session_mark
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.effect_counts import EffectCount, effect_counts
from ketatrack.domain.effect_horizons import NotedEffect, noted_effects
from ketatrack.domain.followed_words import Horizon
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.records import Session
from ketatrack.domain.selection import Selection, within
from ketatrack.domain.side_effects import label_of_effect
from ketatrack.domain.words import Severity

MOST_ROWS = 12


@dataclass(frozen=True, slots=True)
class EffectsData:
    """What the chart of side effects draws, and what it counts without drawing it."""

    horizon: Horizon | None
    """The one that was chosen; None for all."""
    sessions: Sequence[Session]
    marks: Sequence[SessionMark]
    """One for each session, standing at its column; none where the columns are days."""
    effects: Sequence[NotedEffect]
    """All of the period and the horizon, with a column or without."""
    counts: dict[str, EffectCount]
    """By effect, over those with a column, the most frequent first."""
    without_column: Sequence[NotedEffect]
    matrix: Matrix

    @property
    def by_sessions(self) -> bool:
        """Whether its columns are sessions; those of what lies outside them are days."""
        return _is_by_sessions(self.horizon)


@dataclass(frozen=True, slots=True)
class _Columns:
    """The moments across: their days, what hovering says of each, and in which one an effect stands."""

    dates: Sequence[date]
    words: Sequence[str]
    of_effect: Mapping[str, int]
    """By the effect's id; one that is not among them has no column."""


def effects_data(records: CourseRecords, selection: Selection) -> EffectsData:
    """Return the side effects of the period and horizon, also those of sessions that were not given."""
    shown = within(records, selection.period)
    sessions = sorted(shown.sessions, key=lambda session: session.started_at)
    noted = [each for each in noted_effects(shown) if selection.horizon in {None, each.horizon}]
    by_sessions = _is_by_sessions(selection.horizon)
    columns = _sessions_of(sessions, noted) if by_sessions else _days_of(noted)
    drawn = [each for each in noted if each.effect.id in columns.of_effect]
    counts = effect_counts(each.effect for each in drawn)
    frequent = dict(sorted(counts.items(), key=lambda pair: -pair[1].times))
    marks = [replace(session_mark(session), day=float(column)) for column, session in enumerate(sessions)]
    return EffectsData(
        horizon=selection.horizon,
        sessions=sessions,
        marks=marks if by_sessions else [],
        effects=noted,
        counts=frequent,
        without_column=[each for each in noted if each.effect.id not in columns.of_effect],
        matrix=_matrix(columns, drawn, list(frequent)[:MOST_ROWS], selection.horizon),
    )


def _is_by_sessions(horizon: Horizon | None) -> bool:
    return horizon in {None, Horizon.DURING}


def _sessions_of(sessions: Sequence[Session], noted: Sequence[NotedEffect]) -> _Columns:
    places = {session.id: column for column, session in enumerate(sessions)}
    return _Columns(
        dates=[local_date(session.started_at) for session in sessions],
        words=[session_mark(session).text for session in sessions],
        of_effect={
            each.effect.id: places[each.session.id]
            for each in noted
            if each.session is not None and each.session.id in places
        },
    )


def _days_of(noted: Sequence[NotedEffect]) -> _Columns:
    days = {each.effect.id: local_date(each.dated_at) for each in noted if each.dated_at is not None}
    dates = sorted(set(days.values()))
    return _Columns(
        dates=dates,
        words=[date_in_words(day) for day in dates],
        of_effect={effect: dates.index(day) for effect, day in days.items()},
    )


def _matrix(
    columns: _Columns, drawn: Sequence[NotedEffect], rows: Sequence[str], horizon: Horizon | None
) -> Matrix:
    levels: dict[Severity | None, Level] = {
        each: Level(_(each.label), str(each.rank + 1), each.rank / (len(Severity) - 1)) for each in Severity
    }
    levels[None] = Level(_("Severity not recorded"), "?", None)
    row_of = {effect: row for row, effect in enumerate(rows)}
    worst: dict[tuple[int, int], Severity | None] = {}
    for each in drawn:
        if each.effect.effect in row_of:
            place = (columns.of_effect[each.effect.id], row_of[each.effect.effect])
            worst[place] = max(worst.get(place), each.effect.severity, key=_rank)
    return Matrix(
        rows=[label_of_effect(effect) for effect in rows],
        places=[float(column) for column in range(len(columns.dates))],
        dates=columns.dates,
        levels=list(levels.values()),
        cells=[
            Cell(
                column,
                row,
                levels[severity],
                f"{columns.words[column]} · {label_of_effect(rows[row])}: {levels[severity].label}",
            )
            for (column, row), severity in worst.items()
        ],
        nothing=_nothing_words(horizon),
    )


def _nothing_words(horizon: Horizon | None) -> str:
    return {
        Horizon.BETWEEN: _("No side effects noted between sessions in this time"),
        Horizon.LONG_TERM: _("No side effects of the long term noted in this time"),
    }.get(horizon or Horizon.DURING, _("No side effects noted in a session in this time"))


def _rank(severity: Severity | None) -> int:
    return -1 if severity is None else severity.rank
