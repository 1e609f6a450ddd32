"""One step of the undo menu: changes that were written together, and are taken back together."""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtGui import QUndoCommand

from ketatrack.domain.errors import JournalError
from ketatrack.store.store import Change

Rewrite = Callable[[Sequence[Change]], None]
"""Writes changes, each from the revision that is there now; raises JournalError."""


class WrittenStep(QUndoCommand):
    """One written step on the undo stack. It was written before it was pushed."""

    def __init__(
        self, rewrite: Rewrite, refuse: Callable[[str], None], changes: Sequence[Change], text: str
    ) -> None:
        """Take what was written, what writes it again, and what takes the sentence where that is refused."""
        super().__init__(text)
        self._rewrite = rewrite
        self._refuse = refuse
        self._changes = list(changes)
        self._pushed = False

    def redo(self) -> None:
        """Write the step again."""
        if self._pushed:
            self._write(self._changes)
        self._pushed = True

    def undo(self) -> None:
        """Write the opposite of the step."""
        self._write([change.inverse() for change in reversed(self._changes)])

    def forget(self, ids: Collection[str] | None) -> None:
        """Hold no longer what entries were before this step: some of them by their ids, or None for any."""
        held = {each.before.id for each in self._changes if each.before is not None}
        if held and (ids is None or held & set(ids)):
            self._changes = []
            self.setObsolete(True)

    def _write(self, changes: Sequence[Change]) -> None:
        try:
            self._rewrite(changes)
        except JournalError as error:
            self.setObsolete(True)  # taken off the stack: it can no longer be written
            self._refuse(str(error))
