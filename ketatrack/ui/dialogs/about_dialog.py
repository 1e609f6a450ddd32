"""What the program is, under which licences it stands, and where a person's data lies."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from ketatrack import __version__
from ketatrack.domain.instruments import instruments
from ketatrack.domain.language import gettext as _
from ketatrack.ui.dialogs.reading_dialog import ReadingDialog
from ketatrack.ui.layout import Card, path_line, quiet


class AboutDialog(ReadingDialog):
    """Version, licence, the questionnaires' owners, and the journal's place."""

    def __init__(self, journal: Path | None, parent: QWidget | None = None) -> None:
        """Take the path of the open journal, None when there is none."""
        super().__init__(_("About KetaTrack"), parent)
        self._add_card(
            _("KetaTrack {version}").format(version=__version__),
            _("It records and displays, and never advises."),
            _("Free software under the Apache License 2.0 (Apache-2.0)."),
        )
        place = self._add_card(
            _("Where your data lies"),
            _("Everything is kept in one file that you own, the journal. Nothing leaves this computer."),
        )
        place.column.addWidget(path_line(journal) if journal else quiet(_("No journal is open.")))
        self._add_card(
            _("Questionnaires"),
            *(f"{_(known.title)}\n{known.rights()}" for known in instruments().values()),
        )
        self.column.addStretch(1)

    def _add_card(self, title: str, *paragraphs: str) -> Card:
        card = Card(title)
        for paragraph in paragraphs:
            label = QLabel(paragraph)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            card.column.addWidget(label)
        self.column.addWidget(card)
        return card
