"""A short number that leads out of sitter mode: kept as a salted hash, and tried again ever more slowly.

Nobody is locked out for good. A number of four digits keeps nobody out who has the file and time; it keeps
a person who watches from what is not meant for them.
"""

import hashlib
import hmac
import os
from datetime import timedelta

FEWEST_DIGITS, MOST_DIGITS = 4, 12

_SALT_BYTES = 16
_COST, _BLOCK, _LANES = 2**14, 8, 1
"""Of scrypt (RFC 7914, section 2): about 16 MiB and a twentieth of a second for each try."""
_FREE_TRIES = 3
_FIRST_PAUSE = timedelta(seconds=5)
_LONGEST_PAUSE = timedelta(minutes=5)


def is_pin(typed: str) -> bool:
    """Say whether something typed is a PIN: 4 to 12 digits and nothing else."""
    return typed.isascii() and typed.isdigit() and FEWEST_DIGITS <= len(typed) <= MOST_DIGITS


def hash_of_pin(pin: str) -> str:
    """Return what is kept of a PIN, from which it cannot be read: a salt of its own and the hash, in hex."""
    salt = os.urandom(_SALT_BYTES)
    return f"{salt.hex()}:{_hash(pin, salt).hex()}"


def is_pin_of(typed: str, kept: str) -> bool:
    """Say whether a PIN is the one of which `hash_of_pin` made what was kept; takes a moment."""
    salt, _colon, known = kept.partition(":")
    return hmac.compare_digest(_hash(typed, bytes.fromhex(salt)), bytes.fromhex(known))


def _hash(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=_COST, r=_BLOCK, p=_LANES)


def pause_after(wrong: int) -> timedelta:
    """Return how long to wait after so many wrong tries in a row: nothing at first, then twice as long each.

    It ends at five minutes, however many there were.
    """
    if wrong < _FREE_TRIES:
        return timedelta(0)
    doublings = min(wrong - _FREE_TRIES, 10)  # far beyond the longest pause, and within what a number holds
    return min(_FIRST_PAUSE * (1 << doublings), _LONGEST_PAUSE)
