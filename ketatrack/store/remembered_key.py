"""Remembers what opens a journal on this computer, in the keyring that the system opens at log-in.

A convenience only: the passphrase and the recovery sheet open the journal without it. What is kept is the
derived key and not the passphrase, which may open more than this one file. An entry is found by the file's
salt, which changes with the passphrase; neither says what the file is.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from ketatrack.domain.recovery_code import SECRET_BYTES
from ketatrack.store.header import salt_of
from ketatrack.store.key import Key

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_SERVICE = "personal-journal"
_LEAST_PRIORITY = 1
"""What the keyring library gives those of a system; others keep plain text, or nothing at all."""


def can_remember() -> bool:
    """Say whether this computer has a keyring; takes a tenth of a second the first time."""
    return _keyring() is not None


def remembered_key(path: Path) -> Key | None:
    """Return the key that is remembered for a journal, which may be an older one's; None where none is.

    The system may ask a person to open the keyring, so this belongs on a thread.

    Raises:
        JournalError: the file cannot be read.
    """
    salt = salt_of(path)
    entry = _entry(salt)
    try:
        secret = bytes.fromhex(entry or "")
    except ValueError:  # somebody else's
        return None
    return Key(secret, salt) if len(secret) == SECRET_BYTES else None


def remember_key(key: Key) -> bool:
    """Remember a key; say whether the system took it."""
    from keyring.errors import KeyringError

    keyring = _keyring()
    if keyring is None:
        return False
    try:
        keyring.set_password(_SERVICE, key.salt.hex(), key.secret.hex())
    except KeyringError:  # it was not opened, or takes nothing
        return False
    return is_remembered(key)


def is_remembered(key: Key) -> bool:
    """Say whether a key is remembered."""
    return _entry(key.salt) == key.secret.hex()


def forget_key(key: Key) -> None:
    """Forget a key, where it is remembered."""
    from keyring.errors import KeyringError

    keyring = _keyring()
    if keyring is None or not is_remembered(key):
        return
    try:
        keyring.delete_password(_SERVICE, key.salt.hex())
    except KeyringError:  # it was closed meanwhile; what it keeps opens nothing but that one file
        return


def _entry(salt: bytes) -> str | None:
    from keyring.errors import KeyringError

    keyring = _keyring()
    try:
        return None if keyring is None else keyring.get_password(_SERVICE, salt.hex())
    except KeyringError:  # it was not opened
        return None


def _keyring() -> "KeyringBackend | None":
    """Return the system's own keyring; None on a computer without one."""
    import keyring

    found = keyring.get_keyring()
    return found if found.priority >= _LEAST_PRIORITY else None
