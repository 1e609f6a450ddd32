"""What can be done about the passphrase of the open journal, with the words for it and the work."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from ketatrack.domain.language import gettext as _
from ketatrack.store.key import Key
from ketatrack.store.sealing import change_passphrase
from ketatrack.store.store import Store


class PassphraseChange(Enum):
    """What is asked for, and what is typed for it."""

    SET = "set", False, True
    CHANGE = "change", True, True
    REMOVE = "remove", True, False
    RECOVERY = "recovery", True, False

    def __init__(self, word: str, takes_current: bool, takes_new: bool) -> None:
        """Take whether the passphrase of now, and a new one, is typed."""
        self.word = word
        self.takes_current = takes_current
        self.takes_new = takes_new

    @property
    def leaves_a_key(self) -> bool:
        """Whether there is something afterwards that a recovery sheet can hold."""
        return self is not PassphraseChange.REMOVE


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """What a dialog says before and after, and what stands on its button."""

    title: str
    before: str
    button: str
    after: str


def words_for(change: PassphraseChange) -> ChangeWords:
    """Return the words of a change."""
    return {
        PassphraseChange.SET: ChangeWords(
            _("Set a passphrase"),
            _(
                "From then on the file is encrypted and opens with the passphrase alone, here and anywhere. "
                "Nobody can find out a forgotten one; a recovery sheet, which you can print next, opens the "
                "journal in its place."
            ),
            _("&Set the passphrase"),
            _(
                "The journal opens with its passphrase from now on. What the file held before may remain on "
                "free parts of the disk, and earlier backups open without a passphrase until they are "
                "deleted."
            ),
        ),
        PassphraseChange.CHANGE: ChangeWords(
            _("Change the passphrase"),
            _(
                "The whole file is encrypted anew. Earlier backups open with the passphrase of their day, "
                "and a recovery sheet that was made before opens the journal no longer."
            ),
            _("&Change the passphrase"),
            _(
                "The journal opens with its new passphrase. Earlier backups open with the passphrase of "
                "their day. An earlier recovery sheet opens only them."
            ),
        ),
        PassphraseChange.REMOVE: ChangeWords(
            _("Remove the passphrase"),
            _("The file is no longer encrypted then: whoever can read your files can read the journal."),
            _("&Remove the passphrase"),
            _(
                "The journal opens without a passphrase. Earlier backups open with the passphrase of their "
                "day."
            ),
        ),
        PassphraseChange.RECOVERY: ChangeWords(
            _("Recovery sheet"),
            _("One page with a code that opens the journal in place of its passphrase, to be kept on paper."),
            _("&Show the sheet"),
            _(
                "One page with a code that opens the journal in place of its passphrase, to keep on paper. "
                "Whoever has it and the file can read the journal. It is not kept on this computer."
            ),
        ),
    }[change]


@dataclass(frozen=True, slots=True)
class Keys:
    """What opens a journal before a change and after it."""

    old: Key | None
    new: Key | None


def keys_for(change: PassphraseChange, path: Path, current: str, new: str) -> Keys:
    """Derive the keys of what was typed; takes a third of a second for each.

    Raises:
        WrongPassphraseError: the passphrase of now is another.
        JournalError: the journal cannot be read, or no such passphrase is taken.
    """
    old = Key.of(path, current) if change.takes_current else None
    Store.open(path, old, reading_only=True).close()
    if change is PassphraseChange.RECOVERY:
        return Keys(old, old)
    return Keys(old, Key.new(new) if change.takes_new else None)


def carried_out(path: Path, keys: Keys) -> Store:
    """Let another key open a journal, and return it open; raises JournalError, the journal as it was."""
    from ketatrack.store.remembered_key import forget_key, is_remembered, remember_key

    change_passphrase(path, keys.old, keys.new)
    if keys.old is not None and is_remembered(keys.old):
        forget_key(keys.old)
        if keys.new is not None:
            remember_key(keys.new)
    return Store.open(path, keys.new)
