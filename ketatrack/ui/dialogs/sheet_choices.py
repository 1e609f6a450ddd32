"""What a person chooses for each sheet: for whom it is, and what stands on it."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from ketatrack.domain.courses import WHOLE_COURSE
from ketatrack.domain.handover import LONGEST_QUESTION, MOST_QUESTIONS, QUESTIONS_SETTING, Handover
from ketatrack.domain.language import gettext as _
from ketatrack.domain.plan_words import Sheet
from ketatrack.domain.planned import coming
from ketatrack.domain.records import CareArrangement, Contact, PlannedItem
from ketatrack.domain.sheets import SHEETS_SETTING, CardChoices, CardPart, arrangement_of, date_of_card
from ketatrack.domain.wall_clock import day_and_clock
from ketatrack.reports.sheet_page import SheetPage
from ketatrack.ui.fields.choice_field import ChoiceField
from ketatrack.ui.fields.field import FieldError
from ketatrack.ui.fields.flow_layout import FlowLayout
from ketatrack.ui.fields.range_field import RangeField
from ketatrack.ui.fields.text_field import NotesField, TextField
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import quiet
from ketatrack.ui.theme import GRID, TARGET


class SheetChoices(QWidget):
    """The choices of one sheet, kept in the journal for each course."""

    edited = Signal()
    form_wanted = Signal(str)
    sheet: ClassVar[Sheet]

    def __init__(self, journal: Journal) -> None:
        """Start with nobody named."""
        super().__init__()
        self.journal = journal
        names = {entry.for_whom for entry in journal.records().plan.hand_overs if entry.for_whom}
        self.for_whom = TextField(_("For whom"), suggestions=sorted(names))
        self.for_whom.edited.connect(self.edited)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GRID)
        self.column.addWidget(self.for_whom)

    def begin_with(self, about: str) -> None:
        """Begin with what the sheet was asked for: for whom it is."""
        self.for_whom.set_value(about)

    def refresh(self) -> None:
        """Offer what the journal holds now."""

    def page(self) -> SheetPage:
        """Return what the sheet says with these choices."""
        raise NotImplementedError

    def dates(self) -> list[PlannedItem]:
        """Return the planned dates that stand on the sheet."""
        return []

    def content(self) -> dict[str, Any]:
        """Return the choices as JSON keeps them."""
        return {"for_whom": self.for_whom.content()}

    def set_content(self, content: dict[str, Any]) -> None:
        """Put back what `content` returned."""
        self.for_whom.set_value(content.get("for_whom", ""))

    def recall(self) -> None:
        """Put back the choices of last time for the course on screen."""
        self.set_content(self._kept().get(self.sheet, {}))

    def remember(self) -> None:
        """Keep the choices for the course on screen; raises JournalError."""
        kept = self._kept()
        if kept.get(self.sheet) != self.content():
            course_id = self.journal.records().course.id
            everything = self.journal.store.setting(SHEETS_SETTING, {})
            everything[course_id] = kept | {self.sheet: self.content()}
            self.journal.store.set_setting(SHEETS_SETTING, everything)

    def _kept(self) -> dict[str, Any]:
        everything = self.journal.store.setting(SHEETS_SETTING, {})
        found: dict[str, Any] = everything.get(self.journal.records().course.id, {})
        return found


class CardSheetChoices(SheetChoices):
    """The caregiver's card: which date, and what more than dates and safety."""

    sheet = Sheet.CAREGIVER_CARD

    def __init__(self, journal: Journal) -> None:
        """Start with nothing ticked."""
        super().__init__(journal)
        self.date = ChoiceField(_("Date"), (), unset=_("The next date"))
        self.parts = {part: QCheckBox(_(part.label)) for part in CardPart}
        boxes, buttons = QWidget(), QWidget()
        self.arrangement_button = QPushButton(_("What the caregiver was told…"))
        self.contact_button = QPushButton(_("Add a contact…"))
        for widget in (self.date, quiet(_("Also on the card, only when ticked")), boxes, buttons):
            self.column.addWidget(widget)
        FlowLayout(boxes, GRID).arrange(list(self.parts.values()))
        FlowLayout(buttons, GRID).arrange([self.arrangement_button, self.contact_button])
        self.date.edited.connect(self.edited)
        for button in (self.arrangement_button, self.contact_button):
            button.setMinimumHeight(TARGET)
            button.setAutoDefault(False)
        for box in self.parts.values():
            box.setMinimumHeight(TARGET)
            box.toggled.connect(self.edited)
        self.arrangement_button.clicked.connect(partial(self.form_wanted.emit, CareArrangement.kind))
        self.contact_button.clicked.connect(partial(self.form_wanted.emit, Contact.kind))

    def refresh(self) -> None:
        """Offer the dates that are to come."""
        today = self.journal.now().date()
        self.date.offer([(item.id, _date_words(item)) for item in coming(self.journal.records(), today)])

    def choices(self) -> CardChoices:
        """Return what was chosen."""
        return CardChoices(
            for_whom=self.for_whom.value(),
            item_id=self.date.value(),
            parts=frozenset(part for part, box in self.parts.items() if box.isChecked()),
        )

    def page(self) -> SheetPage:
        """Return what the card says."""
        from ketatrack.reports.caregiver_card import caregiver_card

        records = self.journal.records()
        contacts = self.journal.store.find(Contact, patient_id=records.patient.id)
        return caregiver_card(records, contacts, self.choices(), self.journal.now())

    def dates(self) -> list[PlannedItem]:
        """Return the one date of the card, if there is one."""
        item = date_of_card(self.journal.records(), self.choices(), self.journal.now().date())
        return [item] if item else []

    def content(self) -> dict[str, Any]:
        """Return for whom and what is ticked; which date is the next one changes by itself."""
        return super().content() | {"parts": sorted(self.choices().parts)}

    def set_content(self, content: dict[str, Any]) -> None:
        """Put back what was ticked; the caregiver who is written down is the first for whom."""
        arrangement = arrangement_of(self.journal.records())
        super().set_content({"for_whom": arrangement.caregiver if arrangement else ""} | content)
        for part, box in self.parts.items():
            box.setChecked(part in content.get("parts", ()))


