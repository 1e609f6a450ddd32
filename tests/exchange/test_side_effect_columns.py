"""The course of a side effect travels in the files of a course, and files without it stay what they were."""

import csv
import json

from ketatrack.domain.followed_words import Horizon
from ketatrack.domain.handover import Handover
from ketatrack.domain.records import Course, SideEffect, WatchAnswer
from ketatrack.exchange.course_json import course_json
from ketatrack.exchange.csv_export import csv_files, export_csv_folder
from ketatrack.exchange.importing import plan_import
from ketatrack.exchange.journal_json import export_json
from ketatrack.exchange.plan import carry_out
from ketatrack.store.store import Store
from tests.records import STAMP, at, course, patient, session, side_effect

USUAL = ["session", "effect", "severity", "onset_minutes", "resolved_minutes", "needed_help", "notes"]


def filled(store: Store, **fields) -> SideEffect:
    person = patient()
    of = course(person)
    first = session(of, "S1", "2026-03-02T10:00+01:00")
    effect = side_effect(of, "fatigue", **fields)
    answer = WatchAnswer(
        **STAMP, course_id=of.id, sign="memory", number=2, words="names", answered_at=at("2026-03-03T10:00Z")
    )
    store.adopt([person, of, first, effect, side_effect(of, "nausea", session_id=first.id), answer])
    return effect


ALL_OF_IT = {
    "horizon": Horizon.LONG_TERM,
    "noticed_at": at("2026-03-02T20:00+01:00"),
    "worst_at": at("2026-03-03T08:00+01:00"),
    "resolved_at": at("2026-03-04T08:00+01:00"),
    "still_present": False,
    "done_about_it": "=slept",
    "noticed_by": "Kim",
}


def header(content: bytes) -> list[str]:
    return next(csv.reader(content.decode().splitlines()))


def read_in(folder, out) -> Store:
    there = Store.create(folder / "there.ketatrack")
    plan = plan_import(out, there)
    assert plan.rejected == []
    carry_out(plan, there)
    return there


def test_a_column_that_nothing_stands_in_is_not_in_the_file(store):
    filled(store)

    assert header(csv_files(store.course_records(store.find(Course)[0]))["side_effects.csv"]) == USUAL


def test_the_course_of_an_effect_comes_back_from_its_columns(store, tmp_path):
    effect = filled(store, **ALL_OF_IT)
    export_csv_folder(store.course_records(store.find(Course)[0]), tmp_path / "out")

    assert set(header((tmp_path / "out" / "side_effects.csv").read_bytes())) == {*USUAL, *ALL_OF_IT}
    with read_in(tmp_path, tmp_path / "out") as there:
        found = next(each for each in there.find(SideEffect) if each.effect == "fatigue")
        assert {name: getattr(found, name) for name in ALL_OF_IT} == {
            name: getattr(effect, name) for name in ALL_OF_IT
        }
    assert plan_import(tmp_path / "out", store).is_empty


def test_a_file_from_before_adds_nothing_to_an_effect_of_which_more_is_known_now(store, tmp_path):
    effect = filled(store)
    export_csv_folder(store.course_records(store.find(Course)[0]), tmp_path / "before")
    changed = effect.changed(still_present=True, horizon=Horizon.LONG_TERM)
    with Store.create(tmp_path / "later.ketatrack") as later:
        person = patient()
        of = course(person)
        first = session(of, "S1", "2026-03-02T10:00+01:00")
        nausea = side_effect(of, "nausea", session_id=first.id)
        later.adopt([person, of, first, changed.changed(course_id=of.id), nausea])

        assert plan_import(tmp_path / "before", later).is_empty


def test_who_noticed_and_what_was_done_are_left_out_without_names(store):
    filled(store, **ALL_OF_IT)
    records = store.course_records(store.find(Course)[0])
    written = json.dumps(course_json(records, Handover(deidentified=True)))

    assert "Kim" not in written
    assert "slept" not in written
    assert "2026-03" not in written


def test_a_journal_as_json_carries_all_of_it_and_the_long_term_watch(store, tmp_path):
    effect = filled(store, **ALL_OF_IT)
    export_json(store, tmp_path / "all.json")
    with read_in(tmp_path, tmp_path / "all.json") as there:
        assert there.get(SideEffect, effect.id) == effect
        assert there.find(WatchAnswer) == store.find(WatchAnswer)


def test_a_reader_of_the_files_is_told_that_the_watch_is_not_in_them(store):
    filled(store)
    left_out = course_json(store.course_records(store.find(Course)[0]), Handover())["left_out"]

    assert any("the long-term watch" in sentence for sentence in left_out)
