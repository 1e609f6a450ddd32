"""A passphrase of the person's own, typed twice, with a word on how long it would hold."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ketatrack.domain.language import gettext as _
from ketatrack.domain.passphrase import too_short
from ketatrack.store.strength import strength_words
from ketatrack.ui.background import run_in_background
from ketatrack.ui.fields.field import FieldError
from ketatrack.ui.fields.passphrase_field import PassphraseField
from ketatrack.ui.layout import quiet
from ketatrack.ui.theme import GRID


class OwnPassphrase(QWidget):
    """Two lines, an estimate below them, and five words by chance for who would rather not think of some."""

    edited = Signal()

    def __init__(self, *, suggesting: bool = True) -> None:
        """Make the lines; `suggesting` offers words by chance."""
        super().__init__()
        self.first = PassphraseField(_("Your passphrase"))
        self.again = PassphraseField(_("The same once more"))
        self.suggest_button = QPushButton(_("Suggest &five words"))
        self.suggest_button.setAutoDefault(False)
        self.shown = QCheckBox(_("Show what is typed"))
        self.strength = quiet()
        self.strength.hide()
        foot = QHBoxLayout()
        foot.setSpacing(2 * GRID)
        foot.addWidget(self.shown)
        foot.addWidget(self.suggest_button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.first)
        column.addWidget(self.again)
        column.addLayout(foot)
        column.addWidget(self.strength)
        self.suggest_button.setVisible(suggesting)  # once it has a place: without one it is a window
        self.setFocusProxy(self.first)
        self._objection = ""
        for line in (self.first, self.again):
            line.shown.hide()  # one box shows both
            self.shown.toggled.connect(line.shown.setChecked)
        self.first.edited.connect(self._take_objection_back)
        self.again.edited.connect(partial(self._take_objection_back_from, self.again))
        self.first.edited.connect(self._estimate)
        self.suggest_button.clicked.connect(self.suggest)
        for line in (self.first, self.again):
            line.edited.connect(self.edited)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not (self.first.value() or self.again.value())

    def read(self) -> str:
        """Return the passphrase; raises FieldError, with the sentence beside the line that it is about."""
        for line in (self.first, self.again):
            line.clear_message()
        words = self.first.value()
        if problem := too_short(words):
            self._refuse(self.first, problem)
        if self.again.value() != words:
            self._refuse(self.again, _("The two are not the same. Type it once more."))
        return words

    def suggest(self) -> None:
        """Put five words drawn by chance into both lines, to be read and written down."""
        from ketatrack.reports.protection import new_passphrase

        words = new_passphrase()
        self.shown.setChecked(True)
        for line in (self.first, self.again):
            line.clear_message()
            line.set_value(words)

    def forget(self) -> None:
        """Take away what was typed."""
        self.first.forget()
        self.again.forget()

    def _refuse(self, line: PassphraseField, sentence: str) -> None:
        self._objection = sentence
        line.show_problem(sentence)
        line.setFocus()
        raise FieldError(sentence)

    def _take_objection_back(self) -> None:
        """Object no longer to what was typed before; that the two differ was about both."""
        for line in (self.first, self.again):
            self._take_objection_back_from(line)

    def _take_objection_back_from(self, line: PassphraseField) -> None:
        if self._objection and line.message() == self._objection:  # it may say by now that Caps Lock is on
            line.clear_message()

    def _estimate(self) -> None:
        """Estimate on a thread, since the lists of common words are read the first time."""
        words = self.first.value()
        if too_short(words):
            self._say("")
            return
        run_in_background(partial(_estimated, words), self._show_estimate, _raise, owner=self)

    def _show_estimate(self, estimated: tuple[str, str]) -> None:
        words, said = estimated
        if words == self.first.value():  # an older estimate may come later
            self._say(said)

    def _say(self, words: str) -> None:
        self.strength.setText(words)
        self.strength.setVisible(bool(words))
        self.first.editor.setAccessibleDescription(words)


def _estimated(words: str) -> tuple[str, str]:
    return words, strength_words(words)


def _raise(error: Exception) -> None:
    raise error
