"""The worked examples of the sources, filled into the forms by keys alone and read back as they are shown."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ketatrack.domain.instruments import instruments
from ketatrack.domain.records import Score
from ketatrack.domain.words import Rater
from ketatrack.ui.pages.mood_page import MoodPage
from tests.domain.instrument_facts import (
    ADMINISTERED,
    BANDS,
    EXAMPLES,
    RANGES,
    answers_that_make,
    edges,
)
from tests.records import course, patient
from tests.ui.workspaces import open_workspace, press

_KEYS = "0123456789X"
"""The key for each answer; X is ten."""

_SINGLE = sorted(name for name in ADMINISTERED if name not in {each[0] for each in EXAMPLES})


def band_of(name, total):
    """Return the key of the band that the sources give a total, or None."""
    return next((key for low, high, key in BANDS.get(name, []) if low <= total <= high), None)


def label_of(name, key):
    return next((band.label for band in instruments()[name].bands if band.key == key), "")


EDGE_ANSWERS = [
    (name, answers_that_make(total, len(instruments()[name].items), 3), total, key)
    for name, total, key in edges()
    if name in ADMINISTERED
]
POINTS = [(name, [points], points, None) for name in _SINGLE for points in range(11)]
ENTERED = [
    (name, total, band_of(name, total))
    for name in sorted(RANGES)
    if name not in ADMINISTERED
    for total in dict.fromkeys([*RANGES[name], *(edge for known, edge, _key in edges() if known == name)])
]


@pytest.fixture
def workspace(qtbot, tmp_path):
    of = patient()
    return open_workspace(qtbot, tmp_path, of, course(of))


def save(qtbot):
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def shown(workspace):
    """Return the columns Total and Band of the one row on the Mood page."""
    workspace.show_page("mood")
    model = workspace.window.findChild(MoodPage).table.records_model
    assert model.rowCount() == 1
    heads = [
        model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole)
        for column in range(model.columnCount())
    ]
    return [model.index(0, heads.index(head)).data() for head in ("Total", "Band")]


@pytest.mark.parametrize(("name", "answers", "total", "band"), [*EXAMPLES, *EDGE_ANSWERS, *POINTS])
def test_a_questionnaire_that_is_filled_in_here_comes_to_its_total_and_band(
    workspace, qtbot, name, answers, total, band
):
    workspace.run(f"form scores.{name}")
    for answer in answers:
        press(qtbot, Qt.Key.Key_Down if answer is None else _KEYS[answer])
    save(qtbot)

    said = workspace.window.notice.text.text()
    if total is None:
        assert "no total" in said
        assert shown(workspace) == ["incomplete (7 of 9)", ""]
    else:
        label = label_of(name, band)
        assert said.endswith(f"Total {total} · {label}" if label else f"Total {total}")
        assert shown(workspace) == [f"{total}", label]


@pytest.mark.parametrize(("name", "total", "band"), ENTERED)
def test_a_total_from_elsewhere_is_typed_with_who_answered_and_shown_with_its_band(
    workspace, qtbot, name, total, band
):
    workspace.run(f"form scores.{name}")
    form = workspace.form
    press(qtbot, str(total), Qt.Key.Key_Tab, "t", Qt.Key.Key_Tab, "n")
    label = label_of(name, band)
    assert form.band_line.text() == label
    form.rater.buttons[1].setFocus()
    press(qtbot, Qt.Key.Key_Space)
    save(qtbot)

    (score,) = workspace.journal.store.find(Score)
    assert score.rater is Rater.CAREGIVER
    assert shown(workspace) == [f"{total:g}, total only", label]
