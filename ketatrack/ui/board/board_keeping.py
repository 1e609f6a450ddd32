"""What a board keeps in the journal beside its entries, for another run of the program to go on with.

It is what is half typed, and what the computer's two clocks showed.
"""

from pathlib import Path
from typing import Protocol

from ketatrack.domain.records import FollowedSession
from ketatrack.domain.session_clock import ClockAnchor, SessionClock
from ketatrack.ui.idle import seconds_with_sleep
from ketatrack.ui.journal import Journal

BOARD_DRAFT = "board"
"""The name of the draft of what is typed on a board and not yet written down."""

SITTER_DRAFT = "sitter_board"
"""The same of what a sitter types, who sees nothing that somebody else has begun."""

_SETTING = "board_clock"
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class BootClock(Protocol):
    """Seconds since a computer was started, sleep included, and which start that was."""

    @property
    def boot(self) -> str:
        """Return a name of this start of the computer, empty where none is known."""

    def seconds(self) -> float:
        """Return how long ago that was."""


class ThisComputer:
    """The clock that this computer counts its own time with."""

    @property
    def boot(self) -> str:
        """Return what Linux calls this start of the computer; empty elsewhere."""
        return _BOOT_ID.read_text(encoding="ascii").strip() if _BOOT_ID.exists() else ""

    def seconds(self) -> float:
        """Return the seconds since the start, sleep included."""
        return seconds_with_sleep()


def session_clock(journal: Journal, followed: FollowedSession, boot: BootClock) -> SessionClock:
    """Return the clock of a session, as an earlier run of the program left it where there was one."""
    kept = journal.store.setting(_SETTING, {})
    mine = kept.get("session") == followed.id
    anchor = ClockAnchor.of_setting(kept["anchor"]) if mine else None
    return SessionClock(journal.now, boot.seconds, boot.boot, anchor)


def keep_clock(journal: Journal, followed: FollowedSession, clock: SessionClock) -> None:
    """Keep what both clocks show now; raises JournalError."""
    content = {"session": followed.id, "anchor": clock.anchor().as_setting()}
    journal.store.set_setting(_SETTING, content)
