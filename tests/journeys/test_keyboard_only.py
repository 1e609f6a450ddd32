"""Without a mouse: every place, form and dialog is reached and left by keys, and nothing is nameless."""

import itertools
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ketatrack.domain.records import SessionExperience
from ketatrack.ui.actions import Command, commands
from ketatrack.ui.dialogs.safety_cards import CrisisCard
from ketatrack.ui.forms.catalogue import QUESTIONNAIRES
from tests.domain.case_files import course_records
from tests.journeys.hands import Hands, let_pass
from tests.ui.workspaces import focusable, nameless, open_workspace, spoken

COMMANDS = list(commands())
PAGES = [command for command in COMMANDS if command.name.startswith("page ")]
FORMS = [
    command
    for command in COMMANDS
    if command.name.startswith("form ")
    and command.name not in {f"form {QUESTIONNAIRES}", f"form {SessionExperience.kind}"}
]
"""The chooser of questionnaires is a dialog, and what is asked after a session needs one of the last day."""
DIALOGS = ["import", "export", "help_now", "shortcuts", "about"]
_PRESS_MS = 250
"""Qt presses a button that a key chose a moment later."""


@pytest.fixture
def well_known(qtbot, tmp_path: Path):
    """The window on a course with sessions, readings, side effects, scores and medicines."""
    records = course_records("iv-boosters")
    workspace = open_workspace(qtbot, tmp_path, records.patient, records.course, *records.entries())
    yield Hands(workspace)
    workspace.close_journal()


@pytest.fixture(params=["empty", "filled"])
def hands(request: pytest.FixtureRequest) -> Hands:
    """The window on a course in which nothing, or much, is written down."""
    return request.getfixturevalue({"empty": "at_home", "filled": "well_known"}[request.param])


def open_by_keys(hands: Hands, command: Command) -> None:
    """Choose a command by its own keys, else through the menus."""
    if command.keys:
        hands.keys(command.keys)
    else:
        hands.workspace.run(command.name)
    if command.name == "page charts":
        hands.wait(lambda: not hands.page._card.isVisible() or hands.page.canvas is not None)
    QApplication.processEvents()


def walked(hands: Hands, key: str) -> list[QWidget]:
    """Return all that has the focus while a key is pressed, until it comes round again."""
    seen: list[QWidget] = []
    while hands.focused not in seen:
        seen.append(hands.focused)
        hands.keys(key)
    return seen


def stops(whole: QWidget) -> list[QWidget]:
    """Return what Tab is to stop at: all that takes the focus from it, and can be used now."""
    return [
        part
        for part in focusable(whole)
        if part.isEnabled() and part.focusPolicy() & Qt.FocusPolicy.TabFocus and part is not whole
    ]


@pytest.mark.parametrize("command", [*PAGES, *FORMS], ids=lambda command: command.name)
def test_tab_goes_through_all_that_is_on_screen_and_comes_round(hands: Hands, command: Command):
    open_by_keys(hands, command)

    forth, back = walked(hands, "Tab"), walked(hands, "Shift+Tab")
    for whole in (hands.page, hands.window.rail):
        assert [spoken(part) for part in stops(whole) if part not in forth] == []
        assert [spoken(part) for part in stops(whole) if part not in back] == []


@pytest.mark.parametrize("command", [*PAGES, *FORMS], ids=lambda command: command.name)
def test_everything_that_takes_the_focus_has_a_name(hands: Hands, command: Command):
    open_by_keys(hands, command)

    assert nameless(hands.page) == []
    assert nameless(hands.window.rail) == []
    assert all(spoken(part) for part in walked(hands, "Tab"))


@pytest.mark.parametrize("command", FORMS, ids=lambda command: command.name)
def test_a_form_is_left_by_escape_and_by_its_button(hands: Hands, command: Command):
    page = hands.page
    open_by_keys(hands, command)
    form = hands.workspace.form
    assert form is not None
    assert form.isAncestorOf(hands.focused)
    hands.keys("Escape")
    assert (hands.workspace.form, hands.page) == (None, page)

    open_by_keys(hands, command)
    hands.go_to("Close")
    hands.keys("Space")
    assert (hands.workspace.form, hands.page) == (None, page)


def test_the_rail_is_walked_with_tab_and_arrows(well_known: Hands):
    hands, places = well_known, well_known.window.rail.buttons
    for here, below in itertools.pairwise(places):
        assert places[here] in walked(hands, "Tab")
        while hands.focused is not places[here]:
            hands.keys("Tab")
        hands.keys("Down")
        assert hands.place == below


@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog_is_walked_and_left_by_keys_and_is_gone(hands: Hands, qtbot, name: str):
    command = next(each for each in COMMANDS if each.name == name)
    open_by_keys(hands, command)
    dialog = hands.dialog
    assert nameless(dialog) == []
    forth, back = walked(hands, "Tab"), walked(hands, "Shift+Tab")
    assert [spoken(part) for part in stops(dialog) if part not in forth] == []
    assert [spoken(part) for part in stops(dialog) if part not in back] == []

    with qtbot.waitSignal(dialog.destroyed):
        hands.keys("Escape")
    assert hands.window.findChildren(QDialog) == []


def test_the_welcome_page_and_its_questions_are_walked_and_left_by_keys(first_run: Hands):
    hands = first_run
    for choice in ("Start a journal", "Import"):
        assert nameless(hands.page) == []
        walk = walked(hands, "Tab")
        assert [spoken(part) for part in stops(hands.page) if part not in walk] == []
        hands.go_to(choice)
        hands.keys("Space")
        questions = hands.page.questions()
        assert nameless(questions) == []
        walk = walked(hands, "Tab")
        assert [spoken(part) for part in stops(questions) if part not in walk] == []
        hands.keys("Escape")
        assert hands.page.questions() is None


def test_a_card_above_the_page_is_reached_and_closed_by_keys(well_known: Hands):
    hands = well_known
    hands.keys("Ctrl+P")
    hands.type("0000000020")
    hands.keys("Ctrl+Return")
    (card,) = hands.window.findChildren(CrisisCard)
    walk = walked(hands, "Tab")
    assert [spoken(part) for part in stops(card) if part not in walk] == []
    hands.go_to(spoken(card.buttons[-1]))
    hands.keys("Space")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert hands.window.findChildren(CrisisCard) == []


@pytest.mark.parametrize("key", ["Alt+B", "Alt+F"])
def test_a_key_that_leads_to_a_part_of_the_form_writes_nothing_there(at_home: Hands, key: str):
    hands = at_home
    hands.keys("Ctrl+N")
    form = hands.workspace.form
    before = form.content()
    hands.keys(key)
    let_pass(_PRESS_MS)
    assert form.content() == before
