"""What of a course goes into its files, without what a person keeps back, and what a reader is told of it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ketatrack.domain.course_following import FOLLOWING_LISTS
from ketatrack.domain.courses import WHOLE_COURSE, CourseRecords
from ketatrack.domain.deidentifying import first_day
from ketatrack.domain.handover import (
    AppendixPart,
    Handover,
    handed_over,
    not_chosen_words,
    removed_words,
    without_notes,
)
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.moments import counted_from
from ketatrack.domain.record_fields import label_of, references
from ketatrack.domain.records import Record
from ketatrack.domain.selection import period_words, within
from ketatrack.exchange.csv_tables import FOLLOWED_TABLES, TABLES, CsvTable

ALL_OF_IT = Handover(appendix=(AppendixPart.NOTES,))
"""Nothing is kept back: the files of a course for keeping, and for other programs."""

_OF_EVERY_RECORD = frozenset({"id", "revision", "recorded_by", "recorded_how", "written_at"})


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The records that go into files; where dates are left out, the day from which they are counted.

    `removed` says in sentences what was kept back by choice, `left_out` what such files never hold.
    """

    records: CourseRecords
    day_zero: date | None
    removed: tuple[str, ...]
    left_out: tuple[str, ...]

    @property
    def remarks(self) -> tuple[str, ...]:
        """All that a reader is told."""
        return (*self.removed, *self.left_out)

    @property
    def tables(self) -> Sequence[CsvTable]:
        """Every file of a course, and those of what was followed that hold something."""
        return (*TABLES, *(table for table in FOLLOWED_TABLES if self.rows(table)))

    def rows(self, table: CsvTable) -> Sequence[Record]:
        """Return the records that stand in one file."""
        if table.kind in FOLLOWING_LISTS:
            found: list[Record] = getattr(self.records.following, FOLLOWING_LISTS[table.kind])
            return found
        everything = [self.records.course, *self.records.entries()]
        return [record for record in everything if type(record) is table.kind]


def excerpt(records: CourseRecords, choices: Handover) -> Excerpt:
    """Return what of a whole course goes into files.

    Args:
        records: the whole course.
        choices: which days, and what is kept back.
    """
    kept = handed_over(records, choices)
    if not choices.notes:
        kept = without_notes(kept)
    shown = within(kept, choices.period)
    zero = first_day(records) if choices.deidentified else None
    return Excerpt(shown, zero, tuple(_removed(records, choices, zero)), tuple(_left_out(shown)))


def _removed(records: CourseRecords, choices: Handover, zero: date | None) -> Iterator[str]:
    yield from removed_words(choices)
    yield from not_chosen_words(records, choices)
    if not choices.notes and not choices.deidentified:
        yield _("Left out by choice: notes.")
    if choices.deidentified:
        yield _("A column that ends in _day holds the day of the course; day 0 is that of the first session.")
    if choices.period != WHOLE_COURSE:
        with counted_from(zero):
            yield _("Only part of the course: {period}.").format(period=period_words(choices.period))


def _left_out(records: CourseRecords) -> Iterator[str]:
    """Say which fields hold something that no column stands for, and what the files never hold."""
    tables = {table.kind: table for table in TABLES}
    counts: Counter[str] = Counter()
    for record in (records.course, *records.entries()):
        kind = type(record)
        absent = kind.model_fields.keys() - _OF_EVERY_RECORD - references(kind).keys()
        for name in absent - set(tables[kind].fields):
            if getattr(record, name) != kind.model_fields[name].default:
                counts[f"{_(kind.label)}: {_(label_of(kind, name))}"] += 1
    if counts:
        listed = ", ".join(f"{name} ({count})" for name, count in sorted(counts.items()))
        yield _("Not in these files, since they have no column for it: {listed}.").format(listed=listed)
    if corrected := len(records.following.corrected):
        yield ngettext(
            "Not in these files: {n} entry of a sitter, in whose place the patient's own stands.",
            "Not in these files: {n} entries of a sitter, in whose place the patient's own stand.",
            corrected,
        ).format(n=corrected)
    yield _(
        "Who wrote an entry down and how, contacts, the plan, the long-term watch, a chosen baseline and "
        "past versions are not in the files."
    )
