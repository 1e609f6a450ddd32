"""Settings: the courses, the person, whom they chose to contact, and how the window behaves."""

from functools import partial

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.records import Contact, Course, Patient
from ketatrack.domain.words import Author
from ketatrack.ui.fields.choice_field import SegmentField, choices_of
from ketatrack.ui.fields.country_field import country_name
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card, heading, path_line, quiet, scrolled
from ketatrack.ui.pages.locking_card import LockingCard
from ketatrack.ui.pages.measures_card import MeasuresCard
from ketatrack.ui.pages.page import Page
from ketatrack.ui.pages.passphrase_card import PassphraseCard
from ketatrack.ui.pages.records_card import RecordsCard
from ketatrack.ui.pages.reminders_card import RemindersCard
from ketatrack.ui.pages.rhythms_card import RhythmsCard
from ketatrack.ui.theme import GRID, Scheme


class SettingsPage(Page):
    """What is chosen once and seldom changed; a journal without a course begins here."""

    scheme_chosen = Signal(str)
    """Carries one of the colour schemes of `theme.Scheme`."""

    def __init__(self, journal: Journal) -> None:
        """Build the cards; `refresh` fills those that show records."""
        super().__init__(journal)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(heading(_("Settings")))
        self._courses = RecordsCard(_("Courses"))
        self._patient = RecordsCard(_("You"))
        self._contacts = RecordsCard(_("People you chose to contact"))
        self.measures = MeasuresCard(journal)
        self.rhythms = RhythmsCard(journal)
        self.reminders = RemindersCard(journal)
        self.passphrase = PassphraseCard(journal)
        self.locking = LockingCard(can_lock=journal.store.has_passphrase)
        for own in (self.measures, self.rhythms):
            own.form_wanted.connect(self.form_wanted)
            own.undoable.connect(self.undoable)
        for card in (self.measures, self.rhythms, self.reminders, self.passphrase):
            card.notice.connect(self.notice)
        for part in (
            self._courses,
            self._patient,
            self._contacts,
            self.measures,
            self.rhythms,
            self.reminders,
            self.locking,
        ):
            column.addWidget(part)
        column.addWidget(self._in_session_card())
        column.addWidget(self._behaviour_card())
        column.addWidget(self._file_card())
        column.addWidget(self.passphrase)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(content))

    def _behaviour_card(self) -> Card:
        card = Card(_("This window"))
        authors = [(word, label) for word, label in choices_of(Author) if word is not Author.DEVICE]
        self.author = SegmentField(_("Who is recording"), authors)
        self.figures = SegmentField(_("Figures on Today"), [(False, _("Shown")), (True, _("Hidden"))])
        self.scheme = SegmentField(
            _("Colours"),
            [
                (Scheme.SYSTEM, _("As the desktop")),
                (Scheme.LIGHT, _("Light")),
                (Scheme.DARK, _("Dark")),
            ],
        )
        self._scheme = Scheme.SYSTEM
        self.author.edited.connect(self._choose_author)
        self.figures.edited.connect(self._choose_figures)
        self.scheme.edited.connect(self._choose_scheme)
        for field in (self.author, self.figures, self.scheme):
            card.column.addWidget(field)
        return card

    def _in_session_card(self) -> Card:
        card = Card(_("In a session, as your clinic said"))
        card.column.addWidget(
            quiet(_("Checkpoints, limits, the checklist before leaving, sessions at home."))
        )
        self.session_setup_button = QPushButton(_("What your clinic said…"))
        self.session_setup_button.clicked.connect(partial(self.page_wanted.emit, "session_setup"))
        card.add_row(self.session_setup_button)
        return card

    def _file_card(self) -> Card:
        card = Card(_("The journal"))
        card.column.addWidget(path_line(self.journal.store.path))
        card.column.addWidget(quiet(_("Everything is kept in this file. Nothing leaves this computer.")))
        self.backups_button = QPushButton(_("Backups…"))
        self.backups_button.clicked.connect(partial(self.page_wanted.emit, "backups"))
        card.add_row(self.backups_button)
        return card

    def remember_in(self, settings: QSettings) -> None:
        """Keep there what is chosen for this computer."""
        self.reminders.remember_in(settings)
        self.locking.remember_in(settings)

    def refresh(self) -> None:
        """Show what the journal holds now."""
        self.rhythms.refresh()
        self.reminders.refresh()
        self.passphrase.refresh()
        self._show_courses(self.journal.courses())
        patient = self.journal.patient()
        self._show_patient(patient)
        self._show_contacts(self.journal.store.find(Contact, patient_id=patient.id) if patient else [])
        self.measures.refresh()
        self.author.set_value(self.journal.author)
        self.figures.set_value(self.journal.figures_hidden)

    def show_scheme(self, scheme: Scheme) -> None:
        """Show which colours were chosen."""
        self._scheme = scheme
        self.scheme.set_value(scheme)

    def _show_courses(self, courses: list[Course]) -> None:
        self._courses.clear()
        for course in courses:
            self._courses.add(
                _course_words(course), self._form_button(_("Edit"), f"courses:{course.id}", course.name)
            )
        if courses:
            self._courses.add("", self._form_button(_("New course…"), "courses"))
            return
        start = self._form_button(_("Start a course"), "courses")
        start.setProperty("role", "primary")
        self._courses.add(_("A course holds the sessions, scores and readings of one treatment."), start)

    def _show_patient(self, patient: Patient | None) -> None:
        self._patient.clear()
        if patient is None:
            self._patient.add(_("Nothing is noted."), self._form_button(_("Edit"), "patients", _("You")))
            return
        country = country_name(patient.country) if patient.country else _("no country")
        words = f"{patient.name or _('no name')} · {country}"
        self._patient.add(words, self._form_button(_("Edit"), f"patients:{patient.id}", _("You")))

    def _show_contacts(self, contacts: list[Contact]) -> None:
        self._contacts.clear()
        for contact in contacts:
            remove = QPushButton(_("Remove"))
            remove.setAccessibleName(_("Remove {name}").format(name=contact.name))
            remove.clicked.connect(partial(self._remove, contact))
            edit = self._form_button(_("Edit"), f"contacts:{contact.id}", contact.name)
            words = " · ".join(filter(None, (contact.name, contact.relation, contact.phone)))
            self._contacts.add(words, edit, remove)
        self._contacts.add(
            "" if contacts else _("“Help now” shows them first."),
            self._form_button(_("Add a contact"), "contacts"),
        )

    def _form_button(self, words: str, form: str, what: str = "") -> QPushButton:
        button = QPushButton(words)
        button.setAccessibleName(f"{words}: {what}" if what else words)
        button.clicked.connect(partial(self.form_wanted.emit, form))
        return button

    def _remove(self, contact: Contact) -> None:
        try:
            self.journal.remove(contact, _("contact {name}").format(name=contact.name))
        except JournalError as error:
            self.notice.emit(str(error))
            return
        self.undoable.emit(_("Removed: {name}.").format(name=contact.name))

    def _choose_author(self) -> None:
        chosen = self.author.value()
        if chosen is None:
            self.author.set_value(self.journal.author)  # one of them is always recording
        elif chosen != self.journal.author:
            self.journal.record_as(chosen)

    def _choose_figures(self) -> None:
        hidden = self.figures.value()
        if hidden is None:
            self.figures.set_value(self.journal.figures_hidden)
        elif hidden != self.journal.figures_hidden:
            self.journal.hide_figures(hidden=hidden)

    def _choose_scheme(self) -> None:
        chosen = self.scheme.value()
        if chosen is None:
            self.scheme.set_value(self._scheme)
        elif chosen != self._scheme:
            self._scheme = chosen
            self.scheme_chosen.emit(str(chosen))


def _course_words(course: Course) -> str:
    facts = (course.medication, course.route)
    return " · ".join([course.name, *(_(fact.label) for fact in facts if fact is not None)])
