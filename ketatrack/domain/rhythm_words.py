"""How a rhythm is put into words: what it asks for, how often, and how long ago the last answer was."""

from datetime import date

from ketatrack.domain.instruments import instrument
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.moments import date_in_words
from ketatrack.domain.records import ScoreRule
from ketatrack.domain.rhythm_records import DAYS_IN_A_WEEK
from ketatrack.domain.rhythms import LONG_TERM_WATCH, RESTING_PRESSURE, OpenRule


def weekday_names() -> tuple[str, ...]:
    """Return the days of the week in short, Monday first, as a rule counts them."""
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))


def _whole_weekday_names() -> tuple[str, ...]:
    return (
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    )


def asked_for_words(asks_for: str) -> str:
    """Return what a rhythm asks for: a questionnaire's short name, an own measure, or what is neither."""
    if asks_for == RESTING_PRESSURE:
        return _("Blood pressure at rest")
    if asks_for == LONG_TERM_WATCH:
        return _("Long-term watch")
    known = instrument(asks_for)
    return _(known.abbreviation) if known else asks_for


def open_words(found: OpenRule, today: date) -> str:
    """Say since when nothing was filled in: `PHQ-9: last 9 days ago`, or `PHQ-9: open since Friday`."""
    what = asked_for_words(found.rule.asks_for)
    if found.last is None:
        return _("{what}: {since}").format(what=what, since=_since_words(found.since, today))
    days = (today - found.last).days
    ago = ngettext("{n} day", "{n} days", days).format(n=days)
    return _("{what}: last {days} ago").format(what=what, days=ago)


def _since_words(since: date, today: date) -> str:
    days = (today - since).days
    if days == 0:
        return _("open since today")
    if days < DAYS_IN_A_WEEK:
        return _("open since {weekday}").format(weekday=_whole_weekday_names()[since.weekday()])
    return _("open since {date}").format(date=date_in_words(since))


def rule_words(rule: ScoreRule) -> str:
    """Say a whole rhythm in one line, as its owner set it."""
    every = ngettext("at most every day", "at most every {n} days", rule.every_days)
    parts = [f"{asked_for_words(rule.asks_for)}: {every.format(n=rule.every_days)}"]
    if rule.weekdays:
        names = weekday_names()
        parts.append(", ".join(names[day] for day in rule.weekdays))
    if rule.clock is not None:
        parts.append(_("from {time}").format(time=f"{rule.clock:%H:%M}"))
    if rule.phase is not None:
        parts.append(_(rule.phase.label))
    if rule.set_back:
        parts.append(_("a session sets it back"))
    if rule.starts_on is not None:
        parts.append(_("from {date}").format(date=date_in_words(rule.starts_on)))
    if rule.ends_on is not None:
        parts.append(_("to {date}").format(date=date_in_words(rule.ends_on)))
    return " · ".join(parts)
