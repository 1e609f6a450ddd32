"""What the looks promise of every widget: parts side by side are equally high, and one frame is focus."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from ketatrack.charts.palette import DARK, LIGHT
from ketatrack.ui.theme import SESSION_TARGET, TARGET, apply_theme, as_session_screen

_FRAME = 6
"""Pixels at each side; the frame of a button with its round corners lies within them."""


@pytest.fixture(params=[LIGHT, DARK], ids=["light", "dark"])
def palette(request, qapp):
    before = qapp.styleSheet(), qapp.palette()
    apply_theme(qapp, request.param)
    yield request.param
    qapp.setStyleSheet(before[0])
    qapp.setPalette(before[1])


def button_of(kind, name="", *, checked=False, role=""):
    button = kind()
    button.setText("mg")
    button.setObjectName(name)
    button.setProperty("role", role)
    button.setCheckable(True)
    button.setChecked(checked)
    return button


@pytest.mark.parametrize(("is_session", "height"), [(False, TARGET), (True, SESSION_TARGET)])
def test_buttons_and_fields_that_stand_side_by_side_are_equally_high(qtbot, palette, is_session, height):  # noqa: ARG001
    row = QWidget()
    qtbot.addWidget(row)
    line = QHBoxLayout(row)
    parts = [
        QLineEdit(),
        QComboBox(),
        button_of(QPushButton),
        button_of(QPushButton, role="primary"),
        button_of(QPushButton, checked=True),
        *(
            button_of(QToolButton, name, checked=checked)
            for name in ("", "segment", "points")
            for checked in (False, True)
        ),
    ]
    for part in parts:
        line.addWidget(part)
    if is_session:
        as_session_screen(row)
    with qtbot.waitExposed(row):
        row.show()
    for part in parts:
        part.ensurePolished()
    assert {part.sizeHint().height() for part in parts} == {height}
    for part in parts:
        part.setFocus()
        assert part.sizeHint().height() == height


@pytest.mark.parametrize("kind", [QPushButton, QToolButton])
@pytest.mark.parametrize("is_session", [False, True])
def test_a_button_with_the_focus_has_one_frame(qtbot, palette, kind, is_session):
    before, button = QLineEdit(), kind()
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    row = QWidget()
    qtbot.addWidget(row)
    line = QHBoxLayout(row)
    for part in (before, button):
        line.addWidget(part)
    if is_session:
        as_session_screen(row)
    with qtbot.waitActive(row):
        row.show()
        row.activateWindow()
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_Tab)  # only keys bring out a style's own frame
    qtbot.waitUntil(button.hasFocus)
    picture = button.grab().toImage()
    inside = {
        picture.pixelColor(column, row).name()
        for column in range(_FRAME, picture.width() - _FRAME)
        for row in range(_FRAME, picture.height() - _FRAME)
    }
    assert inside == {QColor(palette.surface).name()}
