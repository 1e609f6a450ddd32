"""How the window looks: one set of colours and sizes for every widget, in light and in dark."""

from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from string import Template

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from ketatrack.charts.palette import DARK, LIGHT, Palette

GRID = 8
"""Pixels; every margin and gap is a multiple of it."""
TARGET = 32
"""Pixels; the least height of anything that is clicked or typed into."""
SMALL, NORMAL, LARGE, HUGE = 11, 13, 16, 22
"""Text sizes in points."""
SESSION_TARGET = 56
"""Pixels; the same as `TARGET` on the screens of a session, for hands that are not sure of themselves."""
CLOCK = 56
"""Points; the clock of a session is read from across the room."""


class Scheme(StrEnum):
    """Which colours the person chose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


_STYLE_NAME = "Fusion"
"""The one style that obeys the colours on all desktops."""

_STYLE = Template("""
* { font-size: ${small}pt; }
QMainWindow, QDialog, QScrollArea, QWidget#page { background: $background; }
QWidget#rail { background: $surface; border-right: 1px solid $line; }
QWidget#header { background: $surface; border-bottom: 1px solid $line; }
QWidget#rail QPushButton { border: 0; border-left: 3px solid transparent; border-radius: 0; text-align: left;
    background: transparent; padding: 8px 16px; min-height: 24px; }
QWidget#rail QPushButton:hover { background: $background; }
QWidget#rail QPushButton:checked { border-left: 3px solid $accent; color: $accent; font-weight: 600; }
QWidget#rail QPushButton:focus { border: 2px solid $text; border-left: 3px solid $text;
    background: $background; padding: 6px 14px 6px 16px; }
