"""The visit sheet: what is new since the last visit, what the clinician asked to watch, and the questions."""

from collections.abc import Iterable
from datetime import datetime

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.handover import Handover
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import Agreement
from ketatrack.reports.profile import Fact, Section
from ketatrack.reports.sheet_page import SheetPage
from ketatrack.reports.sheet_words import heads, made_on
from ketatrack.reports.visit import last_visit, new_since_visit

_WATCHED_SHOWN = 4


def visit_sheet(records: CourseRecords, choices: Handover, now: datetime) -> SheetPage:
    """Return what the sheet says.

    Args:
        records: the whole course.
        choices: the questions, and whether item 9 is part of it.
        now: when it is made; its local date is taken as that of the visit.
    """
    today = local_date(now)
    visit = last_visit(records, choices.period, today)
    questions = [Fact("", words) for words in choices.questions]
    sections = [
        new_since_visit(records, choices, today),
        Section(
            _(label_of(Agreement, "to_watch")), tuple(_to_watch(records)) or (Fact("", _("nothing noted")),)
        ),
        Section(_("My questions"), tuple(questions) or (Fact("", _("none written")),)),
    ]
    if visit is not None and visit.notes.strip():
        title = _("My notes of {date}").format(date=date_in_words(visit.visited_on))
        sections.insert(2, Section(title, (Fact("", visit.notes.strip()),)))
    return SheetPage(
        title=_("Visit sheet"), head=heads(records), sections=tuple(sections), foot=(made_on(now),)
    ).fitted()


def _to_watch(records: CourseRecords) -> Iterable[Fact]:
    noted = [each for each in records.plan.agreements if each.to_watch.strip()]
    for each in noted[-_WATCHED_SHOWN:]:
        yield Fact(date_in_words(each.agreed_on), each.to_watch.strip())
