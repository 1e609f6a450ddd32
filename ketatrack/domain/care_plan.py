"""The plan as a caregiver gets to see it: when, where, how there and back, what was agreed, whom to call.

It is built from named fields alone, so that nothing else of the course can be in it: no score, note, session,
reading, medicine, product, purpose or phase, and no draft of a date. Where a person's own words in those
fields name a medicine, dots stand in place of the name.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.discreet import without_medicine_names
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.moments import Moment, date_in_words
from ketatrack.domain.plan_words import PlannedKind
from ketatrack.domain.planned import coming
from ketatrack.domain.record import Name, RequiredName, Text
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import CareArrangement, Contact, PlannedItem
from ketatrack.domain.sheets import ASK_THE_CLINIC, arrangement_of
from ketatrack.domain.wall_clock import WallClock, day_and_clock

MOST_DATES = 5_000
"""Far more than a plan of ten years holds; a file with more is none of ours."""
_MOST_PER_DATE = 200
_MOST_CONTACTS = 500

Id = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[\x21-\x7e]*$")]


class Part(BaseModel):
    """A part of what leaves for a caregiver or comes back from one."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, allow_inf_nan=False)


class ToHaveReady(Part):
    """Something to have ready for a date."""

    name: RequiredName
    done: bool | None = None
    """Unset is not the same as no."""


class CareDate(Part):
    """One date to come, with getting there and back; local dates, and the time on the wall."""

    id: Id
    what: PlannedKind
    planned_on: date
    clock: WallClock | None = None
    earliest_on: date | None = None
    latest_on: date | None = None
    place: Name = ""
    travel_there: Name = ""
    travel_back: Name = ""
    escort: Name = ""
    fasting: Name = ""
    to_have_ready: tuple[ToHaveReady, ...] = Field(default=(), max_length=_MOST_PER_DATE)

    @property
    def last_day(self) -> date:
        """Return the last local date on which it can still take place."""
        return self.latest_on or self.planned_on


class CareContact(Part):
    """Someone to turn to, without what was noted about them."""

    name: RequiredName
    relation: Name = ""
    phone: Name = ""


class CarePlan(Part):
    """The plan of one course at one moment, for one caregiver."""

    course_id: Id
    made_at: Moment
    made_by: Name = ""
    """Whom it is from, by the name chosen for it."""
    for_whom: Name = ""
    country: str | None = Field(default=None, pattern=r"^[A-Z]{2}$")
    """ISO 3166-1 alpha-2; chooses the emergency number and the crisis services."""
    dates: tuple[CareDate, ...] = Field(default=(), max_length=MOST_DATES)
    look_in: Text = ""
    driving_rule: Text = ""
    call_whom: Name = ""
    phone: Name = ""
    contacts: tuple[CareContact, ...] = Field(default=(), max_length=_MOST_CONTACTS)

    def coming(self, today: date) -> list[CareDate]:
        """Return the dates that are to come or whose window is open on a local date."""
        return [each for each in self.dates if each.last_day >= today]

    def first_to_call(self) -> list[CareContact]:
        """Return whom to call first, then the others to turn to."""
        named = self.call_whom or (_("Whom to call first") if self.phone else "")
        first = [CareContact(name=named, phone=self.phone)] if named else []
        return [*first, *self.contacts]


def care_plan_of(
    records: CourseRecords, contacts: Iterable[Contact], *, made_by: str, for_whom: str, at: datetime
) -> CarePlan:
    """Return what a caregiver gets to see of a course.

    Args:
        records: the course; dates that passed, ended or are drafts stay out.
        contacts: whom the person chose to turn to; what was noted about them stays out.
        made_by: whom it is from, by the name chosen for it; may be empty.
        for_whom: the caregiver, by any name; may be empty.
        at: the moment of making it; its local date tells what is still to come.

    Raises:
        pydantic.ValidationError: a name is longer than a line, or there are more dates than `MOST_DATES`.
    """

    def discreet(words: str) -> str:
        return without_medicine_names(words, records)

    told = arrangement_of(records)
    return CarePlan(
        course_id=records.course.id,
        made_at=at,
        made_by=made_by,
        for_whom=for_whom,
        country=records.patient.country,
        dates=tuple(_care_date(item, records, discreet) for item in coming(records, at.date())),
        look_in=discreet(told.look_in) if told else "",
        driving_rule=discreet(told.driving_rule) if told else "",
        call_whom=discreet(told.call_whom) if told else "",
        phone=told.phone if told else "",
        contacts=tuple(
            CareContact(name=discreet(each.name), relation=discreet(each.relation), phone=each.phone)
            for each in contacts
        ),
    )


