"""Which facts of a session belong to its route, and what the dose comes to."""

from ketatrack.domain.measures import DEVICE_DOSE_MG
from ketatrack.domain.records import Session
from ketatrack.domain.words import DoseUnit, Route

_ANY_ROUTE = ("product", "lot", "dose", "dose_unit", "weight_kg")
_INJECTED = (*_ANY_ROUTE, "injection_site")
_BY_MOUTH = ("product", "lot", "units_taken", "dose", "dose_unit", "weight_kg", "hold_minutes", "swallowed")

_FIELDS: dict[Route | None, tuple[str, ...]] = {
    None: _ANY_ROUTE,
    Route.IV: (*_ANY_ROUTE, "infusion_minutes", "rescue_medicine"),
    Route.IM: _INJECTED,
    Route.SC: _INJECTED,
    Route.ORAL: _BY_MOUTH,
    Route.SUBLINGUAL: _BY_MOUTH,
    Route.INTRANASAL: ("product", "lot", "devices", "dose", "dose_unit", "weight_kg"),
}


def dose_fields(route: Route | None) -> tuple[str, ...]:
    """Return the fields of a session that say what was given by a route, in the order of asking."""
    return _FIELDS[route]


def dose_from_devices(devices: int) -> float:
    """Return the dose in mg that a number of esketamine nasal devices deliver (Spravato label)."""
    return float(DEVICE_DOSE_MG * devices)


def dose_per_kg(session: Session) -> float | None:
    """Return the dose in mg/kg, as recorded or from the dose in mg and the weight, if these are known."""
    if session.dose is None or session.dose_unit is DoseUnit.MG_PER_KG:
        return session.dose
    if session.dose_unit is not DoseUnit.MG or session.weight_kg is None:
        return None
    return session.dose / session.weight_kg
