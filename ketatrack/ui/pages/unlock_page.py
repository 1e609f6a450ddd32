"""The page of a file that is closed with a passphrase: asks for it, and shows nothing of what is in it."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton

from ketatrack.domain.language import gettext as _
from ketatrack.ui.fields.flow_layout import FlowLayout
from ketatrack.ui.fields.passphrase_field import PassphraseField
from ketatrack.ui.forms.keyed_page import KeyedPage
from ketatrack.ui.layout import Card, breakable, lay_out_before_journal, quiet


class UnlockPage(KeyedPage):
    """One line for the passphrase, and the ways on for who does not have it."""

    passphrase_given = Signal(str)
    other_wanted = Signal()
    """The person wants to open another file of the kind."""
    help_wanted = Signal()
    restore_wanted = Signal()
    """The passphrase may be the right one, and the file damaged."""
    left = Signal()

    def __init__(self, path: Path, title: str = "", other: str = "") -> None:
        """Take the file that the passphrase is for; title and way on are those of a journal unless given."""
        super().__init__()
        self.setObjectName("page")
        self.setAccessibleName(_("Passphrase"))
        self.path = path
        self.passphrase = PassphraseField(_("Passphrase"))
        self.open_button = QPushButton(_("&Open"))
        self.open_button.setProperty("role", "primary")
        self.other_button = QPushButton(other or _("Open &another journal…"))
        self.help_button = QPushButton(_("Help now"))
        self.help_button.setToolTip("F1")
        self.restore_button = QPushButton(_("&Restore from a backup…"))
        self._status = quiet()
        self._kept = quiet()
        self._kept.hide()
        self._lay_out(title or _("This journal is locked"))
        self.passphrase.editor.returnPressed.connect(self.submit)
        self.open_button.clicked.connect(self.submit)
        self.other_button.clicked.connect(self.other_wanted)
        self.help_button.clicked.connect(self.help_wanted)
        self.restore_button.hide()
        self.restore_button.clicked.connect(self.restore_wanted)
        self.setFocusProxy(self.passphrase)

    def _lay_out(self, title: str) -> None:
        card = Card()
        name = quiet(breakable(_("“{name}” opens with its passphrase.").format(name=self.path.stem)))
        name.setTextFormat(Qt.TextFormat.PlainText)
        card.column.addWidget(name)
        card.column.addWidget(self.passphrase)
        card.add_row(self.open_button, self._status)
        card.column.addWidget(self._kept)
        ways_on = Card()
        ways = FlowLayout()
        ways_on.column.addLayout(ways)
        for button in (self.restore_button, self.other_button, self.help_button):
            ways.addWidget(button)
        lay_out_before_journal(self, title, card, ways_on)

    def submit(self) -> None:
        """Try what was typed; the window stays alive meanwhile."""
        self.passphrase.clear_message()
        if not self.open_button.isEnabled():
            return
        if not self.passphrase.value():
            self.passphrase.show_problem(_("Type the passphrase first."))
            return
        self._work(running=True)
        self.passphrase_given.emit(self.passphrase.value())

    def await_passphrase(self) -> None:
        """Let another passphrase be tried."""
        self._work(running=False)

    def refuse(self, why: str = "") -> None:
        """Say that it does not open the file, and not where that lies; what was typed stays, marked."""
        self.passphrase.show_problem(
            why
            or _(
                "This does not open it. Look at the keyboard’s language and Caps Lock, and try again. "
                "Nothing was changed."
            )
        )
        self.passphrase.select()

    def offer_restore(self, *, offered: bool) -> None:
        """Offer backups of the file beside the other ways on, or do not."""
        self.restore_button.setVisible(offered)

    def say(self, sentence: str) -> None:
        """Say something about what is kept meanwhile."""
        self._kept.setText(sentence)
        self._kept.show()

    def _work(self, *, running: bool) -> None:
        self.open_button.setEnabled(not running)
        self.passphrase.editor.setReadOnly(running)
        self._status.setText(_("Opening…") if running else "")

    def leave(self) -> None:
        """Go back to where the person came from."""
        self.left.emit()