def _care_date(item: PlannedItem, records: CourseRecords, discreet: Callable[[str], str]) -> CareDate:
    return CareDate(
        id=item.id,
        what=item.item,
        planned_on=item.planned_on,
        clock=item.clock,
        earliest_on=item.earliest_on,
        latest_on=item.latest_on,
        place=discreet(item.place),
        travel_there=discreet(item.travel_there),
        travel_back=discreet(item.travel_back),
        escort=discreet(item.escort),
        fasting=discreet(item.fasting),
        to_have_ready=tuple(
            ToHaveReady(name=discreet(each.name), done=each.done)
            for each in records.plan.preparations
            if each.planned_item_id == item.id
        ),
    )


# in words


def when_words(each: CareDate) -> str:
    """Say the day and the time of a date, such as `Tue 2 Jun 2026, 10:00`."""
    return f"{each.planned_on:%a} {day_and_clock(each.planned_on, each.clock)}"


def window_words(each: CareDate) -> str:
    """Say between which days a date can lie; empty where only the date itself is known."""
    if each.earliest_on is None and each.latest_on is None:
        return ""
    return _("{first} to {last}").format(
        first=date_in_words(each.earliest_on or each.planned_on), last=date_in_words(each.last_day)
    )


def date_facts(each: CareDate) -> list[tuple[str, str]]:
    """Return what is known of a date, each with its label; nothing for what was left empty."""
    ready = "\n".join(_ready_words(thing) for thing in each.to_have_ready)
    found = [
        (_(label_of(PlannedItem, "item")), _(each.what.label)),
        (_("Possible days"), window_words(each)),
        *(
            (_(label_of(PlannedItem, field)), getattr(each, field))
            for field in ("place", "travel_there", "travel_back", "escort", "fasting")
        ),
        (_("To have ready"), ready),
    ]
    return [(label, words) for label, words in found if words]


def _ready_words(thing: ToHaveReady) -> str:
    if thing.done is None:
        return thing.name
    return (_("{thing}: done") if thing.done else _("{thing}: not done")).format(thing=thing.name)


def safety_lines(plan: CarePlan) -> list[tuple[str, str]]:
    """Return what was agreed, each with its label; a line that was left empty says whom to ask."""
    unknown = _(ASK_THE_CLINIC)
    called = " · ".join(filter(None, (plan.call_whom, plan.phone)))
    return [
        (_(label_of(CareArrangement, "look_in")), plan.look_in.strip() or unknown),
        (_(label_of(CareArrangement, "driving_rule")), plan.driving_rule.strip() or unknown),
        (_(label_of(CareArrangement, "call_whom")), called or unknown),
    ]


def held_words(plan: CarePlan) -> list[str]:
    """Say line by line what a plan holds, so that a person sees what leaves before it does."""
    lines = [_("Whom it is from: {name}").format(name=plan.made_by or _("no name"))]
    if plan.dates:
        lines.append(
            ngettext(
                "{n} date to come: {first}", "{n} dates to come: {first} to {last}", len(plan.dates)
            ).format(
                n=len(plan.dates),
                first=date_in_words(plan.dates[0].planned_on),
                last=date_in_words(plan.dates[-1].planned_on),
            )
        )
        lines.append(
            _(
                "For each date: whether it is a session, a visit, therapy or a test, its possible days, "
                "place, way there and back, who comes along, eating and drinking before, what to have ready"
            )
        )
    else:
        lines.append(_("No date to come; drafts stay out"))
    lines += [f"{label}: {words}" for label, words in safety_lines(plan)]
    names = ", ".join(contact.name for contact in plan.contacts)
    lines.append(_("People to turn to, with their phone: {names}").format(names=names or _("none are noted")))
    if plan.country is not None:
        lines.append(_("Your country, for the emergency number: {country}").format(country=plan.country))
    return lines


def items_in(plan: CarePlan, records: CourseRecords) -> list[PlannedItem]:
    """Return the planned dates of a course that stand in a plan, for the log of what left."""
    held = {each.id for each in plan.dates}
    return [item for item in records.plan.items if item.id in held]
