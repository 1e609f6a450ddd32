"""The sheet of side effects: what is still there, what came up more than once, and all of it by horizon."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from ketatrack.domain.courses import CourseRecords, Period
from ketatrack.domain.effect_horizons import (
    NotedEffect,
    by_horizon,
    ending_words,
    ledger,
    noted_effects,
)
from ketatrack.domain.followed_words import Horizon
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.long_term_watch import answer_words, answers_by_sign, label_of_sign
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.provenance import is_late
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import SideEffect, WatchAnswer
from ketatrack.domain.resting_pressure import resting_readings
from ketatrack.domain.rhythm_words import asked_for_words
from ketatrack.domain.rhythms import LONG_TERM_WATCH, rule_windows
from ketatrack.domain.selection import period_words, within
from ketatrack.domain.sessions import given
from ketatrack.domain.to_mention import to_mention
from ketatrack.domain.wording import NONE_KNOWN, effect_name, listed, named, of, pressure_words, shortened
from ketatrack.domain.words import Severity
from ketatrack.reports.profile import Fact, Section
from ketatrack.reports.sheet_page import SheetPage
from ketatrack.reports.sheet_words import heads, made_on

_EFFECTS_LISTED = 12
_STILL_LISTED = 8
_DATES_LISTED = 6
_ANSWERS_LISTED = 4
_WORDS = 60


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the sheet is about: the days, and what was noted on them."""

    period: Period
    course: CourseRecords
    records: CourseRecords
    """The course on these days alone."""
    effects: Sequence[NotedEffect]
    answers: Sequence[WatchAnswer]


def side_effect_sheet(records: CourseRecords, period: Period, now: datetime) -> SheetPage:
    """Return what the sheet says.

    Args:
        records: the whole course.
        period: the local dates that it is about; what is still present is listed whenever it began.
        now: when it is made.
    """
    shown = _shown(records, period)
    sections = (
        Section(_("Still present"), tuple(_still_present(records))),
        Section(_("To mention: noted on more than one day"), tuple(_to_mention(shown))),
        *(_of_horizon(shown, horizon, found) for horizon, found in by_horizon(shown.effects).items()),
        Section(asked_for_words(LONG_TERM_WATCH), tuple(_watch(shown))),
        Section(_("What is there, and what is missing"), tuple(_completeness(shown, local_date(now)))),
    )
    return SheetPage(
        title=_("Side effects"),
        head=(*heads(records), _("Shown: {days}").format(days=period_words(period))),
        sections=sections,
        foot=(
            _("As it was written down; nothing is weighed or judged. Nothing noted is not nothing felt."),
            made_on(now),
        ),
    ).fitted()


def _shown(records: CourseRecords, period: Period) -> _Shown:
    days = within(records, period)
    answers = [
        answer for answer in records.following.watch_answers if period.holds(local_date(answer.answered_at))
    ]
    return _Shown(period, records, days, noted_effects(days), answers)


def _still_present(records: CourseRecords) -> Iterator[Fact]:
    found = [each for each in ledger(noted_effects(records)) if each.is_still_present]
    for each in found[:_STILL_LISTED]:
        yield Fact(effect_name(each.effect.effect), _still_words(each))
    if not found:
        yield Fact("", _("nothing is noted as still present"))
    if (more := len(found) - _STILL_LISTED) > 0:
        yield Fact(_("Others"), _("{count} more").format(count=more))


def _still_words(each: NotedEffect) -> str:
    effect = each.effect
    since = date_in_words(local_date(each.dated_at)) if each.dated_at else NONE_KNOWN
    return ", ".join(
        filter(
            None,
            (
                _(each.horizon.label).lower(),
                _("since {date}").format(date=since),
                named(effect.severity).lower() if effect.severity else "",
                _("needed help") if effect.needed_help else "",
                shortened(effect.done_about_it, _WORDS),
            ),
        )
    )


def _to_mention(shown: _Shown) -> Iterator[Fact]:
    mentions = to_mention(shown.effects, shown.answers)
    for each in mentions:
        yield Fact(shortened(each.what, _WORDS), _dates_words(each.dates))
    if not mentions:
        yield Fact("", _("no long-term sign was noted on more than one day"))


def _dates_words(dates: Sequence[date]) -> str:
    """Return dates, the latest first; beyond some the others are counted."""
    days = ngettext("{n} day", "{n} days", len(dates)).format(n=len(dates))
    return f"{days}: {listed((date_in_words(each) for each in reversed(dates)), _DATES_LISTED)}"


# by horizon


def _of_horizon(shown: _Shown, horizon: Horizon, found: Sequence[NotedEffect]) -> Section:
    facts = [_sessions_fact(shown, found)] if horizon is Horizon.DURING else []
    groups: dict[str, list[NotedEffect]] = {}
    for each in found:
        groups.setdefault(each.effect.effect, []).append(each)
    frequent = sorted(groups.items(), key=lambda pair: -len(pair[1]))
    facts += [Fact(effect_name(effect), _group_words(rows)) for effect, rows in frequent[:_EFFECTS_LISTED]]
    if len(frequent) > _EFFECTS_LISTED:
        rarer = [effect_name(effect) for effect, _rows in frequent[_EFFECTS_LISTED:]]
        facts.append(Fact(_("Rarer"), listed(rarer, _EFFECTS_LISTED)))
    if not found:
        facts.append(Fact("", _("nothing noted")))
    return Section(_(horizon.label), tuple(facts))


