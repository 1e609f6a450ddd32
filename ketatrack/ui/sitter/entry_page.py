"""Handing the window over to somebody who watches: what was agreed, whom to call, and the way back."""

from functools import partial
from typing import NoReturn

from pydantic import ValidationError
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ketatrack.domain.errors import JournalError
from ketatrack.domain.followed import running, session_of
from ketatrack.domain.language import gettext as _
from ketatrack.domain.pin import FEWEST_DIGITS, MOST_DIGITS, hash_of_pin, is_pin
from ketatrack.domain.problems import explain
from ketatrack.domain.record_fields import label_of, measure_of
from ketatrack.domain.records import Contact, FollowedSession, HomeAgreement
from ketatrack.domain.sitter_mode import SitterMode, agreed_for_home, agreed_words
from ketatrack.domain.wording import shortened
from ketatrack.ui.background import run_in_background
from ketatrack.ui.fields.chips_field import ChipsField
from ketatrack.ui.fields.field import Field, FieldError
from ketatrack.ui.fields.passphrase_field import PassphraseField
from ketatrack.ui.fields.text_field import NumberField, TextField
from ketatrack.ui.fields.wrapping_button import WrappingButton
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card, breakable, heading, scrolled, selectable
from ketatrack.ui.pages.page import Page
from ketatrack.ui.theme import GRID, SESSION_TARGET, as_session_screen

_LONGEST_NAME = 28
"""Letters of a contact's name on its button, so that it has room on a small screen."""


