"""Makes the plan file for a caregiver: shows line by line what it will hold, then writes and locks it."""

from functools import partial
from pathlib import Path

from pydantic import ValidationError
from PySide6.QtCore import QTimer, Signal

from ketatrack.domain.care_plan import (
    CareDate,
    CarePlan,
    care_plan_of,
    date_facts,
    held_words,
    items_in,
    when_words,
)
from ketatrack.domain.errors import JournalError
from ketatrack.domain.hand_over_log import WayOut
from ketatrack.domain.language import gettext as _
from ketatrack.domain.plan_words import Sheet
from ketatrack.domain.records import Contact
from ketatrack.domain.sheets import arrangement_of
from ketatrack.exchange.sealed_file import FileKind
from ketatrack.ui.background import run_in_background
from ketatrack.ui.fields.field import FieldError
from ketatrack.ui.fields.path_field import PathField, new_file
from ketatrack.ui.fields.text_field import TextField
from ketatrack.ui.forms.form_frame import FormFrame
from ketatrack.ui.forms.lines import side_by_side
from ketatrack.ui.forms.new_passphrase import NewPassphrase
from ketatrack.ui.hand_over_log import log_hand_over
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card, breakable, quiet, selectable
from ketatrack.ui.new_journal import usual_folder
from ketatrack.ui.pages.password_line import PasswordLine
from ketatrack.ui.theme import GRID


