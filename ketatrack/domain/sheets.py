"""What a person chooses to have on a sheet for somebody else; nothing is on it that was not chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.plan_words import Sheet
from ketatrack.domain.planned import coming
from ketatrack.domain.records import CareArrangement, PlannedItem, Session
from ketatrack.domain.words import Word

PAPER_SHEETS = (
    Sheet.CAREGIVER_CARD,
    Sheet.ASK_THE_CLINIC,
    Sheet.VISIT_SHEET,
    Sheet.SESSION_SHEET,
    Sheet.SIDE_EFFECTS,
)
"""Those for somebody's hands, in the order in which they are offered; a session's may have several pages."""

ASK_THE_CLINIC = "not recorded: ask the clinic"
"""What stands for a line of safety that was left empty, wherever a caregiver reads it."""

SHEETS_SETTING = "sheets"
"""The setting in which a journal keeps what was chosen: by the id of the course, then by the sheet."""


class CardPart(Word):
    """What can stand on the caregiver's card besides dates and safety, each only when it is ticked."""

    NAME = "name", "Your name"
    PREPARING = "preparing", "Eating, drinking, what to have ready"
    CONTACTS = "contacts", "Your other contacts"
    NOTES = "notes", "Your words and notes on the date"
    SCORE = "score", "Latest PHQ-9"
    MEDICINE = "medicine", "Names of medicines"


@dataclass(frozen=True, slots=True)
class CardChoices:
    """For whom a card is made, the id of its date (None for the next one), and what was ticked."""

    for_whom: str = ""
    item_id: str | None = None
    parts: frozenset[CardPart] = frozenset()


def date_of_card(records: CourseRecords, choices: CardChoices, today: date) -> PlannedItem | None:
    """Return the planned date that a card is about: the chosen one while it is to come, else the next.

    None while nothing is planned; a draft is nothing that the clinic gave, and never on a card.
    """
    ahead = coming(records, today)
    chosen = next((item for item in ahead if item.id == choices.item_id), None)
    return chosen or next(iter(ahead), None)


def arrangement_of(records: CourseRecords) -> CareArrangement | None:
    """Return what the caregiver of a course was told, None while nothing is written down."""
    return next(iter(records.plan.arrangements), None)


def session_of_sheet(records: CourseRecords, session_id: str | None) -> Session | None:
    """Return the session that a sheet is about: the chosen one, else the last followed, else the last.

    None while the course has none.
    """
    chosen = next((each for each in records.sessions if each.id == session_id), None)
    followed = {each.session_id for each in records.following.sessions}
    last = next((each for each in reversed(records.sessions) if each.id in followed), None)
    return chosen or last or next(reversed(records.sessions), None)


def sheet_file_stem(sheet: Sheet, day: date, dates: Sequence[PlannedItem] = ()) -> str:
    """Return a file's name without its ending that says nothing of the treatment, such as `card-2026-06-02`.

    Args:
        sheet: what is in the file.
        day: the local date on which it is made.
        dates: the planned dates in it; the first one names the file.
    """
    named = dates[0].planned_on if dates else day
    return f"{_STEMS.get(sheet, sheet.value.replace('_', '-'))}-{named.isoformat()}"


_STEMS = {
    Sheet.CAREGIVER_CARD: "card",
    Sheet.ASK_THE_CLINIC: "questions",
    Sheet.VISIT_SHEET: "visit",
    Sheet.SESSION_SHEET: "record",
    Sheet.SIDE_EFFECTS: "list",
}
