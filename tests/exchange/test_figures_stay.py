"""The figures of a course stay the same, however its rows came into the journal and wherever it is read."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest

from ketatrack.domain.baseline_choice import candidates, course_baseline, derived_score
from ketatrack.domain.epochs import epochs
from ketatrack.domain.identity import new_id
from ketatrack.domain.instruments import PHQ9
from ketatrack.domain.intervals import intervals, time_in_response_range
from ketatrack.domain.provenance import is_late
from ketatrack.domain.records import BaselineChoice, Course
from ketatrack.domain.resting_pressure import mean_pressure, resting_readings
from ketatrack.domain.scores import scored
from ketatrack.domain.standing import standing
from ketatrack.domain.standing_words import standing_lines
from ketatrack.domain.summary import as_json, summarise
from ketatrack.domain.words import Author
from ketatrack.exchange.csv_export import export_csv_folder
from ketatrack.exchange.importing import plan_import
from ketatrack.exchange.journal_json import export_json
from ketatrack.exchange.plan import carry_out
from ketatrack.store.store import Change, Store
from tests.domain.case_files import CASES, NAMES, expected
from tests.domain.random_courses import random_course
from tests.records import STAMP, at

ROOT = Path(__file__).parent.parent.parent
ZONES = ("Pacific/Auckland", "America/Los_Angeles")
LISTS = ("phases", "sessions", "readings", "side_effects", "scores", "medicines")
NOW = at("2026-05-01T09:00+02:00")


def every_figure(records):
    """Return everything that is computed of a course, as text that can be compared."""
    stands = [found for name in (PHQ9, "gad7") if (found := standing(records, name))]
    told = [standing_lines(found, date(2026, 5, 1)) for found in stands]
    each = intervals(scored(records.scores), records.sessions, course_baseline(records))
    periods = [
        (
            str(epoch.starts_on), str(epoch.ends_on), epoch.changed, epoch.phase,
            [one.name for one in epoch.sessions], [one.total for one in epoch.scores],
        )
        for epoch in epochs(records)
    ]  # fmt: skip
    figures = [
        as_json(summarise(records)),
        told,
        repr(time_in_response_range(each)),
        periods,
        repr(mean_pressure(resting_readings(records.readings, records.sessions))),
        [is_late(record) for record in records.entries()],
    ]
    return json.dumps(figures, sort_keys=True)


def a_course(seed):
    """Return a random course in which no two rows of a kind share an instant or a date.

    Rows of one instant keep the order in which they were entered, so their order is part of what they say.
    """
    records = random_course(seed)
    alone = {"phases": "starts_on", "sessions": "started_at", "readings": "taken_at", "scores": "taken_at"}
    return replace(
        records,
        **{
            name: list({getattr(row, field): row for row in reversed(getattr(records, name))}.values())[::-1]
            for name, field in alone.items()
        },
    )


def chosen(records, draw):
    """Return a choice of baseline among what can be chosen, or none."""
    offered = candidates(records)
    if not offered or draw.random() < 0.5:
        return []
    derived = derived_score(records)
    return [
        BaselineChoice(
            **STAMP,
            course_id=records.course.id,
            score_id=draw.choice(offered).score.id,
            instrument="phq9",
            reason="that week",
            derived_id=derived.score.id if derived else None,
        )
    ]


def shuffled(records, draw):
    """Return every row of a course as if entered in another order: other keys, other places."""
    keys = {}
    for name in LISTS:
        rows = getattr(records, name)
        keys |= {row.id: new_id() for row in draw.sample(rows, len(rows))}
    entered = []
    for name in ("phases", "sessions", "medicines", "readings", "side_effects", "scores"):
        rows = [_with_keys(row, keys) for row in getattr(records, name)]
        entered += draw.sample(rows, len(rows))
    entered += [_with_keys(choice, keys) for choice in records.baseline_choices]
    return [records.patient, records.course, *entered]


def _with_keys(row, keys):
    links = {name: keys.get(getattr(row, name)) for name in ("session_id", "score_id") if hasattr(row, name)}
    return row.model_copy(update={"id": keys.get(row.id, row.id)} | links)


def entered(folder, rows, name="entered"):
    store = Store.create(folder / f"{name}.ketatrack")
    store.apply([Change(None, row) for row in rows], at=NOW, by=Author.PATIENT)
    return store


def only_course(store):
    return store.course_records(store.find(Course)[0])


@pytest.mark.parametrize("ten", range(0, 40, 10))
def test_the_order_of_entry_changes_no_figure(tmp_path, ten):
    for seed in range(ten, ten + 10):
        draw = Random(seed)
        records = a_course(seed)
        records = replace(records, baseline_choices=chosen(records, draw))
        wanted = every_figure(records)
        for name in ("one", "two"):
            with entered(tmp_path, shuffled(records, draw), f"{seed}-{name}") as store:
                assert every_figure(only_course(store)) == wanted, seed


@pytest.mark.parametrize("seed", range(12))
def test_importing_again_or_elsewhere_changes_no_figure(tmp_path, seed):
    records = random_course(seed)
    records = replace(records, baseline_choices=chosen(records, Random(seed)))
    rows = [records.patient, records.course, *records.entries(), *records.baseline_choices]
    with entered(tmp_path, rows) as store, Store.create(tmp_path / "there.ketatrack") as there:
        wanted = every_figure(only_course(store))
        export_csv_folder(only_course(store), tmp_path / "files")
        export_json(store, tmp_path / "whole.json")
        for path in (tmp_path / "files", tmp_path / "whole.json"):
            again = plan_import(path, store)
            carry_out(again, store)
            assert every_figure(only_course(store)) == wanted
        carry_out(plan_import(tmp_path / "whole.json", there), there)
        assert every_figure(only_course(there)) == wanted


@pytest.mark.parametrize("seed", range(12))
def test_files_of_a_course_without_a_choice_have_its_figures_elsewhere(tmp_path, seed):
    records = random_course(seed)
    rows = [records.patient, records.course, *records.entries()]
    with entered(tmp_path, rows) as store, Store.create(tmp_path / "there.ketatrack") as there:
        export_csv_folder(only_course(store), tmp_path / "files")
        carry_out(plan_import(tmp_path / "files", there), there)
        assert every_figure(only_course(there)) == every_figure(only_course(store))


@pytest.mark.parametrize("seed", range(12))
def test_taking_a_step_back_brings_every_figure_back(tmp_path, seed):
    draw = Random(seed)
    records = random_course(seed)
    records = replace(records, baseline_choices=chosen(records, draw))
    rows = [records.patient, records.course, *records.entries(), *records.baseline_choices]
    with entered(tmp_path, rows) as store:
        wanted = every_figure(only_course(store))
        for row in draw.sample(list(records.entries()), min(5, len(list(records.entries())))):
            step = [Change(member, None) for member in store.family(store.get(type(row), row.id))]
            written = store.apply(step, at=NOW, by=Author.PATIENT)
            back = [change.inverse() for change in reversed(written)]
            store.apply(back, at=NOW, by=Author.PATIENT)
            assert every_figure(only_course(store)) == wanted


def test_the_time_zone_of_the_machine_changes_no_figure(tmp_path):
    paths, here = [], []
    for seed in range(15):
        records = random_course(seed)
        with entered(tmp_path, [records.patient, records.course, *records.entries()], str(seed)) as store:
            paths.append(str(store.path))
            here.append(every_figure(only_course(store)))
    program = (
        "import sys; from pathlib import Path; from tests.exchange.test_figures_stay import *\n"
        "for path in sys.argv[1:]: print(every_figure(only_course(Store.open(Path(path)))))"
    )
    for zone in ZONES:
        printed = subprocess.run(
            [sys.executable, "-c", program, *paths],
            cwd=ROOT,
            env=os.environ | {"TZ": zone},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        assert printed.splitlines() == here, zone


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("case", NAMES)
def test_the_commands_give_a_case_its_figures_in_any_time_zone_of_the_machine(tmp_path, case, zone):
    journal = str(tmp_path / "mine.ketatrack")
    printed = ""
    for words in (["new", journal], ["import", journal, str(CASES / case)], ["summary", journal, "--json"]):
        printed = subprocess.run(
            [sys.executable, "-m", "ketatrack", *words],
            env=os.environ | {"TZ": zone},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    assert json.loads(printed) == expected(case)
