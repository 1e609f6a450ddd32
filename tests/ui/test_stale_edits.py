"""Another program changed an entry while its form stood open: nothing typed is lost, nothing overwritten."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ketatrack.domain.records import Course, Patient, PlannedItem, Reading, Record, Score, Session
from ketatrack.domain.words import Author, Outcome
from ketatrack.store.store import Change, Store
from ketatrack.ui.forms.comparison_card import ComparisonCard
from ketatrack.ui.forms.gone_card import GoneCard
from ketatrack.ui.workspace import Workspace
from tests import records as make
from tests.ui.workspaces import open_workspace, press, spoken

LATER = make.at("2026-06-02T14:02+02:00")


class Elsewhere:
    """Another program with the same journal open, in which a caregiver writes."""

    def __init__(self, path: Path) -> None:
        self.store = Store.open(path)

    def change(self, record: Record, **values: object) -> None:
        """Change an entry as it is now."""
        now = self.store.get(type(record), record.id)
        self.apply(Change(now, now.changed(**values)))

    def remove(self, record: Record) -> None:
        """Remove an entry with all that belongs to it."""
        now = self.store.get(type(record), record.id)
        self.apply(*(Change(member, None) for member in self.store.family(now)))

    def add(self, *records: Record) -> None:
        """Add entries."""
        self.apply(*(Change(None, record) for record in records))

    def apply(self, *changes: Change) -> None:
        self.store.apply(changes, at=LATER, by=Author.CAREGIVER)


@pytest.fixture
def who() -> Patient:
    return make.patient(name="Alex")


@pytest.fixture
def of(who: Patient) -> Course:
    return make.course(who)


@pytest.fixture
def morning(of: Course) -> Reading:
    return make.reading(of, "2026-06-01T08:00+02:00", systolic=142, diastolic=80, pulse=64)


@pytest.fixture
def workspace(qtbot, tmp_path: Path, who: Patient, of: Course, morning: Reading) -> Iterator[Workspace]:
    opened = open_workspace(qtbot, tmp_path, who, of, morning)
    yield opened
    opened.close_journal()


@pytest.fixture
def elsewhere(workspace: Workspace) -> Iterator[Elsewhere]:
    other = Elsewhere(workspace.journal.store.path)
    yield other
    other.store.close()


def type_over(workspace: Workspace, **texts: str) -> None:
    for name, text in texts.items():
        workspace.form.fields[name].set_content(text)


def log_session(workspace: Workspace) -> None:
    workspace.form.fields["started_at"].set_value(make.at("2026-06-02T09:00+02:00"))
    workspace.form.fields["outcome"].set_value(Outcome.COMPLETED)


def card_of(workspace: Workspace) -> ComparisonCard:
    card = workspace.form.findChild(ComparisonCard)
    assert card is not None
    return card


def lines_of(card: ComparisonCard) -> list[str]:
    return [label.text().replace("\u200b", "") for label in card.findChildren(QLabel) if label.text()]


def stored(workspace: Workspace, record: Record) -> Record | None:
    return workspace.journal.store.get(type(record), record.id)


def test_both_values_stand_side_by_side_and_nothing_is_written(workspace, elsewhere, morning):
    workspace.show_form(f"readings:{morning.id}")
    type_over(workspace, systolic="128")
    elsewhere.change(morning, systolic=131)
    workspace.form.submit()

    said = lines_of(card_of(workspace))
    assert "Here: 128 mmHg" in said
    assert "Now in the journal, changed 2026-06-02 14:02 by caregiver: 131 mmHg" in said
    assert workspace.form.fields["systolic"].content() == "128"
    assert stored(workspace, morning).systolic == 131


def test_keeping_mine_writes_on_top_of_the_newer_one_which_the_history_keeps(workspace, elsewhere, morning):
    workspace.show_form(f"readings:{morning.id}")
    type_over(workspace, systolic="128")
    elsewhere.change(morning, systolic=131)
    workspace.form.submit()
    workspace.form.submit()

    assert workspace.form is None
    assert stored(workspace, morning).systolic == 128
    past = workspace.journal.store.history(morning.id)
    assert [each.content["systolic"] for each in past] == [142, 131]
    assert workspace.journal.store.drafts() == []


def test_what_was_not_touched_here_follows_the_newer_entry(workspace, elsewhere, morning):
    workspace.show_form(f"readings:{morning.id}")
    type_over(workspace, systolic="128")
    elsewhere.change(morning, pulse=70)
    workspace.form.submit()

    assert "Here: 64 /min" in lines_of(card_of(workspace))
    assert workspace.form.fields["pulse"].content() == "70"
    workspace.form.submit()
    now = stored(workspace, morning)
    assert (now.systolic, now.pulse) == (128, 70)


def test_taking_the_newer_one_leaves_nothing_to_write(workspace, elsewhere, morning):
    workspace.show_form(f"readings:{morning.id}")
    type_over(workspace, systolic="128", pulse="66")
    elsewhere.change(morning, systolic=131, pulse=70)
    workspace.form.submit()
    card_of(workspace).newer_button.click()
    assert workspace.form.fields["systolic"].content() == "131"
    workspace.form.submit()

    now = stored(workspace, morning)
    assert (now.systolic, now.pulse, now.revision) == (131, 70, 2)
    assert workspace.journal.store.drafts() == []


def test_field_by_field_by_keyboard_alone(qtbot, workspace, elsewhere, morning):
    workspace.show_form(f"readings:{morning.id}")
    type_over(workspace, systolic="128", pulse="66")
    elsewhere.change(morning, systolic=131, pulse=70)
    press(qtbot, Qt.Key.Key_Tab)
    workspace.form.submit()

    focused = workspace.window.focusWidget()
    assert spoken(focused) == "Systolic: Mine"
    press(qtbot, Qt.Key.Key_Right, Qt.Key.Key_Space)
    assert workspace.form.fields["systolic"].content() == "131"
    assert workspace.form.fields["pulse"].content() == "66"
    qtbot.keyClick(workspace.window.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    now = stored(workspace, morning)
    assert (now.systolic, now.pulse) == (131, 66)


def test_what_cannot_be_read_stays_on_screen_beside_the_newer_entry(workspace, elsewhere, morning):
    workspace.show_form(f"readings:{morning.id}")
    type_over(workspace, systolic="12o")
    elsewhere.change(morning, systolic=131)
    workspace.form.keep_draft()
    workspace.show_page("today")
    workspace.show_form(f"readings:{morning.id}")
    assert workspace.form.fields["systolic"].content() == "12o"
    assert "Here: 12o mmHg" in lines_of(card_of(workspace))


def test_a_deleted_entry_comes_back_with_what_was_typed_as_one_step(workspace, elsewhere, morning):
    workspace.show_form(f"readings:{morning.id}")
    type_over(workspace, systolic="128")
    elsewhere.remove(morning)
    workspace.form.submit()

    assert workspace.form.fields["systolic"].content() == "128"
    assert stored(workspace, morning) is None
    workspace.form.findChild(GoneCard).return_button.click()
    assert stored(workspace, morning).systolic == 128
    assert workspace.journal.undo_stack.count() == 1
    workspace.journal.undo_stack.undo()
    assert stored(workspace, morning) is None
    workspace.journal.undo_stack.redo()
    assert stored(workspace, morning).systolic == 128


def test_a_deleted_entry_can_be_let_be(workspace, elsewhere, morning):
    workspace.show_form(f"readings:{morning.id}")
    type_over(workspace, systolic="128")
    elsewhere.remove(morning)
    workspace.form.submit()
    workspace.form.findChild(GoneCard).leave_button.click()

    assert workspace.form is None
    assert stored(workspace, morning) is None
    assert workspace.journal.store.drafts() == []


def test_a_session_that_was_deleted_comes_back_with_its_readings(workspace, elsewhere, of):
    first = make.session(of, "N1", "2026-06-01T09:00+02:00")
    inside = make.reading(of, "2026-06-01T09:40+02:00", session_id=first.id, systolic=150, diastolic=90)
    elsewhere.add(first, inside)
    workspace.journal.refresh()
    workspace.show_form(f"sessions:{first.id}")
    type_over(workspace, notes="calm")
    elsewhere.remove(first)
    workspace.form.submit()
    workspace.form.findChild(GoneCard).return_button.click()

    assert stored(workspace, first).notes == "calm"
    assert stored(workspace, inside).systolic == 150


def test_rows_of_a_session_are_told_apart_one_by_one(workspace, elsewhere, of):
    first = make.session(of, "N1", "2026-06-01T09:00+02:00")
    early = make.reading(of, "2026-06-01T09:40+02:00", session_id=first.id, systolic=150, diastolic=90)
    late = make.reading(of, "2026-06-01T10:40+02:00", session_id=first.id, systolic=140, diastolic=85)
    elsewhere.add(first, early, late)
    workspace.journal.refresh()
    workspace.show_form(f"sessions:{first.id}")
    workspace.form.grid.cell(1, "systolic").setText("155")
    workspace.form.grid.cell(2, "systolic").setText("144")
    elsewhere.change(early, systolic=149)
    workspace.form.submit()

    (choice,) = card_of(workspace).choices
    said = lines_of(card_of(workspace))
    assert any(line.startswith("Here: Minutes 40 · Systolic (mmHg) 155") for line in said)
    assert any("by caregiver: Minutes 40 · Systolic (mmHg) 149" in line for line in said)
    choice.set_value("newer")
    workspace.form.submit()
    assert (stored(workspace, early).systolic, stored(workspace, late).systolic) == (149, 144)


def test_a_draft_of_an_entry_that_was_changed_meanwhile_shows_the_same_comparison(
    workspace, elsewhere, morning
):
    workspace.show_form(f"readings:{morning.id}")
    type_over(workspace, systolic="128")
    workspace.show_page("today")
    elsewhere.change(morning, systolic=131)
    workspace.journal.refresh()
    workspace.show_form(f"readings:{morning.id}")

    assert "Here: 128 mmHg" in lines_of(card_of(workspace))
    workspace.form.submit()
    assert stored(workspace, morning).systolic == 128


def test_both_values_are_shown_again_until_one_of_them_is_saved(workspace, elsewhere, morning):
    workspace.show_form(f"readings:{morning.id}")
    type_over(workspace, systolic="128")
    elsewhere.change(morning, systolic=131, pulse=70)
    workspace.form.submit()
    for _time in range(2):
        workspace.show_page("today")
        workspace.show_form(f"readings:{morning.id}")
        assert [spoken(choice.buttons[0]) for choice in card_of(workspace).choices] == ["Systolic: Mine"]
    workspace.form.submit()
    now = stored(workspace, morning)
    assert (now.systolic, now.pulse) == (128, 70)


def test_a_draft_of_an_entry_that_stayed_as_it_was_is_offered_as_before(workspace, morning):
    workspace.show_form(f"readings:{morning.id}")
    type_over(workspace, systolic="128")
    workspace.show_page("today")
    workspace.show_form(f"readings:{morning.id}")
    assert workspace.form.findChild(ComparisonCard) is None
    assert workspace.form.fields["systolic"].content() == "128"


def test_a_draft_of_an_entry_that_was_deleted_offers_to_bring_it_back(workspace, elsewhere, morning):
    workspace.show_form(f"readings:{morning.id}")
    type_over(workspace, systolic="128")
    workspace.show_page("today")
    elsewhere.remove(morning)
    workspace.journal.refresh()
    workspace.show_form(f"readings:{morning.id}")
    workspace.form.findChild(GoneCard).return_button.click()
    assert stored(workspace, morning).systolic == 128


def test_answers_of_a_questionnaire_are_compared_item_by_item(workspace, elsewhere, of):
    score = make.phq9(of, "2026-06-01T20:00+02:00", *[1] * 9)
    elsewhere.add(score)
    workspace.journal.refresh()
    workspace.show_form(f"scores:{score.id}")
    workspace.form.items[2].set_value(3)
    workspace.form.touch()
    elsewhere.change(score, answers=(1, 1, 2, 1, 1, 1, 1, 1, 1))
    workspace.form.submit()

    said = lines_of(card_of(workspace))
    assert any(line.startswith("Here: 3") for line in said)
    workspace.form.submit()
    assert stored(workspace, score).answers == (1, 1, 3, 1, 1, 1, 1, 1, 1)


def test_two_programs_that_log_a_session_at_once_never_collide(workspace, elsewhere, of):
    workspace.show_form("sessions")
    log_session(workspace)
    proposed = workspace.form.fields["name"].value()
    elsewhere.add(make.session(of, proposed, "2026-06-02T09:00+02:00"))
    workspace.form.submit()

    names = {each.name for each in workspace.journal.store.find(Session)}
    assert len(names) == 2
    assert proposed in names


def test_a_name_that_somebody_typed_is_never_changed_for_them(workspace, elsewhere, of):
    workspace.show_form("sessions")
    log_session(workspace)
    type_over(workspace, name="Mine")
    elsewhere.add(make.session(of, "Mine", "2026-06-02T09:00+02:00"))
    workspace.form.submit()

    assert "Another session of this course is called Mine" in workspace.form.fields["name"].message()
    assert workspace.form.fields["name"].content() == "Mine"


def test_a_planned_date_that_was_moved_meanwhile_is_still_ended_by_its_session(workspace, elsewhere, of):
    item = PlannedItem(**make.STAMP, course_id=of.id, item="session", planned_on="2026-06-02")
    elsewhere.add(item)
    workspace.journal.refresh()
    workspace.show_form(f"sessions.{item.id}")
    log_session(workspace)
    elsewhere.change(item, planned_on="2026-06-03")
    workspace.form.submit()
    if workspace.form is not None:
        workspace.form.submit()

    (session,) = workspace.journal.store.find(Session)
    assert stored(workspace, item).done_by == session.id


def test_saving_what_was_not_changed_writes_no_version(workspace, morning):
    workspace.show_form(f"readings:{morning.id}")
    workspace.form.submit()
    assert workspace.form is None
    assert workspace.journal.store.history() == []


def test_a_total_of_an_entry_is_kept_while_others_are_added(workspace, elsewhere, of):
    workspace.show_form("scores.phq9")
    for item in workspace.form.items:
        item.set_value(1)
    elsewhere.add(make.phq9(of, "2026-06-01T20:00+02:00", *[2] * 9))
    workspace.form.submit()
    assert len(workspace.journal.store.find(Score)) == 2
