"""What a person chooses to see on the Charts page: which chart, of which scales, over which stretch."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from ketatrack.charts.gallery import (
    BY_EVENTS,
    BY_HORIZON,
    BY_JOURNAL,
    BY_LINE,
    BY_QUESTIONNAIRE,
    BY_SCALE,
    BY_STANDARD,
    BY_TWO_SCALES,
    CHARTS,
    LABELS,
)
from ketatrack.charts.pair_data import chosen_pair
from ketatrack.domain.courses import CourseRecords, Period
from ketatrack.domain.effect_horizons import horizon_of
from ketatrack.domain.errors import JournalError
from ketatrack.domain.followed_words import Horizon
from ketatrack.domain.instruments import PHQ9, instrument, instruments
from ketatrack.domain.language import gettext as _
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import SideEffect
from ketatrack.domain.resting_pressure import pressure_standards
from ketatrack.domain.scales import Scale, recorded_scales, shipped_scale
from ketatrack.domain.selection import Selection
from ketatrack.domain.session_pressure import Pressure, read_pressure
from ketatrack.ui.fields.choice_field import ChoiceField, Choices, choices_of
from ketatrack.ui.fields.field import Field, FieldError
from ketatrack.ui.fields.flow_layout import FlowLayout
from ketatrack.ui.fields.range_field import RangeField
from ketatrack.ui.fields.text_field import TextField
from ketatrack.ui.journal import Journal
from ketatrack.ui.theme import GRID

_SCALE_LETTERS = 18
"""A longer name of an own measure is cut where the list is closed."""


class ChartChoices(QWidget):
    """The fields of a selection; only those that the chosen chart asks for are shown."""

    edited = Signal()

    def __init__(self, journal: Journal) -> None:
        """Lay the fields out; `offer` fills those that depend on the course."""
        super().__init__()
        self._journal = journal
        self._several = self._has_events = self._has_journal = self._several_horizons = False
        self.which = ChoiceField(_("Chart"), [(name, _(LABELS[name])) for name in CHARTS], unset=None)
        self.scale = ChoiceField(_("Scale"), [], unset=None)
        self.second = ChoiceField(_("Second scale"), [], unset=None)
        self.safety_item = ChoiceField(_("Item 9"), [(False, _("Left out"))], unset=_("Shown"))
        self.standard = ChoiceField(
            _("Categories"),
            [(each.id, each.label) for each in pressure_standards().values()],
            unset=_("None"),
        )
        self.horizon = ChoiceField(
            _(label_of(SideEffect, "horizon")), choices_of(Horizon), unset=_("All; sessions are drawn")
        )
        self.line = TextField(_("Line at"), placeholder=_("such as 140/90"))
        self.events = ChoiceField(_("Events in sessions"), [(True, _("Marked"))], unset=_("Left out"))
        self.journal_days = ChoiceField(_("Journal entries"), [(True, _("Marked"))], unset=_("Left out"))
        self.range = RangeField(_("Shown"), self._today)
        for choice in (self.scale, self.second):
            choice.editor.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            choice.editor.setMinimumContentsLength(_SCALE_LETTERS)
        self._flow = FlowLayout(self, gap=2 * GRID)
        self._flow.arrange([self.which, self.range])
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for field in (
            self.which,
            self.scale,
            self.second,
            self.safety_item,
            self.standard,
            self.line,
            self.horizon,
            self.events,
            self.journal_days,
        ):
            field.edited.connect(self.edited)
        self.range.edited.connect(self._keep_range)
        self.setFocusProxy(self.which)

    def offer(self, records: CourseRecords) -> None:
        """Offer what a course has been followed by, and show the fields that the chosen chart asks for."""
        scales = recorded_scales(records)
        by_items = self.which.value() in BY_QUESTIONNAIRE
        self.scale.offer(_named(_followed_first(s for s in scales if not by_items or _has_items(s))))
        first, *beside = chosen_pair(records, Selection(instruments=(self.scale.value(),)))
        others = [each for each in scales if each.id != first]
        self.second.offer(_named(sorted(others, key=lambda each: each.id not in beside)))
        self._several = bool(others)
        self._has_events = bool(records.following.events)
        self._has_journal = bool(records.following.journal)
        self._several_horizons = len({horizon_of(each) for each in records.side_effects}) > 1
        self.range.offer(records)
        self.range.recall(self._journal.shown_range)
        self._flow.arrange([self.which, *self._asked(), self.range])
        self.updateGeometry()

    def selection(self) -> Selection:
        """Return what was chosen to see.

        Raises:
            FieldError: when the range or the line cannot be read; the field says why.
        """
        asked = list(self._asked())
        return Selection(
            period=_read(self.range),
            instruments=tuple(field.value() for field in (self.scale, self.second) if field in asked),
            standard=self.standard.value(),
            line=self._pressure() if self.line in asked else None,
            safety_item=self.safety_item.value() is None,
            horizon=self.horizon.value() if self.horizon in asked else None,
            events=self.events in asked and bool(self.events.value()),
            journal=self.journal_days in asked and bool(self.journal_days.value()),
        )

    def _keep_range(self) -> None:
        try:
            self._journal.show_range(self.range.content())
        except JournalError as error:
            self._journal.refused.emit(str(error))
            self.edited.emit()

    def _asked(self) -> Iterator[Field]:
        name = self.which.value()
        if name in (*BY_SCALE, *BY_QUESTIONNAIRE):
            yield self.scale
        if name in BY_TWO_SCALES and self._several:
            yield self.second
        if name in BY_QUESTIONNAIRE and self.scale.value() == PHQ9:
            yield self.safety_item
        if name in BY_STANDARD:
            yield self.standard
        if name in BY_LINE:
            yield self.line
        if name in BY_HORIZON and self._several_horizons:
            yield self.horizon
        if name in BY_EVENTS and self._has_events:
            yield self.events
        if name in BY_JOURNAL and self._has_journal:
            yield self.journal_days

    def _pressure(self) -> Pressure | None:
        self.line.clear_message()
        text = self.line.value()
        try:
            return read_pressure(text) if text else None
        except ValueError as error:
            self.line.show_problem(str(error))
            raise FieldError(str(error)) from None

    def _today(self) -> date:
        return self._journal.now().date()


def _read(field: RangeField) -> Period:
    field.clear_message()
    try:
        return field.value()
    except FieldError as error:
        field.show_problem(str(error))
        raise


def _followed_first(scales: Iterable[Scale]) -> Sequence[Scale]:
    """Put the PHQ-9 first, which a course is followed by unless it holds none; it stands in for nothing."""
    return sorted(scales, key=lambda each: each.id != PHQ9) or [shipped_scale(instruments()[PHQ9])]


def _named(scales: Iterable[Scale]) -> Choices:
    return [(each.id, each.abbreviation) for each in scales]


def _has_items(scale: Scale) -> bool:
    known = instrument(scale.id)
    return known is not None and bool(known.items)
