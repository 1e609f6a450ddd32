"""The window that the journeys go through."""

from pathlib import Path

import pytest

from tests import records as make
from tests.journeys.hands import Hands
from tests.ui.workspaces import empty_workspace, open_workspace


@pytest.fixture
def first_run(qtbot, tmp_path: Path):
    """The window of a person who has no journal yet."""
    workspace = empty_workspace(qtbot, tmp_path)
    workspace.opening.welcome()
    yield Hands(workspace)
    workspace.close_journal()


@pytest.fixture
def at_home(qtbot, tmp_path: Path):
    """The window on a course in Berlin in which nothing is written down yet."""
    who = make.patient(name="Alex")
    workspace = open_workspace(qtbot, tmp_path, who, make.course(who))
    yield Hands(workspace)
    workspace.close_journal()
