"""A person whose journal is gone or cannot be opened comes back to a backup of it, without a mouse."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from PySide6.QtWidgets import QApplication, QLabel

from ketatrack.domain.backup_words import Reason
from ketatrack.domain.records import Session
from ketatrack.store.backup_places import places_of
from ketatrack.store.backups import backups_in
from ketatrack.store.header import PAGE
from ketatrack.store.key import Key
from ketatrack.store.scheduled_backups import backup_before
from ketatrack.store.store import Store
from ketatrack.ui.background import is_busy
from ketatrack.ui.layout import unbroken
from ketatrack.ui.pages.unlock_page import UnlockPage
from ketatrack.ui.pages.welcome_page import WelcomePage
from ketatrack.ui.unopened_card import UnopenedCard
from tests import records as make
from tests.journeys.hands import Hands
from tests.store.conftest import add
from tests.ui.workspaces import empty_workspace, nameless

PASSPHRASE = "five words by chance"
LAST_WEEK = datetime.now(UTC) - timedelta(days=7)


@pytest.fixture(autouse=True)
def homes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Backups and the person's documents, in folders of this test."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path / "documents"))
    (tmp_path / "documents").mkdir()
    return tmp_path


@pytest.fixture
def hands(qtbot, tmp_path: Path):
    workspace = empty_workspace(qtbot, tmp_path)
    workspace.opening.welcome()
    yield Hands(workspace)
    workspace.close_journal()


def backed_up(path: Path, key: Key | None = None) -> None:
    """Make a journal with one session and a backup of last week."""
    path.parent.mkdir(exist_ok=True)
    who = make.patient(name="Alex")
    of = make.course(who)
    with Store.create(path, key) as store:
        add(store, who, of, make.session(of, "S1", "2026-03-01T10:00+01:00"))
        with time_machine.travel(LAST_WEEK):
            backup_before(store, Reason.SCHEDULE)


def card_of(hands: Hands) -> UnopenedCard | None:
    hands.wait(lambda: not is_busy())
    return next((card for card in hands.window.findChildren(UnopenedCard) if card.isVisible()), None)


def words_of(widget) -> str:
    return " ".join(unbroken(label.text()) for label in widget.findChildren(QLabel) if label.isVisible())


def restore(hands: Hands, passphrase: str = "") -> str:
    """Restore what the card offers; return what was said before it was done."""
    hands.go_to("Restore this backup…")
    hands.keys("Space")
    hands.wait(lambda: QApplication.activeModalWidget() is not None and not is_busy())
    if passphrase:
        assert "opens with its passphrase" in hands.dialog.words.text()
        hands.enter(passphrase)
        hands.wait(lambda: not is_busy())
    words = unbroken(hands.dialog.words.text())
    hands.go_to("Restore")
    hands.keys("Space")
    hands.hear("The backup is restored")
    return words


@pytest.mark.parametrize("passphrase", ["", PASSPHRASE])
def test_a_journal_that_is_gone_is_restored_from_its_newest_backup(
    hands: Hands, tmp_path: Path, passphrase: str
):
    path = tmp_path / "spring.ketatrack"
    backed_up(path, Key.new(passphrase) if passphrase else None)
    path.unlink()
    hands.workspace.opening.path(path)

    assert isinstance(hands.page, WelcomePage)
    said = words_of(card_of(hands))
    assert f"There is no journal at {path}" in said
    assert ("it opens with its passphrase" if passphrase else "opened and counted: 1 session") in said
    assert nameless(card_of(hands)) == []
    assert f"There is no file at {path}; what the backup holds is put there." in restore(hands, passphrase)
    assert hands.workspace.journal.store.path == path
    assert hands.workspace.journal.store.has_passphrase == bool(passphrase)
    assert hands.workspace.journal.store.count(Session) == 1
    assert card_of(hands) is None


def test_an_earlier_backup_is_offered_where_the_newest_is_spoilt(hands: Hands, tmp_path: Path):
    path = tmp_path / "spring.ketatrack"
    backed_up(path)
    with Store.open(path) as store:
        newest = backup_before(store, Reason.HAND).backup.path
    newest.write_bytes(newest.read_bytes()[:PAGE] + os.urandom(newest.stat().st_size - PAGE))
    path.unlink()
    hands.workspace.opening.path(path)
    assert f"{LAST_WEEK.astimezone().day} " in words_of(card_of(hands))
    restore(hands)
    assert hands.workspace.journal.store.count(Session) == 1


def test_what_lies_in_the_place_of_a_journal_is_kept_when_a_backup_takes_it(hands: Hands, tmp_path: Path):
    path = tmp_path / "spring.ketatrack"
    backed_up(path)
    path.write_text("my diary")
    hands.workspace.opening.path(path)
    assert "is not a KetaTrack journal" in words_of(card_of(hands))
    assert "is kept with the backups, as it is" in restore(hands)
    assert hands.workspace.journal.store.count(Session) == 1
    (kept,) = places_of(path, None).first.glob("*as-it-was*")
    assert kept.read_text() == "my diary"
    assert str(kept) in hands.said


def test_a_stick_that_is_plugged_in_again_is_opened_by_trying_again(hands: Hands, tmp_path: Path):
    stick, drawer = tmp_path / "stick", tmp_path / "drawer"
    path = stick / "spring.ketatrack"
    backed_up(path)
    stick.rename(drawer)
    hands.workspace.opening.path(path)
    assert card_of(hands).again_button.hasFocus()
    hands.keys("Space")
    assert "tried again just now" in hands.said
    assert card_of(hands).again_button.hasFocus()
    drawer.rename(stick)
    hands.keys("Space")
    assert hands.workspace.journal.store.path == path
    assert card_of(hands) is None
    assert hands.said == ""


def test_where_the_folder_is_away_a_backup_goes_into_the_usual_one(hands: Hands, tmp_path: Path):
    path = tmp_path / "stick" / "spring.ketatrack"
    backed_up(path)
    path.parent.rename(tmp_path / "drawer")
    hands.workspace.opening.path(path)
    place = tmp_path / "documents" / "spring.ketatrack"
    assert f"There is no file at {place}" in restore(hands)
    assert hands.workspace.journal.store.path == place
    assert not path.parent.exists()
    assert len(backups_in(places_of(place, None).first)) == 1  # they are its backups from now on


def test_a_locked_journal_that_nothing_opens_is_left_alone_and_a_backup_put_beside_it(
    hands: Hands, tmp_path: Path
):
    path = tmp_path / "spring.ketatrack"
    backed_up(path, Key.new(PASSPHRASE))
    spoilt = path.read_bytes()[:16] + os.urandom(path.stat().st_size - 16)
    path.write_bytes(spoilt)
    hands.workspace.opening.path(path)
    hands.wait(lambda: not is_busy())
    assert not hands.page.restore_button.isVisible()
    hands.enter(PASSPHRASE)
    hands.wait(lambda: hands.objections)
    hands.go_to("Restore from a backup…")
    hands.keys("Space")
    assert isinstance(hands.page, UnlockPage)
    assert "look the same" in words_of(card_of(hands))
    restore(hands, PASSPHRASE)
    assert hands.workspace.journal.store.path == tmp_path / "documents" / "spring.ketatrack"
    assert path.read_bytes() == spoilt


def test_beside_an_open_journal_the_backups_of_another_are_offered_too(hands: Hands, tmp_path: Path):
    lost, own = tmp_path / "spring.ketatrack", tmp_path / "autumn.ketatrack"
    backed_up(lost)
    lost.unlink()
    Store.create(own).close()
    hands.workspace.opening.path(own)
    hands.workspace.opening.path(lost)
    assert hands.workspace.journal.store.path == own
    assert card_of(hands) is not None
    hands.go_to("Close")
    hands.keys("Space")
    assert card_of(hands) is None
    hands.workspace.opening.path(lost)
    restore(hands)
    assert hands.workspace.journal.store.path == lost


def test_a_journal_of_a_newer_version_is_not_offered_to_be_replaced(hands: Hands, tmp_path: Path):
    path = tmp_path / "spring.ketatrack"
    backed_up(path)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '0099'")
        database.execute("PRAGMA user_version = 99")
    hands.workspace.opening.path(path)
    card = card_of(hands)
    assert "newer version" in words_of(card)
    assert not card.restore_button.isVisible()
    assert not card.file_button.isVisible()


def test_a_restore_that_comes_to_nothing_says_so_and_the_card_stays(hands: Hands, tmp_path: Path):
    path = tmp_path / "spring.ketatrack"
    backed_up(path)
    path.unlink()
    hands.workspace.opening.path(path)
    hands.wait(lambda: not is_busy())
    hands.go_to("Restore this backup…")
    hands.keys("Space")
    hands.wait(lambda: QApplication.activeModalWidget() is not None and not is_busy())
    for file in places_of(path, None).first.glob("*.ketatrack"):
        file.unlink()
    hands.go_to("Restore")
    hands.keys("Space")
    hands.hear("Nothing was restored.")
    assert not path.exists()
    assert card_of(hands) is not None
