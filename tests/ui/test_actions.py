"""The menus: no two commands answer to the same keys."""

from collections import Counter

from ketatrack.ui.actions import commands


def test_no_two_commands_have_the_same_keys():
    keys = Counter(command.keys for command in commands() if command.keys)

    assert [each for each, count in keys.items() if count > 1] == []