QWidget#rail QPushButton:checked:focus { border-color: $accent; }
QFrame#card { background: $surface; border: 1px solid $line; border-radius: 8px; }
QFrame#card[tone="danger"] { border: 2px solid $danger; }
QFrame#card[tone="calm"] { border: 2px solid $second; }
QFrame#card[tone="notice"] { border: 1px solid $second; }
QFrame#card:focus { border: 2px solid $accent; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${huge}pt; font-weight: 600; }
QLabel[role="heading"] { font-size: ${large}pt; font-weight: 600; }
QLabel[role="figure"] { font-size: ${large}pt; font-weight: 600; }
QLabel[role="quiet"], QLabel[role="unit"] { color: $quiet; }
QLabel[role="problem"] { color: $danger; }
QLabel[role="question"] { color: $caution; }
QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox { background: $surface; color: $text;
    border: 1px solid $edge; border-radius: 4px; padding: 2px 8px; min-height: 26px;
    selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus { border: 2px solid $accent; padding: 1px 7px; }
QLineEdit[state="problem"], QPlainTextEdit[state="problem"], QComboBox[state="problem"] {
    border-color: $danger; }
QLineEdit[state="question"] { border-color: $caution; }
QLineEdit#cell { padding: 2px 6px; }
QLineEdit#cell:focus { padding: 1px 5px; }
QLineEdit#cell[state="problem"] { background: $danger_wash; }
QLineEdit#cell[state="question"] { background: $caution_wash; }
QLineEdit:disabled, QComboBox:disabled { color: $quiet; background: $background; }
QComboBox { combobox-popup: 0; }
QComboBox::drop-down { border: 0; width: 24px; }
QComboBox::down-arrow { image: url("$arrow"); width: 12px; height: 12px; }
QToolButton::menu-indicator { image: none; }
QComboBox QAbstractItemView { background: $surface; color: $text; border: 1px solid $line;
    selection-background-color: $accent; selection-color: $on_accent; }
QPushButton, QToolButton { background: $surface; color: $text; border: 1px solid $edge; border-radius: 4px;
    padding: 4px 16px; min-height: 22px; outline: 0; }
QPushButton:hover, QToolButton:hover { border-color: $accent; }
/* Qt makes a tool button three pixels higher than its sheet says */
QToolButton { padding: 2px 16px; min-height: 23px; }
QPushButton:focus { border: 2px solid $accent; padding: 3px 15px; }
QToolButton:focus { border: 2px solid $accent; padding: 1px 15px; }
QPushButton:pressed, QToolButton:pressed { background: $background; }
QPushButton:disabled, QToolButton:disabled { color: $quiet; border-color: $line; }
QPushButton:default, QPushButton[role="primary"] { background: $accent; color: $on_accent;
    border-color: $accent; }
QPushButton[role="primary"]:focus { border: 2px solid $text; }
QPushButton[role="primary"]:disabled { background: $background; color: $quiet; border-color: $line; }
QPushButton:checked, QToolButton:checked { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton:checked:focus, QToolButton:checked:focus { border-color: $text; }
QPushButton#choice { font-size: ${large}pt; min-height: 38px; }
QPushButton#points { padding: 4px 0; }
QToolButton#segment { padding: 2px 12px; }
QToolButton#segment:focus { padding: 1px 11px; }
QTableView { background: $surface; alternate-background-color: $background; color: $text;
    gridline-color: $line; border: 1px solid $line; border-radius: 4px; selection-background-color: $accent;
    selection-color: $on_accent; }
QTableView::item { padding: 0 5px; }
QTextBrowser { background: $surface; color: $text; border: 1px solid $line; border-radius: 4px;
    selection-background-color: $accent; selection-color: $on_accent; }
QTableView:focus, QTextBrowser:focus { border-color: $accent; }
QHeaderView::section { background: $background; color: $quiet; border: 0; border-bottom: 1px solid $line;
    padding: 6px 8px; }
QTableCornerButton::section { background: $background; border: 0; }
QMenuBar { background: $surface; color: $text; border-bottom: 1px solid $line; }
QMenuBar::item { padding: 4px 10px; background: transparent; }
QMenuBar::item:selected, QMenu::item:selected { background: $accent; color: $on_accent; }
QMenu { background: $surface; color: $text; border: 1px solid $line; padding: 4px 0; }
QMenu::item { padding: 6px 32px 6px 16px; }
QMenu::item:disabled { color: $quiet; }
QMenu::separator { height: 1px; background: $line; margin: 4px 0; }
QStatusBar { background: $surface; color: $text; border-top: 1px solid $line; }
QToolTip { background: $surface; color: $text; border: 1px solid $line; padding: 4px; }
QScrollArea { border: 0; }
QCheckBox, QRadioButton { spacing: 8px; min-height: 32px; }
QCheckBox::indicator { background: $surface; border: 1px solid $edge; border-radius: 4px; width: 18px;
    height: 18px; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$tick"); }
QCheckBox::indicator:focus { border: 2px solid $text; width: 16px; height: 16px; }
QProgressBar { border: 1px solid $line; border-radius: 4px; background: $surface; text-align: center; }
QProgressBar::chunk { background: $accent; }
QSplitter::handle { background: $line; }
[session="true"] QLabel, [session="true"] QLineEdit, [session="true"] QPlainTextEdit,
    [session="true"] QPushButton, [session="true"] QToolButton, [session="true"] QComboBox,
    [session="true"] QCheckBox { font-size: ${large}pt; color: $text; }
[session="true"] QLineEdit, [session="true"] QPlainTextEdit, [session="true"] QComboBox QAbstractItemView {
    selection-background-color: $text; selection-color: $surface; }
[session="true"] QLabel[role="heading"] { font-weight: 600; }
[session="true"] QLabel[role="title"] { font-size: ${huge}pt; font-weight: 600; }
[session="true"] QLabel[role="figure"] { font-size: ${huge}pt; font-weight: 600; }
[session="true"] QLabel[role="clock"] { font-size: ${clock}pt; font-weight: 600; }
[session="true"] QLabel[role="problem"], [session="true"] QLabel[role="question"] { font-weight: 600; }
[session="true"] QLineEdit, [session="true"] QComboBox { min-height: 50px; }
[session="true"] QPushButton, [session="true"] QToolButton { background: $surface; padding: 4px 16px;
    min-height: 46px; }
[session="true"] QToolButton { min-height: 43px; }
[session="true"] QPushButton[role="primary"], [session="true"] QToolButton:checked {
    border: 3px solid $accent; padding: 2px 14px; font-weight: 600; }
[session="true"] QPushButton:focus, [session="true"] QToolButton:focus { border: 3px solid $text;
    padding: 2px 14px; }
[session="true"] QLineEdit:focus, [session="true"] QPlainTextEdit:focus { border: 3px solid $text;
    padding: 0 6px; }
[session="true"] QLineEdit[state="problem"], [session="true"] QLineEdit[state="question"] {
    border-width: 3px; padding: 0 6px; }
[session="true"] QToolButton#segment { padding: 4px 12px; }
[session="true"] QToolButton#segment:focus, [session="true"] QToolButton#segment:checked {
    padding: 2px 10px; }
[session="true"] QToolButton#points { padding: 4px 0; min-width: 54px; }
[session="true"] QToolButton#points:focus, [session="true"] QToolButton#points:checked { padding: 2px 0;
    min-width: 50px; }
[session="true"] QToolButton#points:checked, [session="true"] QToolButton#segment:checked {
    background: $text; color: $surface; border-color: $text; font-weight: 400; }
