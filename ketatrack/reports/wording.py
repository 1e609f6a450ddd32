"""How the page words what is known, what is not, and what a person wrote at length."""

from collections.abc import Iterable, Mapping
from datetime import date

from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words
from ketatrack.domain.words import Word

NOT_RECORDED = "not recorded"
_LONGEST = 50


def named(word: Word | None) -> str:
    """Return the label of a word from a closed list, or that it was not recorded."""
    return _(word.label) if word else _(NOT_RECORDED)


def day_words(day: date | None) -> str:
    """Return a date, or that it was not recorded."""
    return date_in_words(day) if day else _(NOT_RECORDED)


def shortened(text: str, longest: int = _LONGEST) -> str:
    """Return a person's own words, cut so that one page is always enough."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def counted(counts: Mapping[str, int]) -> str:
    """Return `Induction 6, Maintenance 5`, or a dash for nothing."""
    return ", ".join(f"{name} {count}" for name, count in counts.items()) or "–"


def span(values: Iterable[int | None]) -> str:
    """Return the lowest and the highest value as `119–131`, one value as itself, a dash for none."""
    known = [value for value in values if value is not None]
    if not known:
        return "–"
    low, high = min(known), max(known)
    return str(low) if low == high else f"{low}–{high}"


def of(part: int, whole: int) -> str:
    """Return `3 of 12`."""
    return _("{part} of {whole}").format(part=part, whole=whole)
