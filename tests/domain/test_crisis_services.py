import re
from datetime import date

import pytest
from pydantic import ValidationError

from ketatrack.domain.crisis_services import (
    EmergencyNumber,
    Service,
    Way,
    directory,
    emergency_number,
    emergency_words,
    services_for,
)

NUMBERS = {
    "US": {"call": {"988"}, "text": {"988"}, "chat": {"988lifeline.org"}},
    "CA": {"call": {"988"}, "text": {"988"}},
    "GB": {"call": {"116123", "111"}},
    "IE": {"call": {"116123"}},
    "AU": {"call": {"131114"}},
    "NZ": {"call": {"1737"}, "text": {"1737"}},
    None: {"web": {"findahelpline.com"}},
}
"""Typed here a second time, so that a slip in the file is seen."""

A_SERVICE = {
    "country": "IE",
    "name": "Samaritans",
    "ways": [{"by": "call", "to": "116 123"}],
    "source": "Samaritans",
    "reviewed": "2026-11-21",
}
AN_EMERGENCY_NUMBER = {
    "countries": ["IE"],
    "number": "112",
    "source": "European Commission",
    "reviewed": "2026-11-21",
}


def ways_of(country):
    found: dict[str, set[str]] = {}
    for service in directory().services:
        if service.country == country:
            for way in service.ways:
                found.setdefault(way.by, set()).add(way.to.replace(" ", ""))
    return found


def all_numbers():
    return {to for ways in NUMBERS.values() for way in ("call", "text") for to in ways.get(way, ())}


def test_every_country_has_exactly_the_numbers_that_were_checked():
    assert {service.country for service in directory().services} == set(NUMBERS)
    for country, ways in NUMBERS.items():
        assert ways_of(country) == ways


def test_a_country_gets_its_own_services_first_and_then_those_for_every_country():
    assert [service.name for service in services_for("CA")] == [
        "9-8-8: Suicide Crisis Helpline",
        "Find A Helpline",
    ]


@pytest.mark.parametrize("country", [None, "ZZ", "us", "", "DE"])
def test_a_country_without_services_gets_no_number_of_another(country):
    said = " ".join(service.words() for service in services_for(country))

    assert [service.country for service in services_for(country)] == [None]
    assert not re.search(r"\d", said)


@pytest.mark.parametrize("country", ["US", "CA", "GB", "IE", "AU", "NZ"])
def test_no_country_is_shown_the_number_of_another(country):
    own = {to for way in ("call", "text") for to in NUMBERS[country].get(way, ())}
    shown = {way.to.replace(" ", "") for service in services_for(country) for way in service.ways}

    assert not shown & (all_numbers() - own)


def test_the_emergency_number_is_112_in_the_27_countries_of_the_european_union():
    (entry,) = directory().emergency_numbers

    assert entry.number == "112"
    assert len(set(entry.countries)) == len(entry.countries) == 27
    assert not {"GB", "US", "CH", "NO"} & set(entry.countries)
    assert emergency_number("IE") == emergency_words("IE") == "112"


@pytest.mark.parametrize("country", [None, "ZZ", "US"])
def test_without_a_known_emergency_number_words_stand_in_for_it(country):
    assert emergency_number(country) is None
    assert emergency_words(country) == "your local emergency number"


def test_everything_shown_was_reviewed():
    for entry in (*directory().services, *directory().emergency_numbers):
        assert entry.reviewed >= date(2026, 11, 21)
        assert entry.source


def test_a_service_says_how_it_is_reached():
    assert Service.model_validate(A_SERVICE).words() == "Samaritans (call 116 123)"
    assert Way(by="call", to="988", then="press 1").words() == "call 988, then press 1"
    assert Way(by="chat", to="988lifeline.org").words() == "chat at 988lifeline.org"


@pytest.mark.parametrize("left_out", ["country", "source", "reviewed", "name", "ways"])
def test_a_service_without_its_country_source_or_review_date_is_refused(left_out):
    with pytest.raises(ValidationError, match=left_out):
        Service.model_validate({key: value for key, value in A_SERVICE.items() if key != left_out})


@pytest.mark.parametrize("left_out", ["countries", "source", "reviewed"])
def test_an_emergency_number_without_its_countries_source_or_review_date_is_refused(left_out):
    entry = {key: value for key, value in AN_EMERGENCY_NUMBER.items() if key != left_out}
    with pytest.raises(ValidationError, match=left_out):
        EmergencyNumber.model_validate(entry)


@pytest.mark.parametrize("empty", [{"source": " "}, {"country": "Ireland"}, {"country": "ie"}, {"ways": []}])
def test_a_service_with_an_empty_source_or_no_iso_country_is_refused(empty):
    with pytest.raises(ValidationError):
        Service.model_validate(A_SERVICE | empty)


@pytest.mark.parametrize(
    ("by", "to"), [("call", "988lifeline.org"), ("text", ""), ("chat", "988"), ("web", "")]
)
def test_an_address_that_does_not_fit_its_way_is_refused(by, to):
    with pytest.raises(ValidationError):
        Way(by=by, to=to)
