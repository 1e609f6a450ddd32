"""A part of a form that is folded away until someone wants it or something stands in it."""

from collections.abc import Mapping, Sequence
from functools import partial

from ketatrack.domain.language import gettext as _
from ketatrack.ui.fields.field import Field
from ketatrack.ui.fold import Fold
from ketatrack.ui.forms.lines import side_by_side


class Folded(Fold):
    """A button with fields below it that are seldom filled; it opens by itself when one of them is."""

    def __init__(self, fields: Mapping[str, Field], rows: Sequence[Sequence[str]]) -> None:
        """Take fields by name, and which of them stand side by side."""
        super().__init__(_("&More"))
        self._fields = fields
        self.button.setAccessibleName(_("More fields"))
        self.button.setToolTip(_("Alt+M"))
        for names in rows:
            self.inside.addLayout(side_by_side(*(fields[name] for name in names)))
        for name, field in fields.items():
            field.edited.connect(partial(self._filled, name))

    def _filled(self, name: str) -> None:
        if self._fields[name].content():
            self.open()
