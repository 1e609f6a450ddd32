"""The first page: what the program is, four ways to begin, and the way in for a caregiver."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ketatrack.domain.language import gettext as _
from ketatrack.ui.forms.journal_place import privacy_words
from ketatrack.ui.forms.new_from_files_form import NewFromFilesForm
from ketatrack.ui.forms.start_form import StartForm
from ketatrack.ui.layout import Card, breakable, heading, quiet, scrolled
from ketatrack.ui.new_journal import usual_folder
from ketatrack.ui.theme import GRID

_WIDTH = 880


class WelcomePage(QStackedWidget):
    """Four choices; starting a journal and importing into a new one ask a few questions first."""

    demo_wanted = Signal()
    open_wanted = Signal()
    created = Signal(object)
    """Carries the open store of a new journal with its first records."""
    import_wanted = Signal(object, object)
    """Carries the open store of a new, empty journal and the path of what is to be imported into it."""
    plan_wanted = Signal()
    """A caregiver has the file of somebody's plan."""
    closed = Signal()
    """The person went back from the questions of `start_new`."""

    def __init__(self) -> None:
        """Show the choices; the questions are made when they are asked."""
        super().__init__()
        self.setObjectName("page")
        self.choices: dict[str, QPushButton] = {}
        self._first = scrolled(self._first_view())
        self._came_from_choices = True
        self.addWidget(self._first)
        self.setFocusProxy(self.choices["demo"])

    def _first_view(self) -> QWidget:
        column = QWidget()
        column.setMaximumWidth(_WIDTH)
        inner = QVBoxLayout(column)
        inner.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        inner.setSpacing(2 * GRID)
        inner.addWidget(heading("KetaTrack"))
        inner.addWidget(
            quiet(
                _(
                    "Keeps the record of a ketamine or esketamine treatment course: sessions, blood "
                    "pressure, side effects and questionnaires, with charts and a page for your clinician.\n"
                    "It records and shows; it gives no advice."
                )
            )
        )
        grid = QGridLayout()
        grid.setSpacing(2 * GRID)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for index, card in enumerate(self._choice_cards()):
            grid.addWidget(card, index // 2, index % 2)
        inner.addLayout(grid)
        inner.addWidget(self._caregiver_card())
        where = Card(_("Where your journal is"))
        where.column.addWidget(
            quiet(
                breakable(_("In {folder}, or in any folder that you choose.").format(folder=usual_folder()))
            )
        )
        where.column.addWidget(quiet(privacy_words()))
        inner.addWidget(where)
        inner.addStretch(1)
        return column

    def _choice_cards(self) -> list[Card]:
        return [
            self._choice(
                "demo",
                _("Look at the &demo"),
                _("Three synthetic courses, two of them a year long; nothing of it is kept."),
            ),
            self._choice(
                "new",
                _("&Start a journal"),
                _("At the start of a course or in the middle of one. It takes a minute."),
            ),
            self._choice("open", _("&Open a journal"), _("A journal that is on this computer already.")),
            self._choice(
                "import",
                _("&Import"),
                _("A clinic’s CSV files, or an export, into a new journal. You see first what comes in."),
            ),
        ]

    def _caregiver_card(self) -> Card:
        card = Card(_("For a caregiver"))
        card.column.addWidget(
            quiet(_("Were you given a plan file? It shows the dates, whom to call, and takes your notes."))
        )
        self.plan_button = QPushButton(_("Open a &plan file"))
        self.plan_button.clicked.connect(self.plan_wanted)
        card.add_row(self.plan_button)
        return card

    def _choice(self, name: str, words: str, explained: str) -> Card:
        card = Card()
        button = QPushButton(words)
        button.setObjectName("choice")
        button.setAccessibleDescription(explained)
        button.clicked.connect(
            {
                "demo": self.demo_wanted.emit,
                "new": self._ask_new,
                "open": self.open_wanted.emit,
                "import": self._ask_import,
            }[name]
        )
        if name == "new":
            button.setProperty("role", "primary")
        self.choices[name] = button
        card.column.addWidget(button)
        below = quiet(explained)
        below.setAlignment(Qt.AlignmentFlag.AlignTop)
        card.column.addWidget(below, 1)
        return card

    def start_new(self) -> None:
        """Show the questions with which a journal starts at once; going back leaves the page."""
        self._came_from_choices = False
        self._ask_new()

    def _ask_new(self) -> None:
        form = StartForm()
        form.created.connect(self.created)
        form.closed.connect(self._back)
        self._show_questions(form)

    def ask_import(self, source: Path | None = None) -> None:
        """Ask what to import into which new journal."""
        form = NewFromFilesForm()
        form.source.set_value(source)
        form.chosen.connect(self.import_wanted)
        form.closed.connect(self._back)
        self._show_questions(form)

    def _ask_import(self) -> None:
        self.ask_import()

    def questions(self) -> QWidget | None:
        """Return the questions on screen, None while the choices are."""
        shown = self.currentWidget()
        return None if shown is self._first else shown

    def _show_questions(self, form: QWidget) -> None:
        self.addWidget(form)
        self.setCurrentWidget(form)
        self.setFocusProxy(form)
        form.setFocus()

    def _back(self) -> None:
        form = self.questions()
        if not self._came_from_choices:
            self.closed.emit()
        elif form is not None:
            self.setCurrentWidget(self._first)
            self.setFocusProxy(self.choices["demo"])
            self.choices["demo"].setFocus()
            self.removeWidget(form)
            form.deleteLater()
