"""What a sheet for somebody else is made of: one page of plain text, or tables after it; and as a message."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from ketatrack.charts.chart import Chart
from ketatrack.domain.language import gettext as _
from ketatrack.domain.wording import NONE_KNOWN, shortened
from ketatrack.reports.profile import Fact, Listing, Section

_LONGEST = 480
"""Letters of one line of a person's words; so much of everything still finds room on one page."""


@dataclass(frozen=True, slots=True)
class SheetPage:
    """One page: its title, lines under it, facts under headings, and small lines at its foot.

    Where there are `listings`, they and the `chart` follow, on as many pages as they take. `remarks` are not
    part of the page: they tell the person who makes it what was changed in their words. `own_words` names
    what of it is written in words of one's own.
    """

    title: str
    head: tuple[str, ...]
    sections: tuple[Section, ...]
    foot: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    own_words: tuple[str, ...] = ()
    listings: tuple[Listing, ...] = ()
    chart: Chart | None = None

    def reworded(self, change: Callable[[str], str], remark: str) -> "SheetPage":
        """Return the page with every value and line changed; the remark names in {what} where that was."""
        changed = [
            fact.label or section.title
            for section in self.sections
            for fact in section.facts
            if change(fact.value) != fact.value
        ]
        if any(change(line) != line for line in self.head):
            changed.insert(0, self.title)
        if not changed:
            return self
        return replace(
            self,
            head=tuple(map(change, self.head)),
            sections=tuple(
                Section(section.title, tuple(Fact(fact.label, change(fact.value)) for fact in section.facts))
                for section in self.sections
            ),
            remarks=(*self.remarks, remark.format(what=", ".join(dict.fromkeys(changed)))),
        )

    def fitted(self) -> "SheetPage":
        """Return the page with words cut that are too long for one page."""
        return self.reworded(
            lambda words: shortened(words, _LONGEST), _("Cut, so that one page is enough: {what}.")
        )


def sheet_text(page: SheetPage) -> str:
    """Return the page as plain text, to paste into a message or to keep as a .txt file."""
    parts = ["\n".join((page.title, *page.head))]
    parts += ["\n".join((section.title, *map(_line, section.facts))) for section in page.sections]
    parts += ["\n".join(_table(each)) for each in page.listings]
    parts += [page.chart.sentence] if page.chart else []
    parts += ["\n".join(page.foot)] if page.foot else []
    return "\n\n".join(parts) + "\n"


def leaving(page: SheetPage) -> tuple[str, ...]:
    """Return what leaves with the page, a line for each thing: read from the page itself."""
    return (
        *page.head,
        *map(_contents, page.sections),
        *(f"{each.title}: {', '.join(_columns_told(each))}" for each in page.listings if each.rows),
        *([page.chart.title] if page.chart else []),
        *([_("In your own words: {what}").format(what=", ".join(page.own_words))] if page.own_words else []),
    )


def _contents(section: Section) -> str:
    labels = [fact.label for fact in section.facts]
    return f"{section.title}: {', '.join(labels)}" if all(labels) else section.title


def _columns_told(listing: Listing) -> Iterator[str]:
    """Yield the names of the columns in which anything stands."""
    for name, cells in zip(listing.header, zip(*listing.rows, strict=True), strict=True):
        if any(cells):
            yield name


def _line(fact: Fact) -> str:
    return f"{fact.label}: {fact.value}" if fact.label else f"- {fact.value}"


def _table(listing: Listing) -> Iterator[str]:
    """Yield a table as lines; each cell with the name of its column, since empty ones are left out."""
    yield listing.title
    if listing.note:
        yield listing.note
    for row in listing.rows:
        named = zip(listing.header, row, strict=True)
        yield "- " + " · ".join(f"{name}: {cell}" for name, cell in named if cell)
    if not listing.rows:
        yield f"- {NONE_KNOWN}"
