"""A page that opens only with its password, so that it can be sent where others may see the file."""

import secrets
from functools import cache
from io import BytesIO
from typing import Literal

from pydantic import Field

from ketatrack.domain.shipped import ShippedData, Words

PASSPHRASE_WORDS = 5
_AES_256: Literal[6] = 6
"""The revision of PDF's encryption that ISO 32000-2 defines with AES-256; the ones before are broken."""


class WordList(ShippedData):
    """Words that are short, well known and told apart when spoken."""

    title: Words
    licence: Words
    source: Words
    changes: Words
    words: tuple[Words, ...] = Field(min_length=2)


@cache
def word_list() -> WordList:
    """Return the shipped words for passphrases.

    Raises:
        pydantic.ValidationError: when the file is incomplete, for instance names no licence.
    """
    return WordList.read("passphrases/words.json")


def new_passphrase() -> str:
    """Return five words drawn by chance, with spaces between; some 64 bits with 7776 words."""
    return " ".join(secrets.choice(word_list().words) for _place in range(PASSPHRASE_WORDS))


def protected(pdf: bytes, passphrase: str) -> bytes:
    """Return a PDF encrypted with AES-256 that opens with the passphrase only, and then allows everything."""
    import pikepdf

    locked = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        document.save(locked, encryption=pikepdf.Encryption(owner=passphrase, user=passphrase, R=_AES_256))
    return locked.getvalue()
