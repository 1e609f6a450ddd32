"""Response in words: where the latest score stands, how long response was seen, and what it rests on."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton

from ketatrack.domain.baseline_choice import BaselineStanding, baseline_standing, candidates
from ketatrack.domain.course_tables import CourseTable, episodes_table, epochs_table, intervals_table
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.episodes import ResponseEpisode, response_episodes
from ketatrack.domain.epochs import epochs
from ketatrack.domain.handover import AppendixPart
from ketatrack.domain.instruments import PHQ9, short_name
from ketatrack.domain.intervals import FEWEST_FOR_A_RANGE, Interval, intervals, time_in_response_range
from ketatrack.domain.language import gettext as _
from ketatrack.domain.response import response_threshold
from ketatrack.domain.scores import scored
from ketatrack.domain.standing import Standing, standing
from ketatrack.domain.standing_words import (
    baseline_words,
    episode_words,
    score_words,
    standing_lines,
    time_in_response_words,
)
from ketatrack.domain.wording import day_of
from ketatrack.ui.forms.baseline_form import baseline_form_name
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card, heading, quiet
from ketatrack.ui.tables.folded_table import FoldedTable


class ResponseCard(Card):
    """Stands at the foot of the charts, over the whole course, whatever stretch of it the chart shows."""

    form_wanted = Signal(str)
    """Asks for a form by its name in `forms.catalogue`."""

    def __init__(self, journal: Journal) -> None:
        """Lay the card out; `show_course` fills it."""
        super().__init__()
        self._journal = journal
        self._instrument_id = PHQ9
        self._form = ""
        self._title = heading("", "heading")
        self.figure = QLabel()
        self.figure.setProperty("role", "figure")
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.more = quiet()
        self.baseline_button = QPushButton(_("&Baseline…"))
        self.baseline_button.clicked.connect(self._ask_for_baseline)
        self.episodes = FoldedTable(_(AppendixPart.EPISODES.label))
        self.intervals = FoldedTable(_(AppendixPart.INTERVALS.label))
        self.epochs = FoldedTable(_(AppendixPart.EPOCHS.label))
        for label in (self._title, self.figure, self.words, self.more):
            self.column.addWidget(label)
        self.add_row(self.baseline_button)
        for table in (self.episodes, self.intervals, self.epochs):
            self.column.addWidget(table)

    def show_course(self, records: CourseRecords, instrument_id: str) -> None:
        """Show how a course answers by one instrument; the tables are made when they are opened."""
        self._instrument_id = instrument_id
        name = short_name(instrument_id)
        self._title.setText(_("{name} over the whole course").format(name=name))
        self.baseline_button.setAccessibleName(_("{name}: baseline").format(name=name))
        offered = candidates(records, instrument_id)
        self._form = baseline_form_name(instrument_id, offered)
        self.baseline_button.setVisible(bool(offered))
        compared = baseline_standing(records, instrument_id)
        scores = scored(records.scores, instrument_id)
        found = intervals(scores, records.sessions, compared.used)
        self._show_standing(standing(records, instrument_id), compared)
        self._show_response(response_episodes(scores, records.sessions, compared.used), found)
        self.more.setVisible(response_threshold(compared.used) is not None)
        self.intervals.setVisible(bool(found))
        self.intervals.offer(partial(intervals_table, found, instrument_id))
        self.epochs.offer(partial(_epochs_table, records, instrument_id))

    def _show_standing(self, latest: Standing | None, compared: BaselineStanding) -> None:
        self.figure.setVisible(latest is not None)
        if latest is None:
            words = _("No complete {name} of your own yet. Where it stands is said here once there is one.")
            self.words.setText(words.format(name=short_name(self._instrument_id)))
            return
        self.figure.setText(score_words(latest))
        lines = (
            _("Answered on {date}").format(date=day_of(latest.latest.taken_at)),
            *standing_lines(latest, self._journal.now().date()),
            baseline_words(compared),
        )
        self.words.setText("\n".join(line for line in lines if line))

    def _show_response(self, episodes: list[ResponseEpisode], found: list[Interval]) -> None:
        """Say how long response was seen; the whole of it stands in the folded table."""
        self.episodes.setVisible(bool(episodes))
        self.episodes.offer(partial(episodes_table, episodes))
        usual = time_in_response_range(found)
        lines = (
            episode_words(episodes[-1]) if episodes else _("No score in response yet."),
            time_in_response_words(usual, self._instrument_id) if usual else _too_few_words(),
        )
        self.more.setText("\n".join(lines))

    def _ask_for_baseline(self) -> None:
        self.form_wanted.emit(self._form)


def _too_few_words() -> str:
    return _("Time in response after a session is told from {n} intervals in response on.").format(
        n=FEWEST_FOR_A_RANGE
    )


def _epochs_table(records: CourseRecords, instrument_id: str) -> CourseTable:
    return epochs_table(epochs(records, instrument_id))