[session="true"] QToolButton#points:checked:focus, [session="true"] QToolButton#segment:checked:focus {
    border-color: $accent; }
""")


def palette_for(scheme: Scheme) -> Palette:
    """Return the colours of a scheme; `SYSTEM` asks the desktop, and is light where it does not say."""
    if scheme is Scheme.SYSTEM:
        # Fusion's own palette follows the desktop; asking for the desktop's scheme makes all of `Qt`'s
        # enumerations, before the first paint
        return DARK if _is_dark(QStyleFactory.create(_STYLE_NAME).standardPalette()) else LIGHT
    return DARK if scheme is Scheme.DARK else LIGHT


def _is_dark(palette: QPalette) -> bool:
    window, text = palette.color(QPalette.ColorRole.Window), palette.color(QPalette.ColorRole.WindowText)
    return window.lightness() < text.lightness()


def current_palette() -> Palette:
    """Return the colours that the window has now, for what is drawn without Qt."""
    return (
        DARK if QApplication.palette().color(QPalette.ColorRole.Window) == QColor(DARK.background) else LIGHT
    )


def apply_theme(application: QApplication, palette: Palette) -> None:
    """Give every widget the colours."""
    application.setStyle(_STYLE_NAME)
    application.setPalette(_qt_palette(palette))
    application.setStyleSheet(
        _STYLE.substitute(
            {name: getattr(palette, name) for name in Palette.__slots__},
            edge=palette.quiet,
            danger_wash=_wash(palette.danger),
            caution_wash=_wash(palette.caution),
            arrow=_picture("arrow", palette),
            tick=_picture("tick", palette),
            small=SMALL,
            large=LARGE,
            huge=HUGE,
            clock=CLOCK,
        )
    )


def as_session_screen(widget: QWidget) -> None:
    """Give a widget and all in it the looks of a session: large text of one colour at 7:1, 56 px targets."""
    widget.setProperty("session", True)  # noqa: FBT003 - Qt's own way


def _wash(colour: str) -> str:
    """Return a colour so thin that text stays readable on it, as `#AARRGGBB`."""
    return f"#22{colour[1:]}"


def _picture(what: str, palette: Palette) -> str:
    """Return the file of a small picture, the arrow of lists that open or a tick, in a scheme's colour."""
    name = f"{what}-dark.svg" if palette is DARK else f"{what}-light.svg"
    return Path(str(files("ketatrack.resources") / "styles" / name)).as_posix()


def _qt_palette(palette: Palette) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: palette.background,
        role.Base: palette.surface,
        role.AlternateBase: palette.background,
        role.Button: palette.surface,
        role.WindowText: palette.text,
        role.Text: palette.text,
        role.ButtonText: palette.text,
        role.ToolTipBase: palette.surface,
        role.ToolTipText: palette.text,
        role.PlaceholderText: palette.quiet,
        role.Highlight: palette.accent,
        role.HighlightedText: palette.on_accent,
        role.Link: palette.accent,
        role.Mid: palette.line,
        role.Dark: palette.line,
        role.Light: palette.surface,
    }
    made = QPalette()
    for colour_role, colour in colours.items():
        made.setColor(colour_role, QColor(colour))
    for colour_role in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, colour_role, QColor(palette.quiet))
    return made
