"""The appendix: what the page was made from, as lists of text that a reader can check."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date

from ketatrack.domain.baseline_choice import course_baseline
from ketatrack.domain.courses import CourseRecords, Period
from ketatrack.domain.episodes import ResponseEpisode, response_episodes
from ketatrack.domain.epochs import Epoch, epochs
from ketatrack.domain.handover import AppendixPart, Handover, handed_over
from ketatrack.domain.instruments import PHQ9, Instrument, instrument, instruments
from ketatrack.domain.intervals import Interval, gaps
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
from ketatrack.domain.words import Rater
from ketatrack.reports.profile import Listing
from ketatrack.reports.wording import NONE_KNOWN, day_of, dose_words, named, period_words, shortened, span

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
    period = choices.period
    return Listing(
        title=_(AppendixPart.EPOCHS.label),
        note=_("In order of time. What differs between two periods is not shown to make the scores differ."),
        header=(
            _("Days"),
            _("What changed"),
            _("Given"),
            _("Medicines"),
            _("Sessions"),
            _("Days between"),
            _("Scores"),
        ),
        shares=(4, 4, 5, 5, 2, 2, 4),
        rows=tuple(
            _epoch_row(each)
            for each in epochs(whole)
            if _overlap(period, each.starts_on, each.ends_on or date.max)
        ),
    )


def _epoch_row(each: Epoch) -> tuple[str, ...]:
    totals = [score.total for score in each.scores]
    given = {
        ", ".join(filter(None, (named(one.route), shortened(one.product, _WORDS), dose_words(one))))
        for one in each.sessions
    }
    medicines = (shortened(f"{one.name} {one.dose}".strip(), _WORDS) for one in each.medicines)
    return (
        period_words(Period(each.starts_on, each.ends_on)),
        ", ".join(_(kind.label) for kind in each.changed) or _("the beginning"),
        "; ".join(sorted(given)) or NONE_KNOWN,
        ", ".join(medicines) or NONE_KNOWN,
        str(len(each.sessions)),
        span(gaps(each.sessions)),
        f"{len(totals)}: {', '.join(f'{total:g}' for total in totals)}" if totals else "0",
    )


def _intervals(whole: CourseRecords, choices: Handover) -> Listing:
    found = intervals_between(scored(whole.scores), whole.sessions, course_baseline(whole))
    return Listing(
        title=_(AppendixPart.INTERVALS.label),
        note=_("Days count from the session that begins the interval. {name} looks back {days} days.").format(
            name=instruments()[PHQ9].abbreviation, days=instruments()[PHQ9].recall_days
        ),
        header=(
            _("From session"),
            _("Days to next"),
            _("Scores"),
            _("At start"),
            _("Seen in response up to day"),
            _("First in response on day"),
            _("First out of response on day"),
        ),
        shares=(5, 2, 2, 3, 3, 3, 3),
        rows=tuple(
            _interval_row(each) for each in found if choices.period.holds(local_date(each.session.started_at))
        ),
    )


def _interval_row(each: Interval) -> tuple[str, ...]:
    standing = {"in": _("in response"), "out": _("out of response"), None: NONE_KNOWN}
    return (
        f"{shortened(each.session.name, 12)}, {day_of(each.session.started_at)}",
        _answer_words(each.days_to_next),
        str(each.scores),
        standing[each.at_start],
        *map(_answer_words, (each.held_until_day, each.reached_by_day, each.lost_by_day)),
    )


def _episodes(whole: CourseRecords, choices: Handover) -> Listing:
    found = response_episodes(scored(whole.scores), whole.sessions, course_baseline(whole))
    return Listing(
        title=_(AppendixPart.EPISODES.label),
        note=_(
            "From the first score in response to the one that ended it. {name} looks back {days} days."
        ).format(name=instruments()[PHQ9].abbreviation, days=instruments()[PHQ9].recall_days),
        header=(
            _("First in response"),
            _("Last in response"),
            _("First out"),
            _("How it stands"),
            _("Single scores out"),
        ),
        shares=(3, 3, 3, 6, 3),
        rows=tuple(_episode_row(each) for each in found if _touches(each, choices.period)),
    )


def _touches(each: ResponseEpisode, period: Period) -> bool:
    return _overlap(period, local_date(each.began), local_date(each.first_out or each.last_in))


def _overlap(period: Period, first: date, last: date) -> bool:
    """Say whether some of the days from a first to a last lie within a period."""
    return first <= (period.end or date.max) and last >= (period.start or date.min)


def _episode_row(each: ResponseEpisode) -> tuple[str, ...]:
    if each.first_out is None:
        stands = _("in response at the last score")
    elif each.confirmed:
        stands = _("out of response, confirmed")
    else:
        stands = _("one score out of response, not confirmed")
    return (
        day_of(each.began),
        day_of(each.last_in),
        day_of(each.first_out) if each.first_out else NONE_KNOWN,
        stands,
        str(each.dips),
    )


_LISTINGS: Mapping[AppendixPart, Callable[[CourseRecords, Handover], Listing]] = {
    AppendixPart.SCORES: _scores,
    AppendixPart.SESSIONS: _sessions,
    AppendixPart.EPOCHS: _epochs,
    AppendixPart.INTERVALS: _intervals,
    AppendixPart.EPISODES: _episodes,
}
