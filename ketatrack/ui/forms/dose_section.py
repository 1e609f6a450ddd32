"""The part of a session's form that says what was given: the route, and the fields that belong to it."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ketatrack.domain.language import gettext as _
from ketatrack.domain.parsing import number_to_text
from ketatrack.domain.plausibility import Question
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import Session
from ketatrack.domain.route_fields import dose_fields, dose_from_devices, dose_per_kg
from ketatrack.domain.words import DoseUnit, Route
from ketatrack.ui.fields.choice_field import SegmentField, choices_of
from ketatrack.ui.fields.derive import field_for
from ketatrack.ui.fields.field import Field, FieldError
from ketatrack.ui.fields.flow_layout import FlowLayout
from ketatrack.ui.forms.lines import side_by_side
from ketatrack.ui.journal import Journal
from ketatrack.ui.theme import GRID

_WHERE = ("route", "setting", "purpose")
_ONLY_WHEN_GIVEN = ("infusion_minutes", "injection_site", "hold_minutes", "swallowed")
_WIDE = ("product", "injection_site")
_WIDE_PX = 232


class DoseSection(QWidget):
    """Shows the fields of the chosen route. A field that holds something stays on screen, whatever the route.

    So nothing that is out of sight is ever saved, and nothing typed is lost by another choice of route.
    """

    def __init__(self, journal: Journal, elsewhere: tuple[str, ...], where: tuple[str, ...] = _WHERE) -> None:
        """Make every field of every route.

        Args:
            journal: for the time zone of fields.
            elsewhere: fields of a route that stand in another part of the form.
            where: the fields of every route that stand in the first line, the route among them.
        """
        super().__init__()
        self._elsewhere = elsewhere
        self._where = where
        self._given = True
        self._derived = ""
        self.fields: dict[str, Field] = {name: field_for(Session, name, journal) for name in where}
        # the spray's fields first, so that a kept draft puts devices back before the dose they gave
        for route in (Route.INTRANASAL, *Route):
            for name in self._of(route):
                if name not in self.fields:
                    self.fields[name] = self._make(name, journal)
        self._flow = FlowLayout(gap=2 * GRID)
        self._note = QLabel()
        self._note.setProperty("role", "question")
        self._note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addLayout(side_by_side(*(self.fields[name] for name in where)))
        column.addLayout(self._flow)
        column.addWidget(self._note)
        self.fields["route"].edited.connect(self._arrange)
        self.fields["devices"].edited.connect(self._give_dose)
        for name in ("dose", "dose_unit", "weight_kg"):
            self.fields[name].edited.connect(self._show_per_kg)
        self._arrange()

    def set_given(self, *, given: bool) -> None:
        """Hide what makes no sense when no dose was given."""
        if given != self._given:
            self._given = given
            self._arrange()

    def route(self) -> Route | None:
        """Return the chosen route."""
        route: Route | None = self.fields["route"].value()
        return route

    def names_of_other_routes(self) -> list[str]:
        """Return the fields that hold something though the chosen route has no such field."""
        own = self._of(self.route())
        return [
            name
            for name, field in self.fields.items()
            if name not in self._where and name not in own and field.content()
        ]

    def questions(self, session: Session) -> list[Question]:
        """Return what is unusual about the dose as a whole."""
        asked = []
        if session.dose is not None and session.dose_unit is None:
            asked.append(Question("dose_unit", _("The dose has no unit. Is it unknown?")))
        keep = _("This does not belong to the route above. Keep it?")
        return [*asked, *(Question(name, keep) for name in self.names_of_other_routes())]

    def _of(self, route: Route | None) -> list[str]:
        return [name for name in dose_fields(route) if name not in self._elsewhere]

    @staticmethod
    def _make(name: str, journal: Journal) -> Field:
        if name == "dose_unit":
            return SegmentField(_(label_of(Session, name)), choices_of(DoseUnit))
        field = field_for(Session, name, journal)
        if name in _WIDE:
            field.setFixedWidth(_WIDE_PX)
        return field

    def _arrange(self) -> None:
        own = [name for name in self._of(self.route()) if self._given or name not in _ONLY_WHEN_GIVEN]
        held = [
            name
            for name, field in self.fields.items()
            if name not in self._where and name not in own and field.content()
        ]
        self._flow.arrange([self.fields[name] for name in (*own, *held)])
        others = self.names_of_other_routes()
        self._note.setText(
            _("Not of this route, and kept until you clear it: {fields}.").format(
                fields=", ".join(_(label_of(Session, name)) for name in others)
            )
            if others
            else ""
        )
        self._note.setVisible(bool(others))

    def _give_dose(self) -> None:
        """Let the number of devices say the dose, unless another dose was typed."""
        dose, unit = self.fields["dose"], self.fields["dose_unit"]
        try:
            devices = self.fields["devices"].value()
        except FieldError:
            return
        if dose.content() not in ("", self._derived):
            return
        self._derived = number_to_text(dose_from_devices(devices)) if devices else ""
        dose.set_content(self._derived)
        unit.set_value(DoseUnit.MG if devices else None)

    def _show_per_kg(self) -> None:
        try:
            known = {name: self.fields[name].value() for name in ("dose", "dose_unit", "weight_kg")}
        except FieldError:
            known = {"dose": None, "dose_unit": None, "weight_kg": None}
        per_kg = None
        if known["dose_unit"] is DoseUnit.MG and known["weight_kg"]:
            per_kg = dose_per_kg(Session.model_construct(**known))
        words = "" if per_kg is None else f"{round(per_kg, 2):g} {DoseUnit.MG_PER_KG.label}"
        self.fields["dose"].set_unit(words)
