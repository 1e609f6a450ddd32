"""What this computer remembers from one start to the next, beside the size of the window and its tables."""

from pathlib import Path

from PySide6.QtCore import QSettings

from ketatrack.ui.theme import Scheme

_SCHEME = "scheme"
_LAST_JOURNAL = "last_journal"
_NOTES_OUTSIDE = "notes_outside"


def chosen_scheme(settings: QSettings) -> Scheme:
    """Return the colours that the person chose, the desktop's own where they never did."""
    return Scheme(str(settings.value(_SCHEME, Scheme.SYSTEM)))


def remember_scheme(settings: QSettings, scheme: Scheme) -> None:
    """Keep the choice of colours."""
    settings.setValue(_SCHEME, str(scheme))


def last_journal(settings: QSettings) -> Path | None:
    """Return the journal that was opened last, whether or not it is still there."""
    path = settings.value(_LAST_JOURNAL)
    return Path(str(path)) if path else None


def remember_journal(settings: QSettings, path: Path) -> None:
    """Open this journal at the next start."""
    journal = path.resolve()
    if last_journal(settings) != journal:  # writing anything waits for the disk
        settings.setValue(_LAST_JOURNAL, str(journal))


def notes_outside(settings: QSettings) -> bool:
    """Say whether the person wants notes outside the window; nobody does until they said so."""
    return str(settings.value(_NOTES_OUTSIDE, "")) == "yes"


def remember_notes_outside(settings: QSettings, *, wanted: bool) -> None:
    """Keep whether notes outside the window are wanted."""
    settings.setValue(_NOTES_OUTSIDE, "yes" if wanted else "no")
