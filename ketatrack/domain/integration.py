"""The integration journal: its prompts, its tags, and the entries of a session or a stretch of time.

What stands in it is the person's own; other parts of the program read it only where its owner chose so.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from functools import cache

from ketatrack.domain.courses import WHOLE_COURSE, CourseRecords, Period
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import local_date
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


def journal_entries(
    records: CourseRecords,
    *,
    period: Period = WHOLE_COURSE,
    tags: Collection[str] = (),
    session_id: str | None = None,
) -> list[JournalEntry]:
    """Return entries of the integration journal in order of the time they are for.

    Args:
        records: the whole course.
        period: local dates, both ends included.
        tags: at least one of them stands on each entry, in any case of letters; none asks for no tag.
        session_id: the session that they are linked to; None for any and for none.
    """
    wanted = {tag.casefold() for tag in tags}
    return [
        entry
        for entry in records.following.journal
        if period.holds(local_date(entry.happened_at))
        and (not wanted or wanted & {tag.casefold() for tag in entry.tags})
        and (session_id is None or entry.session_id == session_id)
    ]


def used_tags(entries: Iterable[JournalEntry]) -> list[str]:
    """Return every tag of some entries, the most used first, then by the alphabet."""
    counts = Counter(tag for entry in entries for tag in entry.tags)
    return sorted(counts, key=lambda tag: (-counts[tag], tag.casefold()))


def same_tag(tag: str, used: Iterable[str]) -> str:
    """Return a tag as it was written before, in whatever case of letters; a new one as it is."""
    wanted = " ".join(tag.split())
    return next((each for each in used if each.casefold() == wanted.casefold()), wanted)
