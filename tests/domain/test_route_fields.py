import pytest

from ketatrack.domain.records import Session
from ketatrack.domain.route_fields import dose_fields, dose_from_devices, dose_per_kg
from ketatrack.domain.words import DoseUnit, Route
from tests import records


def session(**fields):
    return records.session(records.course(records.patient()), "S1", "2026-03-20T12:00+01:00", **fields)


@pytest.mark.parametrize("route", [None, *Route])
def test_every_route_asks_for_fields_that_a_session_has_each_once(route):
    fields = dose_fields(route)

    assert set(fields) <= set(Session.model_fields)
    assert len(set(fields)) == len(fields)
    assert {"dose", "dose_unit", "weight_kg", "product"} <= set(fields)


@pytest.mark.parametrize(
    ("field", "routes"),
    [
        ("devices", {Route.INTRANASAL}),
        ("infusion_minutes", {Route.IV}),
        ("rescue_medicine", {Route.IV}),
        ("injection_site", {Route.IM, Route.SC}),
        ("hold_minutes", {Route.ORAL, Route.SUBLINGUAL}),
        ("swallowed", {Route.ORAL, Route.SUBLINGUAL}),
        ("units_taken", {Route.ORAL, Route.SUBLINGUAL}),
    ],
)
def test_a_field_is_asked_for_only_on_its_routes(field, routes):
    assert {route for route in (None, *Route) if field in dose_fields(route)} == routes


@pytest.mark.parametrize(("devices", "dose"), [(1, 28), (2, 56), (3, 84)])
def test_devices_give_the_dose(devices, dose):
    assert dose_from_devices(devices) == dose


def test_the_dose_per_kilogram_comes_from_dose_and_weight():
    assert dose_per_kg(session(dose=40, dose_unit=DoseUnit.MG, weight_kg=80)) == pytest.approx(0.5)


def test_a_dose_recorded_per_kilogram_stays_as_it_is():
    assert dose_per_kg(session(dose=0.5, dose_unit=DoseUnit.MG_PER_KG, weight_kg=80)) == 0.5


def test_without_dose_unit_or_weight_there_is_no_dose_per_kilogram():
    assert dose_per_kg(session()) is None
    assert dose_per_kg(session(dose=40, dose_unit=DoseUnit.MG)) is None
    assert dose_per_kg(session(dose=40, weight_kg=80)) is None
