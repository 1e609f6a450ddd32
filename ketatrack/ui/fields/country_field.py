"""The field for a country, by its name in the person's language."""

from functools import cache

from PySide6.QtCore import QLocale

from ketatrack.ui.fields.choice_field import ChoiceField, Choices

_NO_COUNTRIES = {"EU", "QO", "UN"}
"""Unions and regions that stand among Qt's countries."""


class CountryField(ChoiceField):
    """A list of countries; typing goes to the first that begins so."""

    def __init__(self, label: str) -> None:
        """Offer every country; its value is ISO 3166-1 alpha-2."""
        super().__init__(label, countries())


@cache
def countries() -> Choices:
    """Return the code and name of every country, in order of the names."""
    named = {
        QLocale.territoryToCode(territory): QLocale.territoryToString(territory)
        for territory in QLocale.Country
    }
    found = [
        (code, name)
        for code, name in named.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    ]
    return sorted(found, key=lambda country: country[1])
