"""The long-term watch on screen: each sign answered or left out, by keys alone, saved in one step."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from ketatrack.domain.long_term_watch import AnswerKind, long_term_watch
from ketatrack.domain.records import Reading, WatchAnswer
from ketatrack.ui.forms.catalogue import make_form
from ketatrack.ui.layout import unbroken
from tests import records as make
from tests.test_words import FORBIDDEN
from tests.ui.workspaces import nameless, press


@pytest.fixture
def form(small_journal, qtbot):
    made = make_form(small_journal, WatchAnswer.kind)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def answered(journal) -> dict[str, WatchAnswer]:
    return {answer.sign: answer for answer in journal.store.find(WatchAnswer)}


def words_on(form) -> list[str]:
    return [unbroken(label.text()) for label in form.findChildren(QLabel) if label.isVisible()]


def test_every_sign_is_asked_for_and_none_is_answered_beforehand(form):
    asked = {sign.id for sign in long_term_watch().signs if sign.answer != AnswerKind.READING}

    assert {part.sign.id for part in form.parts} == asked
    assert all(not part.answer.content() for part in form.parts)
    assert nameless(form) == []
    assert not any(FORBIDDEN.search(words) for words in words_on(form))


def test_answers_are_saved_in_one_step_and_what_was_left_out_is_not(form, small_journal, qtbot):
    form.fields["bladder_pain"].set_value(False)
    form.fields["memory"].set_value(3)
    form.fields["weight"].set_content("81.5")
    form.fields["liver_test"].set_content("2026-02-20")
    form.fields["liver_test words"].set_content("all normal")
    with qtbot.waitSignal(form.saved) as saved:
        form.submit()

    found = answered(small_journal)
    assert set(found) == {"bladder_pain", "memory", "weight", "liver_test"}
    assert (found["bladder_pain"].present, found["memory"].number, found["weight"].number) == (False, 3, 81.5)
    assert (str(found["liver_test"].done_on), found["liver_test"].words) == ("2026-02-20", "all normal")
    assert len({answer.answered_at for answer in found.values()}) == 1
    assert saved.args == ["Saved: Long-term watch. 4 answers."]
    small_journal.undo_stack.undo()
    assert answered(small_journal) == {}


def test_nothing_answered_is_said_beside_the_first_sign(form, small_journal):
    form.submit()

    assert "Nothing is answered yet." in form.fields["bladder_frequency"].message()
    assert answered(small_journal) == {}


def test_own_words_are_asked_for_where_something_was_noticed(form):
    words = form.fields["bladder_pain words"]
    assert not words.isVisible()
    form.fields["bladder_pain"].set_value(True)
    assert words.isVisible()
    form.fields["bladder_pain"].set_value(False)
    assert not words.isVisible()
    form.fields["memory"].set_value(0)
    assert not form.fields["memory words"].isVisible()


def test_a_result_without_its_day_and_a_weight_that_nobody_has_are_refused(form, small_journal):
    form.fields["liver_test words"].set_content("all normal")
    form.fields["weight"].set_content("815")
    form.submit()

    assert form.fields["liver_test"].message() == "The day of the test is missing."
    assert "it lies between 20 and 400 kg" in form.fields["weight"].message()
    assert answered(small_journal) == {}


def test_a_weight_far_from_the_last_is_asked_about_once(form, small_journal):
    session = make.session(small_journal.course, "S1", "2026-03-01T10:00+01:00", weight_kg=70)
    small_journal.add([session], "session")
    form = make_form(small_journal, WatchAnswer.kind)
    form.fields["weight"].set_content("92")
    form.submit()
    assert "differs by more than a tenth" in form.fields["weight"].message()
    form.submit()

    assert answered(small_journal)["weight"].number == 92


def test_number_keys_answer_a_scale_and_go_on(form, qtbot):
    form.fields["memory"].setFocus()
    press(qtbot, "2")
    assert form.fields["attention"].isAncestorOf(QApplication.focusWidget())
    press(qtbot, "0", "x")
    press(qtbot, Qt.Key.Key_Space)

    assert form.fields["memory"].value() == 2
    assert form.fields["attention"].value() == 0
    assert form.fields["wanting_more"].value() == 10
    assert form.fields["extra_sessions"].value() is True


def test_the_answers_before_stand_below_each_sign(small_journal, qtbot):
    course = small_journal.course
    earlier = [
        WatchAnswer(
            **make.STAMP, course_id=course.id, sign="bladder_pain", answered_at=make.at(day), present=yes
        )
        for day, yes in (("2026-03-01T10:00+01:00", False), ("2026-06-01T10:00+02:00", True))
    ]
    small_journal.add(earlier, "watch")
    form = make_form(small_journal, WatchAnswer.kind)
    qtbot.addWidget(form)
    form.show()

    assert "Before: yes (1 Jun 2026) · no (1 Mar 2026)" in words_on(form)


def test_resting_pressure_is_read_and_not_asked_for_again(small_journal, qtbot):
    reading = make.reading(small_journal.course, "2026-03-01T08:00+01:00", systolic=121, diastolic=79)
    small_journal.add([reading], "reading")
    form = make_form(small_journal, WatchAnswer.kind)
    qtbot.addWidget(form)
    form.show()

    assert any("121/79 on 1 Mar 2026" in words for words in words_on(form))
    assert "resting_pressure" not in form.fields
    assert len(small_journal.store.find(Reading)) == 1


def test_one_answer_can_be_changed_alone(form, small_journal, qtbot):
    form.fields["memory"].set_value(3)
    form.fields["weight"].set_content("81.5")
    form.submit()
    first = answered(small_journal)["memory"]

    edit = make_form(small_journal, f"{WatchAnswer.kind}:{first.id}")
    qtbot.addWidget(edit)
    assert list(edit.fields) == ["memory", "memory words", "answered_at"]
    assert edit.fields["memory"].value() == 3
    edit.fields["memory"].set_value(1)
    edit.submit()

    after = answered(small_journal)
    assert (after["memory"].number, after["memory"].revision, after["weight"].revision) == (1, 2, 1)


def test_what_was_typed_is_kept_as_a_draft(form, small_journal):
    form.fields["memory"].set_value(3)
    form.leave()

    again = make_form(small_journal, WatchAnswer.kind)
    assert again.restore_draft()
    assert again.fields["memory"].value() == 3
    assert again.fields["answered_at"].content()
