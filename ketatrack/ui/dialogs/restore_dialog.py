"""Shows what restoring a backup would do, before it is done; asks for a passphrase where it has another."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.store.comparing import Comparison, Difference
from ketatrack.store.header import SUFFIX
from ketatrack.store.key import Key, LockedJournalError, WrongPassphraseError
from ketatrack.store.looking_into import Contents
from ketatrack.store.restoring import Preview, preview
from ketatrack.ui.background import run_in_background
from ketatrack.ui.fields.text_field import TextField
from ketatrack.ui.layout import breakable, heading, selectable
from ketatrack.ui.theme import GRID

_WIDTH = 600


class RestoreDialog(QDialog):
    """Nothing is changed by looking; `chosen` says that the person wants it."""

    chosen = Signal(object, object)
    """Carries the path of the backup and the key that opens it, or None."""

    def __init__(
        self, path: Path, key: Key | None, backup: Path, what: str, parent: QWidget | None = None
    ) -> None:
        """Begin to look at a backup.

        Args:
            path: the journal that it takes the place of, where there is one.
            key: what opens that journal, as far as it is known.
            backup: the file.
            what: names it in words.
            parent: the window.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Restore a backup"))
        self._path = path
        self._own_key = key
        self._backup = backup
        self._what = what
        self._key = key
        self.words = selectable(_("Looking at the backup…"))
        self.passphrase = TextField(_("Passphrase of the backup"))
        self.passphrase.editor.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.hide()
        self.restore_button = QPushButton(_("&Restore"))
        self.restore_button.setProperty("role", "primary")
        self.restore_button.setEnabled(False)
        self.open_button = QPushButton(_("&Open"))
        self.open_button.hide()
        self.cancel_button = QPushButton(_("Cancel"))
        self.restore_button.clicked.connect(self._choose)
        self.open_button.clicked.connect(self._open)
        self.cancel_button.clicked.connect(self.reject)
        self._lay_out()
        self._look()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        for button in (self.restore_button, self.open_button, self.cancel_button):
            foot.addWidget(button)
        foot.addStretch(1)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(heading(_("Restore a backup")))
        column.addWidget(self.words)
        column.addWidget(self.passphrase)
        column.addStretch(1)
        column.addLayout(foot)
        self.resize(_WIDTH, 0)

    def _look(self) -> None:
        run_in_background(
            partial(preview, self._path, self._own_key, self._backup, self._key),
            self._show,
            self._say_why,
            owner=self,
        )

    def _show(self, shown: Preview) -> None:
        said = [_("{what}: {contents}.").format(what=self._what, contents=contents_words(shown.backup))]
        if self._path.exists():
            said += _change_words(shown, had_passphrase=self._own_key is not None)
        else:
            place = _("There is no file at {path}; what the backup holds is put there.")
            said.append(place.format(path=self._path))
        self.words.setText(breakable("\n\n".join(said)))
        self.passphrase.hide()
        self.open_button.hide()
        self.restore_button.show()
        self.restore_button.setEnabled(True)
        self.restore_button.setDefault(True)
        self.cancel_button.setFocus()  # nothing is replaced by one Enter too many
        self._make_room()

    def _say_why(self, error: Exception) -> None:
        if isinstance(error, LockedJournalError | WrongPassphraseError):
            self._ask_for_passphrase(again=self.passphrase.isVisible())
        elif isinstance(error, JournalError):
            self.words.setText(_("This backup cannot be restored. {reason}").format(reason=error))
            self._make_room()
        else:
            raise error

    def _ask_for_passphrase(self, *, again: bool) -> None:
        self.words.setText(
            _("This backup opens with its passphrase.")
            if self._own_key is None
            else _("This backup opens with an earlier passphrase, the one it was made with.")
        )
        self.passphrase.show()
        self.passphrase.editor.setReadOnly(False)
        self.restore_button.hide()
        self.open_button.show()
        self.open_button.setEnabled(True)
        self.open_button.setDefault(True)
        if again:
            self.passphrase.show_problem(
                _("This does not open it. Look at the keyboard’s language and Caps Lock, and try again.")
            )
        self.passphrase.editor.setFocus()
        self._make_room()

    def _open(self) -> None:
        self.passphrase.clear_message()
        typed = self.passphrase.value()
        if not typed:
            self.passphrase.show_problem(_("Type the passphrase first."))
            return
        self.open_button.setEnabled(False)
        self.passphrase.editor.setReadOnly(True)
        run_in_background(partial(Key.of, self._backup, typed), self._take_key, self._say_why, owner=self)

    def _take_key(self, key: Key) -> None:
        self._key = key
        self._look()

    def _choose(self) -> None:
        self.passphrase.set_value("")
        self.accept()
        self.chosen.emit(self._backup, self._key)

    def _make_room(self) -> None:
        self._column.activate()
        self.resize(self.width(), max(self.height(), self.heightForWidth(self.width())))


