"""Every form by its name, which is also the name of its draft.

A name is a kind of record, such as `readings`, followed by `:` and an id to edit one, or by `.` and what it
is about: of a score the instrument or the id of an own measure, of a baseline the instrument or the id of a
score, of a session, a visit or a move the id of the planned date that it is for, of a planned date its day,
of a journal entry and of what is asked after a session the id of the session, of a check-in its key,
of checkpoints their route, of what the caregiver is told the line about driving, of a correction the id of
the sitter's entry.
"""

from collections.abc import Callable

from ketatrack.domain.errors import JournalError
from ketatrack.domain.instruments import instrument, short_name
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_from_text
from ketatrack.domain.records import (
    KINDS,
    BaselineChoice,
    CareArrangement,
    CheckIn,
    CheckInPlan,
    CheckpointPlan,
    ClinicLimit,
    Course,
    FollowedSession,
    JournalEntry,
    OwnMeasure,
    Patient,
    PlanMove,
    PlannedItem,
    Protocol,
    Record,
    Score,
    ScoreRule,
    Session,
    SessionExperience,
    SideEffect,
    Visit,
    WatchAnswer,
)
from ketatrack.ui.forms.after_forms import check_in_form, experience_form, journal_form, plan_form
from ketatrack.ui.forms.checkpoint_plan_form import checkpoint_plan_form
from ketatrack.ui.forms.correction_form import CORRECTIONS, correction_form
from ketatrack.ui.forms.course_form import CourseForm
from ketatrack.ui.forms.driving_form import DRIVING, DrivingForm, driving_title
from ketatrack.ui.forms.form import Form
from ketatrack.ui.forms.guided_measuring_form import (
    GUIDED_MEASURING,
    GuidedMeasuringForm,
    guided_title,
)
from ketatrack.ui.forms.limit_form import LimitForm
from ketatrack.ui.forms.measure_form import MeasureForm
from ketatrack.ui.forms.record_form import RecordForm
from ketatrack.ui.forms.rhythm_form import RhythmForm
from ketatrack.ui.forms.rows import ROWS
from ketatrack.ui.forms.side_effect_form import SideEffectForm
from ketatrack.ui.forms.suggested_rhythms_form import (
    SUGGESTED_RHYTHMS,
    SuggestedRhythmsForm,
    suggested_title,
)
from ketatrack.ui.journal import Journal

_FORMS: dict[type[Record], type[RecordForm]] = {
    Course: CourseForm,
    OwnMeasure: MeasureForm,
    ScoreRule: RhythmForm,
    ClinicLimit: LimitForm,
    SideEffect: SideEffectForm,
}
"""Those that do more than their fields say."""

QUESTIONNAIRES = "questionnaires"
"""Asks first which questionnaire or own measure; its form comes after that."""

_KINDS = {kind.kind: kind for kind in KINDS}


def make_form(journal: Journal, name: str) -> Form:
    """Make the form of a name, empty or filled with the record to edit.

    Raises:
        JournalError: the record to edit is no longer there, or there is no course yet to add it to.
    """
    kind_name, _colon, record_id = name.partition(":")
    kind_name, _dot, instrument_id = kind_name.partition(".")
    if kind_name == "catch_up":
        from ketatrack.ui.forms.catch_up_form import CatchUpForm

        return CatchUpForm(journal)
    if kind_name == GUIDED_MEASURING:
        return GuidedMeasuringForm(journal)
    if kind_name == SUGGESTED_RHYTHMS:
        return SuggestedRhythmsForm(journal)
    if kind_name == CORRECTIONS:
        return correction_form(journal, instrument_id)
    kind = _KINDS[kind_name]
    record = (journal.store.get(kind, record_id) or _deleted(journal, name)) if record_id else None
    if record_id and record is None:
        raise JournalError(_("This entry is no longer there."))
    special = _SPECIAL.get(kind)
    if special is not None:
        return special(journal, record, instrument_id)
    form = _FORMS.get(kind, RecordForm)
    if "course_id" in kind.model_fields:
        return form(journal, kind, ROWS[kind], record, course_id=journal.records().course.id)
    if "patient_id" not in kind.model_fields:
        return form(journal, kind, ROWS[kind], record)
    patient = journal.patient()
    owner = patient or Patient(**journal.stamp())
    beside = [] if patient else [owner]
    return form(journal, kind, ROWS[kind], record, beside=beside, patient_id=owner.id)


def _deleted(journal: Journal, name: str) -> Record | None:
    """Return an entry as it was last, where it was deleted and something was typed into its form before."""
    if journal.draft(name) is None:
        return None
    from ketatrack.ui.history.putting_back import last_version

    version = last_version(journal.store, name.partition(":")[2])
    return version.record if version else None


def kinds_with_forms() -> list[type[Record]]:
    """Return the kinds of record that have a form by their own name; others are rows of another's form."""
    return [kind for kind in KINDS if kind in ROWS or kind in _SPECIAL]


def title_of(journal: Journal, name: str) -> str:
    """Return what a form is called on screen, a score's by its questionnaire or own measure."""
    if name == DRIVING:
        return driving_title()
    kind_name, _colon, record_id = name.partition(":")
    kind_name, _dot, about = kind_name.partition(".")
    others = {
        SUGGESTED_RHYTHMS: suggested_title(),
        GUIDED_MEASURING: guided_title(),
        CORRECTIONS: _("Correction of a sitter’s entry"),
    }
    words = (
        _(_KINDS[kind_name].label) if kind_name in _KINDS else others.get(kind_name, _("Catch up from paper"))
    )
    scale = _scale_words(journal, about or record_id)
    if scale and kind_name == Score.kind:
        words = scale
    elif scale and kind_name == BaselineChoice.kind:
        words = _("{name}: baseline").format(name=scale)
    elif kind_name == SessionExperience.kind and not record_id:
        words = _("After a session")
    return _("{what}, being changed").format(what=words) if record_id else words


