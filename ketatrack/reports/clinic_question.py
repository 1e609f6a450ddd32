"""The sheet “Ask the clinic”: what was agreed, what was recorded since the last session, and one question."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from ketatrack.domain.courses import CourseRecords, Period
from ketatrack.domain.instruments import PHQ9, instrument
from ketatrack.domain.intervals import days_since_last, gaps
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import Agreement
from ketatrack.domain.scores import Scored, scored
from ketatrack.domain.selection import within
from ketatrack.domain.sessions import last_given_before
from ketatrack.domain.wording import NONE_KNOWN, NOT_RECORDED, day_of
from ketatrack.reports.profile import Fact, Section
from ketatrack.reports.sheet_page import SheetPage
from ketatrack.reports.sheet_words import heads, made_on

_SCORES_SHOWN = 8
_GAPS_SHOWN = 12
_AGREEMENTS_SHOWN = 3


def ask_the_clinic(records: CourseRecords, question: str, now: datetime) -> SheetPage:
    """Return what the sheet says.

    Args:
        records: the whole course.
        question: in the person's words; an empty one leaves room to write it by hand.
        now: when it is made, at the offset of the course; days are counted up to its local date.
    """
    today = local_date(now)
    holding = [each for each in records.plan.agreements if _holds(each, today)][-_AGREEMENTS_SHOWN:]
    return SheetPage(
        title=_("Ask the clinic"),
        head=heads(records),
        sections=(
            Section(_("My question"), (Fact("", question.strip() or "_" * 40),)),
            Section(_("Since the last session"), tuple(_since(records, holding, now))),
            Section(_("What was agreed"), tuple(_agreed(holding))),
        ),
        foot=(made_on(now),),
    ).fitted()


def _holds(agreement: Agreement, today: date) -> bool:
    return agreement.agreed_on <= today and (agreement.ended_on is None or today <= agreement.ended_on)


def _since(records: CourseRecords, holding: Iterable[Agreement], now: datetime) -> Iterable[Fact]:
    today = local_date(now)
    days = days_since_last(records.sessions, today)
    last = last_given_before(records.sessions, now)
    if days is None or last is None:
        yield Fact(_("Last session"), _(NOT_RECORDED))
    else:
        yield Fact(
            _("Last session"),
            ngettext("{n} day ago, on {date}", "{n} days ago, on {date}", days).format(
                n=days, date=day_of(last.started_at)
            ),
        )
    first = local_date(last.started_at) + timedelta(days=1) if last else None
    shown = within(records, Period(first, today))
    for scale in dict.fromkeys((PHQ9, *(each.instrument for each in holding if each.instrument))):
        yield Fact(
            _("{name} since then").format(name=_scale_name(scale)), _scores(scored(shown.scores, scale))
        )
    earlier = gaps(records.sessions)[-_GAPS_SHOWN:]
    yield Fact(_("Days between sessions before"), " · ".join(map(str, earlier)) or NONE_KNOWN)


def _scores(found: list[Scored]) -> str:
    lines = [
        _("{total:g} on {date}").format(total=each.total, date=day_of(each.taken_at))
        for each in found[-_SCORES_SHOWN:]
    ]
    if earlier := len(found) - len(lines):
        lines.insert(0, ngettext("{n} earlier one", "{n} earlier ones", earlier).format(n=earlier))
    return ", ".join(lines) or _("no complete one")


def _agreed(holding: Iterable[Agreement]) -> Iterable[Fact]:
    found = [
        fact
        for each in holding
        for fact in (
            Fact(_noted(each), f"“{each.words.strip()}”"),
            *_number(each),
            Fact(_(label_of(Agreement, "call_whom")), ", ".join(filter(None, (each.call_whom, each.phone)))),
        )
        if fact.value
    ]
    return found or [Fact("", _("Nothing is written down."))]


def _noted(agreement: Agreement) -> str:
    return _("Noted {date}").format(date=date_in_words(agreement.agreed_on))


def _number(agreement: Agreement) -> Iterable[Fact]:
    if agreement.call_at is None:
        return
    known = instrument(agreement.instrument)
    words = (
        _("{name} {number:g} or less")
        if known and known.higher_is == "better"
        else _("{name} {number:g} or more")
    )
    yield Fact(
        _(label_of(Agreement, "call_at")),
        words.format(name=_scale_name(agreement.instrument), number=agreement.call_at),
    )


def _scale_name(scale: str) -> str:
    known = instrument(scale)
    return known.abbreviation if known else scale
