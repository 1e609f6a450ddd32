"""Setting, changing and removing the passphrase in the window, which goes on where it was."""

import stat
import sys
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter

from ketatrack.domain.backup_words import Reason
from ketatrack.domain.records import Patient
from ketatrack.store.backup_places import places_of
from ketatrack.store.backups import backups_in
from ketatrack.store.header import schema_revision
from ketatrack.store.keeping import backup_file
from ketatrack.store.key import Key, WrongPassphraseError
from ketatrack.store.looking_into import contents_of
from ketatrack.store.open_backups import open_backups
from ketatrack.store.store import Store
from ketatrack.ui.background import is_busy
from ketatrack.ui.dialogs.journal_passphrase_dialog import JournalPassphraseDialog
from ketatrack.ui.pages.settings_page import SettingsPage
from ketatrack.ui.passphrase_change import PassphraseChange
from tests import records as make
from tests.ui.workspaces import nameless, open_workspace

WORDS, NEWER = "seven grey herons wait", "four warm stones sing"
SET, CHANGE, REMOVE, RECOVERY = PassphraseChange
PATIENCE_MS = 30_000


@pytest.fixture
def workspace(qtbot, tmp_path: Path):
    who = make.patient(name="Alex")
    opened = open_workspace(qtbot, tmp_path, who, make.course(who))
    yield opened
    qtbot.waitUntil(lambda: not is_busy(), timeout=PATIENCE_MS)
    opened.close_journal()


@pytest.fixture
def ask(qtbot, workspace):
    """Open a dialog, type what it asks for, and wait until the work is over."""

    def answered(change: PassphraseChange, current: str = "", new: str = "") -> JournalPassphraseDialog:
        dialog = JournalPassphraseDialog(workspace.journal, change, workspace.window)
        qtbot.addWidget(dialog)
        dialog.open()
        dialog.current.set_value(current)
        dialog.new.first.set_value(new)
        dialog.new.again.set_value(new)
        dialog.submit()
        qtbot.waitUntil(lambda: not is_busy() and not dialog._working, timeout=PATIENCE_MS)
        return dialog

    return answered


def opens(path: Path, words: str) -> bool:
    try:
        Store.open(path, Key.of(path, words)).close()
    except WrongPassphraseError:
        return False
    return True


def test_it_is_set_changed_and_removed_and_the_window_goes_on_where_it_was(workspace, ask):
    journal, path = workspace.journal, workspace.journal.store.path
    alex = journal.patient()
    journal.replace(alex, alex.changed(name="Alexis"), "the name")
    page = workspace.window.stack.currentWidget()

    ask(SET, new=WORDS)
    assert schema_revision(path) is None
    assert opens(path, WORDS)
    assert journal.store.has_passphrase
    assert workspace.window.stack.currentWidget() is page
    journal.undo_stack.undo()
    assert [person.name for person in journal.store.find(Patient)] == ["Alex"]

    ask(CHANGE, WORDS, NEWER)
    assert (opens(path, WORDS), opens(path, NEWER)) == (False, True)
    journal.undo_stack.redo()

    ask(REMOVE, NEWER)
    assert schema_revision(path) is not None
    assert not journal.store.has_passphrase
    assert [person.name for person in journal.store.find(Patient)] == ["Alexis"]


def test_the_wrong_passphrase_of_now_is_said_beside_it_and_changes_nothing(workspace, ask):
    ask(SET, new=WORDS)
    path = workspace.journal.store.path
    before = path.read_bytes()
    dialog = ask(CHANGE, "another one", NEWER)
    assert "does not open" in dialog.current.message()
    assert dialog.go_button.isVisible()
    assert path.read_bytes() == before
    assert not workspace.journal.store.reading_only


@pytest.mark.parametrize(
    ("first", "again", "said"),
    [("short", "short", "It has 5 letters"), (WORDS, NEWER, "not the same")],
)
def test_a_new_passphrase_that_cannot_be_taken_is_said_beside_it(workspace, qtbot, first, again, said):
    dialog = JournalPassphraseDialog(workspace.journal, SET)
    qtbot.addWidget(dialog)
    dialog.new.first.set_value(first)
    dialog.new.again.set_value(again)
    dialog.submit()
    assert said in dialog.new.first.message() + dialog.new.again.message()
    assert schema_revision(workspace.journal.store.path) is not None


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit of POSIX")
def test_a_full_disk_leaves_the_journal_open_as_it_was(workspace, ask):
    import resource

    path = workspace.journal.store.path
    before = path.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) // 2, limits[1]))
    try:
        dialog = ask(SET, new=WORDS)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "make room" in dialog._status.text() or "try again" in dialog._status.text()
    assert schema_revision(path) is not None
    assert workspace.journal.store.check() == []
    assert list(path.parent.glob(".*.part*")) == []
    alex = workspace.journal.patient()
    workspace.journal.replace(alex, alex.changed(name="Alexis"), "the name")


