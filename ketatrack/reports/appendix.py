"""The appendix: what the page was made from, as lists of text that a reader can check."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date

from ketatrack.domain.baseline_choice import course_baseline
from ketatrack.domain.course_tables import CourseTable, episodes_table, epochs_table, intervals_table
from ketatrack.domain.courses import CourseRecords, Period
from ketatrack.domain.episodes import ResponseEpisode, response_episodes
from ketatrack.domain.epochs import epochs
from ketatrack.domain.handover import AppendixPart, Handover, handed_over
from ketatrack.domain.instruments import Instrument, instrument
from ketatrack.domain.intervals import intervals as intervals_between
from ketatrack.domain.language import gettext as _
from ketatrack.domain.measures import OXYGEN_SATURATION, PULSE, SYSTOLIC
from ketatrack.domain.moments import local_date
from ketatrack.domain.provenance import is_late
from ketatrack.domain.records import Reading, Score, Session, SideEffect
from ketatrack.domain.scores import scored, total_of
from ketatrack.domain.selection import within
from ketatrack.domain.session_pressure import minutes_from_start
from ketatrack.domain.side_effects import label_of_effect
from ketatrack.domain.wording import NONE_KNOWN, day_of, dose_words, named, shortened
from ketatrack.domain.words import Rater
from ketatrack.reports.profile import Listing

_WORDS = 60


def appendix(records: CourseRecords, choices: Handover) -> list[Listing]:
    """Return the chosen lists, in the order of `AppendixPart`, of the chosen period.

    Args:
        records: the whole course as it stands in the journal; what the choices keep back is left out here.
        choices: which lists, which period, with item 9 and names or without.
    """
    whole = handed_over(records, choices)
    return [_LISTINGS[part](whole, choices) for part in AppendixPart if part in choices.appendix]


def _scores(whole: CourseRecords, choices: Handover) -> Listing:
    rows = [_score_row(score, choices) for score in within(whole, choices.period).scores]
    note = _("Items in the order of the questionnaire; {dash} is an item that was not answered.")
    if not choices.item9:
        note = _(
            "Of a questionnaire that asks about self-harm only totals are listed, since its single answers "
            "would tell that one. {dash} is an item that was not answered."
        )
    return Listing(
        title=_(AppendixPart.SCORES.label),
        note=note.format(dash=NONE_KNOWN),
        header=(_("Date"), _("Questionnaire"), _("Total"), _("Items"), _("Answered by"), _("Remarks")),
        shares=(3, 3, 5, 6, 3, 4),
        rows=tuple(rows),
    )


def _score_row(score: Score, choices: Handover) -> tuple[str, ...]:
    known = instrument(score.instrument)
    withheld = known is not None and known.safety_item is not None and not choices.item9
    remarks = [_("only a total")] if score.answers is None and not withheld else []
    if is_late(score) and score.written_at is not None:
        remarks.append(_("written down {date}").format(date=day_of(score.written_at)))
    return (
        day_of(score.taken_at),
        known.abbreviation if known else shortened(score.instrument, _WORDS),
        _total_words(score, known),
        "" if withheld else " ".join(map(_answer_words, score.answers or ())),
        "" if score.rater == Rater.PATIENT else named(score.rater),
        ", ".join(remarks),
    )


def _total_words(score: Score, known: Instrument | None) -> str:
    total = total_of(score)
    if total is None:
        return _("incomplete") if known else NONE_KNOWN
    band = known.band(total) if known else None
    return f"{total:g} {_(band.label)}" if band else f"{total:g}"


def _answer_words(answer: int | None) -> str:
    return NONE_KNOWN if answer is None else str(answer)


def _sessions(whole: CourseRecords, choices: Handover) -> Listing:
    shown = within(whole, choices.period)
    readings: defaultdict[str | None, list[Reading]] = defaultdict(list)
    for reading in shown.readings:
        readings[reading.session_id].append(reading)
    effects: defaultdict[str | None, list[SideEffect]] = defaultdict(list)
    for effect in shown.side_effects:
        effects[effect.session_id].append(effect)
    rows = [
        row
        for session in shown.sessions
        for row in _session_rows(session, readings[session.id], effects[session.id])
    ]
    return Listing(
        title=_(AppendixPart.SESSIONS.label),
        note=_("One row for each reading; minutes count from the first dose."),
        header=(
            _(Session.label),
            _("Given"),
            _("Minutes"),
            SYSTOLIC.unit,
            PULSE.label,
            OXYGEN_SATURATION.label,
            _("Side effects"),
        ),
        shares=(4, 6, 2, 3, 2, 2, 6),
        rows=tuple(rows),
    )


def _session_rows(
    session: Session, readings: list[Reading], effects: list[SideEffect]
) -> list[tuple[str, ...]]:
    """Return a row for each reading; what was given and felt stands in the first of them."""
    name = f"{shortened(session.name, 12)}, {day_of(session.started_at)}"
    what = [
        named(session.route),
        shortened(session.product, _WORDS),
        dose_words(session),
        _(session.purpose.label) if session.purpose else "",
        _(session.outcome.label),
    ]
    given = ", ".join(filter(None, what))
    felt = ", ".join(map(_felt, effects))
    rows = [
        (
            str(minutes_from_start(reading, session)),
            "/".join(_answer_words(each) for each in (reading.systolic, reading.diastolic)),
            _answer_words(reading.pulse),
            _answer_words(reading.spo2),
        )
        for reading in sorted(readings, key=lambda each: minutes_from_start(each, session))
    ] or [("", _("no reading"), "", "")]
    return [(name, "" if place else given, *row, "" if place else felt) for place, row in enumerate(rows)]


def _felt(effect: SideEffect) -> str:
    label = shortened(label_of_effect(effect.effect), _WORDS)
    return f"{label} ({_(effect.severity.label).lower()})" if effect.severity else label


def _epochs(whole: CourseRecords, choices: Handover) -> Listing:
    found = [
        each for each in epochs(whole) if _overlap(choices.period, each.starts_on, each.ends_on or date.max)
    ]
    return _listing(AppendixPart.EPOCHS, epochs_table(found), shares=(4, 4, 5, 5, 2, 2, 4))


def _intervals(whole: CourseRecords, choices: Handover) -> Listing:
    every = intervals_between(scored(whole.scores), whole.sessions, course_baseline(whole))
    found = [each for each in every if choices.period.holds(local_date(each.session.started_at))]
    return _listing(AppendixPart.INTERVALS, intervals_table(found), shares=(5, 2, 2, 3, 9))


def _episodes(whole: CourseRecords, choices: Handover) -> Listing:
    every = response_episodes(scored(whole.scores), whole.sessions, course_baseline(whole))
    found = [each for each in every if _touches(each, choices.period)]
    return _listing(AppendixPart.EPISODES, episodes_table(found), shares=(3, 3, 3, 6, 3))


def _listing(part: AppendixPart, table: CourseTable, shares: tuple[int, ...]) -> Listing:
    return Listing(title=_(part.label), note=table.note, header=table.header, shares=shares, rows=table.rows)


def _touches(each: ResponseEpisode, period: Period) -> bool:
    return _overlap(period, local_date(each.began), local_date(each.first_out or each.last_in))


def _overlap(period: Period, first: date, last: date) -> bool:
    """Say whether some of the days from a first to a last lie within a period."""
    return first <= (period.end or date.max) and last >= (period.start or date.min)


_LISTINGS: Mapping[AppendixPart, Callable[[CourseRecords, Handover], Listing]] = {
    AppendixPart.SCORES: _scores,
    AppendixPart.SESSIONS: _sessions,
    AppendixPart.EPOCHS: _epochs,
    AppendixPart.INTERVALS: _intervals,
    AppendixPart.EPISODES: _episodes,
}
