"""JSON from elsewhere: the one door for it, with nothing in it that two programs read differently.

Held against what such files are made to do: nesting without an end, millions of empty lists, numbers that
are none or too long to be exact, a name that stands twice in one object, text that cannot be kept.
"""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ketatrack.domain.language import gettext as _
from ketatrack.exchange.guarded_file import ImportRefusedError, guarded_bytes

MOST_BYTES = 100_000_000
"""A journal of a hundred thousand readings takes half of it."""
MOST_VALUES = 3_000_000
"""Each takes some 60 bytes of memory; such a journal holds two million."""
MOST_DEPTH = 16
_MOST_DIGITS = 15
"""More are not exact in every program that reads JSON."""
_MOST_LETTERS_OF_A_NUMBER = 32
_SHOWN = 60
_INFINITE = {float("inf"), float("-inf")}


def read_guarded_json(path: Path) -> Any:
    """Return what a JSON file in UTF-8 holds.

    Raises:
        ImportRefusedError: it cannot be read, is no JSON, or is built as no journal is.
    """
    return guarded_json(guarded_bytes(path, MOST_BYTES), str(path))


def guarded_json(content: bytes | bytearray, name: str) -> Any:
    """Return what JSON in UTF-8 holds; `name` is what a person calls it.

    Raises:
        ImportRefusedError: it is no JSON, or built as no journal is.
    """
    values = content.count(b",") + content.count(b"[") + content.count(b"{")
    if values > MOST_VALUES:
        raise ImportRefusedError(
            _("{name} holds more than {most} values, more than any journal. Check what it is.").format(
                name=name, most=MOST_VALUES
            )
        )
    try:
        found = json.loads(
            content.decode("utf-8-sig"),
            parse_constant=_refuse,
            parse_int=_whole,
            parse_float=_finite,
            object_pairs_hook=_object,
        )
        _refuse_deep(found)
    except (ValueError, RecursionError) as error:
        reason = _("it is nested too deeply") if isinstance(error, RecursionError) else error
        raise ImportRefusedError(
            _("{name} is not JSON that can be taken: {reason}. Ask for it again.").format(
                name=name, reason=reason
            )
        ) from None
    return found


def _refuse(text: str) -> None:
    raise ValueError(_("{text} is not a number that can be kept").format(text=text[:_SHOWN]))


def _whole(text: str) -> int:
    if len(text) > _MOST_DIGITS:
        _refuse(text)
    return int(text)


def _finite(text: str) -> float:
    number = float(text) if len(text) <= _MOST_LETTERS_OF_A_NUMBER else float("inf")
    if number in _INFINITE:
        _refuse(text)
    return number


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        (twice, _times), *_others = Counter(name for name, _value in pairs).most_common(1)
        raise ValueError(_("“{name}” stands more than once in one place").format(name=twice[:_SHOWN]))
    return found


def _refuse_deep(found: Any) -> None:
    level: list[Any] = [[found]]
    for _depth in range(MOST_DEPTH + 1):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return
    raise RecursionError
