"""What stands on the board of a followed session, in words: its checkpoints, its entries, what it is of."""

from datetime import datetime

from ketatrack.domain.checkpoints import CheckpointLine, CheckpointState, CheckpointTemplate, Template
from ketatrack.domain.followed import moment_of
from ketatrack.domain.followed_words import Stage
from ketatrack.domain.language import gettext as _
from ketatrack.domain.measures import OXYGEN_SATURATION
from ketatrack.domain.records import Checkpoint, FollowedSession, Reading, ReadingPart, Session, SessionEvent
from ketatrack.domain.session_clock import elapsed_words
from ketatrack.domain.sessions import is_given
from ketatrack.domain.wording import NONE_KNOWN, amount_words, dose_words, pressure_words

MEMORY_AID = "The clock is a memory aid. This is no monitor."
"""Stands on every screen of a session; goes through gettext there."""


def checkpoint_name(checkpoint: Checkpoint) -> str:
    """Return what a checkpoint is called: `40 min`, or its stage where it has no time."""
    if checkpoint.at_minutes is None:
        return _(checkpoint.stage.label)
    return _("{minutes} min").format(minutes=checkpoint.at_minutes)


def checkpoint_line_words(line: CheckpointLine) -> str:
    """Say when a checkpoint was meant to be, what became of it, and when: `at 10:40, done 10:47, late`.

    One at which nothing was measured says so: `at 10:40, looked in 10:47, late, no reading`.
    """
    checkpoint, planned, state = line.checkpoint, line.planned_at, line.state
    parts = [] if planned is None else [_("at {clock}").format(clock=f"{planned:%H:%M}")]
    if checkpoint.done_at is not None and not state.is_open:
        done = _("looked in {clock}") if state.is_without_reading else _("done {clock}")
        parts.append(done.format(clock=f"{checkpoint.done_at:%H:%M}"))
        if state.is_late:
            parts.append(_("late"))
        if state.is_without_reading:
            parts.append(_("no reading"))
    elif checkpoint.missed_at is not None and state is CheckpointState.MISSED:
        parts.append(_("missed"))
    elif state is CheckpointState.OPEN:
        parts.append(_("open"))
    elif checkpoint.stage is Stage.TIMED:
        parts.append(_("to come"))
    return ", ".join(parts)


def checkpoint_state_words(state: CheckpointState, *, is_over: bool) -> str:
    """Say what became of a checkpoint; in a session that is over nothing is open or to come any more."""
    return _("Not done") if is_over and state.is_open else _(state.label)


def template_words(template: Template) -> str:
    """Say when a template looks, how long it stays, and where it comes from."""
    looks = [_(Stage.BEFORE.label).lower()] if template.before else []
    looks += [_("{minutes} min").format(minutes=minutes) for minutes in template.minutes]
    looks += [_(Stage.LEAVING.label).lower()] if template.leaving else []
    parts = [_("Checkpoints: {looks}.").format(looks=", ".join(looks) or NONE_KNOWN)]
    if template.observe_minutes is not None:
        parts.append(_("Stay at least {minutes} min.").format(minutes=template.observe_minutes))
    if isinstance(template, CheckpointTemplate):
        parts.append(_("As shipped: {source}.").format(source=_(template.source)))
    return " ".join(parts)


def reading_words(reading: Reading | ReadingPart) -> str:
    """Write what was measured: `128/79, pulse 68, SpO₂ 97 %`; what is missing is left out."""
    parts = []
    if reading.systolic is not None or reading.diastolic is not None:
        parts.append(pressure_words(reading.systolic, reading.diastolic))
    if reading.pulse is not None:
        parts.append(_("pulse {number}").format(number=reading.pulse))
    if isinstance(reading, Reading) and reading.spo2 is not None:
        parts.append(f"{_(OXYGEN_SATURATION.label)} {reading.spo2} {OXYGEN_SATURATION.unit}")
    return ", ".join(parts) or _(Reading.label)


def event_name(event: SessionEvent) -> str:
    """Write what happened, with the amount where there is one, and without anybody's words."""
    return " ".join(filter(None, (_(event.event.label), amount_words(event.amount, event.amount_unit))))


def event_words(event: SessionEvent) -> str:
    """Write what happened, with the amount and the person's words where there are some."""
    return ": ".join(filter(None, (event_name(event), " ".join(event.words.split()))))


def entry_line_words(entry: Reading | SessionEvent, session: Session) -> str:
    """Write an entry as one line: when it was, how long after the first dose, and what it says."""
    moment = moment_of(entry)
    words = reading_words(entry) if isinstance(entry, Reading) else event_words(entry)
    after = elapsed_words(moment - session.started_at) if is_given(session) else ""
    return " · ".join(filter(None, (f"{moment:%H:%M}", after, words)))


def given_words(session: Session) -> str:
    """Say what a session is of: its route, its product and its dose, as far as they were written down."""
    route = _(session.route.label) if session.route is not None else ""
    return " · ".join(filter(None, (route, session.product, dose_words(session))))


def followed_since_words(followed: FollowedSession, now: datetime) -> str:
    """Say since when a session is being followed, with the day where it was not today."""
    opened = followed.opened_at.astimezone(now.tzinfo)
    when = f"{opened:%H:%M}" if opened.date() == now.date() else f"{opened:%Y-%m-%d %H:%M}"
    return _("A session is being followed since {when}").format(when=when)


def followed_until_words(followed: FollowedSession) -> str:
    """Say until when a session was followed, by the clock of its place."""
    return _("A session was followed until {clock}.").format(clock=f"{followed.closed_at:%H:%M}")
