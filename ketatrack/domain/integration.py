"""The integration journal: its prompts, and the tags of its entries.

What stands in it is the person's own; other parts of the program read it only where its owner chose so.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from functools import cache

from ketatrack.domain.language import gettext as _
from ketatrack.domain.records import JournalEntry
from ketatrack.domain.shipped import ShippedData, Words

PROMPTS_SETTING = "journal_prompts"
"""The setting in which a journal keeps whether prompts are offered; they are, unless it says no."""


class JournalPrompt(ShippedData):
    """A question to write about, if a person wants one."""

    id: str
    words: Words


class JournalPrompts(ShippedData):
    """Every shipped prompt, in the order in which they are offered."""

    source: Words
    prompts: tuple[JournalPrompt, ...]


@cache
def journal_prompts() -> tuple[str, ...]:
    """Return the prompts in the person's language.

    Raises:
        pydantic.ValidationError: when the file is incomplete.
    """
    return tuple(_(each.words) for each in JournalPrompts.read("prompts/integration.json").prompts)


def has_tag(entry: JournalEntry, tags: Collection[str]) -> bool:
    """Say whether one of some tags stands on an entry, in any case of letters; none asks for no tag."""
    wanted = {tag.casefold() for tag in tags}
    return not wanted or not wanted.isdisjoint(tag.casefold() for tag in entry.tags)


def used_tags(entries: Iterable[JournalEntry]) -> list[str]:
    """Return every tag of some entries, the most used first, then by the alphabet."""
    counts = Counter(tag for entry in entries for tag in entry.tags)
    return sorted(counts, key=lambda tag: (-counts[tag], tag.casefold()))


def same_tag(tag: str, used: Iterable[str]) -> str:
    """Return a tag as it was written before, in whatever case of letters; a new one as it is."""
    wanted = " ".join(tag.split())
    return next((each for each in used if each.casefold() == wanted.casefold()), wanted)
