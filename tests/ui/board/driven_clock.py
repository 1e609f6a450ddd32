"""Both clocks of a computer, moved by hand: the one on the wall, and its own, which nobody can set."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import time_machine

from ketatrack.ui.journal import Journal
from ketatrack.ui.pages.board_page import BoardPage
from ketatrack.ui.workspace import Workspace
from tests.records import at

START = "2026-06-02T10:00+02:00"
"""When it begins to be driven."""


class DrivenClock:
    """A wall's clock that stands still until it is moved, and the seconds that went by with it."""

    boot = "this start"

    def __init__(self, travel: time_machine.Traveller, start: datetime) -> None:
        self._travel = travel
        self._wall = start
        self._seconds = 1000.0

    @classmethod
    @contextmanager
    def started(cls, start: str) -> Iterator["DrivenClock"]:
        """Begin at a moment."""
        with time_machine.travel(start, tick=False) as travel:
            yield cls(travel, at(start))

    @property
    def now(self) -> datetime:
        """What the clock on the wall shows."""
        return self._wall

    def seconds(self) -> float:
        """The seconds since the computer was started."""
        return self._seconds

    def go_on(self, **by: float) -> None:
        """Let time go by, whether the computer is awake or asleep."""
        self._seconds += timedelta(**by).total_seconds()
        self.set_wall_by(**by)

    def set_wall_by(self, **by: float) -> None:
        """Set the clock on the wall, while no time goes by."""
        self._wall += timedelta(**by)
        self._travel.move_to(self._wall, tick=False)

    def follow(self, workspace: Workspace) -> None:
        """Let the boards of a window be driven by this clock."""
        self._make_page = workspace._middle.page_makers["board"]
        workspace._middle.page_makers["board"] = self.page

    def page(self, journal: Journal) -> BoardPage:
        """Make a page whose board is driven by this clock."""
        page = self._make_page(journal)
        page._boot = self
        return page
