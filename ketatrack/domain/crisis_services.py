"""Whom to call or write to in a crisis, by country, kept in the program so that it is there offline.

Every entry of `resources/safety/services.json` names the source it was read in and the day of its last
review; what was not read anywhere is not in the file. A country that is not in it gets what holds
everywhere, and no other country's number.
"""

import re
from functools import cache
from typing import Literal, Self

from pydantic import Field, model_validator

from ketatrack.domain.language import gettext as _
from ketatrack.domain.shipped import Country, Dated, Reviewed, ShippedData, Words

_NUMBER = re.compile(r"\d+(?: \d+)*", re.ASCII)
_WEB_ADDRESS = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.ASCII)


class Way(ShippedData):
    """One way to reach a service: a telephone number to call or text, or a web address."""

    by: Literal["call", "text", "chat", "web"]
    to: str
    then: str = ""
    """What to press or choose after calling."""

    @model_validator(mode="after")
    def _address_fits(self) -> Self:
        form = _NUMBER if self.by in ("call", "text") else _WEB_ADDRESS
        if not form.fullmatch(self.to):
            raise ValueError(f"{self.to!r} is nothing to {self.by}")
        return self

    def words(self) -> str:
        """Say the way in words, such as `call 988, then press 1`."""
        said = {
            "call": _("call {to}"),
            "text": _("text {to}"),
            "chat": _("chat at {to}"),
            "web": _("see {to}"),
        }[self.by].format(to=self.to)
        return _("{way}, then {step}").format(way=said, step=_(self.then)) if self.then else said


class Service(Reviewed):
    """Someone who listens in a crisis; `country` is None for one that serves every country."""

    name: Words
    ways: tuple[Way, ...] = Field(min_length=1)

    def words(self) -> str:
        """Say the service and how to reach it in one line."""
        return f"{self.name} ({'; '.join(way.words() for way in self.ways)})"


class EmergencyNumber(Dated):
    """The number that reaches an ambulance, for the countries whose number it is."""

    countries: tuple[Country, ...] = Field(min_length=1)
    number: str = Field(pattern=_NUMBER.pattern)


class Directory(ShippedData):
    """All shipped crisis services and emergency numbers."""

    services: tuple[Service, ...]
    emergency_numbers: tuple[EmergencyNumber, ...]


@cache
def directory() -> Directory:
    """Return the shipped services and emergency numbers.

    Raises:
        pydantic.ValidationError: when an entry lacks its country, source or review date.
    """
    return Directory.read("safety/services.json")


def services_for(country: str | None) -> list[Service]:
    """Return the services of a country (ISO 3166-1 alpha-2), then those that serve every country."""
    services = directory().services
    own = [service for service in services if country is not None and service.country == country]
    return own + [service for service in services if service.country is None]


def emergency_number(country: str | None) -> str | None:
    """Return the emergency number of a country (ISO 3166-1 alpha-2), or None where none is known."""
    numbers = directory().emergency_numbers
    return next((entry.number for entry in numbers if country in entry.countries), None)


def emergency_words(country: str | None) -> str:
    """Return the emergency number, or the words that stand in for it where none is known."""
    return emergency_number(country) or _("your local emergency number")
