"""Words for others to see that do not say what is treated: names of medicines are left out of them."""

import re
from collections.abc import Iterator

from ketatrack.domain.courses import CourseRecords

LEFT_OUT = "…"

_SUBSTANCE = re.compile(r"[^\W_]*ketamin\w*|(?<![^\W_])keta\w*|(?<![^\W_])spravato\w*", re.IGNORECASE)
"""The medicine of this treatment under its own name and its makers' names, also inside a longer word."""
_SHORTEST_NAME = 4
"""Letters; a shorter first word of a product, such as “IV”, is no name."""


def without_medicine_names(words: str, records: CourseRecords) -> str:
    """Return a person's words with dots in place of each medicine that the course knows by name.

    Left out are ketamine and its makers' names, and the products and medicines that were recorded: as they
    were written, and by their first word, which is commonly the name.
    """
    for name in sorted(set(_names(records)), key=len, reverse=True):
        words = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", LEFT_OUT, words, flags=re.IGNORECASE)
    return _SUBSTANCE.sub(LEFT_OUT, words)


def _names(records: CourseRecords) -> Iterator[str]:
    written = (
        records.course.product,
        *(session.product for session in records.sessions),
        *(medicine.name for medicine in records.medicines),
    )
    for name in filter(None, written):
        yield name
        first = name.split()[0]
        if len(first) >= _SHORTEST_NAME:
            yield first
