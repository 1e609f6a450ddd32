"""Every session of the appendix with its readings, and the readings between sessions."""

from collections import defaultdict

from ketatrack.domain.board_words import outcome_words
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.handover import AppendixPart, Handover
from ketatrack.domain.language import gettext as _
from ketatrack.domain.measures import OXYGEN_SATURATION, PULSE, SYSTOLIC
from ketatrack.domain.provenance import other_author
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import Reading, Session, SideEffect
from ketatrack.domain.selection import within
from ketatrack.domain.session_pressure import minutes_from_start
from ketatrack.domain.side_effects import label_of_effect
from ketatrack.domain.wording import (
    LONGEST_CELL,
    answer_words,
    day_of,
    dose_words,
    named,
    pressure_words,
    session_name,
    shortened,
)
from ketatrack.domain.words import Author
from ketatrack.reports.profile import Listing


def session_listing(whole: CourseRecords, choices: Handover) -> Listing:
    """Return the sessions of a period, each with its readings and what was felt."""
    shown, running = within(whole, choices.period), whole.following.running_ids
    readings: defaultdict[str | None, list[Reading]] = defaultdict(list)
    for reading in shown.readings:
        readings[reading.session_id].append(reading)
    effects: defaultdict[str | None, list[SideEffect]] = defaultdict(list)
    for effect in shown.side_effects:
        effects[effect.session_id].append(effect)
    rows = [
        row
        for session in shown.sessions
        for row in _session_rows(
            session,
            readings[session.id],
            effects[session.id],
            outcome_words(session, is_running=session.id in running),
        )
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
    session: Session, readings: list[Reading], effects: list[SideEffect], outcome: str
) -> list[tuple[str, ...]]:
    """Return a row for each reading; what was given and felt stands in the first of them."""
    name = session_name(session)
    what = [
        named(session.route),
        shortened(session.product, LONGEST_CELL),
        dose_words(session),
        _(session.purpose.label) if session.purpose else "",
        outcome,
        other_author(session),
    ]
    given = ", ".join(filter(None, what))
    felt = ", ".join(_felt(effect, session.recorded_by) for effect in effects)
    rows = [
        (
            ", ".join(filter(None, (name, other_author(reading, than=session.recorded_by)))),
            str(minutes_from_start(reading, session)),
            pressure_words(reading.systolic, reading.diastolic),
            answer_words(reading.pulse),
            answer_words(reading.spo2),
        )
        for reading in sorted(readings, key=lambda each: minutes_from_start(each, session))
    ] or [(name, "", _("no reading"), "", "")]
    return [
        (called, "" if place else given, *row, "" if place else felt)
        for place, (called, *row) in enumerate(rows)
    ]


def _felt(effect: SideEffect, author: Author) -> str:
    """Return a side effect, how strong it was, and who recorded it where it was not the given author."""
    label = shortened(label_of_effect(effect.effect), LONGEST_CELL)
    severity = _(effect.severity.label).lower() if effect.severity else ""
    more = ", ".join(filter(None, (severity, other_author(effect, than=author))))
    return f"{label} ({more})" if more else label


def resting_listing(whole: CourseRecords, choices: Handover) -> Listing:
    """Return the readings of a period that belong to no session, such as those at rest at home."""
    readings = [each for each in within(whole, choices.period).readings if each.session_id is None]
    return Listing(
        title=_(AppendixPart.RESTING.label),
        note=_("Blood pressure in {unit}.").format(unit=SYSTOLIC.unit),
        header=(
            _("Date"),
            _(label_of(Reading, "context")),
            SYSTOLIC.unit,
            _(PULSE.label),
            OXYGEN_SATURATION.label,
            _(label_of(Reading, "arm")),
        ),
        shares=(3, 3, 2, 2, 2, 4),
        rows=tuple(
            (
                day_of(each.taken_at),
                ", ".join(filter(None, (named(each.context), other_author(each)))),
                pressure_words(each.systolic, each.diastolic),
                answer_words(each.pulse),
                answer_words(each.spo2),
                shortened(each.arm, LONGEST_CELL),
            )
            for each in readings
        ),
    )
