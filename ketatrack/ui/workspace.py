"""Fills the window: opens journals, shows pages and forms, and does what the menus say."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtGui import QUndoGroup
from PySide6.QtWidgets import QApplication, QFileDialog

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.phases import phase_on, week_of_phase
from ketatrack.store.journal_file import SUFFIX
from ketatrack.store.store import Store
from ketatrack.ui.actions import Menus
from ketatrack.ui.background import run_in_background
from ketatrack.ui.dialogs.help_now_dialog import HelpNowDialog, HelpPart
from ketatrack.ui.dialogs.safety_cards import EmergencyCard, SafetyCard
from ketatrack.ui.fields.path_field import course_files
from ketatrack.ui.forms.catalogue import QUESTIONNAIRES, make_form
from ketatrack.ui.forms.form import Form
from ketatrack.ui.journal import Journal
from ketatrack.ui.main_window import MainWindow
from ketatrack.ui.pages.catalogue import make_page
from ketatrack.ui.pages.page import Page
from ketatrack.ui.pages.settings_page import SettingsPage
from ketatrack.ui.theme import Scheme, apply_theme, palette_for

if TYPE_CHECKING:
    from ketatrack.ui.pages.welcome_page import WelcomePage

LAST_JOURNAL = "last_journal"
SCHEME = "scheme"


class Workspace(QObject):
    """What the window does: one journal at a time, one page or form at a time."""

    def __init__(self, window: MainWindow, settings: QSettings) -> None:
        """Make the menus and wait for a journal."""
        super().__init__(window)
        self.window = window
        self.settings = settings
        self.journal: Journal | None = None
        self.page = "today"
        self.form: Form | None = None
        self._pages: dict[str, Page] = {}
        self._welcome: WelcomePage | None = None
        self._undo_group = QUndoGroup(self)
        self.menus = Menus(
            window,
            self._undo_group.createUndoAction(self, _("Undo")),
            self._undo_group.createRedoAction(self, _("Redo")),
        )
        self.menus.connect({name: partial(self.run, name) for name in self.menus.names()})
        window.page_chosen.connect(self.show_page)
        window.help_wanted.connect(self.help_now)
        window.undo_wanted.connect(self._undo_group.undo)
        window.files_dropped.connect(self._take_dropped)
        window.closing.connect(self.close_journal)
        QApplication.styleHints().colorSchemeChanged.connect(self._desktop_changed)

    def run(self, command: str) -> None:
        """Do what a line of the menus says."""
        verb, _space, what = command.partition(" ")
        if verb == "form":
            self.show_form(what)
        elif verb == "page":
            self.show_page(what)
        else:
            {
                "new_journal": self.new_journal,
                "open_journal": self.choose_journal,
                "open_demo": self.open_demo,
                "import": self.import_files,
                "export": self.export_files,
                "quit": self.window.close,
                "help_now": self.help_now,
                "shortcuts": self._shortcuts,
                "about": self._about,
            }[command]()

    # journals

    def welcome(self) -> "WelcomePage":
        """Show the first page of a person who has no journal open."""
        from ketatrack.ui.pages.welcome_page import WelcomePage

        page = WelcomePage()
        page.demo_wanted.connect(self.open_demo)
        page.open_wanted.connect(self.choose_journal)
        page.created.connect(self.open_store)
        page.import_wanted.connect(self._import_into_new)
        self._show_welcome(page)
        self.window.shown_data.emit()
        return page

    def new_journal(self) -> None:
        """Show the few questions with which a journal starts."""
        from ketatrack.ui.pages.welcome_page import WelcomePage

        page = WelcomePage()
        page.created.connect(self.open_store)
        page.closed.connect(self._back)
        page.start_new()
        self._show_welcome(page)

    def _show_welcome(self, page: "WelcomePage") -> None:
        """Put the first page in the middle, and drop it when something else stands there."""
        self._drop_welcome()
        self._welcome = page
        self.window.show_widget(page)

    def _drop_welcome(self) -> None:
        if self._welcome is not None:
            page, self._welcome = self._welcome, None
            self.window.drop_widget(page)

    def choose_journal(self) -> None:
        """Ask for a journal and open it."""
        path, _filter = QFileDialog.getOpenFileName(
            self.window, _("Open a journal"), "", _("KetaTrack journals (*{suffix})").format(suffix=SUFFIX)
        )
        if path:
            self.open_path(Path(path))

    def open_path(self, path: Path, *, remember: bool = True) -> bool:
        """Open a journal; say why when it cannot be opened, and stay where we were."""
        try:
            self.open_store(Store.open(path), remember=remember)
        except JournalError as error:
            self.window.notice.say(str(error), lasting=True)
            return False
        return True

    def open_demo(self) -> None:
        """Open a fresh copy of the demo courses, made on a thread; nothing of it is kept."""
        run_in_background(_demo_journal, partial(self.open_store, remember=False), self._say_why, owner=self)

    def _say_why(self, error: Exception) -> None:
        if not isinstance(error, JournalError):
            raise error
        self.window.notice.say(str(error), lasting=True)

    def open_store(self, store: Store, *, remember: bool = True) -> None:
        """Put an open journal on screen, in place of the one before."""
        self._open(Journal(store, self), remember=remember)

    def _open(self, journal: Journal, *, remember: bool = True) -> None:
        self.close_journal()
        self._drop_welcome()
        self.journal = journal
        journal.changed.connect(self._header)
        journal.refused.connect(self._refused)
        self._undo_group.addStack(journal.undo_stack)
        journal.undo_stack.setActive()
        if remember:
            self.settings.setValue(LAST_JOURNAL, str(journal.store.path.resolve()))
        self.menus.set_open(opened=True)
        self.window.rail.set_open(opened=True)
        self._header()
        self.show_page("today" if journal.course else "settings")
        QTimer.singleShot(0, self.window.shown_data.emit)

    def close_journal(self) -> None:
        """Keep what stands in an open form, and let go of the journal."""
        if self.journal is None:
            return
        self._leave_form()
        for page in self._pages.values():
            self.window.drop_widget(page)
        self._pages.clear()
        self.window.clear_cards()
        self._undo_group.removeStack(self.journal.undo_stack)
        self.journal.close()
        self.journal.deleteLater()
        self.journal = None

    # pages and forms

    def show_page(self, name: str) -> None:
        """Put a page of the rail in the middle."""
        if self.journal is None:
            return
        self._leave_form()
        self._drop_welcome()
        if name not in self._pages:
            page = make_page(self.journal, name)
            page.form_wanted.connect(self.show_form)
            page.page_wanted.connect(self.show_page)
            page.notice.connect(self.window.notice.say)
            page.undoable.connect(partial(self.window.notice.say, undo=True))
            if isinstance(page, SettingsPage):
                page.show_scheme(self._scheme())
                page.scheme_chosen.connect(self._choose_scheme)
            page.remember_in(self.settings)
            self._pages[name] = page
        self.page = name
        self.window.rail.mark(name)
        self.window.show_widget(self._pages[name])

    def show_form(self, name: str) -> None:
        """Put a form in the middle, with what was typed into it before, if anything was kept."""
        if self.journal is None:
            return
        if name == QUESTIONNAIRES:
            self._choose_questionnaire(self.journal)
            return
        self._leave_form()
        try:
            form = make_form(self.journal, name)
        except JournalError as error:
            self.window.notice.say(str(error))
            return
        form.restore_draft()
        form.saved.connect(self._saved)
        form.closed.connect(self._back)
        self.form = form
        self.window.show_widget(form)

    def _choose_questionnaire(self, journal: Journal) -> None:
        from ketatrack.ui.dialogs.questionnaire_dialog import QuestionnaireDialog

        dialog = QuestionnaireDialog(journal, self.window)
        dialog.chosen.connect(self.show_form)
        dialog.open()

    def _leave_form(self) -> None:
        if self.form is not None:
            form, self.form = self.form, None
            form.keep_draft()
            self.window.drop_widget(form)

    def _saved(self, sentence: str) -> None:
        if self.form is None or self.journal is None:
            return
        patient, signs, card = self.journal.patient(), self.form.signs(), self.form.after_saving()
        self._back()
        self.window.notice.say(sentence, undo=True)
        if signs:
            self._show_card(EmergencyCard(signs, patient.country if patient else None))
        if card is not None:
            self._show_card(card)

    def _show_card(self, card: SafetyCard) -> None:
        card.help_wanted.connect(self.help_now)
        card.closed.connect(partial(self.window.drop_card, card))
        self.window.show_card(card)

    def _back(self) -> None:
        if self.journal is None:
            self.welcome()
        else:
            self.show_page(self.page)

    def _header(self) -> None:
        journal = self.journal
        if journal is None or journal.course is None:
            self.window.header.show_course("KetaTrack", "")
            return
        records, today = journal.records(), journal.now().date()
        phase = phase_on(records.phases, today)
        words = ""
        if phase is not None:
            words = _("{phase}, week {week}").format(
                phase=_(phase.phase.label), week=week_of_phase(phase, today)
            )
        self.window.header.show_course(records.course.name, words)
        self._offer_courses()

    def _offer_courses(self) -> None:
        if self.journal is None:
            return
        switch, courses = self.window.header.switch, self.journal.courses()
        switch.setVisible(len(courses) > 1)
        switch.menu().clear()
        for course in courses:
            action = switch.menu().addAction(course.name)
            action.triggered.connect(partial(self.journal.choose_course, course))

    def _refused(self, sentence: str) -> None:
        self.window.notice.say(sentence, lasting=True)

    # files

    def import_files(self, source: Path | None = None) -> None:
        """Show what importing some files would do; without a source, ask for the files first."""
        from ketatrack.ui.dialogs.import_dialog import choose_and_import

        if self.journal is not None:
            choose_and_import(self.window, self.journal, self._imported, source)

    def _import_into_new(self, store: Store, source: Path) -> None:
        from ketatrack.ui.dialogs.import_dialog import import_into_new

        import_into_new(self.window, Journal(store, self), self._imported, source, self._open)

    def _imported(self, sentence: str) -> None:
        self.window.notice.say(sentence, undo=True)

    def _take_dropped(self, path: Path) -> None:
        if path.suffix == SUFFIX:
            self.open_path(path)
        elif self.journal is None:
            self.welcome().ask_import(course_files(path))
        else:
            self.import_files(course_files(path))

    def export_files(self) -> None:
        """Ask where to, and write the journal or the course there."""
        from ketatrack.ui.dialogs.export_dialog import choose_and_export

        if self.journal is not None:
            choose_and_export(self.window, self.journal, self.window.notice.say)

    # help and looks

    def help_now(self, part: HelpPart = HelpPart.CONTACTS) -> None:
        """Show contacts and services, whatever else is on screen."""
        dialog = HelpNowDialog(self.journal, self.window)
        dialog.open()
        dialog.show_part(part)

    def _shortcuts(self) -> None:
        from ketatrack.ui.dialogs.shortcuts_dialog import ShortcutsDialog

        ShortcutsDialog(self.window).open()

    def _about(self) -> None:
        from ketatrack.ui.dialogs.about_dialog import AboutDialog

        AboutDialog(self.journal.store.path if self.journal else None, self.window).open()

    def apply_scheme(self, scheme: Scheme) -> None:
        """Change the colours of the window and remember the choice."""
        self.settings.setValue(SCHEME, str(scheme))
        application = QApplication.instance()
        if isinstance(application, QApplication):
            apply_theme(application, palette_for(scheme))

    def _scheme(self) -> Scheme:
        return Scheme(str(self.settings.value(SCHEME, Scheme.SYSTEM)))

    def _choose_scheme(self, scheme: str) -> None:
        self.apply_scheme(Scheme(scheme))

    def _desktop_changed(self) -> None:
        self.apply_scheme(self._scheme())


def _demo_journal() -> Store:
    from ketatrack.exchange.demo import demo_journal

    store: Store = demo_journal()
    return store
