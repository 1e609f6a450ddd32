"""Marks a side effect as gone now or still there, as one step that can be taken back."""

from collections.abc import Callable

from pydantic import ValidationError

from ketatrack.domain.effect_horizons import NotedEffect, gone, still_there
from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.problems import explain
from ketatrack.domain.records import SideEffect
from ketatrack.domain.side_effects import label_of_effect
from ketatrack.ui.journal import Journal


class EffectMarking:
    """Writes what a person says of an effect with one key, and lets a page say so."""

    def __init__(
        self, journal: Journal, undoable: Callable[[str], None], notice: Callable[[str], None]
    ) -> None:
        """Take what says that something was written, and what says why it was not."""
        self._journal = journal
        self._undoable = undoable
        self._notice = notice

    def gone(self, noted: NotedEffect) -> None:
        """Note that the effect is gone now."""
        effect = label_of_effect(noted.effect.effect)
        self._write(noted, gone, _("{effect}: gone now").format(effect=effect))

    def still_there(self, noted: NotedEffect) -> None:
        """Note that the effect is still there today."""
        effect = label_of_effect(noted.effect.effect)
        self._write(noted, still_there, _("{effect}: still there").format(effect=effect))

    def _write(self, noted: NotedEffect, mark: Callable[..., SideEffect], said: str) -> None:
        try:
            after = mark(noted, self._journal.now().replace(second=0, microsecond=0))
            self._journal.replace(noted.effect, after, said)
        except ValidationError as error:
            self._notice(" ".join(problem.reason for problem in explain(error, SideEffect)))
        except JournalError as error:
            self._notice(str(error))
        else:
            self._undoable(_("Noted: {what}.").format(what=said))
