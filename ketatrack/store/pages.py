"""The pages of a journal's file as they stand on the disk, read without the database's library.

The library gives up at the first page that contradicts another. Here each page is read by itself, so that
one that is gone takes no other with it.

A page of a journal with a passphrase is laid out as SQLCipher 4 documents it: AES-256-CBC, then 16 bytes of
initialisation vector and 64 of HMAC-SHA512 over both and the page's number. So each tells by itself
whether it is as it was written.
"""

import hashlib
import hmac
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from ketatrack.domain.errors import JournalError
from ketatrack.domain.recovery_code import SECRET_BYTES
from ketatrack.store.header import (
    PAGE,
    SALT_BYTES,
    SUFFIX,
    NewerJournalError,
    looks_encrypted,
    opened_as_bytes,
    schema_revision,
)
from ketatrack.store.key import Key

_VECTOR, _SEAL = 16, 64
_SALT_MASK = 0x3A
_SEAL_ROUNDS = 2

Page = bytes | None
"""The content of one page that the database uses; None where it cannot be read."""


def pages_of(path: Path, key: Key | None = None) -> Sequence[Page]:
    """Return the content of every page of a file, opened by a key where one is given.

    A page that the disk does not give, or whose seal is broken, is None. Of a last page that is cut off,
    what is there is followed by zeros.

    Raises:
        JournalError: there is no such file, or it cannot be opened.
    """
    stored = _stored_pages(path)
    if key is None:
        return [page if page is None else page.ljust(PAGE, b"\0") for page in stored]
    masked = bytes(byte ^ _SALT_MASK for byte in key.salt)
    seal_key = hashlib.pbkdf2_hmac("sha512", key.secret, masked, _SEAL_ROUNDS, SECRET_BYTES)
    return [
        None if page is None else _unsealed(page, number, key.secret, seal_key)
        for number, page in enumerate(stored, start=1)
    ]


def opens_a_page(path: Path, key: Key) -> bool:
    """Say whether a key opens any page of a file, be it that the first is damaged; raises JournalError."""
    return any(page is not None for page in pages_of(path, key))


def looks_sealed(path: Path) -> bool:
    """Say whether some page of a file may be one that a passphrase opens; raises JournalError."""
    return any(page is not None and looks_encrypted(page) for page in _stored_pages(path))


def lost_its_first_page(path: Path) -> bool:
    """Say whether a file may be a journal with a passphrase of which the first page tells no longer."""
    try:
        schema_revision(path)
    except NewerJournalError:
        return False
    except JournalError:
        try:
            return path.suffix == SUFFIX and looks_sealed(path)
        except JournalError:
            return False
    return False


def _stored_pages(path: Path) -> list[Page]:
    with opened_as_bytes(path) as stream:
        return list(_each_page(stream.fileno(), path.stat().st_size))


def _each_page(descriptor: int, size: int) -> Iterator[Page]:
    for start in range(0, size, PAGE):
        try:
            os.lseek(descriptor, start, os.SEEK_SET)
            yield os.read(descriptor, PAGE)
        except OSError:  # this place of the disk is broken; the next may not be
            yield None


def _unsealed(page: bytes, number: int, secret: bytes, seal_key: bytes) -> Page:
    """Return what a page says whose seal is whole; the first begins with the salt in place of its magic."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    begin = SALT_BYTES if number == 1 else 0
    sealed, seal = page[begin : PAGE - _SEAL], page[PAGE - _SEAL :]
    whole = hmac.digest(seal_key, sealed + number.to_bytes(4, "little"), "sha512")
    if len(page) != PAGE or not hmac.compare_digest(whole, seal):
        return None
    vector = sealed[-_VECTOR:]
    opened = Cipher(algorithms.AES(secret), modes.CBC(vector)).decryptor()
    return bytes(begin) + opened.update(sealed[:-_VECTOR]) + opened.finalize()
