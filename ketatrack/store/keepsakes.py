"""What is kept in memory while a journal is locked: sealed, so that only the journal's own key opens it.

AES-256-GCM (NIST SP 800-38D) under a key that HKDF-SHA256 (RFC 5869) derives from the journal's.
"""

import os

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.recovery_code import SECRET_BYTES
from ketatrack.store.key import Key

_PURPOSE = b"kept while locked"
_NONCE_BYTES = 12


def sealed(key: Key, content: bytes) -> bytes:
    """Seal content under a journal's key."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(_derived(key)).encrypt(nonce, content, None)


def unsealed(key: Key, content: bytes) -> bytes:
    """Return what was sealed.

    Raises:
        JournalError: it was sealed under another key, as that of a passphrase that was changed meanwhile.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce, body = content[:_NONCE_BYTES], content[_NONCE_BYTES:]
    try:
        return AESGCM(_derived(key)).decrypt(nonce, body, None)
    except InvalidTag:
        raise JournalError(
            _("What was typed before locking cannot be read: the passphrase was changed meanwhile.")
        ) from None


def _derived(key: Key) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), SECRET_BYTES, salt=key.salt, info=_PURPOSE).derive(key.secret)
