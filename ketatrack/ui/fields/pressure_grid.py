"""The readings of a session as a grid: a row per reading by its minutes from the first dose."""

from collections.abc import Iterable, Sequence

from ketatrack.domain.language import gettext as _
from ketatrack.domain.parsing import number_to_text
from ketatrack.domain.record_fields import label_of, measure_of
from ketatrack.domain.records import Reading, Session
from ketatrack.domain.session_pressure import minutes_from_start
from ketatrack.ui.fields.cell_grid import CellGrid, Column

MINUTES = "minutes"
MEASURED = ("systolic", "diastolic", "pulse", "spo2", "respiratory_rate")
_FIRST_ROWS = 4


def texts_of(reading: Reading, session: Session) -> dict[str, str]:
    """Return what the row of a recorded reading shows."""
    values = {name: getattr(reading, name) for name in MEASURED}
    values[MINUTES] = minutes_from_start(reading, session)
    return {name: "" if value is None else number_to_text(value) for name, value in values.items()}


class PressureGrid(CellGrid):
    """Minutes, both pressures, pulse, oxygen and breaths. Minutes may stand there before; values never do."""

    def __init__(self) -> None:
        """Make some rows without minutes."""
        super().__init__(_("&Blood pressure"), [_column(name) for name in (MINUTES, *MEASURED)], _FIRST_ROWS)

    def show_readings(self, readings: Iterable[Reading], session: Session) -> None:
        """Show recorded readings, in order of their minutes."""
        ordered = sorted(readings, key=lambda each: (minutes_from_start(each, session), each.taken_at))
        self.set_value([(texts_of(reading, session), reading.id) for reading in ordered])

    def offer_minutes(self, minutes: Sequence[int]) -> None:
        """Put minutes into the rows, unless something measured was typed already."""
        if not self.has_values():
            self.set_value([({MINUTES: str(each)}, "") for each in minutes])

    def follow(self, readings: Sequence[Reading]) -> None:
        """Let Enter go through the columns that these readings filled, where they filled any."""
        filled = [
            name for name in MEASURED if any(getattr(reading, name) is not None for reading in readings)
        ]
        self.common = [MINUTES, *(filled or MEASURED)]
        self._aim()

    def has_values(self) -> bool:
        """Say whether anything measured stands in the grid."""
        return any(row.texts[name] for row in self.value() for name in MEASURED)

    def _is_next(self, number: int, name: str) -> bool:
        """Pass over minutes that stand there already."""
        return super()._is_next(number, name) and (name != MINUTES or not self.cell(number, name).text())


def _column(name: str) -> Column:
    measure = measure_of(Reading, name)
    unit = f" ({measure.unit})" if measure and measure.unit and name != MINUTES else ""
    hint = _("From the first dose; 0 or less is before it") if name == MINUTES else ""
    return Column(name, _(label_of(Reading, name)) + unit, hint)
