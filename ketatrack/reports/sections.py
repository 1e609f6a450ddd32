"""The sections below the chart: sessions, side effects, blood pressure, completeness, who recorded what."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from ketatrack.charts.pressure_data import is_resting
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.effect_counts import effect_counts
from ketatrack.domain.instruments import PHQ9, instruments
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.measures import DIASTOLIC, OXYGEN_SATURATION, SYSTOLIC
from ketatrack.domain.moments import date_in_words, days_between, local_date
from ketatrack.domain.phases import sessions_per_phase
from ketatrack.domain.provenance import LATE_AFTER, is_late, who_recorded
from ketatrack.domain.records import Session
from ketatrack.domain.scores import Scored, self_rated
from ketatrack.domain.session_pressure import (
    SUBSTANTIAL_DIASTOLIC_RISE,
    SUBSTANTIAL_SYSTOLIC_RISE,
    SessionPressure,
)
from ketatrack.domain.sessions import given
from ketatrack.domain.side_effects import label_of_effect
from ketatrack.domain.words import Author, Outcome, PhaseKind
from ketatrack.reports.profile import Fact, Section
from ketatrack.reports.wording import NOT_RECORDED, counted, named, of, shortened, span

_EFFECTS_NAMED = 5
_EFFECT_LENGTH = 32

_KIND_WORDS: Mapping[str, tuple[str, str]] = {
    "phases": ("{count} phase", "{count} phases"),
    "sessions": ("{count} session", "{count} sessions"),
    "readings": ("{count} reading", "{count} readings"),
    "side_effects": ("{count} side effect", "{count} side effects"),
    "scores": ("{count} score", "{count} scores"),
    "medications": ("{count} medicine", "{count} medicines"),
    "visits": ("{count} visit", "{count} visits"),
}


def sessions(records: CourseRecords) -> Section:
    """Return how many sessions there were, in which phase, why, and how far apart."""
    held = given(records.sessions)
    phases = sessions_per_phase(records.phases, records.sessions)
    by_phase = {_(kind.label) if kind else _("Before any phase"): count for kind, count in phases.items()}
    purposes = Counter(session.purpose for session in held)
    days = [days_between(first.started_at, second.started_at) for first, second in pairwise(held)]
    stopped = sum(session.outcome == Outcome.STOPPED_EARLY for session in held)
    missed = len(records.sessions) - len(held)
    facts = [
        Fact(_("Given"), f"{len(held)}"),
        Fact(_("By phase"), counted(by_phase)),
        Fact(
            _("Boosters"),
            _("{count} in maintenance").format(count=phases.get(PhaseKind.MAINTENANCE, 0)),
        ),
        Fact(_("By purpose"), counted({named(purpose): count for purpose, count in purposes.items()})),
        Fact(
            _("Not completed"),
            _("{stopped} stopped early, {missed} not given").format(stopped=stopped, missed=missed),
        ),
        Fact(_("Last session"), _session_words(held[-1]) if held else "–"),
        Fact(_("Days between"), span(days)),
    ]
    return Section(_("Sessions and boosters"), tuple(facts))


def side_effects(records: CourseRecords, whole: CourseRecords) -> Section:
    """Return the most frequent side effects, each with its worst severity; the others are counted.

    Args:
        records: what is shown.
        whole: the whole course, to say what has no date and is therefore left out of a shorter period.
    """
    effects = sorted(effect_counts(records.side_effects).items(), key=lambda each: -each[1].times)
    facts = [
        Fact(
            _("{times} ×").format(times=found.times),
            _("{effect}, worst {severity}").format(
                effect=shortened(label_of_effect(effect), _EFFECT_LENGTH),
                severity=named(found.worst).lower(),
            ),
        )
        for effect, found in effects[:_EFFECTS_NAMED]
    ]
    if others := effects[_EFFECTS_NAMED:]:
        times = sum(found.times for _effect, found in others)
        facts.append(Fact(_("{times} ×").format(times=times), _("others, not named here")))
    dateless = sum(effect.session_id is None and effect.noticed_at is None for effect in whole.side_effects)
    if dateless and records is not whole:
        facts.append(Fact(_("Without a date"), _("{count}, not counted").format(count=dateless)))
    return Section(_("Side effects"), tuple(facts) or (Fact(_("Side effects"), _(NOT_RECORDED)),))


def blood_pressure(records: CourseRecords, found: Sequence[SessionPressure]) -> Section:
    """Return the pressures before the dose, at their highest after it, and last, and those at rest.

    The highest in a session are those of all its readings: one from before the dose may be the highest.

    Args:
        records: what is shown.
        found: the pressures of its sessions.
    """
    befores = [each.before for each in found if each.before]
    resting = [reading for reading in records.readings if is_resting(reading)]
    rises = [each.rise_of_40_or_25 for each in found if each.rise_of_40_or_25 is not None]
    rise = _("Rise of {systolic} or {diastolic}").format(
        systolic=SUBSTANTIAL_SYSTOLIC_RISE, diastolic=SUBSTANTIAL_DIASTOLIC_RISE
    )
    facts = [
        Fact(_("Sessions measured"), of(len(found), len(records.sessions))),
        Fact(_("Before"), _pressures([each[0] for each in befores], [each[1] for each in befores])),
        Fact(
            _("Highest after"),
            _pressures([each.highest_systolic for each in found], [each.highest_diastolic for each in found]),
        ),
        Fact(_("Last"), _pressures([each.last[0] for each in found], [each.last[1] for each in found])),
        Fact(_("Highest in a session"), _highest_words(records)),
        Fact(rise, of(sum(rises), len(rises))),
        Fact(_("Lowest {name}").format(name=OXYGEN_SATURATION.label), _lowest_oxygen(records)),
        Fact(
            _("At rest"),
            _pressures([reading.systolic for reading in resting], [reading.diastolic for reading in resting]),
        ),
    ]
    title = _("Blood pressure in {unit}, lowest–highest").format(unit=SYSTOLIC.unit)
    return Section(title, tuple(facts))


def completeness(
    records: CourseRecords, complete: Sequence[Scored], pressures: Sequence[SessionPressure]
) -> Section:
    """Return how complete the scores and sessions are, and what was written down later.

    Args:
        records: what is shown.
        complete: its complete self-rated PHQ-9s in order of time.
        pressures: the pressures of its sessions.
    """
    name = instruments()[PHQ9].abbreviation
    own = self_rated(records.scores)
    totals_only = sum(each.score.answers is None for each in complete)
    others = sum(score.instrument == PHQ9 for score in records.scores) - len(own)
    entries = list(records.entries())
    gaps = [days_between(first.taken_at, second.taken_at) for first, second in pairwise(complete)]
    facts = [
        Fact(
            name,
            _("{complete} complete ({totals} only a total), {incomplete} incomplete").format(
                complete=len(complete), totals=totals_only, incomplete=len(own) - len(complete)
            ),
        ),
        Fact(_("{questionnaire} by others").format(questionnaire=name), str(others)),
        Fact(
            _("Longest gap"),
            _("{days} days between two {questionnaire}").format(days=max(gaps), questionnaire=name)
            if gaps
            else "–",
        ),
        Fact(_("No blood pressure"), of(len(records.sessions) - len(pressures), len(records.sessions))),
        Fact(
            _("Written down later"),
            _("{count} of {all} entries, more than {days} days after").format(
                count=sum(map(is_late, entries)), all=len(entries), days=LATE_AFTER.days
            ),
        ),
    ]
    return Section(_("Completeness"), tuple(facts))


def provenance(records: CourseRecords) -> Section:
    """Return who wrote down how many of what, and how it came into the journal."""
    by_author: defaultdict[Author, list[str]] = defaultdict(list)
    for kind, authors in who_recorded(records).items():
        for author, count in authors.items():
            by_author[author].append(ngettext(*_KIND_WORDS[kind], count).format(count=count))
    facts = [Fact(_(author.label), ", ".join(words)) for author, words in by_author.items()]
    methods = Counter(record.recorded_how for record in records.entries())
    how = {_(method.label): count for method, count in methods.items()}
    facts.append(Fact(_("How"), counted(how)))
    return Section(_("Who recorded it"), tuple(facts))


def _session_words(session: Session) -> str:
    words = [date_in_words(local_date(session.started_at)), named(session.route)]
    if session.dose is not None:
        words.append(f"{session.dose:g} {session.dose_unit or ''}".strip())
    return ", ".join(words)


def _pressures(systolic: Sequence[int | None], diastolic: Sequence[int | None]) -> str:
    if not systolic:
        return "–"
    return f"{span(systolic)} / {span(diastolic)}"


def _highest_words(records: CourseRecords) -> str:
    within = [reading for reading in records.readings if reading.session_id is not None]
    systolic = [(each.systolic, each.taken_at) for each in within if each.systolic is not None]
    diastolic = [(each.diastolic, each.taken_at) for each in within if each.diastolic is not None]
    words = [
        _highest(label, values)
        for label, values in ((SYSTOLIC.label, systolic), (DIASTOLIC.label, diastolic))
        if values
    ]
    return ", ".join(words) or "–"


def _highest(label: str, values: Sequence[tuple[int, datetime]]) -> str:
    """Say the highest of some values and the first date of it."""
    value, when = max(values, key=lambda each: each[0])
    return f"{_(label).lower()} {value} ({date_in_words(local_date(when))})"


def _lowest_oxygen(records: CourseRecords) -> str:
    known = [(reading.spo2, reading.taken_at) for reading in records.readings if reading.spo2 is not None]
    if not known:
        return "–"
    value, when = min(known, key=lambda each: each[0])
    return f"{value} {OXYGEN_SATURATION.unit} ({date_in_words(local_date(when))})"
