"""The lines below the charts: intervals, blood pressure, side effects, how complete it all is."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from itertools import pairwise

from ketatrack.domain.baseline_choice import course_baseline
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.effect_counts import effect_counts
from ketatrack.domain.instruments import PHQ9, instruments
from ketatrack.domain.intervals import FEWEST_FOR_A_RANGE, gaps, time_in_response_range
from ketatrack.domain.intervals import intervals as intervals_between
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.measures import DIASTOLIC, OXYGEN_SATURATION, SYSTOLIC
from ketatrack.domain.moments import days_between, local_date
from ketatrack.domain.provenance import LATE_AFTER, changed_later_words, is_late
from ketatrack.domain.rhythm_words import asked_for_words
from ketatrack.domain.rhythms import RuleWindows
from ketatrack.domain.scores import Scored, scored, self_rated
from ketatrack.domain.session_pressure import (
    CAUTION_BEFORE_DOSE,
    SUBSTANTIAL_DIASTOLIC_RISE,
    SUBSTANTIAL_SYSTOLIC_RISE,
    SessionPressure,
    is_above_caution,
    is_before_dose,
)
from ketatrack.domain.sessions import given
from ketatrack.domain.standing_words import time_in_response_words
from ketatrack.domain.wording import (
    EFFECTS_NAMED,
    NONE_KNOWN,
    NOT_RECORDED,
    day_of,
    effect_name,
    effect_words,
    listed,
    of,
    shortened,
    span,
)
from ketatrack.domain.words import Outcome, Severity
from ketatrack.reports.profile import Fact, Section

_RHYTHMS_NAMED = 4


def intervals(records: CourseRecords, whole: CourseRecords) -> Section:
    """Return how far apart the sessions were and how long after one response was seen.

    Args:
        records: what is shown.
        whole: the whole course, whose baseline counts.
    """
    kept = {session.id for session in records.sessions}
    every = intervals_between(scored(whole.scores), whole.sessions, course_baseline(whole))
    seen = time_in_response_range(each for each in every if each.session.id in kept)
    facts = (
        Fact(_("Days between"), _gap_words(gaps(records.sessions))),
        Fact(
            _("In response"),
            time_in_response_words(seen, PHQ9)
            if seen
            else _("no range from fewer than {count} intervals").format(count=FEWEST_FOR_A_RANGE),
        ),
    )
    name = instruments()[PHQ9].abbreviation
    return Section(_("{name} between sessions, each from day 0").format(name=name), facts)


def _gap_words(days: Sequence[int]) -> str:
    if not days:
        return _("fewer than two sessions")
    if len(days) < FEWEST_FOR_A_RANGE:
        return ", ".join(map(str, days))
    return _("{span} in {count} intervals, the last {last}").format(
        span=span(days), count=len(days), last=days[-1]
    )


def blood_pressure(records: CourseRecords, found: Sequence[SessionPressure]) -> Section:
    """Return the highest values of sessions, the lowest SpO₂, and how often the value before was high.

    The highest are those of all readings of a session; one from before the dose is said to be, since the
    drawing's highest are from after it.

    Args:
        records: what is shown.
        found: the pressures of its sessions.
    """
    befores = [each.before for each in found if each.before]
    rises = [each.rise_of_40_or_25 for each in found if each.rise_of_40_or_25 is not None]
    sessions = {session.id: session for session in records.sessions}
    in_sessions = [
        (each, _(" before") if is_before_dose(each, sessions[each.session_id]) else "")
        for each in records.readings
        if each.session_id in sessions
    ]
    systolic = [(each.systolic, each.taken_at, moment) for each, moment in in_sessions]
    diastolic = [(each.diastolic, each.taken_at, moment) for each, moment in in_sessions]
    highest = [
        f"{_(measure.label).lower()} {words}"
        for measure, values in ((SYSTOLIC, systolic), (DIASTOLIC, diastolic))
        if (words := _furthest(values, max))
    ]
    lowest = _furthest(
        [(each.spo2, each.taken_at, f" {OXYGEN_SATURATION.unit}") for each in records.readings], min
    )
    facts = (
        Fact(_("Highest in a session"), ", ".join(highest) or NONE_KNOWN),
        Fact(
            _("Lowest {name}").format(name=OXYGEN_SATURATION.label),
            lowest or NONE_KNOWN,
        ),
        Fact(
            _("Before over {systolic}/{diastolic}").format(
                systolic=CAUTION_BEFORE_DOSE[0], diastolic=CAUTION_BEFORE_DOSE[1]
            ),
            of(sum(map(is_above_caution, befores)), len(befores)) if befores else NONE_KNOWN,
        ),
        Fact(
            _("Rise of {systolic} or {diastolic}").format(
                systolic=SUBSTANTIAL_SYSTOLIC_RISE, diastolic=SUBSTANTIAL_DIASTOLIC_RISE
            ),
            of(sum(rises), len(rises)) if rises else NONE_KNOWN,
        ),
    )
    return Section(_("Blood pressure in sessions, {unit}").format(unit=SYSTOLIC.unit), facts)


def _furthest(
    values: Sequence[tuple[int | None, datetime, str]], choose: Callable[[Sequence[int]], int]
) -> str:
    """Say the highest or lowest of some values, with its words and the first date of it; empty for none."""
    known = [(value, when, words) for value, when, words in values if value is not None]
    if not known:
        return ""
    wanted = choose([value for value, _when, _words in known])
    when, words = next((when, words) for value, when, words in known if value == wanted)
    return f"{wanted}{words} ({day_of(when)})"


def side_effects(records: CourseRecords, whole: CourseRecords) -> Section:
    """Return three lines: the most frequent, the strongest, and in how many sessions any was noted.

    Args:
        records: what is shown.
        whole: the whole course, to say what has no date and is therefore left out of a shorter period.
    """
    rows = records.side_effects
    if not rows:
        most_often = strongest = _(NOT_RECORDED)
    else:
        counts = sorted(effect_counts(rows).items(), key=lambda each: -each[1].times)
        severe = [each for each in counts if each[1].worst == Severity.SEVERE]
        helped = sum(row.needed_help is True for row in rows)
        most_often = listed(map(effect_words, counts), EFFECTS_NAMED)
        strongest = _("{effects}; help was needed {count}×").format(
            effects=listed((effect_name(effect) for effect, _count in severe), EFFECTS_NAMED)
            if severe
            else _("none"),
            count=helped,
        )
    facts = (
        Fact(_("Most often (worst)"), most_often),
        Fact(_("Ever severe"), strongest),
        Fact(_("Noted"), _where_noted(records, whole)),
    )
    return Section(_("Side effects"), facts)


def _where_noted(records: CourseRecords, whole: CourseRecords) -> str:
    in_sessions = {effect.session_id for effect in records.side_effects if effect.session_id}
    between = sum(effect.session_id is None for effect in records.side_effects)
    words = [_("in {part} sessions").format(part=of(len(in_sessions), len(records.sessions)))]
    words.append(_("{count} outside sessions").format(count=between))
    dateless = sum(effect.session_id is None and effect.noticed_at is None for effect in whole.side_effects)
    if dateless and records is not whole:
        words.append(_("{count} without a date, not counted").format(count=dateless))
    return ", ".join(words)


def completeness(
    records: CourseRecords,
    complete: Sequence[Scored],
    pressures: Sequence[SessionPressure],
    days: tuple[date, date] | None,
    asked: Sequence[RuleWindows] = (),
) -> Section:
    """Return which days the scores speak of, and what is missing, late or only a total.

    Args:
        records: what is shown.
        complete: its complete self-rated PHQ-9s in order of time.
        pressures: the pressures of its sessions.
        days: the first and the last local date that the page is about; None before anything happened.
        asked: how often each rhythm that the page names asked for a score, and how often one came.
    """
    own = self_rated(records.scores)
    entries = list(records.entries())
    phq9 = instruments()[PHQ9]
    facts = (
        Fact(_("Days covered"), _coverage(complete, days)),
        Fact(phq9.abbreviation, _score_counts(records, complete, len(own))),
        Fact(
            _("Written down later"),
            _("{part} entries, more than {days} days after").format(
                part=of(sum(map(is_late, entries)), len(entries)), days=LATE_AFTER.days
            ),
        ),
        Fact(_("Changed later"), changed_later_words(records)),
        Fact(_("Sessions"), _session_counts(records, len(pressures))),
        *_asked_for(asked),
    )
    return Section(_("Completeness"), facts)


def _asked_for(asked: Sequence[RuleWindows]) -> Iterator[Fact]:
    """Yield how often what the person wanted to be asked for was filled in; nothing where it never was."""
    counted = [
        f"{shortened(asked_for_words(each.rule.asks_for))} {of(each.answered, each.windows)}"
        for each in asked
        if each.windows
    ]
    if counted:
        yield Fact(_("Asked for"), _("filled in: {counts}").format(counts=listed(counted, _RHYTHMS_NAMED)))


def _coverage(complete: Sequence[Scored], days: tuple[date, date] | None) -> str:
    if days is None:
        return NONE_KNOWN
    recall_days = instruments()[PHQ9].recall_days or 0
    first, last = (day.toordinal() for day in days)
    scored_on = {local_date(each.taken_at).toordinal() for each in complete}
    seen = {day - back for day in scored_on for back in range(recall_days)}
    covered = of(sum(first <= day <= last for day in seen), last - first + 1)
    words = [_("scores look back on {part}").format(part=covered)]
    gaps_between = [days_between(one.taken_at, other.taken_at) for one, other in pairwise(complete)]
    if gaps_between:
        words.append(_("longest gap {days} days").format(days=max(gaps_between)))
    return ", ".join(words)


def _score_counts(records: CourseRecords, complete: Sequence[Scored], own: int) -> str:
    totals_only = sum(each.score.answers is None for each in complete)
    others = sum(score.instrument == PHQ9 for score in records.scores) - own
    words = [
        _("{count} complete").format(count=len(complete)),
        _("{count} only a total").format(count=totals_only),
        _("{count} with missing items").format(count=own - len(complete)),
    ]
    if others:
        words.append(_("{count} by somebody else").format(count=others))
    return ", ".join(words)


def _session_counts(records: CourseRecords, measured: int) -> str:
    held = given(records.sessions)
    stopped = sum(session.outcome == Outcome.STOPPED_EARLY for session in held)
    missing = len(records.sessions) - measured
    running = records.following.running_ids.intersection(session.id for session in records.sessions)
    open_words = [_("{count} still being followed").format(count=len(running))] if running else []
    return ", ".join(
        (
            ngettext("{count} given", "{count} given", len(held)).format(count=len(held)),
            _("{count} stopped early").format(count=stopped),
            _("{count} not given").format(count=len(records.sessions) - len(held)),
            _("{count} without blood pressure").format(count=missing),
            *open_words,
        )
    )
