"""The paper that pages are printed on in the computer's region."""

from PySide6.QtCore import QLocale

PAPERS = (("a4", "A4"), ("letter", "Letter"))
"""The two papers by the names that the reports take, with the words for people."""


def usual_paper() -> str:
    """Return the paper of the computer's region."""
    imperial = QLocale().measurementSystem() is QLocale.MeasurementSystem.ImperialUSSystem
    return "letter" if imperial else "a4"
