"""How often backups are made by themselves, and where they lie."""

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QPushButton

from ketatrack.domain.backup_words import (
    SCHEDULE_SETTING,
    SECOND_PLACE_SETTING,
    Schedule,
    occasions_words,
)
from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.store.backup_survey import Survey
from ketatrack.ui.fields.choice_field import SegmentField, choices_of
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card, breakable, path_line, quiet, selectable
from ketatrack.ui.new_journal import usual_folder


class BackupPlacesCard(Card):
    """The schedule, the folder on this computer, and a second place such as a stick."""

    notice = Signal(str)
    second_place_chosen = Signal()

    def __init__(self, journal: Journal) -> None:
        """Make the fields; `show_survey` fills them."""
        super().__init__(_("When and where"))
        self._journal = journal
        self.schedule = SegmentField(_("How often"), choices_of(Schedule))
        self.schedule.edited.connect(self._choose_schedule)
        self.first = path_line(Path())
        self.first.setAccessibleName(_("Where the backups lie"))
        self.open_button = QPushButton(_("Open the folder"))
        self.open_button.clicked.connect(self._open_folder)
        self.second = selectable(_("Looking for the second place…"))
        self.second_button = QPushButton(_("Choose a second place…"))
        self.second_button.clicked.connect(self._choose_second)
        self.end_button = QPushButton(_("Use no second place"))
        self.end_button.clicked.connect(self._end_second)
        self.column.addWidget(self.schedule)
        self.column.addWidget(
            quiet(
                _(
                    "A backup is made where something changed since the last one, and always: {occasions}. "
                    "All of the last two days stay; of older ones the newest of each day, then of each "
                    "week, then of each month, for a year."
                ).format(occasions=occasions_words())
            )
        )
        self.column.addWidget(self.first)
        self.column.addWidget(self.second)
        self.column.addWidget(quiet(self._readable_by()))
        self.add_row(self.open_button, self.second_button, self.end_button)

    def _readable_by(self) -> str:
        if self._journal.store.has_passphrase:
            return _("Each backup opens with the passphrase that the journal had when it was made.")
        return _("The journal has no passphrase: whoever gets hold of a backup can read it.")

    def show_survey(self, found: Survey, trouble: str) -> None:
        """Show where the backups lie, and what keeps them from the second place."""
        self.schedule.set_value(self._schedule())
        self.first.setText(str(found.first))
        self.first.setCursorPosition(0)
        self.open_button.setEnabled(found.first.is_dir())
        self.end_button.setVisible(found.second is not None)
        trouble = trouble or _away_words(found)
        self.second.setText(breakable(trouble or _second_words(found)))
        self.second.setProperty("role", "question" if trouble else "")
        self.second.style().polish(self.second)

    def _schedule(self) -> Schedule:
        from ketatrack.store.scheduled_backups import schedule_of

        try:
            return schedule_of(self._journal.store)
        except JournalError:  # a damaged journal, of which no backup is made
            return Schedule.BY_HAND

    def _choose_schedule(self) -> None:
        chosen = self.schedule.value()
        if chosen is None:
            self.schedule.set_value(self._schedule())  # one of them it is
        elif chosen != self._schedule():
            self._set(SCHEDULE_SETTING, chosen)

    def _choose_second(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self.window(), _("A folder on another disk or stick"), str(usual_folder())
        )
        if folder:
            self.use_second(Path(folder))

    def use_second(self, folder: Path) -> None:
        """Keep backups in another folder, too."""
        from ketatrack.store.scheduled_backups import choose_second_place

        try:
            choose_second_place(self._journal.store, folder)
        except JournalError as error:
            self.notice.emit(str(error))
            return
        self.second_place_chosen.emit()

    def _end_second(self) -> None:
        self._set(SECOND_PLACE_SETTING, None)
        self.second_place_chosen.emit()

    def _set(self, name: str, value: str | None) -> None:
        try:
            self._journal.store.set_setting(name, value)
        except JournalError as error:
            self.notice.emit(str(error))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self.first.text()))


def _away_words(found: Survey) -> str:
    from ketatrack.store.keeping import away_words

    return away_words(found.second) if found.second is not None and found.in_second is None else ""


def _second_words(found: Survey) -> str:
    if found.second is None or found.in_second is None:
        return _("No second place is chosen. One on another disk helps where this computer is lost.")
    return ngettext(
        "Second place: {folder}, with {n} backup.",
        "Second place: {folder}, with {n} backups.",
        found.in_second,
    ).format(folder=found.second, n=found.in_second)
