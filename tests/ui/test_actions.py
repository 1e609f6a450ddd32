"""The menus: no two commands answer to the same keys, and every page they lead to has a name."""

from collections import Counter

from ketatrack.ui.actions import commands
from tests.records import course, patient
from tests.ui.workspaces import open_workspace


def test_no_two_commands_have_the_same_keys():
    keys = Counter(command.keys for command in commands() if command.keys)

    assert [each for each, count in keys.items() if count > 1] == []


def test_every_page_says_what_it_is_called_to_a_screen_reader(qtbot, tmp_path):
    who = patient()
    workspace = open_workspace(qtbot, tmp_path, who, course(who))
    pages = [command.name for command in commands() if command.name.startswith("page ")]
    for name in (*pages, "page session_setup"):
        workspace.run(name)
        assert workspace.window.stack.currentWidget().accessibleName(), name
    workspace.close_journal()
