"""What was agreed with the clinic, and what the payer approved: quoted and counted, nothing added."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton

from ketatrack.domain.agreements import (
    interval_words,
    met_numbers,
    named_quote,
    window_words,
)
from ketatrack.domain.authorisations import use_words, uses
from ketatrack.domain.instruments import short_name
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words
from ketatrack.domain.parsing import number_to_text
from ketatrack.domain.planned import agreed_window
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import Agreement, Authorisation, OwnMeasure
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card, breakable, quiet
from ketatrack.ui.plan.doing import Doing
from ketatrack.ui.plan.entry_list import Entry, EntryList


class AgreementsCard(Card):
    """The clinic's words about boosters, whom to call, and the number that was noted."""

    form_wanted = Signal(str)

    def __init__(self, doing: Doing) -> None:
        """Build the parts; `show_journal` fills them."""
        super().__init__(_("What we agreed about boosters"))
        self._doing = doing
        self.quotes = QLabel()
        self.quotes.setWordWrap(True)
        self.window_line = QLabel()
        self.window_line.setWordWrap(True)
        self.entries = EntryList()
        self.entries.form_wanted.connect(self.form_wanted)
        self._empty = quiet(
            _("Your clinic's words stand here, whom to call, and the number to call at if one was named.")
        )
        for part in (self.quotes, self.window_line, self.entries, self._empty):
            self.column.addWidget(part)
        add = QPushButton(_("Write down what was agreed…"))
        add.clicked.connect(partial(self.form_wanted.emit, Agreement.kind))
        self.add_row(add)

    def show_journal(self, journal: Journal) -> None:
        """Show the agreements of the course on screen, the newest first."""
        records, today = journal.records(), journal.now().date()
        met = met_numbers(records, journal.store.find(OwnMeasure))
        quotes = [named_quote(each, today) for each in met]
        self.quotes.setText(breakable("\n".join(quotes)))
        self.quotes.setVisible(bool(quotes) and not journal.figures_hidden)
        window = agreed_window(records.plan, records.sessions, today)
        self.window_line.setText("" if window is None else window_words(window, today))
        self.window_line.setVisible(window is not None)
        agreements = records.plan.agreements
        self._empty.setVisible(not agreements)
        self.entries.show_entries([self._entry(each) for each in reversed(agreements)])

    def _entry(self, agreement: Agreement) -> Entry:
        day = date_in_words(agreement.agreed_on)
        words = _("agreement of {day}").format(day=day)
        return Entry(
            _("{day}: “{words}”").format(day=day, words=agreement.words.strip()),
            _agreement_lines(agreement),
            f"{Agreement.kind}:{agreement.id}",
            partial(self._doing.remove_record, agreement, words),
        )


def _agreement_lines(agreement: Agreement) -> list[str]:
    number = "" if agreement.call_at is None else number_to_text(agreement.call_at)
    facts = {
        "with_whom": agreement.with_whom,
        "call_whom": " · ".join(filter(None, (agreement.call_whom, agreement.phone))),
        "call_at": number and f"{short_name(agreement.instrument)} {number}",
        "to_watch": agreement.to_watch,
        "ended_on": "" if agreement.ended_on is None else date_in_words(agreement.ended_on),
    }
    lines = [f"{_(label_of(Agreement, name))}: {words}" for name, words in facts.items() if words]
    between = interval_words(agreement)
    return [*lines, _("Between sessions: {every}").format(every=between)] if between else lines


class AuthorisationsCard(Card):
    """What a payer approved, and how much of it is left."""

    form_wanted = Signal(str)

    def __init__(self, doing: Doing) -> None:
        """Build the parts; `show_journal` fills them."""
        super().__init__(_("Authorisations"))
        self._doing = doing
        self.entries = EntryList()
        self.entries.form_wanted.connect(self.form_wanted)
        self._empty = quiet(_("Sessions that a payer has approved are counted here."))
        self.column.addWidget(self.entries)
        self.column.addWidget(self._empty)
        add = QPushButton(_("Add an authorisation…"))
        add.clicked.connect(partial(self.form_wanted.emit, Authorisation.kind))
        self.add_row(add)

    def show_journal(self, journal: Journal) -> None:
        """Show the authorisations of the course on screen, the newest first."""
        records, today = journal.records(), journal.now().date()
        found = uses(records.plan.authorisations, records.sessions)
        self._empty.setVisible(not found)
        self.entries.show_entries(
            [
                Entry(
                    f"{use.authorisation.payer}: {use_words(use, today)}",
                    [line for line in (use.authorisation.number, use.authorisation.notes) if line],
                    f"{Authorisation.kind}:{use.authorisation.id}",
                    partial(self._doing.remove_record, use.authorisation, use.authorisation.payer),
                )
                for use in reversed(found)
            ]
        )
