"""What is told of a save whose end the disk refused is what the file then holds, whatever was saved."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlcipher3.dbapi2
from sqlalchemy import Connection, event

from ketatrack.domain.errors import JournalError
from ketatrack.domain.history import PastVersion
from ketatrack.domain.records import Course, Patient
from ketatrack.domain.words import Author
from ketatrack.store.engine import connect
from ketatrack.store.findings import Damage, Finding
from ketatrack.store.refusals import refusals_in_words
from ketatrack.store.rows import insert_rows
from ketatrack.store.store import Change, Draft, Store, UnconfirmedSaveError, UnknownSaveError
from ketatrack.store.tables import SETTINGS, metadata
from tests.records import course, patient
from tests.store.conftest import NOW, add

HALF_FILLED = Draft("sessions", NOW, {"dose": "56", "readings": [[0, "128", None]]})

Save = Callable[[Store], object]
Fault = Callable[[Connection], None]


def add_one(store: Store) -> None:
    add(store, course(store.find(Patient)[0], name="Autumn"))


def add_what_was_typed(store: Store) -> None:
    typed = course(store.find(Patient)[0], name="Winter")
    store.apply([Change(None, typed)], at=NOW, by=Author.PATIENT, draft="visits of today")


def change_one(store: Store) -> None:
    (person,) = store.find(Patient)
    store.apply([Change(person, person.changed(name="C"))], at=NOW, by=Author.PATIENT)


def remove_one(store: Store) -> None:
    store.apply([Change(store.find(Course)[0], None)], at=NOW, by=Author.PATIENT)


def adopt_entries(store: Store) -> None:
    store.adopt([patient(name="Somebody else", notes="half past 9")])


def adopt_all_that_stands_beside(store: Store) -> None:
    past = PastVersion(NOW, "patient", "changed", "patients", "elsewhere", 1, {"name": "A"})
    draft = Draft("visits", NOW, {"who": None})
    store.adopt([], history=[past], drafts=[draft], settings={"shown": ("a", 1.5, None)})


def stand_by_a_setting(store: Store) -> None:
    finding = Finding(Damage.CHANGED, "A setting", SETTINGS.name, "changed behind its back")
    store.stand_by(finding, at=NOW, by=Author.PATIENT)


SAVES: dict[str, Save] = {
    "add": add_one,
    "add and drop the draft": add_what_was_typed,
    "change": change_one,
    "remove": remove_one,
    "adopt entries": adopt_entries,
    "adopt what stands beside": adopt_all_that_stands_beside,
    "save a draft": lambda store: store.save_draft(HALF_FILLED),
    "discard a draft": lambda store: store.discard_draft("visits of today"),
    "choose": lambda store: store.set_setting("figures_hidden", value=[True, "both"]),
    "erase": lambda store: store.erase_history(at=NOW, by=Author.PATIENT),
    "stand by": stand_by_a_setting,
}


@pytest.fixture
def store(store: Store) -> Store:
    """A journal that has something of everything that can be changed or erased."""
    person = patient(name="A")
    add(store, person, course(person, name="Spring"))
    store.apply([Change(person, person.changed(name="B"))], at=NOW, by=Author.PATIENT)
    store.save_draft(Draft("visits of today", NOW, {"who": "Dr. Example"}))
    store.set_setting("changed behind its back", value=1)
    with store._writer.begin() as connection:
        connection.exec_driver_sql("UPDATE settings SET value = '2'")
    return store


def refused(errorname: str) -> sqlcipher3.dbapi2.OperationalError:
    error = sqlcipher3.dbapi2.OperationalError("disk I/O error")
    error.sqlite_errorname = errorname
    return error


def before_the_end(_connection: Connection) -> None:
    raise refused("SQLITE_FULL")


def after_the_end(connection: Connection) -> None:
    """As where the folder of the journal cannot be made durable, which comes last."""
    connection.connection.driver_connection.execute("COMMIT")
    raise refused("SQLITE_IOERR_DIR_FSYNC")


def after_the_end_and_for_good(connection: Connection) -> None:
    """As where the disk is gone from then on."""
    connection.connection.driver_connection.execute("COMMIT")
    (_number, _name, file) = connection.connection.driver_connection.execute(
        "PRAGMA database_list"
    ).fetchone()
    Path(file).write_bytes(b"\xff" * Path(file).stat().st_size)
    raise refused("SQLITE_IOERR_DIR_FSYNC")


def let_go_wrong(store: Store, fault: Fault) -> None:
    """Let the end of the next transaction go wrong; those after it end as ever."""
    event.listen(store._engine, "commit", fault, once=True)


def held(path: Path) -> list[list[tuple[object, ...]]]:
    """Return all rows, checksums included, for the next program that opens the journal."""
    with closing(connect(path, read_only=True)) as connection:
        return [
            connection.execute(f"SELECT * FROM {table.name}").fetchall()  # noqa: S608
            for table in metadata.sorted_tables
        ]


@pytest.mark.parametrize("save", SAVES.values(), ids=SAVES)
def test_what_was_not_saved_is_told_as_not_saved(store: Store, path: Path, save: Save) -> None:
    before = held(path)
    let_go_wrong(store, before_the_end)
    with pytest.raises(JournalError, match="Nothing was saved") as told:
        save(store)
    assert not isinstance(told.value, UnconfirmedSaveError)
    assert held(path) == before
    save(store)
    assert held(path) != before


@pytest.mark.parametrize("save", SAVES.values(), ids=SAVES)
def test_what_was_saved_is_told_as_saved_though_the_disk_confirmed_nothing(
    store: Store, path: Path, save: Save
) -> None:
    before = held(path)
    let_go_wrong(store, after_the_end)
    with pytest.raises(UnconfirmedSaveError, match="It is saved"):
        save(store)
    assert held(path) != before


@pytest.mark.parametrize("save", SAVES.values(), ids=SAVES)
def test_where_nothing_can_be_read_either_nobody_says_whether_it_was_saved(store: Store, save: Save) -> None:
    let_go_wrong(store, after_the_end_and_for_good)
    with pytest.raises(UnknownSaveError, match="whether it is saved cannot be read"):
        save(store)


def test_the_draft_of_a_form_goes_with_what_was_typed_into_it(store: Store) -> None:
    add_what_was_typed(store)
    assert [draft.form for draft in store.drafts()] == []
    assert {each.name for each in store.find(Course)} == {"Spring", "Winter"}


def test_a_writer_that_does_not_look_again_says_that_nothing_was_saved_although_it_was(
    store: Store, path: Path
) -> None:
    before = held(path)
    let_go_wrong(store, after_the_end)
    with (
        pytest.raises(JournalError, match="Nothing was saved"),
        refusals_in_words(path),
        store._writer.begin() as connection,
    ):
        insert_rows(connection, SETTINGS, [{"name": "figures_hidden", "value": "true"}])
    assert held(path) != before
