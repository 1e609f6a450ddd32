"""Asks where the file of a new journal is to be, and says what that means."""

from pathlib import Path

from ketatrack.domain.language import gettext as _
from ketatrack.store.header import SUFFIX
from ketatrack.ui.fields.field import FieldError
from ketatrack.ui.fields.path_field import PathField, new_file
from ketatrack.ui.layout import Card, breakable, quiet
from ketatrack.ui.new_journal import journal_path, obstacle, suggested_path


def privacy_words() -> str:
    """Say where what is written goes, and who can read it."""
    return _(
        "The journal is one file on this computer. Nothing leaves the computer. While it is not locked with "
        "a passphrase, whoever uses your account on this computer can read it."
    )


class PlaceCard(Card):
    """The path of the new file, with the whole name below it while it is typed."""

    def __init__(self) -> None:
        """Suggest a free name in the usual folder."""
        super().__init__(_("Where the journal is kept"))
        kinds = _("KetaTrack journals (*{suffix})").format(suffix=SUFFIX)
        self.path = PathField(_("File"), (_("Choose…"), new_file(_("Where to keep the journal"), kinds)))
        self._whole = quiet()
        self.path.edited.connect(self._show_whole)
        self.path.set_value(suggested_path())
        self.column.addWidget(self.path)
        self.column.addWidget(self._whole)
        self.column.addWidget(quiet(privacy_words()))

    def read(self) -> Path:
        """Return where the file will be; raises FieldError when no journal can be made there."""
        typed = self.path.value()
        problem = _("The place of the file is missing.") if typed is None else obstacle(typed)
        if typed is None or problem:
            raise FieldError(problem)
        return journal_path(typed)

    def _show_whole(self) -> None:
        typed = self.path.content().strip()
        named = bool(Path(typed).name)
        path = journal_path(Path(typed)) if named else None
        self._whole.setText(breakable(_("The file will be {path}").format(path=path)))
        self._whole.setVisible(named and str(path) != typed)
