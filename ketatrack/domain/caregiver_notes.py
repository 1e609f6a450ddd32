"""What a caregiver noticed: the patient accepts or declines it, and its words stay as they were signed."""

from collections.abc import Iterable
from datetime import datetime

from ketatrack.domain.records import CaregiverNote


def waiting(notes: Iterable[CaregiverNote]) -> list[CaregiverNote]:
    """Return the notes about which the patient has not decided, in order of noticing."""
    return [note for note in notes if note.accepted is None]


def decided(note: CaregiverNote, *, accepted: bool | None, at: datetime) -> CaregiverNote:
    """Return a note with the patient's decision, None taking it back; its words stay as they are."""
    return note.changed(accepted=accepted, decided_at=None if accepted is None else at)
