"""The few questions with which a journal starts, answered in a minute."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import partial
from typing import Any, TypeVar

import tzlocal
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.problems import Problem
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import Contact, Course, Patient, Record
from ketatrack.domain.words import Author, Medication, Method, Route
from ketatrack.store.store import Store
from ketatrack.ui.background import run_in_background
from ketatrack.ui.fields.choice_field import ChoiceField, SegmentField, choices_of
from ketatrack.ui.fields.country_field import CountryField
from ketatrack.ui.fields.field import Field, FieldError, RefusedError
from ketatrack.ui.fields.moment_field import DateField
from ketatrack.ui.fields.text_field import TextField
from ketatrack.ui.forms.form import Form
from ketatrack.ui.forms.journal_place import PlaceCard
from ketatrack.ui.forms.keyed_page import KeyedPage
from ketatrack.ui.forms.lock_card import LockCard
from ketatrack.ui.layout import Card, heading, quiet, scrolled
from ketatrack.ui.new_journal import make_journal
from ketatrack.ui.theme import GRID

R = TypeVar("R", bound=Record)

CONTACTS = 3
_WIDTH = 760
_UNDER_WAY = "under_way"


class StartForm(KeyedPage):
    """Asks who, what and where; makes the journal when everything is right, and nothing before."""

    created = Signal(object)
    """Carries the open store of the new journal."""
    closed = Signal()

    def __init__(self) -> None:
        """Lay out the questions, all unset but the name of the course and the place of the file."""
        super().__init__()
        self.setObjectName("page")
        self.fields: dict[str, Field] = {}
        self._suggested = ""
        column = QWidget()
        column.setMaximumWidth(_WIDTH)
        inner = QVBoxLayout(column)
        inner.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        inner.setSpacing(2 * GRID)
        inner.addWidget(heading(_("Start a journal")))
        inner.addWidget(
            quiet(_("Whatever you leave empty can be added later; everything can be changed later."))
        )
        inner.addWidget(self._course_card())
        self.place = PlaceCard()
        self.fields["path"] = self.place.path
        inner.addWidget(self.place)
        self.lock = LockCard()
        inner.addWidget(self.lock)
        inner.addWidget(self._help_card())
        inner.addStretch(1)
        self._message = QLabel()
        self._message.setProperty("role", "problem")
        self._message.setWordWrap(True)
        self._message.hide()
        self._area = scrolled(column)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area, 1)
        outer.addLayout(self._foot())
        self.setFocusProxy(self.fields["name"])
        self._suggest_name()

    def _course_card(self) -> Card:
        card = Card(_("Your course"))
        self._add("name", TextField(_("Your name, or any other")))
        self._add("medication", SegmentField(_(label_of(Course, "medication")), choices_of(Medication)))
        self._add("route", ChoiceField(_(label_of(Course, "route")), choices_of(Route)))
        self._add("product", TextField(_(label_of(Course, "product"))))
        self._add(
            "standing",
            SegmentField(
                _("Where in the course"), [("starting", _("Starting")), (_UNDER_WAY, _("Already under way"))]
            ),
        )
        self._add("started_on", DateField(_("Under way since"), _today))
        self._add("course", TextField(_("What to call the course")))
        for names in (["name"], ["medication"], ["route", "product"], ["standing", "started_on"], ["course"]):
            card.column.addLayout(self._row(names))
        self.fields["started_on"].hide()
        self.fields["standing"].edited.connect(self._show_since)
        for name in ("medication", "started_on", "standing"):
            self.fields[name].edited.connect(self._suggest_name)
        return card

    def _help_card(self) -> Card:
        card = Card(_("For “Help now”, if you like"))
        card.column.addWidget(
            quiet(_("The country chooses which crisis services are listed; the people are those to turn to."))
        )
        self._add("country", CountryField(_(label_of(Patient, "country"))))
        card.column.addWidget(self.fields["country"])
        for number in range(1, CONTACTS + 1):
            self._add(f"name {number}", TextField(_("Contact {number}: name").format(number=number)))
            self._add(f"phone {number}", TextField(_("Contact {number}: phone").format(number=number)))
            card.column.addLayout(self._row([f"name {number}", f"phone {number}"]))
        return card

    def _foot(self) -> QVBoxLayout:
        self.create_button = QPushButton(_("&Start the journal"))
        self.create_button.setProperty("role", "primary")
        self.create_button.setToolTip("Ctrl+Return")
        self.create_button.clicked.connect(self.submit)
        self.back_button = QPushButton(_("Back"))
        self.back_button.setToolTip("Esc")
        self.back_button.clicked.connect(self.closed)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.create_button)
        row.addWidget(self.back_button)
        row.addStretch(1)
        foot = QVBoxLayout()
        foot.setContentsMargins(3 * GRID, GRID, 3 * GRID, 2 * GRID)
        foot.addWidget(self._message)
        foot.addLayout(row)
        return foot

    def _add(self, name: str, field: Field) -> None:
        self.fields[name] = field

    def _row(self, names: Iterable[str]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        for name in names:
            row.addWidget(self.fields[name], 1, Qt.AlignmentFlag.AlignTop)
        return row

    # while it is filled in

    def _show_since(self) -> None:
        self.fields["started_on"].setVisible(self._under_way())

    def _under_way(self) -> bool:
        return bool(self.fields["standing"].value() == _UNDER_WAY)

    def _suggest_name(self) -> None:
        """Name the course after its medication and month, unless the person named it."""
        field = self.fields["course"]
        if field.content() != self._suggested:
            return
        month = f"{self._month():%B %Y}"
        medication = self.fields["medication"].value()
        if medication in {None, Medication.OTHER}:
            self._suggested = _("Course of {month}").format(month=month)
        else:
            self._suggested = _("{medication}, {month}").format(medication=_(medication.label), month=month)
        field.set_content(self._suggested)

    def _month(self) -> date:
        try:
            started: date | None = self.fields["started_on"].value() if self._under_way() else None
        except FieldError:
            return _today()
        return started or _today()

    # making the journal

    def submit(self) -> None:
        """Make the journal; or say beside the fields what is in the way."""
        for field in self.fields.values():
            field.clear_message()
        self._message.hide()
        at = datetime.now(tzlocal.get_localzone())
        problems: list[Problem] = []
        records = self._records(at, problems)
        try:
            path = self.place.read()
        except FieldError as error:
            problems.append(Problem("path", self.place.path.content(), str(error)))
        try:
            passphrase = self.lock.read()
        except FieldError:  # said beside its line
            self._refuse(problems)
            return
        if problems:
            self._refuse(problems)
            return
        make = partial(make_journal, path, records, passphrase)
        if passphrase:  # deriving its key takes a while
            self.create_button.setEnabled(False)
            run_in_background(make, self._finish, self._not_made, owner=self)
            return
        try:
            self._finish(make())
        except JournalError as error:
            self._not_made(error)

    def _finish(self, store: Store) -> None:
        self.created.emit(store)

    def _not_made(self, error: Exception) -> None:
        self.create_button.setEnabled(True)
        if not isinstance(error, JournalError):
            raise error
        self._refuse([Problem("path", self.place.path.content(), str(error))])

    def _records(self, at: datetime, problems: list[Problem]) -> list[Record]:
        """Build the patient, the contacts and the course; adds a problem for each that is refused."""
        stamp = {"recorded_by": Author.PATIENT, "recorded_how": Method.TYPED, "written_at": at}
        records: list[Record | None] = []
        values = {"name": self._read("name", problems), "country": self._read("country", problems)}
        patient = _build(Patient, stamp | values, {}, problems)
        owner = {"patient_id": patient.id if patient else "unwritten"}
        records.append(patient)
        for number in range(1, CONTACTS + 1):
            names = {"name": f"name {number}", "phone": f"phone {number}"}
            values = {field: self._read(name, problems) for field, name in names.items()}
            if any(values.values()):
                records.append(_build(Contact, stamp | owner | values, names, problems))
        values = {name: self._read(name, problems) for name in ("medication", "product", "route")}
        values |= {"name": self._read("course", problems), "started_on": self._started_on(problems)}
        values["timezone"] = tzlocal.get_localzone_name() or ""
        records.append(_build(Course, stamp | owner | values, {"name": "course"}, problems))
        return [record for record in records if record is not None]

    def _read(self, name: str, problems: list[Problem]) -> Any:
        try:
            return self.fields[name].value()
        except FieldError as error:
            problems.append(Problem(name, self.fields[name].content(), str(error)))
            return None

    def _started_on(self, problems: list[Problem]) -> date | None:
        if not self._under_way():
            return None
        before = len(problems)
        day: date | None = self._read("started_on", problems)
        if day is None and len(problems) == before:
            problems.append(
                Problem(
                    "started_on",
                    None,
                    _("The day is missing. If you do not know it, take “Already under way” back."),
                )
            )
        elif day is not None and day > _today():
            problems.append(Problem("started_on", day, _("This day is still to come.")))
        return day

    def _refuse(self, problems: list[Problem]) -> None:
        for problem in reversed(problems):
            self.fields[problem.field].show_problem(problem.reason)
        self._message.setText(_("No journal was made yet; see what is marked."))
        self._message.show()
        first = self.fields[problems[0].field] if problems else self.lock.passphrase
        first.setFocus()
        self._area.ensureWidgetVisible(first)

    def leave(self) -> None:
        """Go back; nothing was made."""
        self.closed.emit()


def _build(
    kind: type[R], values: dict[str, Any], renamed: dict[str, str], problems: list[Problem]
) -> R | None:
    try:
        return Form.build(kind, values)
    except RefusedError as refused:
        problems += [
            Problem(renamed.get(problem.field, problem.field), problem.value, problem.reason)
            for problem in refused.problems
        ]
        return None


def _today() -> date:
    return datetime.now(tzlocal.get_localzone()).date()
