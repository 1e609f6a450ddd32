"""How sessions were, and what check-ins said, as tables."""

from dataclasses import dataclass

from ketatrack.domain.check_ins import distance_words, lateness_words
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.language import gettext as _
from ketatrack.domain.observed import ObservationTimes
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import CheckIn, CheckInPlan, Session, SessionExperience
from ketatrack.domain.wording import session_and_moment
from ketatrack.ui.tables.listing import (
    Column,
    Details,
    Listing,
    Offer,
    Row,
    Section,
    author_column,
    field_column,
    late_column,
    observed_column,
    words_column,
)
from ketatrack.ui.tables.shown import facts, recorded


@dataclass(frozen=True)
class ExperienceRow(Row[SessionExperience]):
    """How a session was, with the session."""

    session: Session
    mark: str
    """Says that it was written inside the observation time; empty where it was not."""


@dataclass(frozen=True)
class CheckInRow(Row[CheckIn]):
    """A check-in with its session."""

    session: Session


def experiences_listing() -> Listing[ExperienceRow]:
    """Return how the sessions of a course were as a table."""
    return Listing(
        name=SessionExperience.kind,
        words=_("How it was"),
        columns=(
            field_column(SessionExperience, "answered_at"),
            words_column("session", _(Session.label), lambda row: row.session.name),
            field_column(SessionExperience, "strength"),
            field_column(SessionExperience, "pleasantness"),
            field_column(SessionExperience, "words"),
            observed_column(),
            author_column(),
        ),
        rows=_experience_rows,
        details=lambda row: Details(
            title=_(SessionExperience.label),
            sections=[Section("", [(_(Session.label), session_and_moment(row.session)), *facts(row.record)])],
            lines=[*recorded(row.record), *filter(None, [row.mark])],
        ),
        title=lambda row: _("how session {name} was").format(name=row.session.name),
        purpose=_("How strong and how pleasant each session was stands here, and what it was like."),
        offers=(Offer(SessionExperience.kind, _("After your last session")),),
    )


def _experience_rows(records: CourseRecords) -> list[ExperienceRow]:
    sessions, observed = {each.id: each for each in records.sessions}, ObservationTimes.of(records)
    return [
        ExperienceRow(each, sessions[each.session_id], observed.words(each))
        for each in records.following.experiences
        if each.session_id in sessions
    ]


def check_ins_listing() -> Listing[CheckInRow]:
    """Return the check-ins of a course as a table; their numbers are on the Mood page."""
    return Listing(
        name=CheckIn.kind,
        words=_("Check-ins"),
        columns=(
            field_column(CheckIn, "answered_at"),
            words_column("session", _(Session.label), lambda row: row.session.name),
            _after_column(),
            words_column("late", _("Answered"), lambda row: lateness_words(row.record, row.session)),
            field_column(CheckIn, "skipped", is_offered=True),
            field_column(CheckIn, "words"),
            late_column(),
            author_column(),
        ),
        rows=_check_in_rows,
        details=lambda row: Details(
            title=_(CheckIn.label),
            sections=[Section("", [(_(Session.label), session_and_moment(row.session)), *facts(row.record)])],
            lines=recorded(row.record),
        ),
        title=lambda row: _("check-in after {distance}").format(
            distance=distance_words(row.record.after_hours)
        ),
        purpose=_(
            "Some hours or days after a session you can be asked how you are; what you answered or skipped "
            "stands here. Nothing is asked for unless you choose when."
        ),
        offers=(Offer(CheckInPlan.kind, _("Choose check-ins")),),
    )


def _after_column() -> Column[CheckInRow]:
    return Column(
        "after_hours",
        _("After"),
        lambda row: distance_words(row.record.after_hours),
        lambda row: row.record.after_hours,
        hint=_(label_of(CheckIn, "after_hours")),
    )


def _check_in_rows(records: CourseRecords) -> list[CheckInRow]:
    sessions = {each.id: each for each in records.sessions}
    return [
        CheckInRow(each, sessions[each.session_id])
        for each in records.following.check_ins
        if each.session_id in sessions
    ]
