"""The caregiver's card: the next date and how to get there, when to look in, and what is an emergency.

It says nothing of the treatment: scores, notes and names of medicines stand on it only where they are ticked,
and a safety line that nobody filled in says so.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.crisis_services import emergency_words
from ketatrack.domain.discreet import without_medicine_names
from ketatrack.domain.hand_over_log import last_of
from ketatrack.domain.instruments import PHQ9, instruments
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.plan_words import Sheet
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import CareArrangement, Contact, Course, PlannedItem, Preparation
from ketatrack.domain.safety import emergency_call, emergency_text, fixed_emergency_signs
from ketatrack.domain.scores import scored
from ketatrack.domain.sheets import ASK_THE_CLINIC, CardChoices, CardPart, arrangement_of, date_of_card
from ketatrack.domain.wall_clock import day_and_clock
from ketatrack.domain.wording import NOT_RECORDED, listed, named, shortened
from ketatrack.reports.profile import Fact, Section
from ketatrack.reports.sheet_page import SheetPage

_CONTACTS_SHOWN = 4
_NAME_LENGTH = 90


def caregiver_card(
    records: CourseRecords, contacts: Sequence[Contact], choices: CardChoices, now: datetime
) -> SheetPage:
    """Return what the card says.

    Args:
        records: the whole course.
        contacts: the patient's contacts, of whom the card names some only where that was ticked.
        choices: for whom, which date, and what was ticked.
        now: when it is made, at the offset of the course.
    """
    today = local_date(now)
    item = date_of_card(records, choices, today)
    arrangement = arrangement_of(records)
    sections = [
        _date(item, records, choices),
        _care(arrangement),
        _whom_to_call(arrangement, contacts if CardPart.CONTACTS in choices.parts else (), records),
        _emergency(records.patient.country),
    ]
    if further := _ticked(records, choices):
        sections.insert(3, Section(_("Also"), tuple(further)))
    page = SheetPage(
        title=_("Card for the caregiver"),
        head=tuple(_head(records, choices)),
        sections=tuple(sections),
        foot=tuple(_foot(records, choices, now)),
    )
    if CardPart.MEDICINE not in choices.parts:
        page = page.reworded(
            lambda words: without_medicine_names(words, records),
            _("Names of medicines are left out, shown as dots: {what}."),
        )
    return page.fitted()


def _head(records: CourseRecords, choices: CardChoices) -> Iterable[str]:
    if choices.for_whom:
        yield _("For {name}").format(name=shortened(choices.for_whom, _NAME_LENGTH))
    if CardPart.NAME in choices.parts and records.patient.name:
        yield _("About {name}").format(name=shortened(records.patient.name, _NAME_LENGTH))


def _date(item: PlannedItem | None, records: CourseRecords, choices: CardChoices) -> Section:
    title = _("The next date")
    if item is None:
        return Section(title, (Fact(_("Date"), _("no date is planned")),))
    facts = [
        Fact(_("Date"), f"{_(item.item.label)}, {item.planned_on:%A}, {_when(item)}"),
        *_window(item),
        *(Fact(_(label_of(PlannedItem, name)), _known(getattr(item, name))) for name in _ON_THE_WAY),
    ]
    if CardPart.PREPARING in choices.parts:
        facts += _preparing(item, records.plan.preparations)
    if CardPart.NOTES in choices.parts:
        facts += [
            Fact(_(label_of(PlannedItem, name)), words)
            for name in ("name", "notes")
            if (words := getattr(item, name))
        ]
    return Section(title, tuple(facts))


_ON_THE_WAY = ("place", "travel_there", "travel_back", "escort")


def _when(item: PlannedItem) -> str:
    words = day_and_clock(item.planned_on, item.clock)
    return words if item.clock else _("{date}, time not recorded").format(date=words)


def _window(item: PlannedItem) -> Iterable[Fact]:
    if item.earliest_on is not None or item.latest_on is not None:
        first, last = (date_in_words(day or item.planned_on) for day in (item.earliest_on, item.latest_on))
        yield Fact(_("Possible"), _("{first} to {last}").format(first=first, last=last))


def _preparing(item: PlannedItem, preparations: Iterable[Preparation]) -> Iterable[Fact]:
    yield Fact(_(label_of(PlannedItem, "fasting")), item.fasting or _(ASK_THE_CLINIC))
    names = [each.name for each in preparations if each.planned_item_id == item.id]
    if names:
        yield Fact(_(label_of(Preparation, "name")), ", ".join(names))


def _care(arrangement: CareArrangement | None) -> Section:
    return Section(
        _("Looking after"),
        tuple(
            Fact(
                _(label_of(CareArrangement, name)), _asked(getattr(arrangement, name) if arrangement else "")
            )
            for name in ("look_in", "driving_rule")
        ),
    )


def _whom_to_call(
    arrangement: CareArrangement | None, contacts: Sequence[Contact], records: CourseRecords
) -> Section:
    first = ", ".join(filter(None, (arrangement.call_whom, arrangement.phone))) if arrangement else ""
    facts = [Fact(_(label_of(CareArrangement, "call_whom")), _asked(first))]
    if contacts:
        lines = (
            shortened(" ".join(filter(None, (each.name, each.phone))), _NAME_LENGTH) for each in contacts
        )
        facts.append(Fact(_("Others"), listed(lines, _CONTACTS_SHOWN)))
    facts.append(Fact(_("Emergency number"), emergency_words(records.patient.country)))
    return Section(_("Whom to call"), tuple(facts))


def _emergency(country: str | None) -> Section:
    return Section(
        _("Signs of an emergency"),
        (
            Fact(_("What to do"), emergency_call(country)),
            *(Fact("", sign) for sign in fixed_emergency_signs()),
        ),
    )


def _ticked(records: CourseRecords, choices: CardChoices) -> list[Fact]:
    """Return the lines about the treatment itself, each because it was ticked."""
    facts = []
    if CardPart.SCORE in choices.parts:
        facts.append(Fact(_(CardPart.SCORE.label), _latest_score(records)))
    if CardPart.MEDICINE in choices.parts:
        course = records.course
        words = ", ".join(filter(None, (course.medication and named(course.medication), course.product)))
        facts.append(Fact(_(label_of(Course, "medication")), words or _(NOT_RECORDED)))
    return facts


def _latest_score(records: CourseRecords) -> str:
    complete = scored(records.scores)
    if not complete:
        return _("no complete one")
    return _("{total:g} of {high}, on {date}").format(
        total=complete[-1].total,
        high=instruments()[PHQ9].high,
        date=date_in_words(local_date(complete[-1].taken_at)),
    )


def _foot(records: CourseRecords, choices: CardChoices, now: datetime) -> Iterable[str]:
    text = emergency_text()
    yield _("Emergency signs after: {source}; reviewed {day}").format(
        source=text.source, day=text.reviewed.isoformat()
    )
    earlier = last_of(records.plan, Sheet.CAREGIVER_CARD, choices.for_whom)
    made = _("Made on {when}.").format(when=_moment(now))
    if earlier is None:
        yield made
    else:
        yield f"{made} {_('It replaces the card of {when}.').format(when=_moment(earlier.made_at))}"


def _moment(moment: datetime) -> str:
    return day_and_clock(local_date(moment), moment.time())


def _known(words: str) -> str:
    return words or _(NOT_RECORDED)


def _asked(words: str) -> str:
    """Return what a line of safety says, or that nobody filled it in."""
    return words.strip() or _(ASK_THE_CLINIC)
