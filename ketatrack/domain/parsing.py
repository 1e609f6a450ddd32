"""Reading numbers that people or files wrote, without guessing, and writing them as they were typed.

`int()` and `float()` take Arabic digits, `1_2_0`, `nan` and `1e309`; none of them is a number here.
"""

import re

from ketatrack.domain.language import gettext as _

_NUMBER = re.compile(r"-?\d{1,5}(?:\.\d{1,3})?", re.ASCII)
_WHOLE = re.compile(r"-?\d{1,5}", re.ASCII)


def whole_number(text: str) -> int:
    """Read a whole number of up to five digits.

    Raises:
        ValueError: with a sentence, when the text is no such number.
    """
    if not _WHOLE.fullmatch(text):
        raise ValueError(
            _("is not a whole number")
            if _NUMBER.fullmatch(text)
            else _("is not a number of up to five digits")
        )
    return int(text)


def decimal_number(text: str) -> float:
    """Read a number of up to five digits, with a point and up to three decimals.

    Raises:
        ValueError: with a sentence, when the text is no such number.
    """
    if not _NUMBER.fullmatch(text):
        raise ValueError(_("is not a number of up to five digits, with a point before any decimals"))
    return float(text)


def number_to_text(value: float) -> str:
    """Write a number as it was typed: a whole one without a point, none of its decimals dropped."""
    return str(int(value)) if value == int(value) else repr(value)


def with_unit(value: float, unit: str) -> str:
    """Write a number with its unit, `56 mg`; by itself where it has none."""
    return f"{number_to_text(value)} {unit}".strip()
