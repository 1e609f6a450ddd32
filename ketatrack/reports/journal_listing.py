"""What a person wrote of their sessions and of the time between, for those whom they let read it."""

from collections.abc import Iterator
from datetime import datetime

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.handover import AppendixPart, Handover
from ketatrack.domain.language import gettext as _
from ketatrack.domain.measures import CHECK_IN_HOURS, PLEASANTNESS, STRENGTH
from ketatrack.domain.observed import ObservationTimes
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import CheckIn, JournalEntry, Record, Session
from ketatrack.domain.selection import within
from ketatrack.domain.wording import answer_words, day_of, session_name
from ketatrack.reports.profile import Listing


def experience_listing(whole: CourseRecords, choices: Handover, observed: ObservationTimes) -> Listing:
    """Return how the sessions of a period were, in the person's own view, and what check-ins said."""
    shown = within(whole, choices.period)
    return Listing(
        title=_(AppendixPart.EXPERIENCES.label),
        note=_("From 0 to 10, and in the person’s own words."),
        header=(_(Session.label), _("Written"), _(STRENGTH.label), _(PLEASANTNESS.label), _("Words")),
        shares=(4, 4, 2, 2, 12),
        rows=tuple(row for session in shown.sessions for row in _experiences(session, shown, observed)),
    )


def _experiences(
    session: Session, shown: CourseRecords, observed: ObservationTimes
) -> Iterator[tuple[str, ...]]:
    name = session_name(session)
    for each in shown.following.experiences:
        if each.session_id == session.id:
            when = _written(each, each.answered_at, observed)
            yield name, when, answer_words(each.strength), answer_words(each.pleasantness), each.words.strip()
    for check_in in shown.following.check_ins:
        if check_in.session_id == session.id and (words := check_in.words.strip()):
            when = _written(check_in, check_in.answered_at, observed)
            called = f"{_(CheckIn.label)}, {check_in.after_hours} {CHECK_IN_HOURS.unit}"
            yield name, when, "", "", f"{called}: {words}"


def journal_listing(whole: CourseRecords, choices: Handover, observed: ObservationTimes) -> Listing:
    """Return the journal entries of a period, of the chosen tags only where tags were chosen."""
    shown = within(whole, choices.period)
    sessions = {session.id: session for session in shown.sessions}
    return Listing(
        title=_(AppendixPart.JOURNAL.label),
        note=_("As they were written."),
        header=(_("Date"), _(Session.label), _(label_of(JournalEntry, "tags")), _("Entry")),
        shares=(4, 4, 4, 12),
        rows=tuple(
            _entry(each, sessions.get(each.session_id or ""), observed) for each in shown.following.journal
        ),
    )


def _entry(entry: JournalEntry, session: Session | None, observed: ObservationTimes) -> tuple[str, ...]:
    return (
        _written(entry, entry.happened_at, observed),
        session_name(session) if session else "",
        ", ".join(entry.tags),
        "\n".join(filter(None, (entry.prompt, entry.words.strip()))),
    )


def _written(entry: Record, moment: datetime, observed: ObservationTimes) -> str:
    """Return the day and the clock, and that it was noted inside the observation time where it was."""
    return ", ".join(filter(None, (f"{day_of(moment)} {moment:%H:%M}", observed.words(entry))))
