"""Questionnaires filled in by keys, and what is shown after they are saved."""

import itertools
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ketatrack.domain.records import Score
from ketatrack.domain.scores import is_complete, total_of
from ketatrack.domain.words import Author, Rater
from ketatrack.ui.dialogs.safety_cards import CrisisCard, EmergencyCard
from tests.records import STAMP, course, patient
from tests.ui.workspaces import open_workspace, press


@pytest.fixture
def workspace(qtbot, tmp_path):
    """The window on a journal with one course, whose patient lives nowhere in particular."""
    of = patient()
    return open_workspace(qtbot, tmp_path, of, course(of))


@pytest.fixture
def keys(qtbot):
    """Press keys as a person would."""
    return partial(press, qtbot)


@pytest.fixture
def save(qtbot):
    def press():
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    return press


def saved(workspace):
    return workspace.journal.store.find(Score)


def earlier(workspace, *answers):
    """Write down a PHQ-9 of a fortnight ago."""
    of = workspace.journal.course
    moment = workspace.journal.now().replace(year=workspace.journal.now().year - 1)
    score = Score(**STAMP, course_id=of.id, instrument="phq9", taken_at=moment, answers=answers)
    workspace.journal.add([score], "PHQ-9")


def cards(workspace):
    layout = workspace.window.cards
    return [layout.itemAt(index).widget() for index in range(layout.count())]


def test_a_phq9_takes_nine_digits_and_one_more_key(workspace, keys, save):
    workspace.run("form scores.phq9")
    keys("012301230")
    save()

    score = saved(workspace)[0]
    assert score.answers == (0, 1, 2, 3, 0, 1, 2, 3, 0)
    assert score.unscored_answers is None
    assert score.rater is Rater.PATIENT
    assert abs((workspace.journal.now() - score.taken_at).total_seconds()) < 120
    assert "Total 12 · Moderate" in workspace.window.notice.text.text()
    assert workspace.form is None


def test_the_functional_item_is_kept_and_not_counted(workspace, keys, save):
    workspace.run("form scores.phq9")
    keys("1111111103")
    save()

    score = saved(workspace)[0]
    assert score.unscored_answers == (3,)
    assert total_of(score) == 8


def test_up_and_down_move_and_delete_unsets(workspace, keys):
    workspace.run("form scores.phq9")
    keys("33", Qt.Key.Key_Up, Qt.Key.Key_Delete, Qt.Key.Key_Up, "2", Qt.Key.Key_Down, "1")

    assert workspace.form.answers() == [2, None, 1, None, None, None, None, None, None]


def test_the_first_answer_has_the_focus_and_the_window_stays_the_active_one(workspace, qtbot):
    workspace.run("form scores.phq9")
    qtbot.wait(50)  # a window that opened by mistake would take over in the next events

    assert workspace.form.items[0].buttons[0].hasFocus()
    assert workspace.window.isActiveWindow()


def test_a_key_that_is_no_answer_changes_nothing(workspace, keys):
    workspace.run("form scores.phq9")
    keys("4x")

    assert workspace.form.answers() == [None] * 9
    assert workspace.form.items[0].buttons[0].hasFocus()


def test_the_item_in_focus_is_in_view(workspace, keys):
    workspace.window.resize(900, 480)
    workspace.run("form scores.phq9")
    keys("11111111")

    item = workspace.form.items[8]
    assert item.buttons[0].hasFocus()
    seen = workspace.form.scroll_area.viewport().rect()
    top = item.mapTo(workspace.form.scroll_area.viewport(), item.rect().topLeft())
    bottom = item.mapTo(workspace.form.scroll_area.viewport(), item.rect().bottomLeft())
    assert seen.contains(top)
    assert seen.contains(bottom)


def test_eight_answers_are_saved_without_a_total_and_the_open_item_is_named(workspace, keys, save):
    workspace.run("form scores.phq9")
    keys("11", Qt.Key.Key_Down, "111111")
    assert workspace.form.total_line.text() == (
        "Item 3 is not answered; no total. "
        "The answered items point to about 9.0: an estimate, kept out of every figure and never used for "
        "response."
    )
    save()

    score = saved(workspace)[0]
    assert score.answers[2] is None
    assert not is_complete(score)
    assert total_of(score) is None
    assert "Item 3 is not answered; no total." in workspace.window.notice.text.text()


def test_several_open_items_are_named(workspace, keys):
    workspace.run("form scores.phq9")
    keys("11", Qt.Key.Key_Down, "111", Qt.Key.Key_Down, "1")

    assert workspace.form.total_line.text() == "Items 3, 7 and 9 are not answered; no total."


def test_a_form_without_answers_is_refused(workspace, save):
    workspace.run("form scores.phq9")
    save()

    assert saved(workspace) == []
    assert "none of the items is answered" in workspace.form._summary.text()


