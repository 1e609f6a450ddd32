"""The scales that ask about now or today, before and after each session, and its check-ins."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from ketatrack.charts.acute_data import AroundSession, ScaleAround, acute_data, distance_words
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.handover import AppendixPart, Handover
from ketatrack.domain.language import gettext as _
from ketatrack.domain.provenance import written_later_words
from ketatrack.domain.records import CheckIn, Session
from ketatrack.domain.scores import Scored
from ketatrack.domain.selection import Selection, within
from ketatrack.domain.wording import NONE_KNOWN, session_name
from ketatrack.reports.profile import Listing


def acute_listing(whole: CourseRecords, choices: Handover) -> Listing:
    """Return what each scale of a day or less was around each session of a period, session by session."""
    scales = acute_data(whole, Selection(choices.period)).scales
    shown = within(whole, choices.period)
    rows = [
        row
        for session in shown.sessions
        for row in (*_scale_rows(session, scales), *_check_in_rows(session, shown))
    ]
    return Listing(
        title=_(AppendixPart.ACUTE.label),
        note=_("Two days before a session to seven after it; nearer where another session lies nearer."),
        header=(_(Session.label), _("Scale"), _("Before"), _("After")),
        shares=(4, 4, 6, 10),
        rows=tuple(rows),
    )


def _scale_rows(session: Session, scales: Sequence[ScaleAround]) -> Iterator[tuple[str, ...]]:
    for of in scales:
        for around in of.sessions:
            if around.session.id == session.id:
                yield (session_name(session), of.scale.abbreviation, *_before_and_after(around))


def _before_and_after(around: AroundSession) -> tuple[str, str]:
    start = around.session.started_at
    before = [each for each in around.scores if each.taken_at <= start]
    after = [each for each in around.scores if each.taken_at > start]
    return _scores_words(around.session, before), _scores_words(around.session, after)


def _scores_words(session: Session, scores: list[Scored]) -> str:
    return ", ".join(_score_words(session, each) for each in scores) or NONE_KNOWN


def _score_words(session: Session, score: Scored) -> str:
    told = filter(None, (distance_words(session, score), written_later_words(score.score)))
    return f"{score.total:g} ({', '.join(told)})"


def _check_in_rows(session: Session, shown: CourseRecords) -> Iterator[tuple[str, ...]]:
    """Yield the check-ins after a session in one row: when each was planned for, and when it was answered."""
    found = [each for each in shown.following.check_ins if each.session_id == session.id]
    if found:
        words = ", ".join(_check_in_words(each, session) for each in found)
        yield session_name(session), _("Check-ins"), "", words


def _check_in_words(check_in: CheckIn, session: Session) -> str:
    if check_in.skipped:
        return _("for {hours} h: skipped").format(hours=check_in.after_hours)
    after = (check_in.answered_at - session.started_at) / timedelta(hours=1)
    return _("for {hours} h: answered after {after:.0f} h").format(hours=check_in.after_hours, after=after)
