"""Everything that is recorded about one entry, as text that can be read, selected and copied."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QApplication, QTextBrowser, QWidget

from ketatrack.domain.language import gettext as _
from ketatrack.ui.tables.listing import Details, Section
from ketatrack.ui.theme import GRID, NORMAL

_WIDE = 640
"""Pixels; from this width on short facts stand in two columns."""


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
        """Set facts in one column or two, as there is room."""
        super().resizeEvent(event)
        is_wide = self.viewport().width() >= _WIDE
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
        quiet = QApplication.palette().color(QPalette.ColorRole.PlaceholderText).name()
        self.document().setDefaultStyleSheet(
            f"h3 {{ font-size: {NORMAL}pt; margin: 0 0 {GRID}px 0; }}"
            f"h4 {{ margin: {2 * GRID}px 0 {GRID // 2}px 0; }}"
            f"th, .quiet {{ color: {quiet}; font-weight: normal; }}"
            f"table {{ margin: {GRID // 2}px 0 0 0; }}"
            f"p {{ margin: {GRID}px 0 0 0; }}"
        )
        self.setHtml(details_html(self._details, is_wide=self._is_wide))


def details_html(details: Details, *, is_wide: bool) -> str:
    """Return the details as rich text, everything that a person wrote made harmless."""
    sections = "".join(_section(section, is_wide) for section in details.sections if section.rows)
    lines = "".join(f'<p class="quiet">{_text(line)}</p>' for line in details.lines)
    return f"<h3>{_text(details.title)}</h3>{sections}{lines}"


def _section(section: Section, is_wide: bool) -> str:
    heading = f"<h4>{_text(section.heading)}</h4>" if section.heading else ""
    if section.header:
        rows = [_line(section.header, "th"), *(_line(row, "td") for row in section.rows)]
    else:
        rows = _facts(section.rows, 2 if is_wide and not section.heading else 1)
    return f'{heading}<table cellspacing="0" cellpadding="{GRID // 4}">{"".join(rows)}</table>'


def _facts(facts: Sequence[Sequence[str]], columns: int) -> list[str]:
    """Return the lines of facts, set in columns that are read from top to bottom."""
    length = -(-len(facts) // columns)
    cells = [_fact(label, value) for label, value in facts]
    return [f"<tr>{''.join(cells[line::length])}</tr>" for line in range(length)]


def _line(cells: Sequence[str], tag: str) -> str:
    return (
        "<tr>"
        + "".join(
            f'<{tag} align="left" style="padding-right: {2 * GRID}px">{_text(cell)}</{tag}>' for cell in cells
        )
        + "</tr>"
    )


def _fact(label: str, value: str) -> str:
    gap = f'style="padding-right: {2 * GRID}px"'
    return f'<td class="quiet" {gap}>{_text(label)}</td><td {gap}>{_text(value)}</td>'


def _text(words: str) -> str:
    return escape(words).replace("\n", "<br>")
