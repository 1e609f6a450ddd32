"""What the chart of side effects draws: sessions across, the most frequent effects down, severity by cell.

An effect noted several times in one session stands at its worst. What was noted outside sessions has no
column; it is counted, and stands in the table.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ketatrack.charts.matrix import Cell, Level, Matrix
from ketatrack.charts.session_marks import SessionMark, session_mark
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.effect_counts import EffectCount, effect_counts
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import local_date
from ketatrack.domain.records import Session, SideEffect
from ketatrack.domain.selection import Selection, within
from ketatrack.domain.side_effects import label_of_effect
from ketatrack.domain.words import Severity

MOST_ROWS = 12


@dataclass(frozen=True, slots=True)
class EffectsData:
    """What the chart of side effects draws, and what it counts without drawing it."""

    sessions: Sequence[Session]
    marks: Sequence[SessionMark]
    """One for each session, standing at its column."""
    effects: Sequence[SideEffect]
    """All of the period, in sessions and outside."""
    counts: dict[str, EffectCount]
    """By effect, over those in sessions, the most frequent first."""
    matrix: Matrix


def effects_data(records: CourseRecords, selection: Selection) -> EffectsData:
    """Return the side effects of the period, session by session, also of those that were not given."""
    shown = within(records, selection.period)
    sessions = sorted(shown.sessions, key=lambda session: session.started_at)
    counts = effect_counts(effect for effect in shown.side_effects if effect.session_id is not None)
    frequent = dict(sorted(counts.items(), key=lambda pair: -pair[1].times))
    return EffectsData(
        sessions,
        [replace(session_mark(session), day=float(column)) for column, session in enumerate(sessions)],
        shown.side_effects,
        frequent,
        _matrix(sessions, shown.side_effects, list(frequent)[:MOST_ROWS]),
    )


def _matrix(sessions: Sequence[Session], effects: Sequence[SideEffect], rows: Sequence[str]) -> Matrix:
    levels: dict[Severity | None, Level] = {
        each: Level(_(each.label), str(each.rank + 1), each.rank / (len(Severity) - 1)) for each in Severity
    }
    levels[None] = Level(_("Severity not recorded"), "?", None)
    columns = {session.id: column for column, session in enumerate(sessions)}
    row_of = {effect: row for row, effect in enumerate(rows)}
    worst: dict[tuple[int, int], Severity | None] = {}
    for each in effects:
        if each.effect in row_of and each.session_id in columns:
            place = (columns[each.session_id], row_of[each.effect])
            worst[place] = max(worst.get(place), each.severity, key=_rank)
    return Matrix(
        rows=[label_of_effect(effect) for effect in rows],
        places=[float(column) for column in range(len(sessions))],
        dates=[local_date(session.started_at) for session in sessions],
        levels=list(levels.values()),
        cells=[
            Cell(
                column,
                row,
                levels[severity],
                " · ".join(
                    (
                        session_mark(sessions[column]).text,
                        f"{label_of_effect(rows[row])}: {levels[severity].label}",
                    )
                ),
            )
            for (column, row), severity in worst.items()
        ],
        nothing=_("No side effects noted in a session in this time"),
    )


def _rank(severity: Severity | None) -> int:
    return -1 if severity is None else severity.rank
