"""What opens a journal with a passphrase: a key, derived once from the passphrase and the file's own salt."""

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.passphrase import letters_of
from ketatrack.domain.recovery_code import SECRET_BYTES, code_of, secret_in
from ketatrack.store.header import SALT_BYTES, salt_of

_ROUNDS = 256_000
"""Of PBKDF2-HMAC-SHA512, as SQLCipher 4 itself derives a key, so that its own tools open a journal too."""


class LockedJournalError(JournalError):
    """The journal has a passphrase, and none was given."""

    def __init__(self, path: Path) -> None:
        """Name the journal."""
        super().__init__(_("{path} opens with its passphrase.").format(path=path))
        self.path = path


class WrongPassphraseError(JournalError):
    """What was given does not open the journal; or the file is damaged, which nobody can tell apart."""

    def __init__(self, path: Path) -> None:
        """Name the journal."""
        super().__init__(
            _(
                "This does not open {path}. Look at the keyboard’s language and Caps Lock, and try again. "
                "Nothing was changed."
            ).format(path=path)
        )
        self.path = path


@dataclass(frozen=True, slots=True)
class Key:
    """A derived key and the salt that it was derived with, which is the first 16 bytes of the file."""

    secret: bytes = field(repr=False)
    salt: bytes

    @classmethod
    def new(cls, passphrase: str) -> Self:
        """Derive a key for a new file; takes a third of a second.

        Raises:
            JournalError: it is a recovery code, which would be taken for that of the file.
        """
        if secret_in(passphrase) is not None:
            raise JournalError(_("This is a recovery code. Choose words of your own."))
        return cls._derived(passphrase, os.urandom(SALT_BYTES))

    @classmethod
    def of(cls, path: Path, typed: str, salt: bytes | None = None) -> Self:
        """Return the key that a passphrase or a recovery code is for a file.

        Whether it opens the file, opening it tells. A passphrase takes a third of a second.

        Args:
            path: the file.
            typed: the passphrase or the recovery code.
            salt: the file's own, where what stands at its beginning may be damaged.

        Raises:
            JournalError: the file cannot be read, or some groups of a recovery code are mistyped.
        """
        secret, salt = secret_in(typed), salt or salt_of(path)
        return cls._derived(typed, salt) if secret is None else cls(secret, salt)

    @property
    def recovery_code(self) -> str:
        """The key as a person writes it down; it opens this file for as long as its passphrase stays."""
        return code_of(self.secret)

    @property
    def mark(self) -> str:
        """Tells which of several recovery sheets is the one of a file; it opens nothing."""
        return f"{self.salt[:2].hex()}-{self.salt[2:4].hex()}".upper()

    @classmethod
    def _derived(cls, passphrase: str, salt: bytes) -> Self:
        secret = hashlib.pbkdf2_hmac("sha512", letters_of(passphrase), salt, _ROUNDS, SECRET_BYTES)
        return cls(secret, salt)

    def as_pragma(self) -> str:
        """Return the key as SQLCipher takes one that is derived already."""
        return f"x'{self.secret.hex()}{self.salt.hex()}'"