class PlanFilePage(FormFrame):
    """Asks for whom and where to; what leaves is on screen before it does, and is noted afterwards."""

    closed = Signal()

    def __init__(self, journal: Journal) -> None:
        """Show what a plan file of the course on screen would hold; raises JournalError without a course."""
        super().__init__(_("Plan file for a caregiver"))
        self._journal = journal
        records = journal.records()
        self._replaceable: Path | None = None
        told = arrangement_of(records)
        self.made_by = TextField(_("From, by the name that the file shows"))
        self.made_by.set_value(records.patient.name)
        self.for_whom = TextField(_("For whom"))
        self.for_whom.set_value(told.caregiver if told else "")
        self.holds = selectable("")
        self.passphrase = NewPassphrase()
        kinds = _("Plan files (*{suffix})").format(suffix=FileKind.PLAN.suffix)
        self.where = PathField(_("Where to"), (_("Choose…"), new_file(_("Where to keep the file"), kinds)))
        name = f"plan-{journal.now():%Y-%m-%d}{FileKind.PLAN.suffix}"
        self.where.set_value(usual_folder() / name)
        self.password = PasswordLine(
            _("Passphrase of the file"), _("The passphrase of the file. It is shown once and kept nowhere.")
        )
        self.save_button.setText(_("&Make the file"))
        self.close_button.setToolTip("Esc")
        self._marked_finder = QTimer(self)  # once the sentence beside the field has its place
        self._marked_finder.setSingleShot(True)
        self._marked_finder.setInterval(0)
        self._marked_finder.timeout.connect(self._show_marked)
        self._fill_body()
        self.setFocusProxy(self.made_by)
        self.made_by.edited.connect(self._show_what_it_holds)
        journal.changed.connect(self._show_what_it_holds)
        self.save_button.clicked.connect(self.submit)
        self.close_button.clicked.connect(self.leave)
        self._show_what_it_holds()

    def _fill_body(self) -> None:
        self.body.addWidget(
            quiet(
                _(
                    "A file that a caregiver opens in this program with a passphrase. They can write down "
                    "what they notice and send it back to you."
                )
            )
        )
        self.body.addLayout(side_by_side(self.made_by, self.for_whom))
        held = Card(_("What the file will hold"))
        held.column.addWidget(self.holds)
        held.column.addSpacing(GRID)
        held.column.addWidget(
            quiet(
                _(
                    "Never in it: scores, notes, sessions, readings, purposes, phases, dates that are "
                    "drafts, names of medicines and products; where your own words name one, dots stand "
                    "for it."
                )
            )
        )
        self.body.addWidget(held)
        for widget in (self.passphrase, self.where, self.password):
            self.body.addWidget(widget)

    def leave(self) -> None:
        """Close the page; nothing of it is kept."""
        self.closed.emit()

    # what leaves

    def plan(self) -> CarePlan:
        """Return what the file will hold; raises FieldError, with the sentence beside its field."""
        records = self._journal.records()
        contacts = self._journal.store.find(Contact, patient_id=records.patient.id)
        try:
            return care_plan_of(
                records,
                contacts,
                made_by=self.made_by.value(),
                for_whom=self.for_whom.value(),
                at=self._journal.now(),
            )
        except ValidationError as error:
            named = {"made_by": self.made_by, "for_whom": self.for_whom}
            field = named.get(str(error.errors(include_url=False)[0]["loc"][0]))
            if field is None:
                raise
            field.show_problem(_("This is no name: it is one line, of at most 200 letters."))
            raise FieldError from None

    def _show_what_it_holds(self) -> None:
        self.made_by.clear_message()
        try:
            plan = self.plan()
        except FieldError:
            return  # the sentence stands beside the name
        lines = [f"• {line}" for line in held_words(plan)]
        if plan.dates:
            lines.append(_("Each date as it will stand there:"))
        lines += [f"– {when_words(each)}: {_in_one_line(each)}" for each in plan.dates]
        self.holds.setText(breakable("\n".join(lines)))

    # making it

    def submit(self) -> None:
        """Write the file on a thread; or say beside the fields what is in the way."""
        for field in (self.made_by, self.for_whom, self.where):
            field.clear_message()
        self.say("", "")
        try:
            plan, passphrase, out = self.plan(), self.passphrase.read(), self._out()
        except FieldError:
            self.say("problem", _("Nothing was written yet; see what is marked."))
            self._marked_finder.start()
            return
        if out.exists() and out != self._replaceable:
            self._replaceable = out
            self.where.show_question(
                _("{path} is there already. Make the file once more to replace it.").format(path=out)
            )
            return
        self.save_button.setEnabled(False)
        self.password.forget()
        self.say("quiet", _("Writing…"))
        shown = passphrase if self.passphrase.is_made else None
        run_in_background(
            partial(_write, out, plan, passphrase),
            partial(self._finish, out, plan, shown),
            self._say_why,
            owner=self,
        )

    def _show_marked(self) -> None:
        passphrase = self.passphrase
        fields = (self.made_by, self.for_whom, passphrase.first, passphrase.again, self.where)
        marked = next((field for field in fields if field.message()), None)
        if marked is not None:
            marked.setFocus()
            self.scroll_area.ensureWidgetVisible(marked)

    def _out(self) -> Path:
        typed = self.where.value()
        if typed is None or not typed.name:
            self.where.show_problem(_("Choose a place first."))
            raise FieldError
        path, suffix = usual_folder() / typed, FileKind.PLAN.suffix
        return path if path.suffix == suffix else path.with_name(path.name + suffix)

    def _finish(self, out: Path, plan: CarePlan, passphrase: str | None, _nothing: None) -> None:
        self.save_button.setEnabled(True)
        self._replaceable = None
        self.passphrase.forget()
        records = self._journal.records()
        not_noted = log_hand_over(
            self._journal,
            Sheet.PLAN_FILE,
            WayOut.FILE,
            held=held_words(plan),
            for_whom=plan.for_whom,
            dates=items_in(plan, records),
        )
        said = _("The file is {path}. Tell its passphrase by another way than the file goes.").format(
            path=out
        )
        self.say("quiet", breakable(" ".join(filter(None, (said, not_noted)))))
        if passphrase is not None:
            self.password.show_words(passphrase)
            self.password.copy_button.setFocus()
            self.follow_focus()

    def _say_why(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        self.say("", "")
        if not isinstance(error, JournalError):
            raise error
        self.where.show_problem(str(error))


def _in_one_line(each: CareDate) -> str:
    return " · ".join(words.replace("\n", ", ") for _label, words in date_facts(each))


def _write(out: Path, plan: CarePlan, passphrase: str) -> None:
    from ketatrack.exchange.plan_file import PlanFile, write_plan
    from ketatrack.exchange.sealed_file import new_key

    write_plan(out, PlanFile(plan=plan), new_key(passphrase))
