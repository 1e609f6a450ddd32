"""The plan as a calendar file: for whom, which dates, under which word, and what else leaves with them."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ketatrack.domain.calendar_choices import (
    CALENDAR_SETTING,
    Audience,
    CalendarChoices,
    CalendarPart,
    usual_title,
)
from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words
from ketatrack.domain.planned import coming
from ketatrack.domain.records import HandOverEntry
from ketatrack.domain.reminders import LEAD_MINUTES, lead_words
from ketatrack.ui.background import run_in_background
from ketatrack.ui.fields.chips_field import ChipsField
from ketatrack.ui.fields.choice_field import ChoiceField, SegmentField, choices_of
from ketatrack.ui.fields.field import FieldError
from ketatrack.ui.fields.path_field import PathField, new_file
from ketatrack.ui.fields.text_field import TextField
from ketatrack.ui.hand_over_log import write_to_log
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import quiet, scrolled
from ketatrack.ui.new_journal import free_file, usual_folder
from ketatrack.ui.theme import GRID

_SIZE = (640, 640)
_ENDING = ".ics"


class CalendarDialog(QDialog):
    """Asks what is wanted, remembers it for each person, and writes the file, complete or not at all."""

    written = Signal(str)
    """Carries the sentence that says where the file is."""

    def __init__(self, journal: Journal, parent: QWidget | None = None, on: date | None = None) -> None:
        """Show what was chosen last time; `on` asks for one local date of the plan."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Calendar file"))
        self._journal = journal
        self._replaceable: Path | None = None
        self.audience = SegmentField(_("Whose calendar"), choices_of(Audience))
        self.which = ChoiceField(_("Which dates"), _dates(journal), unset=_("the whole plan, without drafts"))
        self.title = TextField(_("Title of each entry"), placeholder=usual_title())
        self.lead = ChoiceField(
            _("Alarm"), [(each, lead_words(each)) for each in LEAD_MINUTES], unset=_("no alarm")
        )
        self.parts = ChipsField(_("Also in it"), choices_of(CalendarPart))
        self.where = PathField(
            _("Where to"), (_("Choose…"), new_file(_("Where to write the calendar"), f"*{_ENDING}"))
        )
        self._status = QLabel()
        self._status.setWordWrap(True)
        self.write_button = QPushButton(_("&Write"))
        self.write_button.setProperty("role", "primary")
        self.cancel_button = QPushButton(_("Cancel"))
        self._lay_out()
        self.audience.edited.connect(self._show_choices)
        self.audience.set_value(Audience.PATIENT)
        self.which.set_value(on)
        self.where.set_content(str(self._free_name()))
        self.write_button.clicked.connect(self.submit)
        self.cancel_button.clicked.connect(self.reject)
        self.resize(*_SIZE)

    def _lay_out(self) -> None:
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        inner.setSpacing(2 * GRID)
        explained = quiet(
            _(
                "Each entry has its date, time and window, and this title. Importing a newer file into the "
                "same calendar moves what was moved and cancels what was called off."
            )
        )
        for widget in (explained, self.audience, self.which, self.title, self.lead, self.parts, self.where):
            inner.addWidget(widget)
        inner.addWidget(self._status)
        inner.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * GRID, GRID, 3 * GRID, 2 * GRID)
        foot.setSpacing(GRID)
        foot.addWidget(self.write_button)
        foot.addWidget(self.cancel_button)
        foot.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(content), 1)
        outer.addLayout(foot)

    def _show_choices(self) -> None:
        """Show what was ticked last time for this person."""
        audience = self.audience.value()
        if audience is None:
            return
        kept = CalendarChoices.of_setting(self._journal.store.setting(CALENDAR_SETTING), audience)
        self.title.set_value(kept.title)
        self.lead.set_value(kept.lead_minutes)
        self.parts.set_value(kept.parts)

    def _free_name(self) -> Path:
        stem = f"{_('appointments')}-{self._journal.now():%Y-%m-%d}"
        return free_file(stem, _ENDING)

    # writing

    def submit(self) -> None:
        """Write the file; or say beside the fields what is in the way."""
        for field in (self.audience, self.where):
            field.clear_message()
        audience = self.audience.value()
        if audience is None:
            self.audience.show_problem(_("Choose whose calendar it is."))
            return
        try:
            out = self._out()
        except FieldError as error:
            self.where.show_problem(str(error))
            return
        if out.is_file() and out != self._replaceable:
            self._replaceable = out
            self.where.show_question(
                _("{path} is there already. Write once more to replace it.").format(path=out)
            )
            return
        choices = CalendarChoices(
            title=self.title.value(), parts=self.parts.value(), lead_minutes=self.lead.value()
        )
        try:
            self._remember(audience, choices)
            work = self._work(audience, choices, out)
        except JournalError as error:
            self.where.show_problem(str(error))
            return
        self.write_button.setEnabled(False)
        self._status.setText(_("Writing…"))
        run_in_background(work, partial(self._finish, out), self._say_why, owner=self)

    def _remember(self, audience: Audience, choices: CalendarChoices) -> None:
        store = self._journal.store
        store.set_setting(CALENDAR_SETTING, choices.into_setting(store.setting(CALENDAR_SETTING), audience))

    def _work(self, audience: Audience, choices: CalendarChoices, out: Path) -> Callable[[], HandOverEntry]:
        """Return what a thread does, which touches neither the window nor its open store."""
        journal, on = self._journal, self.which.value()
        records, opened, zone, now = journal.records(), journal.store.again, journal.zone, journal.now()
        stamp = journal.stamp()

        def write() -> HandOverEntry:
            from ketatrack.exchange.calendar_file import CalendarRequest, write_calendar

            with opened() as store:
                history = store.history()
            request = CalendarRequest(audience, choices, on)
            return write_calendar(records, history, request, out, zone=zone, now=now, stamp=stamp)

        return write

    def _out(self) -> Path:
        typed = self.where.value()
        if typed is None:
            raise FieldError(_("Choose a place first."))
        path = usual_folder() / typed
        return path if path.suffix.lower() == _ENDING else path.with_name(path.name + _ENDING)

    def _finish(self, out: Path, entry: HandOverEntry) -> None:
        said = _("The calendar file is in {path}.").format(path=out)
        self.written.emit(" ".join(filter(None, (said, write_to_log(self._journal, entry)))))
        self.accept()

    def _say_why(self, error: Exception) -> None:
        self.write_button.setEnabled(True)
        self._status.clear()
        if not isinstance(error, JournalError):
            raise error
        self.where.show_problem(str(error))


def _dates(journal: Journal) -> list[tuple[date, str]]:
    """Return the dates of the plan that are still to come, drafts left out, each once."""
    days = {item.planned_on for item in coming(journal.records(), journal.now().date())}
    return [(day, date_in_words(day)) for day in sorted(days)]


def choose_and_write_calendar(
    window: QWidget, journal: Journal, say: Callable[[str], None], on: date | None = None
) -> CalendarDialog:
    """Open the dialog; `say` takes the sentence that says where the file is, `on` one date of the plan.

    Raises:
        JournalError: there is no course yet.
    """
    dialog = CalendarDialog(journal, window, on)
    dialog.written.connect(say)
    dialog.open()
    return dialog