@pytest.mark.parametrize(
    ("digits", "words"),
    [
        ("111100000", "Total 4 · None / minimal"),
        ("111110000", "Total 5 · Mild"),
        ("111111111", "Total 9 · Mild"),
        ("222220000", "Total 10 · Moderate"),
        ("222222200", "Total 14 · Moderate"),
        ("333330000", "Total 15 · Moderately severe"),
        ("333333100", "Total 19 · Moderately severe"),
        ("333333200", "Total 20 · Severe"),
        ("333333333", "Total 27 · Severe"),
    ],
)
def test_the_bands_are_those_of_the_source(workspace, keys, digits, words):
    workspace.run("form scores.phq9")
    keys(digits)

    assert workspace.form.total_line.text() == words


def test_a_gad7_takes_seven_digits_and_shows_no_card(workspace, keys, save):
    workspace.run("form scores.gad7")
    keys("3333333")
    save()

    assert total_of(saved(workspace)[0]) == 21
    assert cards(workspace) == []


def test_ten_on_the_mood_scale_is_one_key(workspace, keys, save):
    workspace.run("form scores.mood_now")
    keys("x")
    save()

    assert saved(workspace)[0].answers == (10,)


def test_only_a_total_is_copied_from_paper(workspace, keys, save):
    workspace.run("form scores.phq9")
    form = workspace.form
    form.paper.setFocus()
    keys(" ")
    assert form.taken_at.value() is None
    form.total.setFocus()
    keys("14")
    form.taken_at.editor.setFocus()
    keys("2026-03-02")
    form.taken_at.clock.setFocus()
    keys("9:30")
    save()

    score = saved(workspace)[0]
    assert score.answers is None
    assert score.total == 14
    assert score.taken_at.date().isoformat() == "2026-03-02"


def test_a_copy_from_paper_without_a_time_is_refused_beside_the_time(workspace, keys, save):
    workspace.run("form scores.phq9")
    keys("000000000")
    workspace.form.paper.setFocus()
    keys(" ")
    save()

    assert saved(workspace) == []
    assert workspace.form.taken_at.message() == "Answered at is missing."


def test_a_total_beside_answers_is_refused(workspace, keys, save):
    workspace.run("form scores.phq9")
    keys("1")
    workspace.form.paper.setChecked(True)
    workspace.form.taken_at.set_now()
    workspace.form.total.setFocus()
    keys("14")
    save()

    assert saved(workspace) == []
    assert "only when no answers are known" in workspace.form.total.message()


@pytest.mark.parametrize("total", ["28", "-1", "7.5"])
def test_an_impossible_total_is_refused(workspace, keys, save, total):
    workspace.run("form scores.phq9")
    workspace.form.paper.setChecked(True)
    workspace.form.taken_at.set_now()
    workspace.form.total.setFocus()
    keys(total)
    save()

    assert saved(workspace) == []
    assert workspace.form.total.message()


@pytest.mark.parametrize(
    ("author", "rater"),
    [(Author.CAREGIVER, Rater.CAREGIVER), (Author.CLINICIAN, Rater.CLINICIAN), (Author.SITTER, None)],
)
def test_who_records_is_who_answers_until_said_otherwise(workspace, author, rater):
    workspace.journal.record_as(author)
    workspace.run("form scores.phq9")

    assert workspace.form.rater.value() == rater


def test_a_half_filled_form_is_offered_again_and_is_answered_now(workspace, keys):
    workspace.run("form scores.phq9")
    keys("12", Qt.Key.Key_Escape)
    draft = workspace.journal.draft("scores.phq9")
    assert "taken_at" not in draft.content

    workspace.run("form scores.phq9")

    assert workspace.form.answers()[:3] == [1, 2, None]
    assert workspace.form.taken_at.value() is not None


def test_a_saved_score_is_edited_in_the_same_form(workspace, keys, save):
    earlier(workspace, 1, 1, 1, 1, 1, 1, 1, 1, 0)
    score = saved(workspace)[0]
    workspace.show_form(f"scores:{score.id}")
    assert workspace.form.paper.isHidden()
    keys("3")
    save()

    edited = saved(workspace)[0]
    assert edited.answers == (3, 1, 1, 1, 1, 1, 1, 1, 0)
    assert edited.taken_at == score.taken_at
    assert edited.revision == 2


def test_an_unknown_questionnaire_is_said_and_not_shown(workspace):
    workspace.show_form("scores.xyz")

    assert workspace.form is None
    assert "does not know the questionnaire “xyz”" in workspace.window.notice.text.text()


def test_the_licence_stands_behind_a_button(workspace, qtbot):
    workspace.run("form scores.phq9")
    about = workspace.form.about
    assert about.isHidden()
    qtbot.mouseClick(workspace.form.about_button, Qt.MouseButton.LeftButton)

    assert about.isVisible()
    assert "Pfizer" in about.text()
    assert "Spitzer" in about.text()