def _sessions_fact(shown: _Shown, found: Sequence[NotedEffect]) -> Fact:
    held = given(shown.records.sessions)
    with_effects = {each.session.id for each in found if each.session is not None}
    count = sum(session.id in with_effects for session in held)
    return Fact(_("Sessions with any"), of(count, len(held)))


def _group_words(rows: Sequence[NotedEffect]) -> str:
    """Say how often an effect was noted, how strong it was, how long it lasted at most, and when last."""
    parts = [f"{len(rows)}×", _severities_words(rows)]
    if helped := sum(bool(row.effect.needed_help) for row in rows):
        parts.append(ngettext("needed help {n} time", "needed help {n} times", helped).format(n=helped))
    minutes = [row.effect.resolved_minutes for row in rows if row.effect.resolved_minutes is not None]
    if minutes:
        longest = max((row for row in rows if row.effect.resolved_minutes is not None), key=_resolved)
        parts.append(_("longest gone {when}").format(when=ending_words(longest)))
    dates = sorted({local_date(row.dated_at) for row in rows if row.dated_at is not None})
    if dates:
        parts.append(_("last on {date}").format(date=date_in_words(dates[-1])))
    return ", ".join(parts)


def _resolved(row: NotedEffect) -> int:
    return row.effect.resolved_minutes or 0


def _severities_words(rows: Sequence[NotedEffect]) -> str:
    counts = [(severity, sum(row.effect.severity == severity for row in rows)) for severity in Severity]
    known = [f"{count} {_(severity.label).lower()}" for severity, count in reversed(counts) if count]
    if missing := sum(row.effect.severity is None for row in rows):
        known.append(_("{n} without a severity").format(n=missing))
    return ", ".join(known)


# the watch, and what is missing


def _watch(shown: _Shown) -> Iterator[Fact]:
    by_sign = answers_by_sign(shown.answers)
    for sign, answers in by_sign.items():
        yield Fact(label_of_sign(sign), _answers_words(answers))
    if not by_sign:
        yield Fact("", _("nothing answered"))
    readings = [
        each
        for each in resting_readings(shown.records.readings, shown.records.sessions)
        if each.systolic is not None and each.diastolic is not None
    ]
    if readings:
        last = readings[-1]
        words = ngettext("{n} reading, last {last}", "{n} readings, last {last}", len(readings))
        measured = pressure_words(last.systolic, last.diastolic)
        pressure = f"{measured} ({date_in_words(local_date(last.taken_at))})"
        yield Fact(_("Blood pressure at rest"), words.format(n=len(readings), last=pressure))


def _answers_words(answers: Sequence[WatchAnswer]) -> str:
    """Return answers with their dates, the latest first; beyond some the others are counted."""
    told = [
        f"{shortened(answer_words(each), _WORDS)} ({date_in_words(local_date(each.answered_at))})"
        for each in reversed(answers[-_ANSWERS_LISTED:])
    ]
    if (more := len(answers) - _ANSWERS_LISTED) > 0:
        told.append(_("{count} more").format(count=more))
    return "; ".join(told)


def _completeness(shown: _Shown, today: date) -> Iterator[Fact]:
    effects = [each.effect for each in shown.effects]
    count = len(effects)
    late = sum(is_late(each) for each in (*effects, *shown.answers))
    yield Fact(_("Entries"), str(count))
    if count:
        severities = sum(each.severity is not None for each in effects)
        yield Fact(_(label_of(SideEffect, "severity")), of(severities, count))
        ended = sum(each.says_how_it_ended for each in shown.effects)
        yield Fact(_("Gone or still present"), of(ended, count))
        dated = sum(each.began_at is not None for each in shown.effects)
        yield Fact(_(label_of(SideEffect, "noticed_at")), of(dated, count))
    yield Fact(_("Written down later"), _("{n} more than two days after").format(n=late))
    if undated := _left_out_undated(shown):
        yield Fact(
            _("Without a date"),
            ngettext("{n} entry is not on this sheet", "{n} entries are not on this sheet", undated).format(
                n=undated
            ),
        )
    corrected = sum(isinstance(each, SideEffect) for each in shown.course.following.corrected)
    if corrected:
        words = _("{n} of a sitter, in whose place an own entry counts").format(n=corrected)
        yield Fact(_("Not counted"), words)
    yield Fact(asked_for_words(LONG_TERM_WATCH), _rhythm_words(shown, today))


def _left_out_undated(shown: _Shown) -> int:
    """Count the side effects of the course that no days can hold, where only some days are shown."""
    if shown.period == Period():
        return 0
    return sum(each.dated_at is None for each in noted_effects(shown.course))


def _rhythm_words(shown: _Shown, today: date) -> str:
    """Say how often the watch was open in these days, and how often it was answered."""
    rules = [rule for rule in shown.course.plan.rules if rule.asks_for == LONG_TERM_WATCH]
    if not rules:
        return _("no rhythm is set for it")
    plan = replace(shown.course.plan, rules=rules)
    last_day = min(shown.period.end or today, today)
    windows = rule_windows(replace(shown.course, plan=plan), last_day, shown.period.start)
    answered, asked = sum(each.answered for each in windows), sum(each.windows for each in windows)
    return _("answered {part} times it was open").format(part=of(answered, asked))
