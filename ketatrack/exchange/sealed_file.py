"""Files that only a passphrase opens, and that say nothing of what they are about to whoever finds one.

A file is its header and what is sealed. The header, 41 bytes: 8 bytes of name, the version, what is sealed
(1 a plan, 2 notes), the cost of the key (log2 of N, r, p of scrypt, RFC 7914), 16 bytes of salt and 12 bytes
that no two files share. The rest is AES-256-GCM (NIST SP 800-38D) with the header authenticated.
"""

import os
import struct
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.passphrase import letters_of
from ketatrack.domain.whole_file import write_whole

VERSION = 1
MOST_BYTES = 8_000_000
"""A plan of ten years with hundreds of long notes is far smaller."""

_NAME = b"PLANFILE"
_HEADER = struct.Struct(">8sBBBBB16s12s")
_TAG_BYTES = 16
_KEY_BYTES = 32
_SALT_BYTES = 16
_NONCE_BYTES = 12
_BLOCK = 8
"""The r of scrypt; files with another are refused."""
_MOST_LOG_N, _MOST_LANES = 18, 4
"""A key may cost 256 MiB; a file that asks for more is refused, whatever it says it is."""


class FileKind(Enum):
    """What is sealed, with the ending of its files."""

    PLAN = 1, ".plan"
    NOTES = 2, ".notes"

    def __init__(self, number: int, suffix: str) -> None:
        """Take the number in the header and the ending."""
        self.number = number
        self.suffix = suffix


@dataclass(frozen=True, slots=True)
class Cost:
    """What deriving a key costs whoever tries passphrases: 2**log_n rounds of 1 KiB, in so many lanes."""

    log_n: int = 17
    lanes: int = 1


USUAL_COST = Cost()
"""128 MiB and some 0.3 s for each try."""


@dataclass(frozen=True, slots=True)
class Key:
    """A derived key, with what it was derived from apart from the passphrase."""

    salt: bytes
    cost: Cost
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A file as it was read: whole as far as its header tells, not opened yet."""

    path: Path
    header: bytes
    body: bytes
    salt: bytes
    nonce: bytes
    cost: Cost


def new_key(passphrase: str, cost: Cost = USUAL_COST) -> Key:
    """Derive a key for a new file; takes as long as its cost says."""
    return _derived(passphrase, os.urandom(_SALT_BYTES), cost)


def key_of(sealed: Sealed, passphrase: str) -> Key:
    """Derive the key that a passphrase is for a file; whether it opens the file, `unsealed` tells."""
    return _derived(passphrase, sealed.salt, sealed.cost)


def _derived(passphrase: str, salt: bytes, cost: Cost) -> Key:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    derivation = Scrypt(salt=salt, length=_KEY_BYTES, n=2**cost.log_n, r=_BLOCK, p=cost.lanes)
    return Key(salt, cost, derivation.derive(letters_of(passphrase)))


def write_sealed(path: Path, kind: FileKind, content: bytes, key: Key) -> bytes:
    """Seal content into a file that only its owner can read, whole or not at all; return the file's bytes.

    Raises:
        JournalError: it is too large, or the place cannot be written to.
    """
    whole = sealed_bytes(kind, content, key)
    if len(whole) > MOST_BYTES:
        raise JournalError(_("This is more than such a file can hold. Shorten it; nothing was written."))
    write_whole(path, whole)
    return whole


def sealed_bytes(kind: FileKind, content: bytes, key: Key) -> bytes:
    """Return content sealed as in a file, without writing it anywhere."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE_BYTES)
    cost = key.cost
    header = _HEADER.pack(_NAME, VERSION, kind.number, cost.log_n, _BLOCK, cost.lanes, key.salt, nonce)
    return header + AESGCM(key.secret).encrypt(nonce, content, header)


def read_sealed(path: Path, kind: FileKind) -> Sealed:
    """Read a file and look at its header; derives no key and opens nothing.

    Raises:
        JournalError: it is missing, unreadable, too large, cut off, of a newer version or no such file.
    """
    return sealed_in(_bytes_of(path), path, kind)


def sealed_in(whole: bytes, path: Path, kind: FileKind) -> Sealed:
    """Look at the header of bytes that were sealed for a file; derives no key and opens nothing.

    Raises:
        JournalError: they are cut off, of a newer version or sealed for no such file.
    """
    if not whole.startswith(_NAME):
        raise JournalError(_no_such_file(path, kind))
    if len(whole) > len(_NAME) and whole[len(_NAME)] > VERSION:
        raise JournalError(
            _("{path} was made by a newer version of KetaTrack. Open it with that version.").format(path=path)
        )
    if len(whole) < _HEADER.size + _TAG_BYTES:
        raise JournalError(_damaged(path))
    _name, version, number, log_n, block, lanes, salt, nonce = _HEADER.unpack_from(whole)
    if number != kind.number and number in {other.number for other in FileKind}:
        raise JournalError(_no_such_file(path, kind))
    possible = 1 <= log_n <= _MOST_LOG_N and block == _BLOCK and 1 <= lanes <= _MOST_LANES
    if version != VERSION or number != kind.number or not possible:
        raise JournalError(_damaged(path))
    header, body = whole[: _HEADER.size], whole[_HEADER.size :]
    return Sealed(path, header, body, salt, nonce, Cost(log_n, lanes))


def unsealed(sealed: Sealed, key: Key) -> bytes:
    """Return the content of a file.

    Raises:
        JournalError: the key is not the file's, or a byte of the file was changed; which, nobody can tell.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key.secret).decrypt(sealed.nonce, sealed.body, sealed.header)
    except InvalidTag:
        raise JournalError(
            _("The passphrase does not open it, or the file was changed. Look at both, and try again.")
        ) from None


def _bytes_of(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise JournalError(_("{path} is not a file. Choose one.").format(path=path))
        with path.open("rb") as stream:
            whole = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise JournalError(
            _("{path} cannot be read: {reason}.").format(path=path, reason=error.strerror)
        ) from None
    if len(whole) > MOST_BYTES:
        raise JournalError(_("{path} is larger than any such file. Check what it is.").format(path=path))
    return whole


def _no_such_file(path: Path, kind: FileKind) -> str:
    if kind is FileKind.PLAN:
        return _("{path} is not a plan file. Choose the file that you were given.").format(path=path)
    return _("{path} is not a file of a caregiver’s notes. Choose the file that came back.").format(path=path)


def _damaged(path: Path) -> str:
    return _("{path} is damaged or was cut off on its way. Ask for it again.").format(path=path)
