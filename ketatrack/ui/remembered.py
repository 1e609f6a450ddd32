"""What this computer remembers from one start to the next, beside the size of the window and its tables."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSettings

from ketatrack.ui.theme import Scheme

_SCHEME = "scheme"
_LAST_JOURNAL = "last_journal"
_NOTES_OUTSIDE = "notes_outside"
_LOCK_MINUTES = "lock_minutes"
_LOCK_MINIMISED = "lock_minimised"
_LOCK_WITH_SCREEN = "lock_with_screen"
_NEUTRAL_TITLE = "neutral_title"

IDLE_MINUTES = (2, 5, 10, 30)
"""After how many minutes in which nobody touched the window it can be locked."""
_USUAL_MINUTES = 10


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
    return _is_on(settings, _NOTES_OUTSIDE)


def remember_notes_outside(settings: QSettings, *, wanted: bool) -> None:
    """Keep whether notes outside the window are wanted."""
    _turn(settings, _NOTES_OUTSIDE, on=wanted)


def has_neutral_title(settings: QSettings) -> bool:
    """Say whether the window never names the program."""
    return _is_on(settings, _NEUTRAL_TITLE)


def remember_neutral_title(settings: QSettings, *, wanted: bool) -> None:
    """Keep whether the window never names the program."""
    _turn(settings, _NEUTRAL_TITLE, on=wanted)


@dataclass(frozen=True, slots=True)
class LockChoices:
    """When a journal with a passphrase is locked by itself."""

    idle_minutes: int | None = _USUAL_MINUTES
    """After so many minutes in which nobody touched the window; None for never."""
    minimised: bool = False
    with_screen: bool = True
    """With the desktop's screen, and when the computer goes to sleep."""


def lock_choices(settings: QSettings) -> LockChoices:
    """Return when a journal is locked by itself."""
    usual = LockChoices()
    minutes = str(settings.value(_LOCK_MINUTES, usual.idle_minutes))
    return LockChoices(
        idle_minutes=int(minutes) if minutes.isdecimal() else None,
        minimised=_is_on(settings, _LOCK_MINIMISED, usual=usual.minimised),
        with_screen=_is_on(settings, _LOCK_WITH_SCREEN, usual=usual.with_screen),
    )


def remember_lock_choices(settings: QSettings, choices: LockChoices) -> None:
    """Keep when a journal is locked by itself."""
    settings.setValue(_LOCK_MINUTES, "never" if choices.idle_minutes is None else choices.idle_minutes)
    _turn(settings, _LOCK_MINIMISED, on=choices.minimised)
    _turn(settings, _LOCK_WITH_SCREEN, on=choices.with_screen)


def _is_on(settings: QSettings, name: str, *, usual: bool = False) -> bool:
    return str(settings.value(name, "yes" if usual else "no")) == "yes"


def _turn(settings: QSettings, name: str, *, on: bool) -> None:
    settings.setValue(name, "yes" if on else "no")
