"""A journal that was opened and read, on whichever thread, before the window shows it."""

from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Self

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.records import Course
from ketatrack.store.first_look import is_damaged_journal, left_in, look_at_opening
from ketatrack.store.header import is_older
from ketatrack.store.holding import WriteProtectedError, holding
from ketatrack.store.key import Key, LockedJournalError, WrongPassphraseError
from ketatrack.store.known_backups import is_backup, journal_of
from ketatrack.store.pages import lost_its_first_page
from ketatrack.store.store import Store

CHOSEN_COURSE = "course"
"""The setting that names the course on screen."""


class Access(Enum):
    """What a journal is opened for."""

    WRITING = auto()
    READING = auto()
    """While another window or computer writes into it."""
    TAKING_OVER = auto()
    """For writing, since the computer that seems to have it open has not."""


@dataclass(frozen=True, slots=True)
class ReadStore:
    """An open store with the course on screen, read by whoever opened it, on whichever thread."""

    store: Store
    records: CourseRecords | None
    reading_only: str = ""
    """Says why nothing can be written into it; empty where all can."""

    @classmethod
    def at(cls, path: Path, key: Key | None = None, access: Access = Access.WRITING) -> Self:
        """Open and read the journal at a path; for reading only where it cannot be written to.

        Of a damaged one, what is readable is opened.

        Raises:
            LockedJournalError: it has a passphrase, and no key was given.
            WrongPassphraseError: the key opens nothing of it.
            HeldElsewhereError: another window, program or computer has it.
            JournalError: it cannot be opened or read.
        """
        if is_backup(path) and is_older(path):
            older = _("{path} was made by an older version; opening it would change it.").format(path=path)
            raise JournalError(f"{older} {_way_back_words(path)}")
        try:
            return cls._whole(path, key, access)
        except JournalError as refusal:
            if is_damaged_journal(path, key, refusal):
                return cls.left_in(path, key)
            if lost_its_first_page(path):
                raise (LockedJournalError if key is None else WrongPassphraseError)(path) from refusal
            raise

    @classmethod
    def left_in(cls, path: Path, key: Key | None = None) -> Self:
        """Open and read what is readable of a damaged journal; raises JournalError where that is nothing."""
        sentence = _("This journal is damaged. What is still readable is shown, for reading only.")
        return cls.of(left_in(path, key), sentence)

    @classmethod
    def _whole(cls, path: Path, key: Key | None, access: Access) -> Self:
        look_at_opening(path, key)
        if is_backup(path):
            return cls.of(Store.open(path, key, reading_only=True), _backup_words(path))
        if access is Access.READING:
            return cls.of(Store.open(path, key, reading_only=True), _open_elsewhere())
        try:
            with holding(path, take_over=access is Access.TAKING_OVER):
                return cls.of(Store.open(path, key))
        except WriteProtectedError as refused:
            return cls.of(Store.open(path, key, reading_only=True), str(refused))

    @classmethod
    def of(cls, store: Store, reading_only: str = "") -> Self:
        """Read an open store; it is closed where that fails, with a JournalError."""
        try:
            course = chosen_course(store)
            return cls(store, store.course_records(course) if course else None, reading_only)
        except BaseException:
            store.close()
            raise


def chosen_course(store: Store) -> Course | None:
    """Return the course chosen last, else the newest; None in a journal without one."""
    courses = store.find(Course)
    chosen = store.setting(CHOSEN_COURSE)
    return next((course for course in courses if course.id == chosen), courses[-1] if courses else None)


def _backup_words(backup: Path) -> str:
    shown = _("This is a backup; it is shown for reading only, so that it stays as it was.")
    return f"{shown} {_way_back_words(backup)}"


def _way_back_words(backup: Path) -> str:
    """Say how what a backup holds becomes a journal again."""
    journal = journal_of(backup)
    if journal is None:
        return _("To go on in it, copy the file into another folder and open the copy.")
    return _("To bring it back, open {journal}, and choose it there under Backups.").format(journal=journal)


def _open_elsewhere() -> str:
    return _(
        "This journal is open elsewhere; here it is shown as it was when it was opened, for reading only."
    )
