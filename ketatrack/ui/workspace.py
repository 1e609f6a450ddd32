"""The open journal and its window: opens and closes journals, and does what the menus say."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings
from PySide6.QtGui import QUndoGroup

from ketatrack.domain.language import gettext as _
from ketatrack.store.header import SUFFIX
from ketatrack.store.store import Store
from ketatrack.ui.actions import Menus, commands_leading_nowhere
from ketatrack.ui.alone import Alone
from ketatrack.ui.backup_keeper import BackupKeeper
from ketatrack.ui.baseline_watch import BaselineWatch
from ketatrack.ui.connected_pages import ConnectedPages
from ketatrack.ui.course_header import show_course
from ketatrack.ui.damage_watch import DamageWatch
from ketatrack.ui.helping import Helping
from ketatrack.ui.journal import Journal
from ketatrack.ui.locking import Locking
from ketatrack.ui.looks import Looks
from ketatrack.ui.main_window import MainWindow
from ketatrack.ui.middle import Middle
from ketatrack.ui.one_window import OneWindow
from ketatrack.ui.opening import Opening
from ketatrack.ui.pages.page import Page
from ketatrack.ui.plan_files import PlanFiles
from ketatrack.ui.reading_only_card import ReadingOnlyCard
from ketatrack.ui.remembered import remember_journal
from ketatrack.ui.reminders import Reminders
from ketatrack.ui.restoring import Restoring
from ketatrack.ui.sitting import Sitting
from ketatrack.ui.urgent_keys import UrgentKeys
from ketatrack.ui.ways_out import WaysOut

if TYPE_CHECKING:
    from ketatrack.store.key import Key
    from ketatrack.ui.dialogs.safety_cards import SafetyCard
    from ketatrack.ui.forms.form import Form


class Workspace(QObject):
    """What the window does with one journal at a time; what stands in its middle is a room of its own."""

    def __init__(self, window: MainWindow, settings: QSettings) -> None:
        """Make the menus and wait for a journal."""
        super().__init__(window)
        self.window = window
        self.settings = settings
        self.journal: Journal | None = None
        self._middle = Middle(window, settings)
        self._middle.page_made.connect(self._connect_page)
        self.plan_files = PlanFiles(window, self._middle)
        self.plan_files.left.connect(self._back)
        self.opening = Opening(window, self._middle, self.show_journal)
        self.opening.plan_wanted.connect(self.plan_files.choose)
        self.opening.imported.connect(self._imported)
        self.opening.left.connect(self._back)
        self.alone = Alone(window, self._middle)
        self.helping = Helping(window, self._middle, self.plan_files, self.alone)
        self._middle.help_wanted.connect(self.helping.help_now)
        self.alone.begun.connect(self._put_course_away)
        self.alone.ended.connect(self._show_course)
        self.locking = Locking(
            window, settings, self._middle, self.opening, self.plan_files, self.alone, self.close_journal
        )
        self.sitting = Sitting(window, self.alone)
        self.backups = BackupKeeper(self)
        self.backups.said.connect(self._refused)
        self.restoring = Restoring(self._middle, self.opening, self._close_to_restore)
        self.restoring.said.connect(window.notice.say)
        self.opening.unopened.restore_wanted.connect(self._restore_lost)
        self.ways_out = WaysOut(window, self.plan_files, self.show_form)
        self.damage = DamageWatch(window)
        self.damage.opened.connect(self.opening.opened)
        self.reminders = Reminders(window, settings)
        self.reminders.said.connect(window.notice.say)
        self.looks = Looks(window, settings)
        self._middle.page_makers |= self._connected_pages().makers()
        self._undo_group = QUndoGroup(self)
        self.menus = self._made_menus()
        self.locking.lockable_changed.connect(self._offer_lock)
        self._one_window = OneWindow(self)
        self._one_window.wanted.connect(window.come_to_front)
        self._heed_window()

    def _connected_pages(self) -> ConnectedPages:
        return ConnectedPages(
            self._middle,
            self.looks,
            self.helping,
            self.locking,
            self.sitting,
            self.reminders,
            self.backups,
            self.restoring,
        )

    def _made_menus(self) -> Menus:
        menus = Menus(
            self.window,
            self._undo_group.createUndoAction(self, _("Undo")),
            self._undo_group.createRedoAction(self, _("Redo")),
        )
        menus.connect({name: partial(self.run, name) for name in menus.names()})
        return menus

    def _heed_window(self) -> None:
        """Do what is asked for in the window, beside its menus."""
        UrgentKeys(self).pressed.connect(self.run)
        self.window.page_chosen.connect(self.show_page)
        self.window.help_wanted.connect(self.helping.help_now)
        self.window.undo_wanted.connect(self._undo_group.undo)
        self.window.notice.form_wanted.connect(self.show_form)
        self.window.files_dropped.connect(self._take_dropped)
        self.window.closing.connect(self.close_journal)
        self.window.shown_data.connect(self._answer_for_journal)

    def run(self, command: str) -> None:
        """Do what a line of the menus says."""
        if self.alone.is_on and command not in commands_leading_nowhere():
            return
        verb, _space, what = command.partition(" ")
        if verb == "form":
            self.show_form(what)
        elif verb == "page":
            self.show_page(what)
        elif verb == "sheet" or command in self.ways_out.commands:
            self._hand_over(command, what)
        else:
            {
                "new_journal": self.opening.new,
                "open_journal": self.opening.choose,
                "open_demo": self.opening.demo,
                "import": self.import_files,
                "open_plan_file": self.plan_files.choose,
                "lock": self.locking.lock,
                "hide": self.locking.hide_quickly,
                "quit": self.window.close,
                "help_now": self.helping.help_now,
                "shortcuts": self.helping.shortcuts,
                "about": self.helping.about,
            }[command]()

    def _hand_over(self, command: str, sheet: str) -> None:
        if self.journal is None:
            return
        if sheet:
            self.ways_out.show_sheet(self.journal, sheet)
        else:
            self.ways_out.commands[command](self.journal)

    def _offer_lock(self) -> None:
        self.menus.set_lockable(lockable=self.locking.can_lock)

    # journals

    def open_store(self, store: Store, *, remember: bool = True) -> None:
        """Put an open journal on screen, in place of the one before."""
        self.show_journal(Journal(store, self), remember=remember)

    def show_journal(self, journal: Journal, *, remember: bool = True) -> None:
        """Put an open journal on screen, in place of the one before."""
        self.close_journal()
        self.window.notice.clear()  # of what was not opened before
        self.journal = journal
        journal.changed.connect(self._header)
        journal.refused.connect(self._refused)
        BaselineWatch(journal).compared.connect(self.window.notice.remark)
        journal.undo_stack.indexChanged.connect(self.window.notice.step_passed)
        if remember:
            remember_journal(self.settings, journal.store.path)
        self.backups.follow(journal, on_schedule=remember)
        if not self.sitting.goes_on(journal):
            self._show_course()
        self.window.tell_when_shown()

    def _show_course(self) -> None:
        """Show the journal that was opened, or that one page stood for, with all there is to do in it."""
        journal = self.journal
        if journal is None:
            return
        self._undo_group.addStack(journal.undo_stack)
        journal.undo_stack.setActive()
        self.menus.set_open(opened=True)
        self.window.rail.set_open(opened=True)
        self.window.be_neutral(neutral=False)
        self._header()
        self._middle.open(journal)
        self.damage.follow(journal)
        if journal.reading_only and not journal.store.findings:
            self.window.show_card(ReadingOnlyCard(journal.reading_only))
        self.reminders.follow(journal)
        self.locking.follow(journal)

    def _put_course_away(self) -> None:
        """Leave nothing of the journal within reach while one page has the window."""
        self.reminders.follow(None)
        self.damage.follow(None)
        if self.journal is not None:
            self._undo_group.removeStack(self.journal.undo_stack)
        self.menus.keep_to(commands_leading_nowhere())
        self.window.rail.set_open(opened=False)

    def _answer_for_journal(self) -> None:
        if self.journal is not None and not self.journal.reading_only:
            self._one_window.listen_for(self.journal.store.path)

    def _header(self) -> None:
        if self.journal is not None and not self.alone.is_on:
            show_course(self.window, self.journal)

    def _refused(self, sentence: str) -> None:
        self.window.notice.say(sentence, lasting=True)

    def close_journal(self) -> None:
        """Keep what stands in an open form, and let go of the journal."""
        self.opening.unopened.drop()
        if self.journal is None:
            return
        self.reminders.follow(None)
        self.damage.follow(None)
        self.locking.follow(None)
        self.alone.drop()
        self._middle.close()
        self.window.notice.clear()
        self.backups.leave()
        self._undo_group.removeStack(self.journal.undo_stack)
        self.journal.close()
        self.journal.deleteLater()
        self.journal = None
        self.window.header.show_no_course(self.window.windowTitle())
        self.window.rail.set_open(opened=False)
        self.menus.set_open(opened=False)

    def _restore_lost(self, path: Path, backup: Path, key: "Key | None") -> None:
        self.close_journal()  # with a backup of its own, where another one is open
        self.restoring.restore_lost(path, backup, key)

    def _close_to_restore(self) -> None:
        self.backups.forget()  # restoring makes a backup of its own
        self.close_journal()

    # the middle of the window

    @property
    def form(self) -> "Form | None":
        """The form in the middle, if one stands there."""
        return self._middle.form

    def show_page(self, name: str) -> None:
        """Put a page of the journal in the middle."""
        self._middle.show_page(name)

    def show_form(self, name: str) -> None:
        """Put a form in the middle, with what was typed into it before, if anything was kept."""
        self._middle.show_form(name)

    def show_card(self, card: "SafetyCard") -> None:
        """Put a card above the page."""
        self._middle.show_card(card)

    def _connect_page(self, page: Page) -> None:
        page.command_wanted.connect(self.run)
        page.backup_wanted.connect(self.backups.back_up_first)

    def _back(self) -> None:
        if self.journal is not None:
            self._middle.show_last_page()
        elif not self.locking.ask_again():
            self.opening.welcome()

    # files

    def import_files(self, source: Path | None = None) -> None:
        """Show what importing some files would do; without a source, ask for the files first."""
        from ketatrack.ui.dialogs.import_dialog import choose_and_import

        if self.journal is not None:
            choose_and_import(self.window, self.journal, self._imported, source)

    def _imported(self, sentence: str) -> None:
        self.window.notice.say(sentence, undo=True)

    def _take_dropped(self, path: Path) -> None:
        from ketatrack.ui.fields.path_field import course_files

        if self.alone.is_on:
            return
        if path.suffix == SUFFIX:
            self.opening.path(path)
        elif self.plan_files.takes(path):
            self.plan_files.take(path, self.journal)
        elif self.journal is None:
            self.opening.welcome().ask_import(course_files(path))
        else:
            self.import_files(course_files(path))