def test_the_recovery_code_stands_for_the_passphrase_of_now(workspace, ask):
    ask(SET, new=WORDS)
    code = workspace.journal.store.key.recovery_code
    ask(CHANGE, code, NEWER)
    assert opens(workspace.journal.store.path, NEWER)
    assert not opens(workspace.journal.store.path, code)


def test_the_recovery_sheet_is_saved_only_where_it_is_asked_for(workspace, ask, qtbot, tmp_path):
    ask(SET, new=WORDS)
    files = set(tmp_path.iterdir())
    dialog = ask(RECOVERY, WORDS)
    assert dialog.sheet.isVisible()
    assert set(tmp_path.iterdir()) == files
    out = tmp_path / "sheet.pdf"
    dialog.sheet.save(out)
    qtbot.waitUntil(lambda: not is_busy(), timeout=PATIENCE_MS)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert "can open the journal" in dialog.sheet.status.text()

    import pypdfium2

    with pypdfium2.PdfDocument(out) as pdf:
        words = pdf[0].get_textpage().get_text_range()
    key = workspace.journal.store.key
    box = words[words.index(key.mark) + len(key.mark) : words.index("How it is used")]
    assert Key.of(workspace.journal.store.path, box) == key


def test_printing_leaves_nothing_but_what_the_printer_writes(ask, qtbot, tmp_path, monkeypatch):
    ask(SET, new=WORDS)
    own = tmp_path / "temporary"
    own.mkdir()
    monkeypatch.setenv("TMPDIR", str(own))
    dialog = ask(RECOVERY, WORDS)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog.sheet.print_on(printer)
    qtbot.waitUntil(lambda: not is_busy(), timeout=PATIENCE_MS)
    assert dialog.sheet.status.text() == "Sent to the printer."
    assert list(own.iterdir()) == []


def test_the_settings_page_offers_what_fits_the_file(workspace, ask, qtbot):
    workspace.show_page("settings")
    page = workspace.window.stack.currentWidget()
    assert isinstance(page, SettingsPage)
    shown = lambda: [change for change, button in page.passphrase.buttons.items() if button.isVisibleTo(page)]  # noqa: E731
    assert shown() == [SET]
    ask(SET, new=WORDS)
    assert shown() == [CHANGE, REMOVE, RECOVERY]
    key = workspace.journal.store.key
    assert key.mark in page.passphrase._mark.text()
    qtbot.waitUntil(lambda: not is_busy(), timeout=PATIENCE_MS)


def test_everything_in_the_dialogs_has_a_name(workspace, qtbot):
    for change in PassphraseChange:
        dialog = JournalPassphraseDialog(workspace.journal, change)
        qtbot.addWidget(dialog)
        dialog.show()
        assert nameless(dialog) == []


def test_five_words_are_suggested_to_be_read(workspace, qtbot):
    dialog = JournalPassphraseDialog(workspace.journal, SET)
    qtbot.addWidget(dialog)
    dialog.new.suggest()
    assert len(dialog.new.read().split()) == 5
    assert dialog.new.first.editor.echoMode() == dialog.new.first.editor.EchoMode.Normal
    qtbot.waitUntil(lambda: "century" in dialog.new.strength.text(), timeout=PATIENCE_MS)


def test_backups_of_before_that_need_no_passphrase_can_be_deleted(qtbot, workspace, ask):
    path = workspace.journal.store.path
    backup_file(path, None, Reason.HAND)
    dialog = ask(SET, new=WORDS)
    key = Key.of(path, WORDS)
    qtbot.waitUntil(lambda: not is_busy(), timeout=PATIENCE_MS)
    before = open_backups(path, key)
    assert len(before) == 2  # by hand, and before the passphrase was set
    assert "2 backups of before" in dialog.backups.said.text()
    assert dialog.backups.isVisible()
    dialog.backups.delete_button.click()
    qtbot.waitUntil(lambda: not is_busy(), timeout=PATIENCE_MS)
    assert "2 backups were deleted" in dialog.backups.said.text()
    assert open_backups(path, key) == []
    (left,) = backups_in(places_of(path, key).first)
    assert contents_of(left.path, key) == contents_of(path, key)


def test_they_stay_where_no_encrypted_one_can_be_made(qtbot, workspace, ask):
    path = workspace.journal.store.path
    backup_file(path, None, Reason.HAND)
    dialog = ask(SET, new=WORDS)
    qtbot.waitUntil(lambda: not is_busy(), timeout=PATIENCE_MS)
    key = Key.of(path, WORDS)
    before = open_backups(path, key)
    with Store.open(path, key) as store, store._writer.begin() as connection:
        connection.exec_driver_sql("UPDATE patients SET name = 'changed behind its back'")
    dialog.backups.delete_button.click()
    qtbot.waitUntil(lambda: not is_busy(), timeout=PATIENCE_MS)
    assert open_backups(path, key) == before
    assert dialog.backups.delete_button.isEnabled()
