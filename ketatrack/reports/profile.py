"""What the Course Profile is made of: figures, facts and sections of plain text, in the page's order."""

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
    """The whole page as text; the response chart comes between the item 9 row and the sections."""

    title: str
    person: str
    course: str
    made: str
    facts: tuple[Fact, ...]
    figures: tuple[Figure, ...]
    item9: Fact
    left: tuple[Section, ...]
    right: tuple[Section, ...]
    limits: tuple[str, ...]
