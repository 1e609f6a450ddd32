"""The closed lists of a plan: the word that files carry and the label that people read."""

from ketatrack.domain.words import Word


class PlannedKind(Word):
    """What a date of the plan is for."""

    SESSION = "session", "Session"
    VISIT = "visit", "Visit"
    THERAPY = "therapy", "Therapy"
    TEST = "test", "Test"
    OTHER = "other", "Other"


class PlannedEnd(Word):
    """What became of a planned date, as a person says it; a date that only went by has none of these."""

    DONE = "done", "Done"
    SKIPPED = "skipped", "Skipped"
    NOT_GIVEN = "not_given", "Not given"


class Sheet(Word):
    """What can leave the program for somebody else."""

    COURSE_PROFILE = "course_profile", "Course Profile"
    VISIT_SHEET = "visit_sheet", "Visit sheet"
    ASK_THE_CLINIC = "ask_the_clinic", "Ask the clinic"
    CAREGIVER_CARD = "caregiver_card", "Card for the caregiver"
    SESSION_SHEET = "session_sheet", "Session sheet"
    SIDE_EFFECTS = "side_effects", "Side effects"
    CALENDAR = "calendar", "Calendar"
    PLAN = "plan", "Plan"
    PLAN_FILE = "plan_file", "Plan file"
    DATA = "data", "Data of the course"
