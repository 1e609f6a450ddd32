"""How a recorded value reads in a table and in the details beside it."""

from datetime import datetime
from functools import cache

from ketatrack.domain.field_words import field_words
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.moments import days_between, local_date, moment_words
from ketatrack.domain.parsing import number_to_text
from ketatrack.domain.provenance import is_late
from ketatrack.domain.record_fields import label_of, references
from ketatrack.domain.records import OwnMeasure, Record
from ketatrack.domain.side_effects import label_of_effect

Fact = tuple[str, str]
"""What a value is called, and how it reads."""


@cache
def effect_words(effect: str) -> str:
    """Return what a side effect is called; own words come back as they are."""
    return label_of_effect(effect)


def measure_words(measure: OwnMeasure) -> str:
    """Return from where to where an own measure goes, in which unit, and which way is better."""
    low, high = number_to_text(measure.low), number_to_text(measure.high)
    ends = _("{low} to {high} {unit}").format(low=low, high=high, unit=measure.unit).strip()
    way = f"{_(label_of(OwnMeasure, 'higher_is'))} {_(measure.higher_is.label)}".lower()
    return f"{ends} · {way}"


def facts(record: Record, *left_out: str, **replaced: str) -> list[Fact]:
    """Return every field that is set, in the order of the record, without keys and without who wrote it.

    Args:
        record: any record.
        left_out: fields that are shown in another way.
        replaced: words for fields that read in a way of their own.
    """
    skipped = {*Record.model_fields, *references(type(record)), *left_out}
    return [
        (_(label_of(type(record), field)), words)
        for field in type(record).model_fields
        if field not in skipped and (words := replaced.get(field, field_words(record, field)))
    ]


def recorded(record: Record) -> list[str]:
    """Return sentences on who recorded an entry, how and when, and whether that was long afterwards."""
    lines = [
        _("Recorded by: {who}. {how}.").format(
            who=_(record.recorded_by.label), how=_(record.recorded_how.label)
        )
    ]
    if record.written_at is None:
        lines.append(_("When it was written down is not known."))
    else:
        lines.append(_("Written down on {when}.").format(when=moment_words(record.written_at)))
    if is_late(record):
        days = _days_until_written(record)
        lines.append(
            ngettext(
                "Written down {n} day after it happened.", "Written down {n} days after it happened.", days
            ).format(n=days)
        )
    return lines


def _days_until_written(record: Record) -> int:
    """Count the calendar days of a late record; both of its moments are known."""
    happened = getattr(record, record.happened or "")
    written = record.written_at
    if written is None:
        raise ValueError("a record without a moment of writing is not late")
    if isinstance(happened, datetime):
        return days_between(happened, written)
    days: int = (local_date(written) - happened).days
    return days
