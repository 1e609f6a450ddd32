"""Notes that something left the journal, for every way in which something can leave it."""

from collections.abc import Iterable, Sequence

from ketatrack.domain.errors import JournalError
from ketatrack.domain.hand_over_log import WayOut, hand_over
from ketatrack.domain.language import gettext as _
from ketatrack.domain.plan_words import Sheet
from ketatrack.domain.records import HandOverEntry, PlannedItem
from ketatrack.store.store import Change, UnconfirmedSaveError
from ketatrack.ui.journal import Journal


def log_hand_over(
    journal: Journal,
    sheet: Sheet,
    way: WayOut,
    *,
    held: Sequence[str],
    for_whom: str = "",
    dates: Iterable[PlannedItem] = (),
) -> str:
    """Note what has just left, how, for whom, what it held, and which planned dates stood in it.

    It is no step that can be undone: what left has left. Returns a sentence where it could not be noted, to
    stand beside the one that says how it went; empty where all went well.
    """
    entry = hand_over(
        journal.records(),
        sheet,
        at=journal.now(),
        stamp=journal.stamp(),
        held=(_(way.label), *held),
        for_whom=for_whom,
        dates=dates,
    )
    return write_to_log(journal, entry)


def write_to_log(journal: Journal, entry: HandOverEntry) -> str:
    """Write what has left into the log; returns what `log_hand_over` returns."""
    try:
        journal.write([Change(None, entry)])
    except UnconfirmedSaveError as error:
        return str(error)
    except JournalError as error:
        return _("It could not be noted in the log: {reason}").format(reason=error)
    return ""
