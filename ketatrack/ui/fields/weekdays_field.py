"""Days of the week, any number of them."""

from ketatrack.domain.rhythm_words import weekday_names
from ketatrack.ui.fields.chips_field import ChipsField


class WeekdaysField(ChipsField):
    """Seven buttons, Monday first; the value holds 0 for Monday to 6 for Sunday."""

    def __init__(self, label: str) -> None:
        """Offer the days."""
        super().__init__(label, list(enumerate(weekday_names())))
