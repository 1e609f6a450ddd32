"""What stands in the middle of the window: a page of the journal, a form, or a page of its own."""

import json
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from ketatrack.domain.errors import JournalError
from ketatrack.domain.followed import running
from ketatrack.domain.language import gettext as _
from ketatrack.ui.journal import Journal
from ketatrack.ui.left_place import LeftPlace
from ketatrack.ui.main_window import MainWindow
from ketatrack.ui.pages.catalogue import make_page
from ketatrack.ui.pages.page import Page
from ketatrack.ui.tab_order import cursor_of, go_to_stop, put_cursor, stop_of

if TYPE_CHECKING:
    from ketatrack.ui.dialogs.safety_cards import SafetyCard
    from ketatrack.ui.forms.form import Form
    from ketatrack.ui.pages.unlock_page import UnlockPage


class Middle(QObject):
    """One page or form at a time, each made when it is first wanted; a form is left with its draft kept."""

    page_made = Signal(Page)
    help_wanted = Signal(object)
    """Asks for contacts and services, at one of the two."""
    guest_changed = Signal()
    """Another page of its own is on screen, or none."""

    def __init__(self, window: MainWindow, settings: QSettings) -> None:
        """Wait for a journal."""
        super().__init__(window)
        self.form: Form | None = None
        self._journal: Journal | None = None
        self.page_makers: dict[str, Callable[[Journal], Page]] = {}
        """What makes the pages that take more than the journal, by their names."""
        self._window = window
        self._settings = settings
        self._page = "today"
        self._pages: dict[str, Page] = {}
        self._guest: QWidget | None = None
        self._asking: UnlockPage | None = None

    def open(self, journal: Journal) -> None:
        """Show a journal: today, or the session that runs; the settings, where a course is started."""
        self._drop_guest()
        self._journal = journal
        if journal.course is None:
            self.show_page("settings")
        else:
            self.show_page("today" if running(journal.records()) is None else "board")

    def close(self) -> None:
        """Keep what stands in a form, and let go of everything that shows the journal."""
        self._leave_form()
        self._drop_guest()
        for page in self._pages.values():
            page.unwritten()  # a moment after the last key, it may not be kept yet
            self._window.drop_widget(page)
        self._pages.clear()
        self._window.clear_cards()
        self._journal = None

    # leaving and coming back

    def place(self) -> LeftPlace:
        """Return where the person is; what stands in a form is kept as its draft, or sealed in the place."""
        if self._journal is None:
            raise ValueError("no journal is on screen")
        typed = b""
        if self.form is not None and not self.form.keep_draft():
            typed = self._journal.store.seal(json.dumps(self.form.typed().as_draft()).encode())
        begun = {name: words for name, page in self._pages.items() if (words := page.unwritten())}
        shown = self.form or self._pages[self._page]
        area = shown.findChild(QScrollArea)
        return LeftPlace(
            page=self._page,
            form=self.form.draft if self.form is not None else "",
            stop=stop_of(shown, shown.focusWidget()),
            cursor=cursor_of(shown.focusWidget()),
            scrolled=area.verticalScrollBar().value() if area is not None else 0,
            typed=typed,
            begun=self._journal.store.seal(json.dumps(begun).encode()) if begun else b"",
        )

    def go_to(self, place: LeftPlace) -> None:
        """Lead back to where the person was in the journal that is on screen again."""
        self.show_page(place.page)
        if place.form:
            self.show_form(place.form)
        try:
            self._take_up(place)
        except JournalError as error:
            self._window.notice.say(str(error), lasting=True)
        shown = self.form or self._pages[self._page]
        go_to_stop(shown, place.stop)
        put_cursor(shown.focusWidget(), place.cursor)
        area = shown.findChild(QScrollArea)
        if area is not None:
            area.verticalScrollBar().setValue(place.scrolled)

    def _take_up(self, place: LeftPlace) -> None:
        """Put back what was sealed in a place. Raises JournalError where the key is another by now."""
        if self._journal is None:
            return
        unseal = self._journal.store.unseal
        if place.begun:
            for name, words in json.loads(unseal(place.begun)).items():
                self._pages[name].take_up(words)
        if place.typed and self.form is not None:
            from ketatrack.ui.forms.comparison import Typed

            self.form.take_up(Typed.of_draft(json.loads(unseal(place.typed))))

    # pages

    @property
    def journal(self) -> Journal | None:
        """The journal on screen."""
        return self._journal

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in the middle, as at the start."""
        return self._journal is None and self._guest is None

    @property
    def guest(self) -> QWidget | None:
        """The page on screen that belongs to no place of the journal, such as the welcome page."""
        return self._guest

    def show_guest(self, page: QWidget) -> None:
        """Show a page of its own; it goes when something else is shown."""
        self._leave_form()
        self._drop_guest()
        self._guest = page
        self._window.rail.mark("")
        self._window.show_widget(page)
        self.guest_changed.emit()

    def _drop_guest(self) -> None:
        if self._guest is not None:
            page, self._guest = self._guest, None
            self._window.drop_widget(page)
            self.guest_changed.emit()

    def ask(self, page: "UnlockPage") -> None:
        """Show a page that asks for a passphrase; with nothing else open, the window names nothing."""
        if self._journal is None:
            self._window.be_neutral(neutral=True)
            self._window.header.show_no_course(self._window.windowTitle())
        self._asking = page
        page.help_wanted.connect(self._window.help_wanted)
        self.show_guest(page)
        self._window.tell_when_shown()

    @property
    def is_asking(self) -> bool:
        """Whether the window shows nothing but the way into what is locked."""
        asking = self._asking is not None and self._asking is self._guest
        return asking and self._journal is None

    def show_page(self, name: str) -> None:
        """Show a page of the journal, by its name in `pages.catalogue` or `connected_pages`."""
        if self._journal is None:
            return
        self._leave_form()
        self._drop_guest()
        if name not in self._pages:
            self._pages[name] = self._made(self._journal, name)
        self._page = name
        self._window.rail.mark(name)
        self._window.show_widget(self._pages[name])

    def _made(self, journal: Journal, name: str) -> Page:
        maker = self.page_makers.get(name)
        page = maker(journal) if maker else make_page(journal, name)
        button = self._window.rail.buttons.get(name)
        if button is not None:
            page.setAccessibleName(button.text())
        page.form_wanted.connect(self.show_form)
        page.page_wanted.connect(self.show_page)
        page.notice.connect(self._window.notice.say)
        page.undoable.connect(partial(self._window.notice.say, undo=True))
        page.remember_in(self._settings)
        self.page_made.emit(page)
        return page

    def show_last_page(self) -> None:
        """Go back from a form to the page it was opened from."""
        self.show_page(self._page)

    # forms

    def show_form(self, name: str) -> None:
        """Show a form, with what was typed into it before, if anything was kept."""
        from ketatrack.ui.forms.catalogue import QUESTIONNAIRES, make_form

        if self._journal is None:
            return
        if name == QUESTIONNAIRES:
            self._choose_questionnaire(self._journal)
            return
        self._leave_form()
        try:
            form = make_form(self._journal, name)
        except JournalError as error:
            self._window.notice.say(str(error))
            return
        form.restore_draft()
        self._put(form)

    def _put(self, form: "Form") -> None:
        form.saved.connect(self._saved)
        form.written.connect(partial(self._window.notice.say, undo=True))
        form.card_wanted.connect(self.show_card)
        form.form_wanted.connect(self.show_form)
        form.closed.connect(self.show_last_page)
        form.overtaken.connect(self._reopen)
        form.return_wanted.connect(self._return_entry)
        self.form = form
        self._window.show_widget(form)

    def _reopen(self) -> None:
        """Make the form anew on its entry as it is now, with what was typed in it."""
        from ketatrack.ui.forms.catalogue import make_form

        if self.form is None or self._journal is None:
            return
        left, typed = self.form, self.form.typed()
        try:
            form = make_form(self._journal, left.draft)
        except JournalError as error:
            left.say("problem", str(error))
            return
        form.say(
            "question", _("The entry is newer in the journal than here. Look again, then save once more.")
        )
        form.take_up(typed)
        self._window.drop_widget(left)
        self._put(form)

    def _return_entry(self) -> None:
        """Bring the entry of the form back and write what was typed over it, as one step."""
        from ketatrack.ui.history.putting_back import return_entry

        if self.form is None or self._journal is None or self.form.entry is None:
            return
        try:
            with self._journal.one_step(self.form.step_text()):
                return_entry(self._journal, self.form.entry.id)
                self._reopen()
                self.form.submit()
        except JournalError as error:
            self.form.say("problem", str(error))

    def _choose_questionnaire(self, journal: Journal) -> None:
        from ketatrack.ui.dialogs.questionnaire_dialog import QuestionnaireDialog

        dialog = QuestionnaireDialog(journal, self._window)
        dialog.chosen.connect(self.show_form)
        dialog.open()

    def _leave_form(self) -> None:
        if self.form is not None:
            form, self.form = self.form, None
            form.keep_draft()
            self._window.drop_widget(form)

    def _saved(self, sentence: str) -> None:
        if self.form is None or self._journal is None:
            return
        patient, signs, card = self._journal.patient(), self.form.signs(), self.form.after_saving()
        self.show_page(self.form.leads_to or self._page)
        self._window.notice.say(sentence, undo=True)
        if signs:
            from ketatrack.ui.dialogs.safety_cards import EmergencyCard

            self.show_card(EmergencyCard(signs, patient.country if patient else None))
        if card is not None:
            self.show_card(card)

    def show_card(self, card: "SafetyCard") -> None:
        """Put a card above the page."""
        card.help_wanted.connect(self.help_wanted)
        card.closed.connect(partial(self._window.drop_card, card))
        self._window.show_card(card)
