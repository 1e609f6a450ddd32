"""What was typed on a board and not yet written down, kept in the journal so that no word of it is lost."""

from collections.abc import Callable
from typing import Any

from ketatrack.ui.journal import Journal

Typed = dict[str, Any]
"""What a panel holds, as `EntryPanel.typed` returns it, with the session and the panel's title."""

_REST = "rest"


class SetAside:
    """What was left in panels of one session, each by what it is of, besides what is typed now.

    All of it is one draft of the journal. What the journal cannot take raises JournalError.
    """

    def __init__(self, journal: Journal, followed_id: str, draft: str) -> None:
        """Take the journal, how the session is followed, and the name of the draft."""
        self._journal = journal
        self._followed_id = followed_id
        self._draft = draft
        self._left: list[Typed] = []

    def take_from_journal(self) -> None:
        """Go on with what an earlier board left, but what was written just before the program ended."""
        kept = self._journal.draft(self._draft)
        if kept is None or kept.content.get("of") != self._followed_id:
            return
        written = {reading.id for reading in self._journal.records().readings}
        newest = {name: value for name, value in kept.content.items() if name != _REST}
        found = [*kept.content.get(_REST, []), newest]
        self._left = [each for each in found if each.get("writes") not in written]
        if len(self._left) < len(found):
            self.keep({})

    def put(self, typed: Typed) -> None:
        """Set aside what was typed, in place of what was typed of the same before."""
        self.forget(typed)
        self._left.append(typed)

    def last(self, can_open: Callable[[Typed], bool]) -> Typed | None:
        """Return what was left last, of what can be opened; None where there is nothing."""
        return next((each for each in reversed(self._left) if can_open(each)), None)

    def forget(self, typed: Typed) -> None:
        """Let go of what was typed of the same checkpoint or entry."""
        self._left = [each for each in self._left if _of_what(each) != _of_what(typed)]

    def clear(self) -> None:
        """Let go of everything."""
        self._left.clear()

    def keep(self, typed: Typed) -> None:
        """Have the journal keep what is typed now, if anything, and all that was left."""
        every = [*self._left, *([typed] if typed else [])]
        if every:
            kept = {"of": self._followed_id} | every[-1] | {_REST: every[:-1]}
            self._journal.keep_draft(self._draft, kept)
        else:
            self._journal.drop_draft(self._draft)


def _of_what(typed: Typed) -> tuple[str, str, str]:
    return typed["panel"], typed.get("checkpoint", ""), typed["entry"]