class SitterEntryPage(Page):
    """Says what it takes; with an agreement that holds and a session that runs, sitter mode starts here."""

    handed_over = Signal(object)
    """Carries the `SitterMode` that is to begin."""

    def __init__(self, journal: Journal) -> None:
        """Build the cards; `refresh` shows those that apply."""
        super().__init__(journal, _("Sitter mode"))
        as_session_screen(self)
        self._agreement: HomeAgreement | None = None
        self._followed: FollowedSession | None = None
        self._filled = ""
        self._known: list[Contact] = []
        self.contacts: ChipsField | None = None
        self._contacts_place = QVBoxLayout()
        self.agreed = selectable("")
        self.agree_button = WrappingButton(_("Write down such an agreement"))
        self.agree_button.clicked.connect(partial(self.form_wanted.emit, HomeAgreement.kind))
        self.session = selectable("")
        self.board_button = WrappingButton(_("Go to the board"))
        self.board_button.clicked.connect(partial(self.page_wanted.emit, "board"))
        self._choices = Card(_("For the person who watches"))
        self._make_fields()
        self.start_button = WrappingButton(_("Start sitter mode"), primary=True)
        self.start_button.clicked.connect(self.submit)
        self._lay_out()

    def _make_fields(self) -> None:
        look_in = measure_of(HomeAgreement, "look_in_minutes")
        if look_in is None:
            raise TypeError("looking in has a measure")
        self.sitter = TextField(_(label_of(FollowedSession, "sitter")))
        self.look_in = NumberField.of(look_in)
        digits = _("PIN that leads out, {fewest} to {most} digits")
        self.pin = _pin_field(digits.format(fewest=FEWEST_DIGITS, most=MOST_DIGITS))
        self.again = _pin_field(_("The same PIN once more"))
        self.fields: dict[str, Field] = {
            "sitter": self.sitter,
            "look_in_minutes": self.look_in,
            "pin": self.pin,
            "again": self.again,
        }

    def _lay_out(self) -> None:
        agreement, session = Card(_("Agreed for home")), Card(_("The session"))
        for card, words, button in (
            (agreement, self.agreed, self.agree_button),
            (session, self.session, self.board_button),
        ):
            card.column.addWidget(words)
            card.add_row(button)
        for field in (self.sitter, self.look_in):
            self._choices.column.addWidget(field)
        self._choices.column.addLayout(self._contacts_place)
        for line in (self.pin, self.again):
            self._choices.column.addWidget(line)
        self._choices.column.addWidget(selectable(_forgotten_words(sealed=self.journal.store.has_passphrase)))
        self._choices.add_row(self.start_button)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        for part in (
            heading(_("Sitter mode")),
            selectable(_what_it_is()),
            agreement,
            session,
            self._choices,
        ):
            column.addWidget(part)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(content))

    # what applies

    def refresh(self) -> None:
        """Show whether sessions at home were agreed, whether one runs, and what is to be chosen."""
        records, today = self.journal.records(), self.journal.now().date()
        self._agreement = agreed_for_home(records, today)
        self._followed = running(records)
        session = session_of(records, self._followed) if self._followed else None
        self.agreed.setText(breakable(_agreement_words(self._agreement)))
        self.agree_button.setVisible(self._agreement is None)
        self.session.setText(breakable(_session_words(session.name if session else "")))
        self._choices.setVisible(self._agreement is not None and session is not None)
        self._offer_contacts()
        if self._followed is not None and self._agreement is not None:
            self._fill(self._followed, self._agreement)

    def _offer_contacts(self) -> None:
        patient = self.journal.patient()
        known = self.journal.store.find(Contact, patient_id=patient.id) if patient else []
        if known == self._known:
            return
        self._known = known
        if self.contacts is not None:
            self._contacts_place.removeWidget(self.contacts)
            self.contacts.hide()
            self.contacts.deleteLater()
        offered = [(each.id, shortened(each.name, _LONGEST_NAME).replace("&", "&&")) for each in known]
        self.contacts = ChipsField(_("Whom they may call, of the people you chose to contact"), offered)
        self._contacts_place.addWidget(self.contacts)

    def _fill(self, followed: FollowedSession, agreement: HomeAgreement) -> None:
        """Show what was said before: who watches, and how often to look in."""
        if self._filled != followed.id:
            self._filled = followed.id
            self.sitter.set_value(followed.sitter)
            self.look_in.set_value(agreement.look_in_minutes)

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget the PIN when the page is left."""
        self.pin.forget()
        self.again.forget()
        super().hideEvent(event)

    # handing over

    def submit(self) -> None:
        """Hand the window over; or say beside the fields what is missing."""
        if self._followed is None or self._agreement is None or not self.start_button.isEnabled():
            return
        for field in self.fields.values():
            field.clear_message()
        try:
            self._check_pin()
            chosen = self._mode("")
        except FieldError:
            return  # each sentence stands beside its field
        self.start_button.setEnabled(False)
        work = partial(hash_of_pin, self.pin.value())
        run_in_background(work, partial(self._hand_over, chosen), self._not_made, owner=self)

    def _check_pin(self) -> None:
        if not is_pin(self.pin.value()):
            words = _("Type {fewest} to {most} digits and nothing else.")
            _refuse(self.pin, words.format(fewest=FEWEST_DIGITS, most=MOST_DIGITS))
        if self.again.value() != self.pin.value():
            _refuse(self.again, _("The two are not the same."))

    def _mode(self, pin: str) -> SitterMode:
        """Return what was chosen; raises FieldError once it is said beside a field what is refused."""
        try:
            minutes = self.look_in.value()
        except FieldError as error:
            _refuse(self.look_in, str(error))
        try:
            return SitterMode(
                session_id=self._followed.session_id if self._followed else "",
                sitter=self.sitter.value(),
                began_at=self.journal.now(),
                look_in_minutes=None if minutes is None else int(minutes),
                contacts=self.contacts.value() if self.contacts is not None else (),
                pin=pin,
            )
        except ValidationError as error:
            for problem in explain(error, FollowedSession):
                self.fields.get(problem.field, self.sitter).show_problem(problem.reason)
            raise FieldError from None

    def _hand_over(self, chosen: SitterMode, pin: str) -> None:
        self.start_button.setEnabled(True)
        followed = self._followed
        if followed is None:
            return
        named = followed.changed(sitter=chosen.sitter)
        try:
            if named != followed:
                self.journal.replace(followed, named, _("who watches"))
        except JournalError as error:
            self.journal.refresh()
            self.notice.emit(str(error))
            return
        self.handed_over.emit(chosen.model_copy(update={"pin": pin}))

    def _not_made(self, error: Exception) -> None:
        raise error


def _pin_field(label: str) -> PassphraseField:
    field = PassphraseField(label)
    field.editor.setMaxLength(MOST_DIGITS)
    field.editor.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
    field.shown.setMinimumHeight(SESSION_TARGET)
    return field


def _refuse(field: Field, sentence: str) -> NoReturn:
    field.show_problem(sentence)
    field.setFocus()
    raise FieldError(sentence)


def _what_it_is() -> str:
    return _(
        "The window is handed to the person who watches. They see the clock, when to look in, what can be "
        "noted, whom to call and the signs of an emergency; nothing of the course, no score, no note, no "
        "session before this one. What they write down is signed as theirs, and waits for you afterwards."
    )


def _agreement_words(agreement: HomeAgreement | None) -> str:
    if agreement is None:
        return _(
            "Sitter mode is there for courses whose prescriber agreed to sessions at home with somebody "
            "watching. No such agreement that holds today is written down in this course."
        )
    return "\n".join(filter(None, (agreed_words(agreement), agreement.words.strip())))


def _session_words(name: str) -> str:
    if not name:
        return _("No session is being followed now. Sitter mode belongs to one that is.")
    return _("Session {name} is being followed.").format(name=name)


def _forgotten_words(*, sealed: bool) -> str:
    if sealed:
        return _("The passphrase of the journal leads out, too.")
    return _(
        "This journal has no passphrase: the PIN alone leads out, and it keeps the course off the screen, "
        "not out of the file. Write the PIN down where you find it."
    )
