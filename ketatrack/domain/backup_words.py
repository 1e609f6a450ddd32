"""Why a backup was made, how often one is made, and when the next one is wanted."""

from datetime import datetime, timedelta

from ketatrack.domain.language import gettext as _
from ketatrack.domain.sitter_mode import SITTER_SETTING
from ketatrack.domain.words import Word

SCHEDULE_SETTING = "backup_schedule"
SECOND_PLACE_SETTING = "second_backup_place"
IDENTITY_SETTING = "journal_id"
COUNTED_SETTING = "backups_counted"
TRIED_SETTING = "restore_tried"
OF_THE_FILE = frozenset(
    {
        *(IDENTITY_SETTING, COUNTED_SETTING, TRIED_SETTING, SCHEDULE_SETTING, SECOND_PLACE_SETTING),
        SITTER_SETTING,
    }
)
"""What a journal keeps about its file, its backups and who has its window, not about the course: no export
carries it to another journal, no import brings it, no restore takes it back, and that it changes is no reason
for another backup."""
FAR_SMALLER = 2
"""A journal with less than half of the entries of an earlier backup is far smaller than that."""
MANY_REMOVED = 25
"""Entries; before more are removed in one step a backup is made, and before a whole course is."""


class Reason(Word):
    """Why a backup was made; the word stands in its file's name, and says nothing of what is in it."""

    SCHEDULE = "day", "on schedule"
    HAND = "hand", "by hand"
    UPGRADE = "upgrade", "before an upgrade"
    RESTORE = "restore", "before a restore"
    IMPORT = "import", "before an import"
    REMOVAL = "removal", "before a large removal"
    PASSPHRASE = "passphrase", "before a new passphrase"

    @property
    def is_occasion(self) -> bool:
        """Whether a backup is made for it whatever the schedule says, and without being asked for."""
        return self not in {Reason.SCHEDULE, Reason.HAND}


def occasions_words() -> str:
    """Name every occasion before which a backup is made: `before an upgrade, before a restore, …`."""
    return ", ".join(_(reason.label) for reason in Reason if reason.is_occasion)


class Schedule(Word):
    """How often a backup is made by itself, where something changed since the last."""

    DAILY = "daily", "Each day you use it"
    WEEKLY = "weekly", "Each week"
    BY_HAND = "by_hand", "Only by hand"


def is_wanted(schedule: Schedule, newest: datetime | None, now: datetime, *, leaving: bool) -> bool:
    """Say whether a backup is made now, given that something changed since the newest one.

    Who keeps one each day gets one whenever they leave, since what was written that day is not in the one
    of that morning.

    Args:
        schedule: what the person chose.
        newest: when the newest backup was made; None where there is none.
        now: this moment, on the clock of the place that days are counted at.
        leaving: the journal is being closed.
    """
    if schedule is Schedule.BY_HAND:
        return False
    if newest is None:
        return True
    if schedule is Schedule.WEEKLY:
        return abs(now - newest) >= timedelta(days=7)
    return leaving or newest.astimezone(now.tzinfo).date() != now.date()


def is_far_smaller(entries: int, than: int) -> bool:
    """Say whether a journal of so many sessions and scores is far smaller than one of so many."""
    return entries * FAR_SMALLER < than
