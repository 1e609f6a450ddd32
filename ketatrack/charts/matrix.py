"""A chart of cells: how strong each of several things was at each of several moments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Level:
    """How strong a cell is, from 0 (palest) to 1 (darkest), the mark that says so in it, and its name.

    `strength` None is of unknown strength, drawn as an outline.
    """

    label: str
    mark: str
    strength: float | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One filled place: its column's and its row's number, its level, its words."""

    column: int
    row: int
    level: Level
    text: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Cells with what stands beside them; a place without a cell stays empty.

    `places` are where the columns stand, in ascending order and at least 1 apart; `dates` are their days.
    """

    rows: Sequence[str]
    places: Sequence[float]
    dates: Sequence[date]
    levels: Sequence[Level]
    cells: Sequence[Cell]
    nothing: str
    """What an empty chart says."""
