"""The forms of the time after a session, made by what stands in their names in `forms.catalogue`."""

from ketatrack.domain.after_session import session_to_ask_about
from ketatrack.domain.check_ins import read_key
from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.records import CheckIn, JournalEntry, Record, Session, SessionExperience
from ketatrack.ui.forms.form import Form
from ketatrack.ui.forms.record_form import RecordForm
from ketatrack.ui.journal import Journal

_EXPERIENCE_ROWS = (["strength", "pleasantness"], ["words"], ["answered_at"])
_CHECK_IN_ROWS = (["answered_at"], ["words"])


def experience_form(journal: Journal, record: Record | None, session_id: str) -> Form:
    """Make the questions after a session, by default the one of the last 24 hours; or the form of its entry.

    Raises:
        JournalError: there is no such session.
    """
    if isinstance(record, SessionExperience):
        return RecordForm(journal, SessionExperience, _EXPERIENCE_ROWS, record)
    from ketatrack.ui.forms.after_session_form import AfterSessionForm

    if session_id:
        return AfterSessionForm(journal, _session(journal, session_id))
    session = session_to_ask_about(journal.records(), journal.now())
    if session is None:
        raise JournalError(
            _(
                "No session of the last 24 hours is there to ask about. For an earlier one, choose it on the "
                "Sessions page."
            )
        )
    return AfterSessionForm(journal, session)


def check_in_form(journal: Journal, record: Record | None, key: str) -> Form:
    """Make the form of a check-in that is open, or of one that was answered.

    Raises:
        JournalError: its session is no longer there, or it was answered already.
    """
    if isinstance(record, CheckIn):
        return RecordForm(journal, CheckIn, _CHECK_IN_ROWS, record)
    from ketatrack.ui.forms.check_in_form import CheckInForm

    try:
        session_id, after_hours = read_key(key)
    except ValueError:
        raise JournalError(_("Today shows which check-in is open, if one is.")) from None
    return CheckInForm(journal, _session(journal, session_id), after_hours)


def plan_form(journal: Journal, _record: Record | None, _about: str) -> Form:
    """Make the form of the course's choice of check-ins; raises JournalError without a course."""
    from ketatrack.ui.forms.check_in_plan_form import CheckInPlanForm

    return CheckInPlanForm(journal)


def journal_form(journal: Journal, record: Record | None, session_id: str) -> Form:
    """Make the form of a journal entry; raises JournalError without a course."""
    from ketatrack.ui.forms.journal_form import JournalForm

    return JournalForm(journal, record if isinstance(record, JournalEntry) else None, session_id)


def _session(journal: Journal, session_id: str) -> Session:
    found = journal.store.get(Session, session_id)
    if found is None or found.course_id != journal.records().course.id:
        raise JournalError(_("This session is not in the course on screen."))
    return found
