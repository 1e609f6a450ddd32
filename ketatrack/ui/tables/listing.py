"""What a table of records is: its rows, its columns, and what is said about one row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.field_words import label_with_unit, value_words
from ketatrack.domain.language import gettext as _
from ketatrack.domain.provenance import is_late
from ketatrack.domain.record_fields import label_of, measure_of
from ketatrack.domain.records import Record
from ketatrack.domain.words import Word

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Row(Generic[R]):
    """One record in a table; subclasses carry what else is known about it, worked out once."""

    record: R

    @property
    def key(self) -> str:
        """Return what the row is told from others by, whatever changes."""
        return self.record.id


T = TypeVar("T", bound=Row[Any])


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """One column: its heading, how a cell reads, and by what it sorts."""

    name: str
    words: str
    text: Callable[[T], str]
    key: Callable[[T], Any]
    """Numbers, moments and places in a closed list rather than words; None sorts last, either way."""
    hint: str = ""
    """Says what the heading means, where one word is too few."""
    is_number: bool = False
    is_offered: bool = False
    """Whether its words are offered to narrow the table down to one of them."""
    each: Callable[[T], Sequence[str]] | None = None
    """What a cell holds where it is several words that are offered one by one, such as tags."""

    def offered(self, row: T) -> Sequence[str]:
        """Return the words of a cell that can be chosen to narrow the table down."""
        return self.each(row) if self.each is not None else tuple(filter(None, [self.text(row)]))


@dataclass(frozen=True, slots=True)
class Section:
    """A small table in the details: facts with their labels, or rows below a header."""

    heading: str
    rows: Sequence[Sequence[str]]
    header: Sequence[str] = ()

    @classmethod
    def of_columns(cls, heading: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> "Section":
        """Make a section of rows without the columns that are empty throughout."""
        kept = [place for place in range(len(header)) if any(row[place] for row in rows)]
        return cls(
            heading, [[row[place] for place in kept] for row in rows], [header[place] for place in kept]
        )


@dataclass(frozen=True, slots=True)
class Details:
    """Everything that is recorded about one row, ready to be read."""

    title: str
    sections: Sequence[Section]
    lines: Sequence[str]
    """Sentences below the sections."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A form that a page offers, by its name in `forms.catalogue` and the words of its button."""

    form: str
    words: str
    is_page: bool = False
    """Whether the name is that of another page in place of a form."""


@dataclass(frozen=True, slots=True)
class Tabular(Generic[T]):
    """What a table is of; the first column is when it happened, and the newest stands first.

    Under its name the widths of its columns are kept.
    """

    name: str
    words: str
    columns: Sequence[Column[T]]


@dataclass(frozen=True, slots=True)
class Listing(Tabular[T]):
    """One kind of record as a table."""

    rows: Callable[[CourseRecords], list[T]]
    details: Callable[[T], Details]
    title: Callable[[T], str]
    """Names one row in a sentence, such as “session N12”."""
    purpose: str
    """Says what is kept here, while there is nothing yet."""
    offers: Sequence[Offer]


def field_column(
    kind: type[Record], field: str, *, words: str = "", hint: str = "", is_offered: bool = False
) -> Column[Any]:
    """Make the column of one field, with the label, the unit and the order that its declaration gives."""
    measure = measure_of(kind, field)
    return Column(
        name=field,
        words=words or _(label_of(kind, field)),
        text=lambda row: value_words(getattr(row.record, field)),
        key=lambda row: _order(getattr(row.record, field)),
        hint=hint or label_with_unit(kind, field),
        is_number=measure is not None,
        is_offered=is_offered,
    )


def words_column(
    name: str, words: str, text: Callable[[T], str], *, hint: str = "", is_offered: bool = False
) -> Column[T]:
    """Make a column of words in alphabetical order."""
    return Column(name, words, text, lambda row: _order(text(row)), hint=hint, is_offered=is_offered)


def author_column() -> Column[Any]:
    """Make the column of who recorded an entry, so that those who share a journal see whose it is."""
    return field_column(Record, "recorded_by", is_offered=True)


def late_column() -> Column[Any]:
    """Make the column that marks what was written down long after it happened."""
    mark = _("late")
    return words_column(
        "late",
        _("Late"),
        lambda row: mark if is_late(row.record) else "",
        hint=_("Marks what was written down more than two days after it happened"),
    )


def observed_column() -> Column[Any]:
    """Make the column that marks what was written inside the observation time; rows carry their `mark`."""
    return words_column(
        "observed",
        _("In the session"),
        lambda row: row.mark,
        hint=_("Marks what was written down while a session was still observed"),
    )


def _order(value: Any) -> Any:
    if isinstance(value, Word):
        return list(type(value)).index(value)
    if isinstance(value, str):
        return value.casefold() or None
    return value
