"""The line at the top of the window: which course is on screen, in which phase, and the other courses."""

from functools import partial

from ketatrack.domain.language import gettext as _
from ketatrack.domain.phases import phase_on, week_of_phase
from ketatrack.ui.journal import Journal
from ketatrack.ui.main_window import MainWindow


def show_course(window: MainWindow, journal: Journal) -> None:
    """Show the course of a journal that is on screen now; of an empty one the program's own name."""
    if journal.course is None:
        window.header.show_no_course(window.windowTitle())
        return
    records, today = journal.records(), journal.now().date()
    phase = phase_on(records.phases, today)
    words = ""
    if phase is not None:
        words = _("{phase}, week {week}").format(phase=_(phase.phase.label), week=week_of_phase(phase, today))
    window.header.show_course(records.course.name, words)
    _offer_courses(window, journal)


def _offer_courses(window: MainWindow, journal: Journal) -> None:
    switch, courses = window.header.switch, journal.courses()
    switch.setVisible(len(courses) > 1 and not journal.is_followed)
    switch.menu().clear()
    for course in courses:
        if course == journal.course:
            continue
        action = switch.menu().addAction(course.name)
        action.triggered.connect(partial(journal.choose_course, course))
