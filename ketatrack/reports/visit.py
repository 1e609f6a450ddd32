"""What happened since the last visit: scores, sessions and boosters, medicines, side effects."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ketatrack.domain.courses import CourseRecords, Period
from ketatrack.domain.effect_counts import effect_counts
from ketatrack.domain.handover import LONGEST_QUESTION, MOST_QUESTIONS, Handover
from ketatrack.domain.instruments import PHQ9, instruments
from ketatrack.domain.item9 import item9
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.phases import sessions_per_phase
from ketatrack.domain.records import Medicine, Visit
from ketatrack.domain.scores import Scored, scored
from ketatrack.domain.selection import within
from ketatrack.domain.sessions import given
from ketatrack.domain.wording import (
    EFFECTS_NAMED,
    day_of,
    effect_words,
    listed,
    of,
    shortened,
)
from ketatrack.domain.words import PhaseKind
from ketatrack.reports.profile import Fact, Section

_NAME_LENGTH = 32
_MEDICINES_NAMED = 3


@dataclass(frozen=True, slots=True)
class _Since:
    """What the section is about: the last visit, the days after it, and what happened on them."""

    visit: Visit | None
    period: Period
    records: CourseRecords


def since_last_visit(records: CourseRecords, choices: Handover, last_day: date) -> Section:
    """Return what is new since the last recorded visit before a day, or in all that is shown.

    Args:
        records: the whole course.
        choices: whether item 9 is part of it, and which period.
        last_day: the local date of this visit, or the end of the period.
    """
    new = new_since_visit(records, choices, last_day)
    return Section(new.title, (*new.facts, *_questions(choices)))


def new_since_visit(records: CourseRecords, choices: Handover, last_day: date) -> Section:
    """Return the same without the person's questions, for a sheet that has its own room for them."""
    since = _since(records, choices.period, last_day)
    facts = [Fact(instruments()[PHQ9].abbreviation, _score_words(records, since))]
    if choices.item9:
        facts.append(Fact(_("Item 9"), _item9_words(since)))
    facts += [
        Fact(_("Sessions"), _session_words(since)),
        Fact(_("Medicines"), _medicine_words(records.medicines, since)),
        Fact(_("Side effects (worst)"), _effect_words(since)),
    ]
    return Section(_title(since), tuple(facts))


def _questions(choices: Handover) -> list[Fact]:
    """Return the person's own questions for the visit, numbered."""
    asked = choices.questions[:MOST_QUESTIONS]
    if choices.deidentified or not asked:
        return [Fact(_("Questions"), _("left out") if choices.deidentified else _("none written"))]
    return [
        Fact(_("Question {number}").format(number=place), shortened(words, LONGEST_QUESTION))
        for place, words in enumerate(asked, start=1)
    ]


def last_visit(records: CourseRecords, period: Period, last_day: date) -> Visit | None:
    """Return the last recorded visit of a period before a local date, None where there is none."""
    visits = [each for each in records.visits if each.visited_on < last_day and period.holds(each.visited_on)]
    return max(visits, key=lambda each: each.visited_on, default=None)


def _since(records: CourseRecords, period: Period, last_day: date) -> _Since:
    visit = last_visit(records, period, last_day)
    # the day of the visit belongs to what was known there
    start = visit.visited_on + timedelta(days=1) if visit else period.start
    shown = Period(start, last_day)
    return _Since(visit, shown, within(records, shown))


def _title(since: _Since) -> str:
    if since.visit is None:
        return _("In all that is shown (no visit is recorded)")
    return _("Since the last visit, {date}").format(date=date_in_words(since.visit.visited_on))


def _score_words(records: CourseRecords, since: _Since) -> str:
    new = scored(since.records.scores)
    if not new:
        return _("no complete one")
    words = ngettext("{count} complete", "{count} complete", len(new)).format(count=len(new))
    lowest, highest = min(each.total for each in new), max(each.total for each in new)
    parts = [words]
    if lowest < highest:
        parts.append(_("{low:g} to {high:g}").format(low=lowest, high=highest))
    parts.append(_("last {total:g} on {date}").format(total=new[-1].total, date=day_of(new[-1].taken_at)))
    if since.visit and (before := _last_before(records, since.visit.visited_on)):
        parts.append(_("{total:g} before the visit").format(total=before.total))
    return ", ".join(parts)


def _last_before(records: CourseRecords, visit: date) -> Scored | None:
    earlier = [each for each in scored(records.scores) if local_date(each.taken_at) <= visit]
    return earlier[-1] if earlier else None


def _item9_words(since: _Since) -> str:
    answers = item9(since.records.scores)
    if answers.latest is None:
        return _("not answered")
    return _("latest {answer}, highest {highest}, above 0 at {part}").format(
        answer=answers.latest.answer,
        highest=answers.highest,
        part=of(answers.above_zero, answers.answered),
    )


def _session_words(since: _Since) -> str:
    held = given(since.records.sessions)
    phases = sessions_per_phase(since.records.phases, held)
    words = [
        ngettext("{count} given", "{count} given", len(held)).format(count=len(held)),
        ngettext("{count} booster", "{count} boosters", phases.get(PhaseKind.MAINTENANCE, 0)).format(
            count=phases.get(PhaseKind.MAINTENANCE, 0)
        ),
    ]
    if missed := len(since.records.sessions) - len(held):
        words.append(_("{count} not given").format(count=missed))
    if held:
        words.append(_("last on {date}").format(date=day_of(held[-1].started_at)))
    return ", ".join(words)


def _medicine_words(medicines: Sequence[Medicine], since: _Since) -> str:
    changes = []
    for each in medicines:
        name = shortened(" ".join(filter(None, (each.name, each.dose))), _NAME_LENGTH)
        if each.started_on and since.period.holds(each.started_on):
            changes.append(_("{name} from {date}").format(name=name, date=date_in_words(each.started_on)))
        if each.stopped_on and since.period.holds(each.stopped_on):
            changes.append(_("{name} up to {date}").format(name=name, date=date_in_words(each.stopped_on)))
    if changes:
        return listed(changes, _MEDICINES_NAMED)
    return _("no change recorded; {count} in the journal").format(count=len(medicines))


def _effect_words(since: _Since) -> str:
    counts = sorted(effect_counts(since.records.side_effects).items(), key=lambda each: -each[1].times)
    return listed(map(effect_words, counts), EFFECTS_NAMED)
