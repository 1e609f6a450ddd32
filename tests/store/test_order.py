"""The order in which records come back."""

from datetime import UTC, datetime

from ketatrack.domain.records import Reading, Score
from ketatrack.domain.words import Author
from ketatrack.store.store import Change, Store
from tests.records import course, patient, phq9, reading


def kept_in(folder, *records):
    store = Store.create(folder / "ties.ketatrack")
    changes = [Change(None, record) for record in records]
    store.apply(changes, at=datetime(2026, 3, 2, tzinfo=UTC), by=Author.PATIENT)
    return store


def test_records_of_one_instant_at_two_offsets_keep_the_order_of_writing(tmp_path):
    person = patient()
    of = course(person)
    west = phq9(of, "2026-03-02T10:00-05:00", total=5)
    east = phq9(of, "2026-03-02T16:00+01:00", total=7)
    with kept_in(tmp_path, person, of, west, east) as store:
        assert [score.id for score in store.find(Score)] == [west.id, east.id]


def test_records_come_in_order_of_instant_whatever_the_clock_on_the_wall_showed(tmp_path):
    person = patient()
    of = course(person)
    later = reading(of, "2026-03-02T10:00-05:00", pulse=60)
    earlier = reading(of, "2026-03-02T15:00+01:00", pulse=70)
    with kept_in(tmp_path, person, of, later, earlier) as store:
        assert [found.id for found in store.find(Reading)] == [earlier.id, later.id]
