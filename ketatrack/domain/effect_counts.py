"""How often each side effect was noted, and how strong it was at its worst."""

from collections.abc import Iterable
from dataclasses import dataclass

from ketatrack.domain.records import SideEffect
from ketatrack.domain.words import Severity


@dataclass(frozen=True, slots=True)
class EffectCount:
    """How many rows name the effect, and the worst severity among them; None when none says."""

    times: int
    worst: Severity | None


def effect_counts(side_effects: Iterable[SideEffect]) -> dict[str, EffectCount]:
    """Return the counts by effect, in alphabetical order, over all rows in or between sessions."""
    severities: dict[str, list[Severity | None]] = {}
    for row in side_effects:
        severities.setdefault(row.effect, []).append(row.severity)
    return {
        effect: EffectCount(
            times=len(rows),
            worst=max((row for row in rows if row is not None), key=lambda row: row.rank, default=None),
        )
        for effect, rows in sorted(severities.items())
    }
