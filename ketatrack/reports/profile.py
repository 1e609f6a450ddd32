"""What the Course Profile is made of: figures, facts and lists of plain text, in the page's order."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the page: what it is about, and what is known of it."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that the eye meets first, with the words that it never stands without."""

    label: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Section:
    """Facts that belong together, under a heading."""

    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """The whole page as text. The charts stand between: response after `visit`, two small ones next.

    `intervals` and `pressure` are the lines under the small charts.
    """

    title: str
    person: str
    course: str
    made: str
    removed: tuple[str, ...]
    """What was kept back from this page, in sentences."""
    facts: tuple[Fact, ...]
    figures: tuple[Figure, ...]
    response: Fact
    item9: Fact
    visit: Section
    intervals: Section
    pressure: Section
    side_effects: Section
    completeness: Section
    limits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """One list of the appendix: header words, rows of text as wide as the header, and what to know of it."""

    title: str
    note: str
    header: tuple[str, ...]
    shares: tuple[int, ...]
    """How the width of the page is divided among the columns."""
    rows: tuple[tuple[str, ...], ...]
    key: tuple[str, ...] = ()
    """What short words and figures in the rows stand for, a paragraph each."""
