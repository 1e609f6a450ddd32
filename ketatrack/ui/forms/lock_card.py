"""Offers a passphrase for a journal that is about to be made."""

from ketatrack.domain.language import gettext as _
from ketatrack.ui.fields.own_passphrase import OwnPassphrase
from ketatrack.ui.layout import Card, quiet


class LockCard(Card):
    """Two lines that may stay empty: the journal then opens without a passphrase."""

    def __init__(self) -> None:
        """Make the lines, both empty."""
        super().__init__(_("A passphrase, if you like"))
        self.column.addWidget(
            quiet(
                _(
                    "With one the file is encrypted and opens with it alone. Nobody can find out a forgotten "
                    "one; a recovery sheet, which you can print next, opens the journal in its place. A "
                    "passphrase can be set, changed and removed later, on the Settings page."
                )
            )
        )
        self.passphrase = OwnPassphrase()
        self.column.addWidget(self.passphrase)

    def read(self) -> str:
        """Return the passphrase, empty for none; raises FieldError, with the sentence beside its line."""
        return "" if self.passphrase.is_empty else self.passphrase.read()
