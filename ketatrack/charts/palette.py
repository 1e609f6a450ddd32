"""The program's colours, each defined once: the window's themes and the charts read them here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """One set of colours as `#RRGGBB`, named by what they mean."""

    background: str
    surface: str
    line: str
    text: str
    quiet: str
    accent: str
    """Actions, and the response line."""
    on_accent: str
    """Text that stands on the accent."""
    second: str
    """What was planned, and the baseline."""
    caution: str
    """Questions about unusual values, and lines that a clinic set."""
    danger: str
    """The emergency card and destroying data, nothing else."""


LIGHT = Palette(
    background="#F6F7F9",
    surface="#FFFFFF",
    line="#D8DEE6",
    text="#1B242D",
    quiet="#55636F",
    accent="#0B6E69",
    on_accent="#FFFFFF",
    second="#4B53BC",
    caution="#9A5B00",
    danger="#B3261E",
)

DARK = Palette(
    background="#14181D",
    surface="#1C2229",
    line="#323B45",
    text="#E7ECF1",
    quiet="#9BA8B4",
    accent="#38C7BC",
    on_accent="#14181D",
    second="#98A2F2",
    caution="#E2A441",
    danger="#F2867E",
)

PAPER = Palette(
    background="#FFFFFF",
    surface="#FFFFFF",
    line="#7A858F",
    text="#000000",
    quiet="#000000",
    accent="#064F4B",
    on_accent="#FFFFFF",
    second="#2F3690",
    caution="#9A5B00",
    danger="#B3261E",
)
"""Darker than the screen, and without quiet words: a page is read after a fax in black and white, too."""
