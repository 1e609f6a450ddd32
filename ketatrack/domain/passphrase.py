"""A passphrase as it goes into a key: the same letters, however a keyboard or a paper spells them."""

import unicodedata

from ketatrack.domain.language import ngettext

LEAST_LETTERS = 12
"""A shorter passphrase of one's own is found too soon by whoever tries them all."""


def letters_of(passphrase: str) -> bytes:
    """Return the bytes that a key is derived from.

    Spaces around it, and how many stand between two words, do not count. Letters that look alike are one
    letter (NFKC, Unicode Standard Annex 15), since keyboards differ in how they put an accent.
    """
    return " ".join(unicodedata.normalize("NFKC", passphrase).split()).encode()


def too_short(passphrase: str) -> str:
    """Say why a new passphrase is not taken; empty where it is long enough."""
    letters = len(letters_of(passphrase).decode())
    if letters >= LEAST_LETTERS:
        return ""
    return ngettext(
        "It has {n} letter; use {least} or more.", "It has {n} letters; use {least} or more.", letters
    ).format(n=letters, least=LEAST_LETTERS)
