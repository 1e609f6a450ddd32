"""“Help now”: the person's contacts and the crisis services of their country, offline and at any time."""

from collections.abc import Sequence
from enum import Enum
from functools import partial

from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ketatrack.domain.care_plan import CareContact, CarePlan
from ketatrack.domain.crisis_services import Service, services_for
from ketatrack.domain.language import gettext as _
from ketatrack.domain.records import Contact
from ketatrack.domain.safety import emergency_call, emergency_text, fixed_emergency_signs
from ketatrack.ui.dialogs.reading_dialog import ReadingDialog
from ketatrack.ui.fields.country_field import CountryField, country_name
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card, breakable, clear_layout, quiet, selectable
from ketatrack.ui.theme import GRID


class HelpPart(Enum):
    """The two halves of the dialog, either of which can be asked for."""

    CONTACTS = "contacts"
    SERVICES = "services"


class HelpNowDialog(ReadingDialog):
    """Contacts first, then services and the signs of an emergency; it works without a journal too."""

    def __init__(
        self,
        journal: Journal | None,
        parent: QWidget | None = None,
        plan: CarePlan | None = None,
        *,
        locked: bool = False,
    ) -> None:
        """Take the open journal, or the plan that a caregiver has open; neither where there is none.

        Of what is locked neither the contacts nor the country are known: the services of every country
        are shown, and a country can be chosen.
        """
        super().__init__(_("Help now"), parent)
        contacts, country = _help_in_plan(plan) if plan else _help_in_journal(journal)
        self._contacts = contacts_card(contacts, empty=_locked_words() if locked else "")
        self.column.addWidget(self._contacts)
        self.country: CountryField | None = None
        self._services: Card | None = None
        if country is None:
            self.country = CountryField(_("Country, for its services and numbers; not kept"))
            self.country.edited.connect(self._choose_country)
            self.column.addWidget(self.country)
        self._place = QVBoxLayout()
        self._place.setSpacing(GRID)
        self.column.addLayout(self._place)
        self.column.addStretch(1)
        self.show_country(country)

    def show_country(self, country: str | None) -> None:
        """Show the services and numbers of a country; those of every country when it is not known."""
        clear_layout(self._place)
        self._services = _services_card(country)
        self._place.addWidget(self._services)
        self._place.addWidget(emergency_card(country))

    def show_part(self, part: HelpPart) -> None:
        """Bring one half into view, with the focus on its first button."""
        card = self._services if part is HelpPart.SERVICES else self._contacts
        if card is None:
            return
        QApplication.sendPostedEvents(self)  # lays out what was just added
        self.scroll_area.ensureWidgetVisible(card)
        button = card.findChild(QPushButton)
        if button is not None:
            button.setFocus()

    def _choose_country(self) -> None:
        if self.country is not None:
            self.show_country(self.country.value())


Help = tuple[Sequence[Contact | CareContact], str | None]
"""Whom to turn to, and the country whose services are shown, None when it is not known."""


def _help_in_journal(journal: Journal | None) -> Help:
    patient = journal.patient() if journal else None
    if journal is None or patient is None:
        return [], None
    return journal.store.find(Contact, patient_id=patient.id), patient.country


def _help_in_plan(plan: CarePlan) -> Help:
    return plan.first_to_call(), plan.country


def contacts_card(contacts: Sequence[Contact | CareContact], title: str = "", *, empty: str = "") -> Card:
    """Return the card of people to turn to, each with their phone to copy, or of why there are none."""
    card = Card(title or _("People you chose to contact"))
    for contact in contacts:
        card.column.addWidget(selectable(" · ".join(filter(None, (contact.name, contact.relation)))))
        if contact.phone:
            card.column.addLayout(_copied_line(contact.phone, contact.name))
        if isinstance(contact, Contact) and contact.notes:
            card.column.addWidget(quiet(breakable(contact.notes)))
    if not contacts:
        none = _("None are noted. The settings of a journal have a place for them.")
        card.column.addWidget(quiet(empty or none))
    return card


def _locked_words() -> str:
    return _("They are in what is locked, and shown once it is open.")


def _services_card(country: str | None) -> Card:
    card = Card(
        _("Crisis services")
        if country is None
        else _("Crisis services: {country}").format(country=country_name(country))
    )
    for service in services_for(country):
        _add_service(card, service)
    return card


def _add_service(card: Card, service: Service) -> None:
    card.column.addWidget(selectable(_(service.name)))
    for way in service.ways:
        card.column.addLayout(_copied_line(way.words(), service.name, copied=way.to))
    card.column.addWidget(
        quiet(
            _("Source: {source}; reviewed {day}").format(
                source=service.source, day=service.reviewed.isoformat()
            )
        )
    )


def emergency_card(country: str | None) -> Card:
    """Return the card of the fixed signs of an emergency, and the number to call."""
    card = Card(_("Signs of an emergency"))
    card.column.addWidget(selectable(emergency_call(country), "figure"))
    for sign in fixed_emergency_signs():
        label = QLabel(f"• {sign}")
        label.setWordWrap(True)
        card.column.addWidget(label)
    text = emergency_text()
    card.column.addWidget(quiet(_(text.closing)))
    card.column.addWidget(
        quiet(_("Source: {source}; reviewed {day}").format(source=text.source, day=text.reviewed.isoformat()))
    )
    return card


def _copied_line(words: str, whose: str, copied: str = "") -> QHBoxLayout:
    """Return a line of words beside a button that copies them, or only the part that is dialled."""
    text = copied or words
    button = QPushButton(_("Copy"))
    button.setAccessibleName(_("Copy {text}, {whose}").format(text=text, whose=whose))
    button.clicked.connect(partial(QApplication.clipboard().setText, text))
    row = QHBoxLayout()
    row.setSpacing(2 * GRID)
    row.addWidget(selectable(words, "figure"), 1)
    row.addWidget(button)
    return row
