"""The whole program is killed over a half-filled form; nothing that was typed is lost."""

import signal
import time
from pathlib import Path

from ketatrack.domain.records import Reading, Session, SideEffect
from ketatrack.store.store import Store
from tests import records as make
from tests.journeys import programs
from tests.journeys.hands import Hands
from tests.journeys.processes import PATIENCE_S, begin, posix
from tests.ui.workspaces import empty_workspace, open_workspace


def wait_for_the_last_word(program, path: Path) -> None:
    """Wait until the draft holds what was typed last."""
    until = time.monotonic() + PATIENCE_S
    with Store.open(path) as store:
        while "dissociation" not in str([draft.content for draft in store.drafts()]):
            assert program.poll() is None, program.communicate()
            assert time.monotonic() < until
            time.sleep(0.05)


@posix
def test_a_half_filled_session_is_offered_on_today_after_a_kill_and_goes_on(qtbot, tmp_path: Path):
    who = make.patient(name="Alex")
    first = open_workspace(qtbot, tmp_path, who, make.course(who))
    path = first.journal.store.path
    first.close_journal()
    with begin(programs.type_half_a_session, path) as program:
        try:
            wait_for_the_last_word(program, path)
        finally:
            program.send_signal(signal.SIGKILL)

    (tmp_path / "second").mkdir()
    workspace = empty_workspace(qtbot, tmp_path / "second")
    workspace.opening.path(path)
    hands, store = Hands(workspace), workspace.journal.store
    (draft,) = store.drafts()
    assert store.count(Session) == 0
    hands.go_to(f"Go on with: Session, {draft.saved_at:%Y-%m-%d %H:%M}")
    hands.keys("Space")

    grid = workspace.form.grid
    assert [grid.cell(1, name).text() for name in ("minutes", "systolic", "diastolic")] == ["0", "128", "79"]
    assert grid.cell(1, "pulse").text() == "14"
    assert "Half-filled form of" in hands.objections[0]
    hands.go_to("Row 1, Pulse (/min)")
    hands.type_over("68")
    hands.go_to("First dose at, day")
    hands.choose("Outcome", "Completed")
    hands.keys("Ctrl+Return")

    (reading,) = store.find(Reading)
    assert (reading.minutes, reading.systolic, reading.diastolic, reading.pulse) == (0, 128, 79, 68)
    assert [effect.effect for effect in store.find(SideEffect)] == ["dissociation"]
    assert store.drafts() == []
    assert not hands.page._drafts.isVisible()
    workspace.close_journal()
