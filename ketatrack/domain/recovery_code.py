"""The recovery code: what opens a journal when its passphrase is forgotten, as a person reads and types it.

It is the journal's key itself, 32 bytes, in 13 groups of four letters and a fifth that checks them. The
letters are those of Crockford's base 32, which has no I, L, O and U; a fifth letter is a sum over the field
of 32 elements, so that one wrong letter, two that changed places, or a group in another's place is noticed
and named.
"""

import re
import unicodedata

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _

SECRET_BYTES = 32
GROUPS = 13
LETTERS_OF_A_GROUP = 5
_CHECKED = LETTERS_OF_A_GROUP - 1
_BITS = 5
_SPARE_BITS = GROUPS * _CHECKED * _BITS - SECRET_BYTES * 8
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE = str.maketrans("OIL", "011")
_PRINTED_NUMBER = re.compile(r"\d\d?")
"""Of a group, on the sheet; it comes along where the code is copied from a PDF."""
_POLYNOMIAL = 0b100101
"""x^5 + x^2 + 1, which makes five bits a field of 32 elements, with 2 as its generator."""


def code_of(secret: bytes) -> str:
    """Return the groups of a code with a space between each two; `secret` has 32 bytes."""
    number = int.from_bytes(secret, "big") << _SPARE_BITS
    letters = [number >> _BITS * place & 31 for place in reversed(range(GROUPS * _CHECKED))]
    groups = [letters[begin : begin + _CHECKED] for begin in range(0, len(letters), _CHECKED)]
    return " ".join(
        "".join(_ALPHABET[letter] for letter in (*group, _check(place, group)))
        for place, group in enumerate(groups, start=1)
    )


def secret_in(typed: str) -> bytes | None:
    """Return the 32 bytes of a code, however it was typed; None for what is no code, such as a passphrase.

    Small letters, and O, I and L for the figures that they look like, count as what they stand for. What
    has most of its groups right is a code with mistakes, and no passphrase.

    Raises:
        JournalError: some of the groups are mistyped; it names them.
    """
    groups = _groups(typed)
    if len(groups) != GROUPS:
        return None
    values = [[_ALPHABET.find(letter) for letter in group] for group in groups]
    wrong = [place for place, group in enumerate(values, start=1) if not _is_right(place, group)]
    if len(wrong) > GROUPS // 2:
        return None
    if wrong:
        named = ", ".join(f"{place} ({groups[place - 1]})" for place in wrong)
        raise JournalError(
            _("This is a recovery code, but not as it was printed. Look again at group {named}.").format(
                named=named
            )
        )
    number = 0
    for group in values:
        for letter in group[:_CHECKED]:
            number = number << _BITS | letter
    return (number >> _SPARE_BITS).to_bytes(SECRET_BYTES, "big")


def _groups(typed: str) -> list[str]:
    """Return the groups as they stand apart in what was typed, or five letters each if nothing parts them."""
    plain = unicodedata.normalize("NFKC", typed).upper().translate(_ALIKE)
    groups = [part for part in re.findall(r"\w+", plain) if not _PRINTED_NUMBER.fullmatch(part)]
    return groups if len(groups) > 1 else re.findall(rf"\w{{1,{LETTERS_OF_A_GROUP}}}", plain)


def _is_right(place: int, group: list[int]) -> bool:
    if len(group) != LETTERS_OF_A_GROUP or min(group) < 0:
        return False
    return _check(place, group[:_CHECKED]) == group[_CHECKED]


def _check(place: int, letters: list[int]) -> int:
    """Return the letter that checks a group: its letters times powers of 2, and the group's own place."""
    total = place
    for letter in letters:
        total = _doubled(total ^ letter)
    return total


def _doubled(element: int) -> int:
    """Return an element of the field of 32 times 2."""
    element <<= 1
    return element ^ _POLYNOMIAL if element & 32 else element
