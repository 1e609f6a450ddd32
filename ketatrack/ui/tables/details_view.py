"""Everything that is recorded about one entry, as text that can be read, selected and copied."""

from collections.abc import Sequence
from gettext import gettext as _
from html import escape

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QTextBrowser, QWidget

from ketatrack.ui.tables.listing import Details, Section
from ketatrack.ui.theme import GRID, NORMAL

_SIDE_BY_SIDE = 720
"""Pixels; from this width on the sections stand beside each other."""
_MOST_FACTS = 10
"""A longer list of facts is set in two columns where there is room."""


class DetailsView(QTextBrowser):
    """Shows the details of the entry chosen in a table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._details: Details | None = None
        self._is_wide = False
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName(_("Details"))
        self.document().setDocumentMargin(2 * GRID)

    def show_details(self, details: Details | None) -> None:
        """Show the details of one entry; None shows nothing."""
        self._details = details
        self._write()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the sections beside or below each other, as there is room."""
        super().resizeEvent(event)
        is_wide = self.viewport().width() >= _SIDE_BY_SIDE
        if is_wide != self._is_wide:
            self._is_wide = is_wide
            self._write()

    def changeEvent(self, event: QEvent) -> None:
        """Write anew in other colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._write()

    def _write(self) -> None:
        if self._details is None:
            self.clear()
            return
        quiet = self.palette().color(QPalette.ColorRole.PlaceholderText).name()
        self.document().setDefaultStyleSheet(
            f"h3 {{ font-size: {NORMAL}pt; margin: 0 0 {GRID}px 0; }}"
            f"h4 {{ margin: 0 0 {GRID // 2}px 0; }}"
            f"th, .label {{ color: {quiet}; font-weight: normal; }}"
            f"p {{ color: {quiet}; margin: {GRID}px 0 0 0; }}"
        )
        self.setHtml(details_html(self._details, side_by_side=self._is_wide))


def details_html(details: Details, *, side_by_side: bool) -> str:
    """Return the details as rich text, everything that a person wrote made harmless."""
    sections = [section for section in details.sections if section.rows]
    if side_by_side and len(sections) == 1 and not sections[0].header:
        sections = _in_two(sections[0])
    blocks = [_section(section) for section in sections]
    if side_by_side:
        cells = "".join(f'<td style="padding-right: {3 * GRID}px">{block}</td>' for block in blocks)
        body = f"<table><tr>{cells}</tr></table>"
    else:
        body = "<br>".join(blocks)
    lines = "".join(f"<p>{_text(line)}</p>" for line in details.lines)
    return f"<h3>{_text(details.title)}</h3>{body}{lines}"


def _in_two(section: Section) -> list[Section]:
    if len(section.rows) <= _MOST_FACTS:
        return [section]
    half = (len(section.rows) + 1) // 2
    return [Section(section.heading, section.rows[:half]), Section(section.heading, section.rows[half:])]


def _section(section: Section) -> str:
    heading = f"<h4>{_text(section.heading)}</h4>" if section.heading else ""
    if section.header:
        rows = [_line(section.header, "th"), *(_line(row, "td") for row in section.rows)]
    else:
        rows = [_fact(row) for row in section.rows]
    return f'{heading}<table cellspacing="0" cellpadding="{GRID // 4}">{"".join(rows)}</table>'


def _line(cells: Sequence[str], tag: str) -> str:
    return (
        "<tr>"
        + "".join(
            f'<{tag} align="left" style="padding-right: {2 * GRID}px">{_text(cell)}</{tag}>' for cell in cells
        )
        + "</tr>"
    )


def _fact(row: Sequence[str]) -> str:
    label, value = row
    return (
        f'<tr><td class="label" style="padding-right: {2 * GRID}px">{_text(label)}</td>'
        f"<td>{_text(value)}</td></tr>"
    )


def _text(words: str) -> str:
    return escape(words).replace("\n", "<br>")
