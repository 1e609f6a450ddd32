"""Backups of an open journal: before something is done to it, and as its schedule says."""

from datetime import datetime
from pathlib import Path

import tzlocal

from ketatrack.domain.backup_words import (
    COUNTED_SETTING,
    IDENTITY_SETTING,
    OF_THE_FILE,
    SCHEDULE_SETTING,
    SECOND_PLACE_SETTING,
    Reason,
    Schedule,
    is_wanted,
)
from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.store.backup_places import name_for, places_of, usual_place
from ketatrack.store.backup_survey import Survey
from ketatrack.store.backups import Backup, backups_in
from ketatrack.store.comparing import compare
from ketatrack.store.holding import writing_beside_a_window
from ketatrack.store.keeping import Made, backup_file
from ketatrack.store.store import Store


def backup_before(store: Store, reason: Reason) -> Made:
    """Make a backup of an open journal before something is done to it; see `backup_file`.

    Raises:
        JournalError: no backup was made.
    """
    if store.reading_only:
        raise JournalError(_("This journal is open for reading only. Keep a copy of it elsewhere."))
    identify(store)
    return backup_file(store.path, store.key, reason)


def backup_on_schedule(store: Store, *, leaving: bool = False) -> Made | None:
    """Make a backup of an open journal where its schedule wants one and something changed since the last.

    Args:
        store: the journal; None is made of one that is open for reading only.
        leaving: the journal is being closed, so that nothing slow is done: the second place waits.

    Raises:
        JournalError: as `backup_file`.
    """
    if store.reading_only:
        return None
    identify(store)
    schedule = schedule_of(store)
    now = datetime.now(tzlocal.get_localzone())
    made = backups_in(places_of(store.path, store.key).first)
    newest = made[0] if made else None
    wanted = is_wanted(schedule, newest.made_at if newest else None, now, leaving=leaving)
    if not wanted or (newest is not None and _is_as_in(store, newest)):
        return None
    return backup_file(store.path, store.key, Reason.SCHEDULE, second_too=not leaving)


def note_made(store: Store, made: Made) -> None:
    """Keep in an open journal that a backup was read as a whole when it was made; raises JournalError."""
    counted = {made.backup.path.name: made.backup.made_at.isoformat()}
    store.set_setting(COUNTED_SETTING, store.setting(COUNTED_SETTING, {}) | counted)


def schedule_of(store: Store) -> Schedule:
    """Return how often backups are made by themselves: each day, where nobody chose."""
    chosen = store.setting(SCHEDULE_SETTING, Schedule.DAILY)
    return next(schedule for schedule in Schedule if schedule == chosen)


def _is_as_in(store: Store, backup: Backup) -> bool:
    """Say whether an open journal holds what a backup holds; one that cannot be opened is another."""
    try:
        return compare(store.path, store.key, backup.path, store.key, aside=OF_THE_FILE).is_equal
    except JournalError:
        return False


def identify(store: Store) -> None:
    """Give an open journal its identity, where it has none, or where it is a copy of one that is still there.

    Raises:
        JournalError: the journal cannot be written to.
    """
    known = store.setting(IDENTITY_SETTING)
    name = name_for(store.path, known)
    if name != known and not store.reading_only:
        with writing_beside_a_window(store.path):
            store.set_setting(IDENTITY_SETTING, name)


def choose_second_place(store: Store, folder: Path | None) -> None:
    """Keep backups in a folder of the person's choice, too; None ends it, and leaves what is there.

    Raises:
        JournalError: it is no folder, holds the first ones, or the journal cannot be written to.
    """
    if folder is not None:
        if not folder.is_dir():
            raise JournalError(
                _("There is no folder {folder}. Choose one that is there.").format(folder=folder)
            )
        if folder.resolve().is_relative_to(usual_place().resolve()):
            raise JournalError(
                _("The first backups lie in {folder}. Choose another one.").format(folder=folder)
            )
    store.set_setting(SECOND_PLACE_SETTING, None if folder is None else str(folder.resolve()))


def keep_counted(store: Store, found: Survey) -> None:
    """Keep in an open journal when each of its backups was last read as a whole.

    Raises:
        JournalError: the journal cannot be written to.
    """
    counted = {
        each.backup.path.name: each.counted_at.isoformat() for each in found.backups if each.counted_at
    }
    if counted != store.setting(COUNTED_SETTING, {}):
        store.set_setting(COUNTED_SETTING, counted)
