"""What was typed into a form against an entry that was changed elsewhere meanwhile: nothing is dropped.

A value that was not touched in the form follows the newer entry; one that was typed stays, and both are
told. Where only the form changed a value, there is nothing to tell.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from ketatrack.ui.fields.field import Field

_BEGAN = "began from"
"""The name under which a draft keeps what stood in the form before anything was typed."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in a form, and what stood there when it was opened; None where it added something."""

    content: dict[str, Any]
    began: dict[str, Any] | None

    @classmethod
    def of_draft(cls, kept: dict[str, Any]) -> Self:
        """Read what `as_draft` returned."""
        return cls({name: value for name, value in kept.items() if name != _BEGAN}, kept.get(_BEGAN))

    def as_draft(self) -> dict[str, Any]:
        """Return both as a draft of the journal keeps them."""
        return self.content if self.began is None else self.content | {_BEGAN: self.began}


@dataclass(frozen=True, slots=True)
class Difference:
    """A field, or a part of it such as one row, that the journal holds otherwise by now.

    A part is None where it is not there. `is_typed` tells whether it was changed in the form too.
    """

    field: str
    part: str
    mine: Any
    newer: Any
    is_typed: bool


def compared(
    fields: Mapping[str, Field], typed: Typed, *, newer: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Difference]]:
    """Return what is to stand in a form, and what the person is to be told.

    Args:
        fields: the form's fields, by name.
        typed: what was typed, and from where it began.
        newer: what stands in the same form opened now.
    """
    if typed.began is None:
        return typed.content, []
    began, mine, now = map(_plain, (typed.began, typed.content, newer))
    merged = dict(mine)
    found: list[Difference] = []
    for name, field in fields.items():
        if name not in mine.keys() & began.keys() & now.keys():
            continue
        before, here, there = (field.parts(content[name]) for content in (began, mine, now))
        kept: dict[str, Any] = {}
        for part in dict.fromkeys([*there, *here]):
            value, difference = _met(name, part, before.get(part), here.get(part), there.get(part))
            found += [difference] if difference else []
            if value is not None:
                kept[part] = value
        merged[name] = field.whole(kept)
    return merged, found


def _met(field: str, part: str, began: Any, mine: Any, newer: Any) -> tuple[Any, Difference | None]:
    if began == newer or mine == newer:
        return mine, None
    is_typed = mine != began
    return mine if is_typed else newer, Difference(field, part, mine, newer, is_typed)


def _plain(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return content as a draft gives it back, so that a tuple equals its list."""
    plain: dict[str, Any] = json.loads(json.dumps(content))
    return plain
