"""Whose course it is, and which: found by name, asked for when more than one would fit, never guessed."""

from collections.abc import Sequence
from pathlib import Path

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.records import Course, Patient
from ketatrack.domain.words import Author, Method
from ketatrack.store.store import Store


def course_named(store: Store, name: str, patient_name: str | None) -> Course | None:
    """Return the journal's course of that name, or None when it holds none.

    Raises:
        JournalError: several people have a course of that name and nobody said whose it is.
    """
    named = [course for course in _courses(store, patient_name) if course.name == name]
    if len(named) > 1:
        raise JournalError(
            _("Several people have a course called “{name}”. Say whose it is with --patient NAME.").format(
                name=name
            )
        )
    return named[0] if named else None


def course_in_journal(store: Store, patient_name: str | None, path: Path) -> Course:
    """Return the journal's only course, for files that do not say which course they belong to.

    Raises:
        JournalError: the journal holds no course, or several.
    """
    courses = _courses(store, patient_name)
    if len(courses) != 1:
        raise JournalError(
            _(
                "{path} does not say which course it belongs to, and the journal holds {count}. "
                "Add a course.csv with the course's name."
            ).format(path=path, count=len(courses))
        )
    return courses[0]


def patient_for(store: Store, course_name: str, patient_name: str | None) -> tuple[Patient, bool]:
    """Return whom a new course belongs to, and whether that person is new to the journal as well.

    Raises:
        JournalError: the journal holds several people and nobody said whose course it is.
    """
    patients = _patients(store, patient_name)
    if len(patients) > 1:
        raise JournalError(
            _(
                "The journal holds several people, and none has a course called “{name}”. "
                "Say whose it is with --patient NAME: {names}."
            ).format(name=course_name, names=_listed(patients))
        )
    if patients:
        return patients[0], False
    return Patient(recorded_by=Author.PATIENT, recorded_how=Method.IMPORTED), True


def _courses(store: Store, patient_name: str | None) -> list[Course]:
    if patient_name is None:
        return store.find(Course)
    return [
        course
        for patient in _patients(store, patient_name)
        for course in store.find(Course, patient_id=patient.id)
    ]


def _patients(store: Store, patient_name: str | None) -> list[Patient]:
    patients = store.find(Patient)
    if patient_name is None:
        return patients
    named = [patient for patient in patients if patient.name == patient_name]
    if not named:
        raise JournalError(
            _("Nobody in the journal is called “{name}”. It holds: {names}.").format(
                name=patient_name, names=_listed(patients)
            )
        )
    return named


def _listed(patients: Sequence[Patient]) -> str:
    return ", ".join(f"“{patient.name}”" for patient in patients) or _("nobody")
