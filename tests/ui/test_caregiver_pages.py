"""The caregiver's page of a plan, the patient's page of their notes, and what stands between the two."""

from functools import partial

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from ketatrack.domain.care_plan import CarePlan, care_plan_of
from ketatrack.domain.caregiver_notes import SignedNote
from ketatrack.domain.records import CaregiverNote, Contact
from ketatrack.exchange.plan_file import NotesFile, PlanFile, open_plan, write_notes, write_plan
from ketatrack.exchange.sealed_file import Cost, new_key
from ketatrack.store.store import Store
from ketatrack.ui.care_file import CareFile
from ketatrack.ui.dialogs.passphrase_dialog import PassphraseDialog
from ketatrack.ui.pages.care_plan_page import CarePlanPage
from ketatrack.ui.pages.caregiver_page import CaregiverPage
from ketatrack.ui.pages.plan_file_page import PlanFilePage
from tests.plans import arrangement, caregiver_note, contact, in_days, looked_after, planned
from tests.records import at, course, patient
from tests.store.conftest import add
from tests.ui.sealed_journal import locked_page, sealed_workspace
from tests.ui.workspaces import nameless, open_workspace, press

WORDS = "words of my own"
KEY = new_key(WORDS, Cost(log_n=4))
NOW = at("2026-06-01T09:00+02:00")


def plan_of(folder, records, made_at=NOW) -> CarePlan:
    with Store.create(folder / f"for-{made_at:%H%M}.ketatrack") as store:
        add(store, *records)
        spring = next(record for record in records if record.kind == "courses")
        plan = care_plan_of(
            store.course_records(spring),
            store.find(Contact),
            made_by="Alex",
            for_whom="Mia",
            at=at(f"{in_days(0)}T00:01+00:00"),
        )
    return plan.model_copy(update={"made_at": made_at})


def signed(noticed: str) -> SignedNote:
    return SignedNote(noticed_at=NOW, noticed=noticed, signed_by="Mia", written_at=NOW)


@pytest.fixture
def records():
    return looked_after(in_days(6))


@pytest.fixture
def file(tmp_path, records, qapp):  # noqa: ARG001 - a file tells the window by signals
    plan = plan_of(tmp_path, records)
    return CareFile(write_plan(tmp_path / "a.plan", PlanFile(plan=plan), KEY))


@pytest.fixture
def page(qtbot, file):
    page = CarePlanPage(file)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    return page


@pytest.fixture
def workspace(qtbot, tmp_path, records):
    workspace = open_workspace(qtbot, tmp_path, *records)
    yield workspace
    workspace.close_journal()