def ask_for_backup(parent: QWidget, folder: Path | None = None) -> Path | None:
    """Ask for the file of a backup, beginning in a folder; None where none was chosen."""
    path, _kind = QFileDialog.getOpenFileName(
        parent,
        _("Restore from a file"),
        str(folder or ""),
        _("KetaTrack journals (*{suffix})").format(suffix=SUFFIX),
    )
    return Path(path) if path else None


def _change_words(shown: Preview, *, had_passphrase: bool) -> list[str]:
    """Say in plain words what the journal holds, and what would change."""
    said = []
    if shown.now is None or shown.comparison is None:
        said.append(_("Not all of the journal can be read now."))
    else:
        said.append(_("The journal now: {contents}.").format(contents=contents_words(shown.now)))
        said.append(_difference_words(shown.comparison))
    if shown.has_passphrase != had_passphrase:
        said.append(
            _("Once it is restored, the journal opens with the passphrase of the backup.")
            if shown.has_passphrase
            else _("The backup has no passphrase: once it is restored, the journal opens without one.")
        )
    said.append(
        _("The file that is here now is kept with the backups, as it is.")
        if shown.now is None
        else _("What is here now is kept as a backup first, so that this can be undone.")
    )
    return said


def _difference_words(comparison: Comparison) -> str:
    sessions, scores = comparison.of_sessions_and_scores()
    others = comparison.differing - _differing(sessions) - _differing(scores)
    changes = [
        words.format(entries=_counts(*counts, all_of_them=False))
        for counts, words in (
            ((sessions.only_first, scores.only_first), _("Not in the backup: {entries}.")),
            ((sessions.only_second, scores.only_second), _("Only in the backup: {entries}.")),
            ((sessions.changed, scores.changed), _("Different in the backup: {entries}.")),
        )
        if any(counts)
    ]
    if others:
        changes.append(
            ngettext(
                "{n} more line differs: a reading, a note, a date, a setting.",
                "{n} more lines differ: readings, notes, dates, settings.",
                others,
            ).format(n=others)
        )
    return " ".join(changes) or _("Both hold the same.")


def contents_words(contents: Contents) -> str:
    """Say how much a journal holds: `41 sessions, 30 scores, the newest of 12 Mar 2026`."""
    counts = _counts(contents.sessions, contents.scores)
    if contents.newest is None:
        return counts
    return _("{counts}, the newest of {day}").format(
        counts=counts, day=date_in_words(local_date(contents.newest))
    )


def _counts(sessions: int, scores: int, *, all_of_them: bool = True) -> str:
    """Write how many of each; where not all are wanted, those of which there are none are left out."""
    words = (
        (sessions, ngettext("{n} session", "{n} sessions", sessions)),
        (scores, ngettext("{n} score", "{n} scores", scores)),
    )
    return ", ".join(said.format(n=n) for n, said in words if n or all_of_them)


def _differing(difference: Difference) -> int:
    return difference.only_first + difference.only_second + difference.changed
