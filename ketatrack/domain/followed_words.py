"""The closed lists of a followed session: the word that files carry and the label that people read."""

from ketatrack.domain.words import Word


class Stage(Word):
    """Where in a session a checkpoint stands."""

    BEFORE = "before", "Before the dose"
    TIMED = "timed", "At a time"
    LEAVING = "leaving", "Before leaving"


class EventKind(Word):
    """What can happen at a moment of a session, beside readings and side effects."""

    DOSE = "dose", "Dose"
    SECOND_DOSE = "second_dose", "Second dose"
    LOOKED_IN = "looked_in", "Looked in"
    ASKED_FOR_HELP = "asked_for_help", "Asked for help"
    NAUSEA = "nausea", "Nausea"
    UP_AND_ABOUT = "up_and_about", "Up and about"
    MEDICINE_GIVEN = "medicine_given", "Medicine given"
    NOTE = "note", "Note"

    @property
    def says_what_was_given(self) -> bool:
        """Whether the words of such an event name what was given, and are no note of anybody's."""
        return self in {EventKind.DOSE, EventKind.SECOND_DOSE, EventKind.MEDICINE_GIVEN}


DOSES = (EventKind.DOSE, EventKind.SECOND_DOSE)
"""What is given at a moment of a session; the first one begins it."""


class LimitedMeasure(Word):
    """What a clinic gave a limit for; the values are the fields of a reading."""

    SYSTOLIC = "systolic", "Systolic"
    DIASTOLIC = "diastolic", "Diastolic"
    PULSE = "pulse", "Pulse"
    SPO2 = "spo2", "SpO₂"


class LimitSide(Word):
    """On which side of its number a limit is passed; the number itself is not."""

    ABOVE = "above", "above"
    BELOW = "below", "below"


class Horizon(Word):
    """How long after a dose a side effect was there."""

    DURING = "during", "During a session"
    BETWEEN = "between", "Between sessions"
    LONG_TERM = "long_term", "Long term"
