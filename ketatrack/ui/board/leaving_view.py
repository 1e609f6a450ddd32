"""Before leaving: the clinic's checklist, who takes the person home, driving, and the last reading.

It keeps what is ticked and read; it clears nobody, and says so.
"""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.leaving import (
    RECORDS_ONLY,
    ChecklistLine,
    Leaving,
    leaving,
    leaving_words,
    left,
    ticked,
)
from ketatrack.domain.moments import moment_words
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import FollowedSession, LeavingLine, Record
from ketatrack.domain.wording import NOT_RECORDED
from ketatrack.store.store import Change
from ketatrack.ui.board.recorder import SessionRecorder
from ketatrack.ui.fields.flow_layout import FlowLayout
from ketatrack.ui.fields.wrapping_button import WrappingButton
from ketatrack.ui.fold import Fold
from ketatrack.ui.layout import Card, breakable
from ketatrack.ui.theme import GRID, SESSION_TARGET

_LOOK_EVERY_MS = 20_000
"""Minutes change once a minute; a look now and then shows it soon enough."""


class LeavingView(Card):
    """Everything that stands before leaving, folded away until somebody wants it."""

    def __init__(self, recorder: SessionRecorder) -> None:
        """Take the session that is being followed."""
        super().__init__()
        self._recorder = recorder
        self._shown: Leaving | None = None
        self.fold = Fold(_(LeavingLine.label))
        self.fold.button.setMinimumHeight(SESSION_TARGET)
        self.lines: list[WrappingButton] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(GRID)
        self.no_lines = _wrapped(_("No checklist is typed."))
        self.escort_words, self.driving, self.facts, self.left_words = (_wrapped() for _place in range(4))
        self.escort_buttons = {here: WrappingButton("") for here in (True, False)}
        self.left_button = WrappingButton(_("Left now"))
        self.problem = _wrapped()
        self.problem.setProperty("role", "problem")
        self.problem.hide()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.refresh)
        self._lay_out()
        for here, button in self.escort_buttons.items():
            button.clicked.connect(partial(self._note_escort, here))
        self.left_button.clicked.connect(self._note_left)
        recorder.journal.changed.connect(self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        self.column.addWidget(self.fold)
        inside = self.fold.inside
        inside.addWidget(_wrapped(_(RECORDS_ONLY)))
        inside.addWidget(self.facts)
        inside.addWidget(self.no_lines)
        inside.addLayout(self._list)
        inside.addWidget(self.escort_words)
        escort = QWidget()
        FlowLayout(escort).arrange(list(self.escort_buttons.values()))
        inside.addWidget(escort)
        inside.addWidget(self.driving)
        inside.addWidget(self.left_words)
        inside.addWidget(self.problem)
        inside.addWidget(self.left_button)

    # what is shown

    def refresh(self) -> None:
        """Show how things stand now."""
        if not self._recorder.is_running:
            return
        standing = self._standing()
        if standing == self._shown:
            return
        self._shown = standing
        self.facts.setText("\n".join(leaving_words(standing)))
        self._show_lines(standing)
        self._show_escort(standing.escort_here)
        rule = standing.driving_rule or _(NOT_RECORDED)
        label = _(label_of(FollowedSession, "driving_rule"))
        self.driving.setText(breakable(f"{label}: {rule}"))
        self._show_left(standing)

    def _standing(self) -> Leaving:
        recorder = self._recorder
        now = recorder.clock.now()
        return leaving(recorder.journal.records(), recorder.session, recorder.followed, now)

    def _show_lines(self, standing: Leaving) -> None:
        while len(self.lines) > len(standing.lines):
            gone = self.lines.pop()
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self.lines) < len(standing.lines):
            button = WrappingButton("")
            button.clicked.connect(partial(self._tick, len(self.lines)))
            self._list.addWidget(button)
            self.lines.append(button)
        for button, line in zip(self.lines, standing.lines, strict=True):
            button.set_words(_line_words(line))
            button.setAccessibleDescription(_("ticked") if line.ticked_at else _("open"))
        self.no_lines.setVisible(not standing.lines)

    def _show_escort(self, here: bool | None) -> None:
        question = _(label_of(FollowedSession, "escort_here"))
        self.escort_words.setText(question)
        for value, words in ((True, _("Yes")), (False, _("No"))):
            button = self.escort_buttons[value]
            button.set_words(_("{words} ✓").format(words=words) if here is value else words)
            button.setAccessibleName(f"{question}: {words}")
            button.setAccessibleDescription(_("chosen") if here is value else "")

    def _show_left(self, standing: Leaving) -> None:
        when = moment_words(standing.left_at) if standing.left_at else ""
        label = _(label_of(FollowedSession, "left_at"))
        self.left_words.setText(f"{label}: {when}" if when else "")
        self.left_words.setVisible(bool(when))
        self.left_button.set_words(_("Not left yet") if when else _("Left now"))

    # what is written

    def _tick(self, place: int) -> None:
        line = self._standing().lines[place]
        recorder = self._recorder
        at = None if line.ticked_at else recorder.clock.now()
        self._write([ticked(line, recorder.followed, at, recorder.stamp())], _line_words(line))

    def _note_escort(self, here: bool) -> None:
        followed = self._recorder.followed
        chosen = None if followed.escort_here is here else here
        words = _(label_of(FollowedSession, "escort_here")).lower()
        self._write([(followed, followed.changed(escort_here=chosen))], words)

    def _note_left(self) -> None:
        recorder = self._recorder
        followed = recorder.followed
        if followed.left_at is not None:
            self._write([(followed, followed.changed(left_at=None))], _("not left yet"))
            return
        records, now = recorder.journal.records(), recorder.clock.now()
        self._write(left(records, recorder.session, followed, now, recorder.stamp()), _("left"))

    def _write(self, changes: list[tuple[Record | None, Record]], words: str) -> None:
        try:
            self._recorder.write([Change(*each) for each in changes], words)
        except JournalError as error:
            self.problem.setText(str(error))
            self.problem.show()
            return
        self.problem.hide()

    # hands

    def showEvent(self, event: QShowEvent) -> None:
        """Let the minutes go on."""
        super().showEvent(event)
        self.refresh()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Wake nobody up while nothing is seen."""
        super().hideEvent(event)
        self._timer.stop()


def _line_words(line: ChecklistLine) -> str:
    if line.ticked_at is None:
        return f"☐ {line.line}"
    return f"☑ {line.line} · {line.ticked_at:%H:%M}"


def _wrapped(words: str = "") -> QLabel:
    label = QLabel(words)
    label.setWordWrap(True)
    return label