@pytest.mark.parametrize(
    ("before", "now", "full"),
    [
        (None, 1, True),
        (0, 1, True),
        (1, 1, False),
        (1, 2, True),
        (2, 2, True),
        (3, 3, True),
        (2, 1, False),
    ],
)
def test_the_safety_item_shows_the_panel_or_the_line_after_saving(workspace, keys, save, before, now, full):
    if before is not None:
        earlier(workspace, 0, 0, 0, 0, 0, 0, 0, 0, before)
    workspace.run("form scores.phq9")
    keys(f"00000000{now}")
    assert cards(workspace) == []
    save()

    assert len(saved(workspace)) == (1 if before is None else 2)
    (card,) = cards(workspace)
    assert isinstance(card, CrisisCard)
    assert card.property("tone") == ("calm" if full else "notice")
    assert card.isAncestorOf(QApplication.focusWidget()) is full


def test_an_answer_of_not_at_all_shows_nothing(workspace, keys, save):
    workspace.run("form scores.phq9")
    keys("333333330")
    save()

    assert cards(workspace) == []


def test_an_answer_copied_from_a_past_day_shows_nothing(workspace, keys, save):
    workspace.run("form scores.phq9")
    keys("000000003")
    workspace.form.paper.setChecked(True)
    workspace.form.taken_at.editor.setText("2026-03-02")
    workspace.form.taken_at.clock.setText("9:30")
    save()

    assert len(saved(workspace)) == 1
    assert cards(workspace) == []


def test_an_answer_by_somebody_else_shows_nothing(workspace, keys, save):
    workspace.journal.record_as(Author.CAREGIVER)
    workspace.run("form scores.phq9")
    keys("000000003")
    save()

    assert cards(workspace) == []


def test_a_half_filled_form_finished_today_shows_the_panel(workspace, keys, save):
    workspace.run("form scores.phq9")
    keys("00000000", Qt.Key.Key_Escape)
    workspace.run("form scores.phq9")
    workspace.form.items[8].setFocus()
    keys("2")
    save()

    assert [type(card) for card in cards(workspace)] == [CrisisCard]


def test_a_card_is_closed_by_its_last_button_and_the_page_has_the_focus_again(workspace, keys, save, qtbot):
    workspace.run("form scores.phq9")
    keys("000000002")
    save()
    (card,) = cards(workspace)
    gone = []
    card.destroyed.connect(partial(gone.append, None))
    card.buttons[-1].setFocus()
    keys(" ")
    qtbot.waitUntil(lambda: gone != [])

    assert cards(workspace) == []
    assert not workspace.window.cards.contentsMargins().top()


def test_an_unknown_country_gets_no_other_countrys_number(workspace, keys, save):
    workspace.run("form scores.phq9")
    keys("000000002")
    save()
    words = cards(workspace)[0].words()

    assert "your local emergency number" in words
    assert not any(character.isdigit() for character in words)


def test_a_known_country_gets_its_own_service(workspace, keys, save):
    of = workspace.journal.patient()
    workspace.journal.replace(of, of.changed(country="AU"), "country")
    workspace.run("form scores.phq9")
    keys("000000002")
    save()

    assert "13 11 14" in cards(workspace)[0].words()


def test_an_emergency_comes_before_a_crisis_and_each_replaces_only_its_own_kind(workspace):
    workspace.show_card(CrisisCard(None, full=True))
    workspace.show_card(EmergencyCard(["Chest pain"], None))
    workspace.show_card(CrisisCard(None, full=False))

    shown = cards(workspace)
    assert [type(card) for card in shown] == [EmergencyCard, CrisisCard]
    assert "Chest pain" in shown[0].words()
    assert [card.isVisible() for card in shown] == [True, False]

    shown[0].buttons[-1].click()

    assert [card.property("tone") for card in cards(workspace)] == ["notice"]
    assert shown[1].isVisible()


def test_a_closed_journal_takes_its_cards_along(workspace):
    workspace.show_card(CrisisCard(None, full=True))
    workspace.close_journal()

    assert cards(workspace) == []


def test_every_answer_is_named_with_its_item(workspace):
    workspace.run("form scores.phq9")
    names = [button.accessibleName() for field in workspace.form.items for button in field.buttons]

    assert len(set(names)) == len(names) == 36
    assert names[0] == "1. Little interest or pleasure in doing things: 0  Not at all"


def test_tab_stops_once_in_each_item(workspace, keys):
    workspace.run("form scores.phq9")
    order = []
    for _press in itertools.repeat(None, 3):
        order.append(QApplication.focusWidget().accessibleName().split(".")[0])
        keys(Qt.Key.Key_Tab)

    assert order == ["1", "2", "3"]


def test_a_caregiver_is_told_whose_answers_the_figures_use(workspace):
    workspace.journal.record_as(Author.CAREGIVER)
    workspace.run("form scores.phq9")
    assert workspace.form.rater_line.isVisibleTo(workspace.form)
    workspace.form.rater.set_value(Rater.PATIENT)
    assert not workspace.form.rater_line.isVisibleTo(workspace.form)