class AskSheetChoices(SheetChoices):
    """“Ask the clinic”: the question."""

    sheet = Sheet.ASK_THE_CLINIC

    def __init__(self, journal: Journal) -> None:
        """Start without a question."""
        super().__init__(journal)
        self.question = NotesField(_("My question"))
        self.question.edited.connect(self.edited)
        self.column.addWidget(self.question)

    def page(self) -> SheetPage:
        """Return what the sheet says."""
        from ketatrack.reports.clinic_question import ask_the_clinic

        return ask_the_clinic(self.journal.records(), self.question.value(), self.journal.now())

    def content(self) -> dict[str, Any]:
        """Return for whom it is, and the question as typed."""
        return super().content() | {"question": self.question.content()}

    def set_content(self, content: dict[str, Any]) -> None:
        """Put the question back."""
        super().set_content(content)
        self.question.set_content(content.get("question", ""))


class VisitSheetChoices(SheetChoices):
    """The visit sheet: the questions, which the Report page shows too, and item 9."""

    sheet = Sheet.VISIT_SHEET

    def __init__(self, journal: Journal) -> None:
        """Start with item 9 as a part of it, as on the Course Profile."""
        super().__init__(journal)
        self.item9 = QCheckBox(_("Item 9 of the PHQ-9"))
        self.item9.setMinimumHeight(TARGET)
        self.item9.toggled.connect(self.edited)
        self.column.addWidget(self.item9)
        self.questions = [
            TextField(_("Question {number}").format(number=place + 1)) for place in range(MOST_QUESTIONS)
        ]
        for question in self.questions:
            question.editor.setMaxLength(LONGEST_QUESTION)
            question.edited.connect(self.edited)
            self.column.addWidget(question)

    def page(self) -> SheetPage:
        """Return what the sheet says."""
        from ketatrack.reports.visit_sheet import visit_sheet

        choices = Handover(item9=self.item9.isChecked(), questions=tuple(self._words()))
        return visit_sheet(self.journal.records(), choices, self.journal.now())

    def content(self) -> dict[str, Any]:
        """Return for whom it is, and whether item 9 is on it."""
        return super().content() | {"item9": self.item9.isChecked()}

    def set_content(self, content: dict[str, Any]) -> None:
        """Put back what was ticked."""
        super().set_content(content)
        self.item9.setChecked(content.get("item9", True))

    def recall(self) -> None:
        """Put back the questions of the course, too."""
        super().recall()
        words = self._all_questions().get(self.journal.records().course.id, [])
        for place, question in enumerate(self.questions):
            question.set_value(words[place] if place < len(words) else "")

    def remember(self) -> None:
        """Keep the questions where the Report page finds them, too; raises JournalError."""
        super().remember()
        course_id, everything = self.journal.records().course.id, self._all_questions()
        if everything.get(course_id, []) != self._words():
            self.journal.store.set_setting(QUESTIONS_SETTING, everything | {course_id: self._words()})

    def _words(self) -> list[str]:
        return [words for question in self.questions if (words := question.value())]

    def _all_questions(self) -> dict[str, list[str]]:
        kept: dict[str, list[str]] = self.journal.store.setting(QUESTIONS_SETTING, {})
        return kept


class SideEffectSheetChoices(SheetChoices):
    """The sheet of side effects: which days it is about."""

    sheet = Sheet.SIDE_EFFECTS

    def __init__(self, journal: Journal) -> None:
        """Start with all that is recorded."""
        super().__init__(journal)
        self._period = WHOLE_COURSE
        self.range = RangeField(_("Shown"), lambda: journal.now().date())
        self.range.edited.connect(self.edited)
        self.column.addWidget(self.range)

    def refresh(self) -> None:
        """Offer the phases of the course."""
        self.range.offer(self.journal.records())

    def page(self) -> SheetPage:
        """Return what the sheet says; of the days before while those typed cannot be read."""
        from ketatrack.reports.side_effect_sheet import side_effect_sheet

        self.range.clear_message()
        try:
            self._period = self.range.value()
        except FieldError as error:
            self.range.show_problem(str(error))
        return side_effect_sheet(self.journal.records(), self._period, self.journal.now())

    def content(self) -> dict[str, Any]:
        """Return for whom it is, and the days."""
        return super().content() | {"range": self.range.content()}

    def set_content(self, content: dict[str, Any]) -> None:
        """Put the days back."""
        super().set_content(content)
        self.range.recall(content.get("range"))


def _date_words(item: PlannedItem) -> str:
    return f"{_(item.item.label)}, {item.planned_on:%A}, {day_and_clock(item.planned_on, item.clock)}"
