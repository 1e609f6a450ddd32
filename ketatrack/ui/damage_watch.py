"""Looks through the open journal beside the work, says what is not as it was written, and helps with it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.store.findings import Finding, is_damaged
from ketatrack.store.key import Key
from ketatrack.store.store import Store
from ketatrack.ui.background import run_in_background
from ketatrack.ui.journal import Journal
from ketatrack.ui.main_window import MainWindow
from ketatrack.ui.read_store import ReadStore

if TYPE_CHECKING:
    from ketatrack.ui.damage_card import FindingsCard

_FIRST_LOOK_MS = 5_000
"""Once the first page is on screen and nobody waits for it."""
_NEXT_LOOK_MS = 60 * 60 * 1000


class DamageWatch(QObject):
    """Follows the open journal."""

    opened = Signal(object)
    """Carries a journal that was read in place of the open one."""

    def __init__(self, window: MainWindow) -> None:
        """Wait for a journal."""
        super().__init__(window)
        self._window = window
        self._journal: Journal | None = None
        self._card: FindingsCard | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)

    def follow(self, journal: Journal | None) -> None:
        """Look after another journal, or after none."""
        self._journal = journal
        self._card = None  # the window takes its cards away itself
        self._timer.stop()
        if journal is None:
            return
        if journal.store.findings and journal.store.reading_only:
            self._show_damage(journal.store)
            return
        self._show_findings(journal.store.findings)  # it may have been looked at before one page stood alone
        if not journal.store.reading_only:
            self._timer.start(_FIRST_LOOK_MS)

    def look(self) -> None:
        """Read all of the journal on a thread."""
        journal = self._journal
        if journal is None:
            return
        run_in_background(
            partial(_findings, journal.store.path, journal.store.key),
            self._found,
            self._not_looked,
            owner=journal,
        )
        self._timer.start(_NEXT_LOOK_MS)

    def _not_looked(self, error: Exception) -> None:
        """Try again later: the disk may be away for a moment, and any other use of it says so."""
        if not isinstance(error, JournalError):
            raise error

    def _found(self, findings: list[Finding]) -> None:
        journal = self._journal
        if journal is None or findings == list(journal.store.findings):
            return
        journal.store.findings = findings
        self._show_findings(findings)

    # cards

    def _show_damage(self, store: Store) -> None:
        from ketatrack.ui.damage_card import DamageCard

        card = DamageCard(store.findings)
        card.save_wanted.connect(self._ask_where)
        self._show(card)

    def _show_findings(self, findings: Sequence[Finding]) -> None:
        if self._card is not None:
            self._window.drop_card(self._card)
            self._card = None
        if not findings:
            return
        from ketatrack.ui.damage_card import BrokenCard, ChangedCard

        if is_damaged(findings):
            broken = BrokenCard(findings)
            broken.readable_wanted.connect(self._show_readable)
            self._show(broken)
        else:
            self._show(ChangedCard(findings))

    def _show(self, card: "FindingsCard") -> None:
        card.all_wanted.connect(self._show_all)
        self._card = card
        self._window.show_card(card)

    def _show_all(self) -> None:
        from ketatrack.ui.dialogs.findings_dialog import FindingsDialog

        if self._journal is not None:
            dialog = FindingsDialog(self._journal, self._journal.store.findings, self._window)
            dialog.stood_by.connect(self._stand_by)
            dialog.open()

    def _stand_by(self, finding: Finding) -> None:
        journal = self._journal
        if journal is None:
            return
        try:
            journal.store.stand_by(finding, at=journal.now(), by=journal.author)
        except JournalError as error:
            self._window.notice.say(str(error), lasting=True)
            return
        journal.store.findings = [each for each in journal.store.findings if each != finding]
        journal.refresh()
        self._show_findings(journal.store.findings)

    # what is readable

    def _show_readable(self) -> None:
        if self._journal is not None:
            work = partial(ReadStore.left_in, self._journal.store.path, self._journal.store.key)
            run_in_background(work, self.opened.emit, self._say_why, owner=self)

    def _ask_where(self) -> None:
        from ketatrack.ui.dialogs.save_readable_dialog import SaveReadableDialog

        if self._journal is not None:
            dialog = SaveReadableDialog(self._window, has_passphrase=self._journal.store.has_passphrase)
            dialog.place_chosen.connect(self._save)
            dialog.open()

    def _save(self, new: Path) -> None:
        if self._journal is not None:
            work = partial(_saved, self._journal.store, new, self._journal.store.key)
            run_in_background(work, self._saved, self._say_why, owner=self)

    def _saved(self, read: ReadStore) -> None:
        self.opened.emit(read)
        self._window.notice.say(
            _("What was readable is in {path}, which is open now.").format(path=read.store.path)
        )

    def _say_why(self, error: Exception) -> None:
        if not isinstance(error, JournalError):
            raise error
        self._window.notice.say(str(error), lasting=True)


def _findings(path: Path, key: Key | None) -> list[Finding]:
    from ketatrack.store.damage import findings_of

    return findings_of(path, key)


def _saved(damaged: Store, new: Path, key: Key | None) -> ReadStore:
    from ketatrack.store.rescue import DamagedStore

    if not isinstance(damaged, DamagedStore):
        raise TypeError("only what was read of a damaged journal is saved anew")
    damaged.save_as(new)
    return ReadStore.at(new, key)