def shown(widget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


# the caregiver


def test_the_next_date_stands_first_then_what_was_agreed_and_whom_to_call(page):
    words = shown(page)
    order = (
        "Plan from Alex",
        "Made on 1 Jun 2026, 09:00, for Mia",
        "in 6 days",
        "At nine",
        "All dates",
        "Grace",
    )
    places = [words.index(part) for part in order]

    assert places == sorted(places)
    assert words.count("not recorded: ask the clinic") == 1
    assert nameless(page) == []


def test_an_empty_plan_says_whom_to_ask_and_offers_no_date(qtbot, tmp_path):
    who = patient()
    plan = plan_of(tmp_path, [who, course(who)])
    empty = CarePlanPage(CareFile(write_plan(tmp_path / "b.plan", PlanFile(plan=plan), KEY)))
    qtbot.addWidget(empty)
    words = shown(empty)

    assert "No date to come stands in this plan" in words
    assert words.count("not recorded: ask the clinic") == 3
    assert "your local emergency number" in words


def test_words_of_others_are_shown_as_they_were_typed(qtbot, tmp_path):
    who = patient(country="DE")
    spring = course(who)
    hostile = '<img src="file:///etc/hostname"><b>bold</b>'
    told = [
        planned(spring, in_days(1), place=hostile),
        arrangement(spring, look_in=hostile, call_whom=hostile),
    ]
    plan = plan_of(tmp_path, [who, spring, *told, contact(who, name=hostile)])
    content = PlanFile(plan=plan.model_copy(update={"made_by": hostile}), notes=(signed(hostile),))
    page = CarePlanPage(CareFile(write_plan(tmp_path / "c.plan", content, KEY)))
    qtbot.addWidget(page)

    spoken = [label for label in page.findChildren(QLabel) if "bold" in label.text()]
    assert len(spoken) >= 5
    assert {label.textFormat() for label in spoken} == {Qt.TextFormat.PlainText}


def fill(noticed, words: str) -> None:
    noticed.when.set_value(NOW)
    noticed.words.set_value(words)
    noticed.signed.set_value("Mia")


def test_a_note_is_signed_kept_in_the_file_and_taken_back(page, file):
    noticed = page.noticed
    noticed.sign()
    assert noticed.when.message() == "Say when you noticed it."
    assert file.notes == ()
    fill(noticed, "slept long")
    noticed.sign()
    (note,) = open_plan(file.path, WORDS).content.notes
    assert (note.noticed, note.signed_by, note.noticed_at) == ("slept long", "Mia", NOW)
    assert noticed.words.value() == ""
    assert noticed.signed.value() == "Mia"

    noticed.words.set_value("begun")
    noticed.take_back(note)
    assert "first" in noticed.status.text()
    assert file.notes == (note,)
    noticed.words.set_value("")
    noticed.take_back(note)
    assert file.notes == ()
    assert noticed.words.value() == "slept long"
    assert open_plan(file.path, WORDS).content.half_written.noticed == "slept long"


def test_a_name_that_is_none_is_refused_beside_its_field(page, file):
    fill(page.noticed, "slept long")
    page.noticed.signed.set_value("Mia" * 100)
    page.noticed.sign()

    assert "there is room for 200" in page.noticed.signed.message()
    assert file.notes == ()


def test_what_another_window_wrote_into_the_file_is_not_written_over(page, file):
    write_plan(file.path, PlanFile(plan=file.plan, notes=(signed("from elsewhere"),)), KEY)
    before = file.path.read_bytes()
    fill(page.noticed, "slept long")
    page.noticed.sign()

    assert "was changed elsewhere" in page.noticed.status.text()
    assert page.noticed.words.value() == "slept long"
    assert file.path.read_bytes() == before


def test_a_newer_plan_goes_on_with_the_notes_and_an_older_one_does_not(page, file, tmp_path, records):
    fill(page.noticed, "slept long")
    page.noticed.sign()
    records[2] = records[2].changed(planned_on=in_days(3), latest_on=None)
    newer = plan_of(tmp_path, records, at("2026-06-02T10:00+02:00"))
    older = file.plan
    page.noticed.words.set_value("begun")
    page.noticed.take_over(write_plan(tmp_path / "newer.plan", PlanFile(plan=newer), KEY))

    kept = open_plan(tmp_path / "newer.plan", WORDS).content
    assert [note.noticed for note in kept.notes] == ["slept long"]
    assert kept.half_written.noticed == page.noticed.words.value() == "begun"
    assert "in 3 days" in shown(page)
    with pytest.raises(Exception, match="older than the one that is open"):
        page.noticed.take_over(write_plan(tmp_path / "older.plan", PlanFile(plan=older), KEY))
    assert "in 3 days" in shown(page)


# the patient


@pytest.fixture
def notes_page(qtbot, small_journal):
    spring = small_journal.course
    small_journal.add(
        [caregiver_note(spring, "slept <b>long</b>"), caregiver_note(spring, "ate well", signed_by="Jo")],
        "notes",
    )
    page = CaregiverPage(small_journal)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
    page.setFocus()
    return page


def decisions(journal) -> dict[str, bool | None]:
    return {note.noticed: note.accepted for note in journal.store.find(CaregiverNote)}


def test_keys_decide_on_one_note_after_the_other_and_each_decision_can_be_undone(qtbot, notes_page):
    journal, keys = notes_page.journal, partial(press, qtbot)
    keys(Qt.Key.Key_A)
    keys(Qt.Key.Key_D)
    assert decisions(journal) == {"slept <b>long</b>": True, "ate well": False}
    keys(Qt.Key.Key_D)  # what was decided is not decided by a stray key
    assert decisions(journal) == {"slept <b>long</b>": True, "ate well": False}
    journal.undo_stack.undo()
    assert decisions(journal) == {"slept <b>long</b>": True, "ate well": None}
    journal.undo_stack.undo()
    journal.undo_stack.redo()
    assert decisions(journal) == {"slept <b>long</b>": True, "ate well": None}


def test_a_decided_note_can_be_decided_anew_or_removed_and_brought_back(qtbot, notes_page):
    journal = notes_page.journal
    notes_page.decide(notes_page.cards[0].note, accepted=True)
    anew, remove = notes_page.cards[-1].findChildren(QPushButton)
    qtbot.mouseClick(anew, Qt.MouseButton.LeftButton)
    assert set(decisions(journal).values()) == {None}
    journal.undo_stack.undo()
    anew, remove = notes_page.cards[-1].findChildren(QPushButton)
    qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert len(decisions(journal)) == 1
    journal.undo_stack.undo()
    assert len(decisions(journal)) == 2


def test_every_note_is_named_and_signed_and_shown_as_it_was_typed(notes_page):
    assert nameless(notes_page) == []
    assert "signed Jo" in shown(notes_page)
    assert "slept <b>long</b>" in shown(notes_page)
    assert notes_page.cards[0].accessibleName().startswith("1 Jun 2026, 21:00 · signed")


def test_without_notes_the_page_says_where_they_come_from(qtbot, small_journal):
    page = CaregiverPage(small_journal)
    qtbot.addWidget(page)
    page.show()

    assert "No notes yet" in shown(page)
    assert page.focusProxy() is page.import_button


def test_notes_of_another_course_are_refused_and_nothing_is_added(workspace):
    workspace.plan_files._take_notes(workspace.journal, NotesFile(course_id="other", notes=(signed("x"),)))

    assert "another course or person" in workspace.window.notice.text.text()
    assert workspace.journal.store.count(CaregiverNote) == 0


def test_a_file_of_notes_that_is_dropped_asks_for_its_passphrase(qtbot, workspace, tmp_path):
    path = tmp_path / "back.notes"
    course_id = workspace.journal.course.id
    write_notes(path, NotesFile(course_id=course_id, notes=(signed("slept long"),)), KEY)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    workspace.window.dropEvent(
        QDropEvent(
            workspace.window.rect().center(),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PassphraseDialog)
    dialog.words.set_value(WORDS)
    dialog.submit()
    qtbot.waitUntil(lambda: workspace.journal.store.count(CaregiverNote) == 1, timeout=20_000)


def test_what_is_no_plan_file_is_told_before_anybody_types(workspace, tmp_path):
    (tmp_path / "a.plan").write_text("just words")
    workspace.plan_files.open(tmp_path / "a.plan")

    assert "is not a plan file" in workspace.window.notice.text.text()
    assert QApplication.activeModalWidget() is None


def test_a_plan_page_is_left_for_a_page_of_the_journal(workspace, tmp_path, records):
    plan = plan_of(tmp_path, records)
    workspace.plan_files.show(write_plan(tmp_path / "a.plan", PlanFile(plan=plan), KEY))
    page = workspace.plan_files.page
    fill(page.noticed, "begun")
    workspace.show_page("today")

    assert workspace.plan_files.plan is None
    assert open_plan(tmp_path / "a.plan", WORDS).content.half_written.noticed == "begun"


def test_a_note_that_a_caregiver_began_is_in_its_file_after_the_journal_beside_it_is_locked(
    qtbot, tmp_path, records
):
    workspace = sealed_workspace(qtbot, tmp_path, *records)
    file = write_plan(tmp_path / "a.plan", PlanFile(plan=plan_of(tmp_path, records)), KEY)
    workspace.plan_files.show(file)
    workspace.plan_files.page.noticed.words.setFocus()
    press(qtbot, "begun")
    workspace.locking.lock()
    locked_page(qtbot, workspace)
    assert open_plan(file.path, WORDS).content.half_written.noticed == "begun"
    assert workspace.plan_files.plan is None


# making a file


@pytest.fixture
def maker(workspace, tmp_path):
    workspace.run("make_plan_file")
    page = workspace.window.stack.currentWidget()
    assert isinstance(page, PlanFilePage)
    page.where.set_value(tmp_path / "out")
    return page


def test_what_the_file_will_hold_is_listed_before_it_is_made(maker):
    words = maker.holds.text()
    for part in (
        "Whom it is from: Alex",
        "3 dates to come",
        "Clinic, 2nd floor",
        "Tram 4",
        "Grace",
        "At nine",
    ):
        assert part in words
    maker.made_by.set_value("A friend")
    assert "Whom it is from: A friend" in maker.holds.text()
    assert nameless(maker) == []


def test_five_words_are_shown_once_and_open_the_file(qtbot, maker, tmp_path):
    maker.submit()
    qtbot.waitUntil(maker.password.isVisible, timeout=20_000)
    words = maker.password.words.text()

    assert len(words.split()) == 5
    assert open_plan(tmp_path / "out.plan", words).content.plan.for_whom == "Mia"
    maker.closed.emit()
    assert maker.window() is not None


@pytest.mark.parametrize(
    ("first", "again", "told"),
    [("short", "short", "use 12 or more"), ("long enough words", "other words here", "not the same")],
)
def test_a_passphrase_too_short_or_mistyped_makes_no_file(maker, tmp_path, first, again, told):
    maker.passphrase.way.set_value("own")
    maker.passphrase.first.set_value(first)
    maker.passphrase.again.set_value(again)
    maker.submit()

    assert told in maker.passphrase.first.message() + maker.passphrase.again.message()
    assert not (tmp_path / "out.plan").exists()


def test_a_file_that_is_there_is_replaced_only_when_asked_twice(qtbot, maker, tmp_path):
    out = tmp_path / "out.plan"
    out.write_text("older")
    maker.submit()
    assert "is there already" in maker.where.message()
    assert out.read_text() == "older"
    maker.submit()
    qtbot.waitUntil(maker.password.isVisible, timeout=20_000)
    assert out.read_bytes().startswith(b"PLANFILE")


def test_a_folder_that_is_not_there_is_told_beside_the_place(qtbot, maker, tmp_path):
    maker.where.set_value(tmp_path / "no folder" / "out.plan")
    maker.submit()
    qtbot.waitUntil(lambda: bool(maker.where.message()), timeout=20_000)
    assert "cannot be written" in maker.where.message()
    assert not maker.password.isVisible()
