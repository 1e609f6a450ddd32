"""How a page words what is known, what is not, and what a person wrote at length; on paper and on screen."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from ketatrack.domain.effect_counts import EffectCount
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words, local_date, moment_words
from ketatrack.domain.parsing import with_unit
from ketatrack.domain.records import Session
from ketatrack.domain.side_effects import label_of_effect
from ketatrack.domain.words import DoseUnit, Severity, Word

NOT_RECORDED = "not recorded"
NONE_KNOWN = "–"
EFFECTS_NAMED = 3
"""Side effects that a line has room for; the others are counted."""
LONGEST_CELL = 60
"""Letters of a person's own words in a list."""
_LONGEST = 44
_EFFECT_LENGTH = 32
_NAME_LENGTH = 12


def named(word: Word | None) -> str:
    """Return the label of a word from a closed list, or that it was not recorded."""
    return _(word.label) if word else _(NOT_RECORDED)


def day_words(day: date | None) -> str:
    """Return a date, or that it was not recorded."""
    return date_in_words(day) if day else _(NOT_RECORDED)


def day_of(moment: datetime) -> str:
    """Return the local date of a moment."""
    return date_in_words(local_date(moment))


def session_name(session: Session) -> str:
    """Return by what a list names a session: its name, as short as a cell takes it, and its date."""
    return f"{shortened(session.name, _NAME_LENGTH)}, {day_of(session.started_at)}"


def session_and_moment(session: Session | None) -> str:
    """Return the name of a session and when it began; empty where there is none."""
    return "" if session is None else f"{session.name}, {moment_words(session.started_at)}"


def dose_words(session: Session) -> str:
    """Return the dose of a session as recorded, never converted; empty where none was."""
    return amount_words(session.dose, session.dose_unit)


def amount_words(amount: float | None, unit: DoseUnit | None) -> str:
    """Return how much was given, as recorded; empty where nobody said."""
    return "" if amount is None else with_unit(amount, _(unit.label) if unit else "")


def shortened(text: str, longest: int = _LONGEST) -> str:
    """Return a person's own words, cut so that one page is always enough."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def listed(words: Iterable[str], most: int) -> str:
    """Return words with commas between; beyond so many the others are counted. A dash for none."""
    all_words = list(words)
    shown = all_words[:most]
    if others := len(all_words) - len(shown):
        shown.append(_("{count} more").format(count=others))
    return ", ".join(shown) or NONE_KNOWN


def effect_name(effect: str) -> str:
    """Return what a side effect is called, as short as a line takes it."""
    return shortened(label_of_effect(effect), _EFFECT_LENGTH)


def severity_words(severity: Severity | None) -> str:
    """Return how strong a side effect was, within a line; where nobody said, that it is this which lacks."""
    return _(severity.label).lower() if severity else _("severity not recorded")


def effect_with_severity(effect: str, severity: Severity | None) -> str:
    """Return, for a list, a side effect and how strong it was: `Headache, mild`."""
    return f"{shortened(label_of_effect(effect), LONGEST_CELL)}, {severity_words(severity)}"


def effect_words(counted_effect: tuple[str, EffectCount]) -> str:
    """Return `Headache 5× (severe)` of an effect, its count and its worst severity."""
    effect, found = counted_effect
    return _("{effect} {times}× ({severity})").format(
        effect=effect_name(effect), times=found.times, severity=severity_words(found.worst)
    )


def answer_words(answer: int | None) -> str:
    """Return a number, or a dash where there is none."""
    return NONE_KNOWN if answer is None else str(answer)


def pressure_words(systolic: int | None, diastolic: int | None) -> str:
    """Write a blood pressure as `128/81`, with a dash for a part that is missing."""
    return "/".join(answer_words(part) for part in (systolic, diastolic))


def counted(counts: Mapping[str, int]) -> str:
    """Return `Induction 6, Maintenance 5`, or a dash for nothing."""
    return ", ".join(f"{name} {count}" for name, count in counts.items()) or NONE_KNOWN


def span(values: Iterable[int | None]) -> str:
    """Return the lowest and the highest value as `119–131`, one value as itself, a dash for none."""
    known = [value for value in values if value is not None]
    if not known:
        return NONE_KNOWN
    low, high = min(known), max(known)
    return str(low) if low == high else f"{low}–{high}"


def of(part: int, whole: int) -> str:
    """Return `3 of 12`."""
    return _("{part} of {whole}").format(part=part, whole=whole)
