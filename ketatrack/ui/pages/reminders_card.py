"""When and how to be reminded: lead time, quiet hours, days off, notes outside the window, starting along."""

from PySide6.QtCore import QSettings, Signal

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.reminders import LEAD_MINUTES, REMINDERS_SETTING, ReminderChoices, lead_words
from ketatrack.ui.autostart import can_start_with_computer, start_with_computer, starts_with_computer
from ketatrack.ui.fields.choice_field import ChoiceField, SegmentField
from ketatrack.ui.fields.field import FieldError
from ketatrack.ui.fields.moment_field import ClockField
from ketatrack.ui.fields.weekdays_field import WeekdaysField
from ketatrack.ui.forms.lines import side_by_side
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card, quiet
from ketatrack.ui.remembered import notes_outside, remember_notes_outside
from ketatrack.ui.reminders import reminder_choices
from ketatrack.ui.tray import can_note_outside


class RemindersCard(Card):
    """Choices of the journal, and two of this computer; each is kept as soon as it is made."""

    notice = Signal(str)
    notes_chosen = Signal()
    """Notes outside the window were turned on or off."""

    def __init__(self, journal: Journal) -> None:
        """Make the fields; `refresh` fills them."""
        super().__init__(_("Reminders"))
        self._journal = journal
        self._settings: QSettings | None = None
        self._filling = False
        self.lead = ChoiceField(
            _("Before a planned date"),
            [(minutes, lead_words(minutes)) for minutes in LEAD_MINUTES],
            unset=_("no reminder"),
        )
        self.quiet_from = ClockField(_("Quiet from"))
        self.quiet_to = ClockField(_("Quiet to"))
        self.days_off = WeekdaysField(_("Days off"))
        self.outside = SegmentField(_("Notes beside the clock"), [(False, _("Off")), (True, _("On"))])
        self.along = SegmentField(_("Start with the computer"), [(False, _("Off")), (True, _("On"))])
        self._lay_out()
        for field in (self.lead, self.days_off):
            field.edited.connect(self._keep)
        for clock in (self.quiet_from, self.quiet_to):
            clock.editor.editingFinished.connect(self._keep)
        self.outside.edited.connect(self._choose_outside)
        self.along.edited.connect(self._choose_along)

    def _lay_out(self) -> None:
        self.column.addWidget(self.lead)
        self.column.addLayout(side_by_side(self.quiet_from, self.quiet_to))
        self.column.addWidget(self.days_off)
        self.column.addWidget(
            quiet(_("In quiet hours and on days off nothing is said; Today still lists it."))
        )
        if can_note_outside():
            self.column.addWidget(self.outside)
            self.column.addWidget(
                quiet(_("A note says how many entries are open, and nothing of what they are."))
            )
        else:
            self.column.addWidget(
                quiet(_("Notes outside this window are not available here; reminders stand in the window."))
            )
        if can_start_with_computer():
            self.column.addWidget(self.along)
            self.column.addWidget(
                quiet(
                    _("The window then opens small, with the journal of last time, under the name “Journal”.")
                )
            )
        else:
            self.column.addWidget(quiet(_("Starting with the computer is not available on this system.")))

    def remember_in(self, settings: QSettings) -> None:
        """Keep there what is chosen for this computer."""
        self._settings = settings

    def refresh(self) -> None:
        """Show what was chosen."""
        self._filling = True
        choices, chosen = reminder_choices(self._journal), self._chosen()
        if chosen is not None and choices != chosen:
            self.lead.set_value(choices.lead_minutes)
            self.quiet_from.set_value(choices.quiet_from)
            self.quiet_to.set_value(choices.quiet_to)
            self.days_off.set_value(choices.days_off)
        self.outside.set_value(self._settings is not None and notes_outside(self._settings))
        self.along.set_value(starts_with_computer())
        self._filling = False

    def _chosen(self) -> ReminderChoices | None:
        """Return what stands in the fields; None while a time cannot be read, which is said beside it."""
        times = []
        for field in (self.quiet_from, self.quiet_to):
            field.clear_message()
            try:
                times.append(field.value())
            except FieldError as error:
                field.show_problem(str(error))
                return None
        if times.count(None) == 1:
            self.quiet_to.show_question(_("Quiet hours have a beginning and an end."))
        return ReminderChoices(
            quiet_from=times[0],
            quiet_to=times[1],
            days_off=self.days_off.value(),
            lead_minutes=self.lead.value(),
        )

    def _keep(self) -> None:
        chosen = None if self._filling else self._chosen()
        if chosen is None or chosen == reminder_choices(self._journal):
            return
        try:
            self._journal.store.set_setting(REMINDERS_SETTING, chosen.as_setting())
        except JournalError as error:
            self.notice.emit(str(error))
            return
        self._journal.changed.emit()

    def _choose_outside(self) -> None:
        if self._filling or self._settings is None:
            return
        if self.outside.value() is None:
            self.outside.set_value(notes_outside(self._settings))
            return
        remember_notes_outside(self._settings, wanted=self.outside.value())
        self.notes_chosen.emit()

    def _choose_along(self) -> None:
        wanted = self.along.value()
        if self._filling or wanted == starts_with_computer():
            return
        if wanted is not None:
            try:
                start_with_computer(wanted=wanted)
            except JournalError as error:
                self.notice.emit(str(error))
        self.along.set_value(starts_with_computer())
