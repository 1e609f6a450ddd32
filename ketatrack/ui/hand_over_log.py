"""Notes that something left the journal, for every way in which something can leave it."""

from collections.abc import Iterable, Sequence

from ketatrack.domain.hand_overs import hand_over
from ketatrack.domain.plan_words import Sheet
from ketatrack.domain.records import PlannedItem
from ketatrack.store.store import Change
from ketatrack.ui.journal import Journal


def log_hand_over(
    journal: Journal,
    sheet: Sheet,
    *,
    held: Sequence[str],
    for_whom: str = "",
    dates: Iterable[PlannedItem] = (),
) -> None:
    """Note what has just left, for whom, and which planned dates stood in it.

    It is no step that can be undone: what left has left.

    Raises:
        JournalError: it could not be noted.
    """
    entry = hand_over(
        journal.records(),
        sheet,
        at=journal.now(),
        stamp=journal.stamp(),
        held=held,
        for_whom=for_whom,
        dates=dates,
    )
    journal.write([Change(None, entry)])
