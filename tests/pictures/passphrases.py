"""Everything about passphrases that pictures are taken of: each dialog as it asks, and what it says after."""

from collections.abc import Iterator

from PySide6.QtWidgets import QDialog

from ketatrack.store.key import Key
from ketatrack.ui.dialogs.journal_passphrase_dialog import JournalPassphraseDialog
from ketatrack.ui.journal import Journal
from ketatrack.ui.passphrase_change import PassphraseChange

_KEY = Key(secret=bytes(range(32)), salt=bytes(range(100, 116)))


def passphrase_dialogs(journal: Journal) -> Iterator[tuple[str, QDialog]]:
    """Yield the dialogs by name: empty, with something to mend, with words by chance, and done."""
    for change in PassphraseChange:
        yield f"passphrase-{change.word}", JournalPassphraseDialog(journal, change)
    mending = JournalPassphraseDialog(journal, PassphraseChange.CHANGE)
    mending.current.set_value("words that were not it")
    mending.new.first.set_value("seven grey herons")
    mending.new.again.set_value("seven grey heron")
    mending.submit()
    yield "passphrase-mending", mending
    suggested = JournalPassphraseDialog(journal, PassphraseChange.SET)
    suggested.new.suggest()
    yield "passphrase-suggested", suggested
    for change in PassphraseChange:
        done = JournalPassphraseDialog(journal, change)
        done.show_outcome(_KEY if change.leaves_a_key else None)
        yield f"passphrase-{change.word}-done", done
