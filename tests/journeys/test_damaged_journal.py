"""A person whose journal was damaged reads what is left, and goes on in a new one, without a mouse."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from ketatrack.domain.records import Patient, Reading, Score, Session
from ketatrack.store.findings import Damage
from ketatrack.store.header import PAGE
from ketatrack.store.key import Key
from ketatrack.store.store import Store
from ketatrack.ui.background import is_busy
from ketatrack.ui.damage_card import ChangedCard, DamageCard
from ketatrack.ui.layout import unbroken
from tests.domain.case_files import course_records
from tests.journeys.hands import Hands
from tests.ui.workspaces import empty_workspace

PASSPHRASE = "correct horse battery staple"


@pytest.fixture
def hands(qtbot, tmp_path: Path):
    workspace = empty_workspace(qtbot, tmp_path)
    workspace.opening.welcome()
    yield Hands(workspace)
    workspace.close_journal()


def filled(path: Path, key: Key | None = None) -> None:
    records = course_records("iv-boosters")
    with Store.create(path, key) as store:
        store.adopt([records.patient, records.course, *records.entries()])


def damage(path: Path, table: str) -> None:
    """Overwrite one page that holds entries of a table."""
    with closing(sqlite3.connect(path)) as database:
        page = database.execute(
            "SELECT max(pageno) FROM dbstat WHERE name = ? AND pagetype = 'leaf'", (table,)
        )
        (number,) = page.fetchone()
    content = bytearray(path.read_bytes())
    content[(number - 1) * PAGE : number * PAGE] = b"\xa5" * PAGE
    path.write_bytes(content)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def card_of(hands: Hands, kind: type) -> object:
    cards = [hands.window.cards.itemAt(index).widget() for index in range(hands.window.cards.count())]
    return next((card for card in cards if isinstance(card, kind)), None)


def shown(hands: Hands) -> str:
    labels = hands.window.findChildren(QLabel)
    return " ".join(unbroken(label.text()) for label in labels if label.isVisible())


def test_a_damaged_journal_is_read_and_saved_as_a_new_one(hands: Hands, tmp_path: Path):
    path, new = tmp_path / "spring.ketatrack", tmp_path / "saved.ketatrack"
    filled(path)
    with Store.open(path) as store:
        sessions, readings = store.count(Session), store.count(Reading)
    damage(path, "readings")
    before = digest(path)

    hands.workspace.opening.path(path)
    card = card_of(hands, DamageCard)
    assert card is not None
    assert "Blood pressure" in card.accessibleDescription()
    assert "not readable any more" in card.accessibleDescription()
    journal = hands.workspace.journal
    assert journal.store.count(Session) == sessions
    assert 0 < journal.store.count(Reading) < readings
    gone = sum(finding.damage == Damage.GONE for finding in journal.store.findings)
    assert journal.store.count(Reading) + gone == readings

    hands.keys("Ctrl+B")  # what is typed now cannot be saved, and stays on screen
    hands.type("t")
    for text in ("0930", "120", "80"):
        hands.keys("Tab")
        hands.type(text)
    hands.keys("Ctrl+Return")
    assert any("reading only" in sentence for sentence in hands.objections)
    assert hands.workspace.form.fields["systolic"].value() == 120

    hands.go_to("What is not as it was…")
    hands.keys("Space")
    hands.wait(QApplication.activeModalWidget)
    hands.keys("Escape")
    hands.back_to_window()
    hands.go_to("Save what is readable into a new journal…")
    hands.keys("Space")
    hands.wait(QApplication.activeModalWidget)
    hands.type_over(str(path))
    hands.keys("Return")
    assert any("is there already" in sentence for sentence in hands.objections)
    hands.type_over(str(new))
    hands.keys("Return")
    hands.hear("which is open now")

    assert hands.workspace.journal.store.path == new
    assert not hands.workspace.journal.reading_only
    assert hands.workspace.journal.store.count(Session) == sessions
    assert card_of(hands, DamageCard) is None
    assert digest(path) == before


def test_a_damaged_journal_with_a_passphrase_leaves_no_plain_text_on_the_disk(
    hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    path, new = tmp_path / "spring.ketatrack", tmp_path / "saved.ketatrack"
    key = Key.new(PASSPHRASE)
    filled(path, key)
    content = bytearray(path.read_bytes())
    content[-2 * PAGE + 100] ^= 1
    path.write_bytes(content)

    hands.workspace.opening.path(path)
    hands.type(PASSPHRASE)
    hands.keys("Return")
    hands.wait(lambda: hands.workspace.journal is not None)
    assert card_of(hands, DamageCard) is not None
    hands.go_to("Save what is readable into a new journal…")
    hands.keys("Space")
    hands.wait(QApplication.activeModalWidget)
    hands.type_over(str(new))
    hands.keys("Return")
    hands.hear("which is open now")
    assert hands.workspace.journal.store.has_passphrase
    for file in tmp_path.iterdir():
        assert not file.is_file() or b"phq9" not in file.read_bytes()
    assert Key.of(new, PASSPHRASE) == key


@pytest.mark.parametrize("spoilt", [bytes(PAGE - 16), b"\xa5" * (PAGE - 16)])
def test_a_journal_with_a_passphrase_whose_first_page_is_gone_asks_for_it_and_shows_the_rest(
    hands: Hands, tmp_path: Path, spoilt: bytes
):
    path = tmp_path / "spring.ketatrack"
    filled(path, Key.new(PASSPHRASE))
    content = bytearray(path.read_bytes())
    content[16:PAGE] = spoilt
    path.write_bytes(content)

    hands.workspace.opening.path(path)
    hands.wait(lambda: not is_busy())
    hands.type("another one")
    hands.keys("Return")
    hands.wait(lambda: hands.objections)
    assert "does not open" in hands.objections[0]
    hands.type(PASSPHRASE)
    hands.keys("Return")
    hands.wait(lambda: hands.workspace.journal is not None)
    assert card_of(hands, DamageCard) is not None
    assert hands.workspace.journal.store.count(Session) > 0
    assert path.read_bytes() == content


def test_what_is_wrong_with_a_locked_journal_stands_beside_its_passphrase_and_goes_with_it(
    hands: Hands, tmp_path: Path
):
    path, other = tmp_path / "spring.ketatrack", tmp_path / "other.ketatrack"
    filled(path, Key.new(PASSPHRASE))
    filled(other)
    whole = path.read_bytes()
    hands.workspace.opening.path(path)
    hands.wait(lambda: not is_busy())
    path.write_bytes(whole[:-100])
    hands.type("another one")
    hands.keys("Return")
    hands.wait(lambda: hands.objections)
    assert hands.said == ""
    hands.type(PASSPHRASE)
    hands.keys("Return")
    hands.wait(lambda: hands.workspace.journal is not None)
    assert hands.said == ""


def test_what_was_said_of_a_journal_that_did_not_open_goes_once_another_is_open(hands: Hands, tmp_path: Path):
    path = tmp_path / "spring.ketatrack"
    filled(path)
    hands.workspace.opening.path(tmp_path / "gone.ketatrack")
    assert "There is no journal at" in shown(hands)
    hands.workspace.opening.path(path)
    assert "There is no journal at" not in shown(hands)


def test_an_entry_that_something_else_changed_is_shown_and_stood_by(hands: Hands, tmp_path: Path):
    path = tmp_path / "spring.ketatrack"
    filled(path)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE patients SET notes = 'never written'")

    hands.workspace.opening.path(path)
    hands.workspace.damage.look()
    hands.wait(lambda: card_of(hands, ChangedCard))
    assert not hands.workspace.journal.reading_only
    hands.go_to("Look…")
    hands.keys("Space")
    hands.wait(QApplication.activeModalWidget)
    (finding,) = hands.workspace.journal.store.findings
    hands.go_to(f"It is right as it stands: {finding.place}")
    hands.keys("Space")
    hands.keys("Escape")
    hands.back_to_window()

    assert card_of(hands, ChangedCard) is None
    store = hands.workspace.journal.store
    (person,) = store.find(Patient)
    assert person.notes == "never written"
    assert [past.content["notes"] for past in store.history(person.id)] == ["never written"]
    hands.workspace.damage.look()
    hands.wait(lambda: not store.findings)
    assert store.count(Score) > 0
