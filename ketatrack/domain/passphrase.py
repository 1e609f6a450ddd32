"""A passphrase as it goes into a key: the same letters, however a keyboard or a paper spells them."""

import unicodedata


def letters_of(passphrase: str) -> bytes:
    """Return the bytes that a key is derived from.

    Spaces around it, and how many stand between two words, do not count. Letters that look alike are one
    letter (NFKC, Unicode Standard Annex 15), since keyboards differ in how they put an accent.
    """
    return " ".join(unicodedata.normalize("NFKC", passphrase).split()).encode()
