"""What is found wrong with a journal, place by place, in words for the person whose journal it is."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ketatrack.domain.language import gettext as _
from ketatrack.domain.words import Word


class Damage(Word):
    """What happened to one place of a journal."""

    CHANGED = "changed", "changed since written"
    OLDER = "older", "an older version; the newer one is gone"
    GONE = "gone", "not readable any more"
    APART = "apart", "readable, but no possible entry"
    STRAY = "stray", "belongs to an entry that is not readable any more"
    TWICE = "twice", "a second version of an entry that is there"
    REMOVED = "removed", "perhaps deleted before"
    STOOD_IN = "stood_in", "not readable any more; an empty entry stands in for it"
    PART_GONE = "part_gone", "some may be gone, nobody knows how many"
    STRUCTURE = "structure", "its parts contradict each other"

    @property
    def is_readable(self) -> bool:
        """Say whether the journal can be read and written to all the same: a row differs, and no more."""
        return self in {Damage.CHANGED, Damage.OLDER}

    @property
    def is_kept(self) -> bool:
        """Say whether a rescue keeps what stands there, be it apart from the entries."""
        return self in {
            Damage.CHANGED,
            Damage.OLDER,
            Damage.APART,
            Damage.STRAY,
            Damage.TWICE,
            Damage.REMOVED,
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """One place of a journal that is not as it was written."""

    damage: Damage
    place: str
    """Names it: “Session S01, 2026-03-02 14:15”."""
    table: str = ""
    key: str = ""
    """The id of the entry, or the name of the setting, form or step of the history; empty where unknown."""

    @property
    def sentence(self) -> str:
        """Say what is wrong with it."""
        return _("{place}: {damage}").format(place=self.place, damage=_(self.damage.label))


def sentences(findings: Iterable[Finding]) -> list[str]:
    """Return the sentence of each finding once, with how many there are where it is said of several."""
    counted = Counter((finding.place, finding.damage) for finding in findings)
    return [
        Finding(damage, place if count == 1 else f"{place} ({count})").sentence
        for (place, damage), count in counted.items()
    ]


def is_damaged(findings: Sequence[Finding]) -> bool:
    """Say whether a journal can no longer be written to: something in it is gone, or fits with nothing."""
    return any(not finding.damage.is_readable for finding in findings)