def _scale_words(journal: Journal, about: str) -> str:
    """Return the questionnaire or own measure that an id stands for or a score is of; empty for neither."""
    known = instrument(about)
    if known is not None:
        return _(known.abbreviation)
    if (measure := journal.store.get(OwnMeasure, about)) is not None:
        return measure.name
    score = journal.store.get(Score, about)
    return short_name(score.instrument) if score else ""


def _session_form(journal: Journal, record: Record | None, planned_id: str) -> Form:
    from ketatrack.ui.forms.ended_dates import planned_item
    from ketatrack.ui.forms.session_form import SessionForm

    planned = planned_item(journal, planned_id)
    return SessionForm(journal, record if isinstance(record, Session) else None, planned)


def _follow_form(journal: Journal, _record: Record | None, planned_id: str) -> Form:
    from ketatrack.domain.followed import running
    from ketatrack.ui.forms.ended_dates import planned_item
    from ketatrack.ui.forms.follow_form import FollowForm

    if running(journal.records()) is not None:
        raise JournalError(_("A session is being followed already. End it on its board first."))
    return FollowForm(journal, planned_item(journal, planned_id))


def _visit_form(journal: Journal, record: Record | None, planned_id: str) -> Form:
    from ketatrack.ui.forms.ended_dates import planned_item
    from ketatrack.ui.forms.visit_form import VisitForm

    course_id, planned = journal.records().course.id, planned_item(journal, planned_id)
    return VisitForm(journal, record if isinstance(record, Visit) else None, planned, course_id=course_id)


def _protocol_form(journal: Journal, record: Record | None, _rest: str) -> Form:
    from ketatrack.ui.forms.protocol_form import ProtocolForm

    return ProtocolForm(journal, record if isinstance(record, Protocol) else None)


def _planned_item_form(journal: Journal, record: Record | None, day: str) -> Form:
    from ketatrack.ui.forms.planned_item_form import PlannedItemForm

    item = record if isinstance(record, PlannedItem) else None
    form = PlannedItemForm(journal, item, course_id=journal.records().course.id)
    if day:
        form.begin_on(date_from_text(day))
    return form


def _move_form(journal: Journal, _record: Record | None, item_id: str) -> Form:
    from ketatrack.ui.forms.ended_dates import planned_item
    from ketatrack.ui.forms.move_form import MoveForm

    item = planned_item(journal, item_id)
    if item is None:
        raise JournalError(_("This planned date is no longer there."))
    return MoveForm(journal, item)


def _arrangement_form(journal: Journal, record: Record | None, line: str) -> Form:
    """Make the form of the one arrangement that a course has, filled with it where it is there."""
    course = journal.records().course
    found = record or next(iter(journal.store.find(CareArrangement, course_id=course.id)), None)
    if line:
        return DrivingForm(
            journal, found if isinstance(found, CareArrangement) else None, course_id=course.id
        )
    return RecordForm(journal, CareArrangement, ROWS[CareArrangement], found, course_id=course.id)


def _watch_form(journal: Journal, record: Record | None, _rest: str) -> Form:
    from ketatrack.ui.forms.long_term_watch_form import LongTermWatchForm

    return LongTermWatchForm(journal, record if isinstance(record, WatchAnswer) else None)


def _baseline_form(journal: Journal, record: Record | None, instrument_id: str) -> Form:
    from ketatrack.ui.forms.baseline_form import BaselineForm

    if isinstance(record, BaselineChoice):
        return BaselineForm(journal, record.instrument)
    if instrument(instrument_id) is not None:
        return BaselineForm(journal, instrument_id)
    wanted = journal.store.get(Score, instrument_id)
    if wanted is None:
        raise JournalError(_("The score to compare with is no longer there."))
    return BaselineForm(journal, wanted.instrument, wanted)


def _score_form(journal: Journal, record: Record | None, scale_id: str) -> Form:
    from ketatrack.ui.forms.questionnaire_form import QuestionnaireForm
    from ketatrack.ui.forms.total_form import TotalForm

    score = record if isinstance(record, Score) else None
    name = score.instrument if score else scale_id
    known = instrument(name)
    if known is not None:
        return (
            QuestionnaireForm(journal, known.id, score) if known.items else TotalForm(journal, known, score)
        )
    measure = _own_measure(journal, name, score)
    if measure is not None:
        return TotalForm(journal, measure, score)
    if score is not None and score.answers is None:
        return TotalForm(journal, name, score)
    return QuestionnaireForm(journal, name, score)


def _own_measure(journal: Journal, name: str, score: Score | None) -> OwnMeasure | None:
    """Return the measure that a score names, or the one whose id a form names."""
    if score is None:
        return journal.store.get(OwnMeasure, name)
    if score.answers is not None:
        return None
    owner = journal.records().patient.id
    return next(iter(journal.store.find(OwnMeasure, name=name, patient_id=owner)), None)


_SPECIAL: dict[type[Record], Callable[[Journal, Record | None, str], Form]] = {
    Session: _session_form,
    FollowedSession: _follow_form,
    Score: _score_form,
    BaselineChoice: _baseline_form,
    Visit: _visit_form,
    Protocol: _protocol_form,
    PlannedItem: _planned_item_form,
    PlanMove: _move_form,
    CareArrangement: _arrangement_form,
    CheckpointPlan: checkpoint_plan_form,
    WatchAnswer: _watch_form,
    SessionExperience: experience_form,
    CheckIn: check_in_form,
    CheckInPlan: plan_form,
    JournalEntry: journal_form,
}
