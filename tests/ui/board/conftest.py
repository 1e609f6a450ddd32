"""The board of a session that is followed, at ten in the morning of a day in June."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ketatrack.domain.words import Route
from ketatrack.ui.workspace import Workspace
from tests import records as make
from tests.ui.board.driven_clock import START, DrivenClock
from tests.ui.workspaces import open_workspace, press


@pytest.fixture
def clock() -> Iterator[DrivenClock]:
    """The wall's clock and the computer's own, moved together by hand."""
    with DrivenClock.started(START) as driven:
        yield driven


@pytest.fixture
def dosed(qtbot, tmp_path: Path, clock: DrivenClock) -> Iterator[Callable[[int], Workspace]]:
    """Opens the window on a session by nasal spray that is followed, some minutes after its dose."""
    opened: list[Workspace] = []

    def after(minutes: int) -> Workspace:
        who = make.patient(country="DE")
        window = open_workspace(qtbot, tmp_path, who, make.course(who, route=Route.INTRANASAL))
        opened.append(window)
        clock.follow(window)
        window.run("form followed_sessions")
        window.form.submit()
        press(qtbot, "D")
        clock.go_on(minutes=minutes)
        return window

    yield after
    for window in opened:
        window.close_journal()
