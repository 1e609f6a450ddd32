"""The sheet of one session, for the patient's file: what was planned, measured and noted, and by whom.

It quotes and lists; nothing on it is judged, and nothing says that somebody could leave.
"""

from collections.abc import Iterator
from datetime import datetime

from ketatrack.charts.live_chart import live_chart
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.field_words import field_words, value_words
from ketatrack.domain.followed import followed_as, is_over
from ketatrack.domain.language import gettext as _
from ketatrack.domain.leaving import RECORDS_ONLY, leaving, leaving_words, tick_words
from ketatrack.domain.limits import passed_in, quoted
from ketatrack.domain.moments import local_date
from ketatrack.domain.own_words import OF_A_SESSION, own_words_of, without_own_words
from ketatrack.domain.provenance import is_written_after
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import FollowedSession, Session
from ketatrack.domain.sessions import is_given
from ketatrack.domain.wall_clock import day_and_clock
from ketatrack.domain.wording import NOT_RECORDED, dose_words
from ketatrack.reports.profile import Fact, Section
from ketatrack.reports.session_tables import entries_of_sheet, session_tables
from ketatrack.reports.sheet_page import SheetPage
from ketatrack.reports.sheet_words import heads, made_on

_TOLD = (
    "started_at",
    "ended_at",
    "outcome",
    "purpose",
    "route",
    "product",
    "lot",
    "devices",
    "dose",
    "weight_kg",
    "infusion_minutes",
    "injection_site",
    "hold_minutes",
    "swallowed",
    "units_taken",
    "setting",
    "supervisor",
    "escort",
    "fasted",
    "other_substances",
    "rescue_medicine",
)
"""What the sheet tells of a session, as far as it was written down."""
_FOLLOWED = ("opened_at", "closed_at", "observe_minutes", "sitter")


def session_sheet(
    records: CourseRecords, session: Session, now: datetime, *, own_words: bool = False
) -> SheetPage:
    """Return what the sheet says.

    Args:
        records: the whole course.
        session: the session that it is about; one that nobody followed has less on it.
        now: when it is made, at the offset of the course.
        own_words: with what was written of the session in words of one's own: intention, notes, remarks.
    """
    held = tuple(own_words_of(records, session))
    if not own_words:
        records = without_own_words(records)
        session = next(each for each in records.sessions if each.id == session.id)
    followed = followed_as(records, session)
    has_readings = any(each.session_id == session.id for each in records.readings)
    sections = [Section(_("Session"), tuple(_session_facts(session, followed)))]
    if quotes := passed_in(records, session):
        today = local_date(now)
        facts = (Fact(f"{each.reading.taken_at:%H:%M}", quoted(each, today)) for each in quotes)
        sections.append(Section(_("Limits, as your clinic said"), tuple(facts)))
    if followed is not None:
        sections.append(Section(_("Before leaving"), tuple(_leaving_facts(records, session, followed, now))))
    return SheetPage(
        title=_("Session sheet"),
        head=(*heads(records), f"{session.name} · {_when(session)}"),
        sections=tuple(sections),
        foot=(
            *_how_written(records, session, followed),
            *([_("Left out by choice: words of one’s own.")] if held and not own_words else []),
            made_on(now),
        ),
        own_words=held if own_words else (),
        listings=session_tables(records, session, now),
        chart=live_chart(records, session) if has_readings else None,
    )


def no_session_sheet(records: CourseRecords, now: datetime) -> SheetPage:
    """Return the sheet of a course that has no session yet: it says so."""
    facts = (Fact("", _("No session is recorded yet.")),)
    return SheetPage(
        title=_("Session sheet"),
        head=heads(records),
        sections=(Section(_("Session"), facts),),
        foot=(made_on(now),),
    )


def _when(session: Session) -> str:
    return day_and_clock(local_date(session.started_at), session.started_at.time())


def _how_written(records: CourseRecords, session: Session, followed: FollowedSession | None) -> Iterator[str]:
    """Say of a session that was followed how it was written down; of any other nobody knows when."""
    if followed is None:
        return
    entries = entries_of_sheet(records, session)
    if any(is_written_after(each, followed.closed_at) for each in entries):
        yield _(
            "Written down by hand while it happened, unless it says later; its clock is a memory aid and no "
            "monitor."
        )
    else:
        yield _("Written down by hand while it happened; its clock is a memory aid and no monitor.")


def _session_facts(session: Session, followed: FollowedSession | None) -> Iterator[Fact]:
    """Tell what was written down; of a session that was not given, no first dose."""
    told = _TOLD if is_given(session) else _TOLD[1:]
    for name in (*told, *OF_A_SESSION):
        words = dose_words(session) if name == "dose" else field_words(session, name)
        if words:
            yield Fact(_(label_of(Session, name)), words)
    if followed is not None:
        for name in _FOLLOWED:
            if words := field_words(followed, name):
                yield Fact(_(label_of(FollowedSession, name)), words)


def _leaving_facts(
    records: CourseRecords, session: Session, followed: FollowedSession, now: datetime
) -> Iterator[Fact]:
    standing = leaving(records, session, followed, now)
    yield Fact(_(label_of(FollowedSession, "left_at")), value_words(standing.left_at) or _(NOT_RECORDED))
    yield Fact(
        _(label_of(FollowedSession, "escort_here")), value_words(standing.escort_here) or _(NOT_RECORDED)
    )
    yield Fact(_(label_of(FollowedSession, "driving_rule")), standing.driving_rule or _(NOT_RECORDED))
    for line in standing.lines:
        ticked = tick_words(line.ticked_at, is_over=is_over(followed))
        yield Fact("", f"{line.line}: {ticked}")
    for words in (*leaving_words(standing), _(RECORDS_ONLY)):
        yield Fact("", words)
