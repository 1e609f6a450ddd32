"""The field for a country, which chooses the crisis services and nothing else."""

from functools import cache

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QComboBox

from ketatrack.domain.language import gettext as _
from ketatrack.ui.fields.choice_field import ChoiceField, Choices

_SHOWN = 16
_CODE_LENGTH = 2
"""Letters of ISO 3166-1; Qt also lists regions of the world, whose codes are numbers."""


@cache
def countries() -> Choices:
    """Return every country's ISO 3166-1 code with its name, in the order of the names."""
    named = {
        QLocale.territoryToCode(territory): QLocale.territoryToString(territory)
        for territory in QLocale.Country
    }
    known = [(code, name) for code, name in named.items() if len(code) == _CODE_LENGTH and code.isalpha()]
    return sorted(known, key=lambda choice: choice[1].casefold())


def country_name(code: str) -> str:
    """Return the name of a country, or the code itself when the system knows no such country."""
    return dict(countries()).get(code, code)


class CountryField(ChoiceField):
    """A country, or unset, which is the first line; typing its first letters finds it."""

    def __init__(self, label: str = "") -> None:
        """Offer every country."""
        super().__init__(label or _("Country"), countries())
        self.editor.setMaxVisibleItems(_SHOWN)
        self.editor.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.editor.setMinimumContentsLength(_SHOWN)
