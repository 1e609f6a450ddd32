"""Measuring with guidance, on the board and at home: one step at a time, each of which can be passed over."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ketatrack.domain.board_words import reading_words
from ketatrack.domain.guided_measuring import FEWEST, MOST, GuidedMeasuring, Step, mean_reading
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.plausibility import questions
from ketatrack.domain.problems import Problem
from ketatrack.domain.records import Reading
from ketatrack.ui.fields.field import RefusedError
from ketatrack.ui.fields.flow_layout import FlowLayout
from ketatrack.ui.fields.pressure_row import NUMBERS, PressureRow
from ketatrack.ui.fields.wrapping_button import WrappingButton
from ketatrack.ui.layout import breakable, heading
from ketatrack.ui.theme import GRID, as_session_screen

_SECOND = timedelta(seconds=1)
_MINUTE = timedelta(minutes=1)
_TICK_MS = 500

MakePart = Callable[[Mapping[str, int | None], datetime], Reading]
"""Builds what was measured at a moment; raises RefusedError. Nothing is written by it."""


class GuidedMeasuringView(QWidget):
    """The steps, the rest's timer without a sound, and the three numbers of each measurement."""

    advanced = Signal()
    """A step was taken, or a number typed: something is to be kept."""
    finished = Signal()
    """The mean is to be kept."""

    def __init__(self, now: Callable[[], datetime], make_part: MakePart, *, keeps: bool = True) -> None:
        """Begin at the first step.

        Args:
            now: tells this moment.
            make_part: builds what was measured.
            keeps: with a button of its own that keeps the mean; else whoever holds the view has one.
        """
        super().__init__()
        as_session_screen(self)
        self.measuring = GuidedMeasuring()
        self._now = now
        self._make_part = make_part
        self._keeps = keeps
        self._answered: set[tuple[str, str]] = set()
        self.title = heading("", "title")
        self.time = heading("", "figure")
        self.words, self.taken, self.said = (_wrapped() for _place in range(3))
        self.row = PressureRow(NUMBERS)
        self.go_on_button = WrappingButton("", primary=True)
        self.pass_button = WrappingButton(_("Pass over"))
        self.shorter_button = WrappingButton(_("One minute less"))
        self.enough_button = WrappingButton("")
        self.again_button = WrappingButton(_("Measure the last one again"))
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._lay_out()
        self._connect()
        self._show()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        buttons = QWidget()
        self._flow = FlowLayout(buttons)
        for part in (self.title, self.words, self.time, self.taken, self.row, self.said, buttons):
            column.addWidget(part)

    def _connect(self) -> None:
        self.go_on_button.clicked.connect(self.go_on)
        self.pass_button.clicked.connect(self.pass_over)
        self.shorter_button.clicked.connect(self._shorten)
        self.enough_button.clicked.connect(self._end)
        self.again_button.clicked.connect(self._measure_again)
        self.row.finished.connect(self.go_on)
        self.row.edited.connect(self.advanced)

    # what stands here

    def parts(self) -> Sequence[Reading]:
        """Return what was measured so far."""
        return self.measuring.parts

    def content(self) -> dict[str, Any]:
        """Return how far measuring has come, and what is typed, as JSON would keep it."""
        return {"measuring": self.measuring.model_dump(mode="json"), "row": self.row.content()}

    def set_content(self, content: Mapping[str, Any]) -> None:
        """Go on where `content` was returned; the rest has gone on meanwhile."""
        self.measuring = GuidedMeasuring.model_validate(content.get("measuring", {}))
        self._show()
        self.row.set_content(content.get("row", {}))

    def begin(self) -> None:
        """Begin anew."""
        self.measuring = GuidedMeasuring()
        self.row.show_values({})
        self._show()

    # steps

    def go_on(self) -> None:
        """Do what the first button of the step says."""
        step, measuring = self.measuring.step, self.measuring
        if step is Step.SIT:
            self._take(measuring.seated(said=True))
        elif step is Step.FEET:
            self._take(measuring.feet_flat(self._now()))
        elif step is Step.REST:
            self._take(measuring.rested())
        elif step is Step.MEASURE:
            self._measure()
        else:
            self.finished.emit()

    def pass_over(self) -> None:
        """Go on without what the step asks for."""
        step, measuring = self.measuring.step, self.measuring
        if step is Step.SIT:
            self._take(measuring.seated(said=False))
        elif step is Step.FEET:
            self._take(measuring.feet_flat(self._now()))

    def _shorten(self) -> None:
        left = max(0, self.measuring.rest_minutes - 1)
        self._take(self.measuring.resting_for(left))

    def _end(self) -> None:
        self._take(self.measuring.enough())

    def _measure_again(self) -> None:
        self._take(self.measuring.without_last())

    def _measure(self) -> None:
        self.row.clear_marks()
        self._say("", "")
        try:
            values = self.row.values()
            if values["systolic"] is None or values["diastolic"] is None:
                raise RefusedError([Problem("", "", _("Systolic and diastolic are not both typed yet."))])
            part = self._make_part(values, self._now())
        except RefusedError as refused:
            self.row.mark_problems(refused.problems)
            self._say("problem", " ".join(problem.reason for problem in refused.problems))
            return
        asked = [each for each in questions(part) if (each.field, each.sentence) not in self._answered]
        if asked:
            self._answered |= {(each.field, each.sentence) for each in asked}
            self.row.mark_questions(asked)
            sentences = [each.sentence for each in asked]
            self._say(
                "question", " ".join([*sentences, _("If it is as you meant it, press Enter once more.")])
            )
            return
        self.row.show_values({})
        self._take(self.measuring.measured(part))

    def _take(self, measuring: GuidedMeasuring) -> None:
        had_focus = self.isAncestorOf(self.focusWidget() or self) and self.isVisible()
        self.measuring = measuring
        self._answered.clear()
        self._say("", "")
        self._show()
        if had_focus:
            self.setFocus()
        self.advanced.emit()

    # what is shown

    def _show(self) -> None:
        step = self.measuring.step
        title, words, go_on = self._texts()
        self.title.setText(title)
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.go_on_button.set_words(go_on)
        self.row.setVisible(step is Step.MEASURE)
        self.taken.setText(
            "\n".join(f"{each.taken_at:%H:%M} · {reading_words(each)}" for each in self.parts())
        )
        self.taken.setVisible(bool(self.parts()))
        self._flow.arrange(self._buttons())
        self.setFocusProxy(self.row if step is Step.MEASURE else self.go_on_button)
        self.tick()

    def _texts(self) -> tuple[str, str, str]:
        """Return the title of the step, what it says, and the words of its first button."""
        count = len(self.parts())
        return {
            Step.SIT: (_("Sit"), _("Sit down and lean back."), _("I am sitting")),
            Step.FEET: (_("Feet flat"), _("Both feet flat on the floor."), _("They are")),
            Step.REST: (
                _("Rest"),
                _("The time runs by itself, without a sound. It can be shortened or passed over."),
                _("Measure now"),
            ),
            Step.MEASURE: (
                _("Measurement {number}").format(number=count + 1),
                _("Two or three, a minute apart; their mean is kept with each of them."),
                _("Write it down"),
            ),
            Step.MEAN: (self._mean_words(), "", _("Keep it")),
        }[self.measuring.step]

    def _mean_words(self) -> str:
        parts = self.parts()
        if not parts:
            return ""
        mean, _parts = mean_reading(parts)
        words = ngettext("One measurement: {mean}", "Mean of {n}: {mean}", len(parts))
        return words.format(n=len(parts), mean=reading_words(mean))

    def _buttons(self) -> list[WrappingButton]:
        step, count = self.measuring.step, len(self.parts())
        if step in {Step.SIT, Step.FEET}:
            return [self.go_on_button, self.pass_button]
        if step is Step.REST:
            return [self.go_on_button, *([self.shorter_button] if self.measuring.rest_minutes else [])]
        if step is Step.MEAN:
            return [*([self.go_on_button] if self._keeps else []), self.again_button]
        words = _("Mean of {n}, no more") if count >= FEWEST else _("This one alone")
        self.enough_button.set_words(words.format(n=count))
        return [self.go_on_button, *([self.enough_button, self.again_button] if 0 < count < MOST else [])]

    def tick(self) -> None:
        """Show how much time is left; nothing happens by itself when it is over."""
        now, measuring = self._now(), self.measuring
        words = ""
        if measuring.step is Step.REST:
            words = _time_words(measuring.rest_left(now))
        elif measuring.step is Step.MEASURE and (left := measuring.until_next(now)):
            words = _("{time} until a minute has gone by").format(time=_time_words(left))
        if self.time.text() != words:
            self.time.setText(words)
        self.time.setVisible(bool(words))
        running = measuring.step in {Step.REST, Step.MEASURE} and self.isVisible()
        if running and not self._timer.isActive():
            self._timer.start()
        elif not running:
            self._timer.stop()

    def _say(self, role: str, sentence: str) -> None:
        self.said.setText(breakable(sentence))
        self.said.setProperty("role", role)
        self.said.setVisible(bool(sentence))
        self.said.style().polish(self.said)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the time go on."""
        super().showEvent(event)
        self.tick()

    def hideEvent(self, event: QHideEvent) -> None:
        """Wake nobody up while nothing is seen."""
        super().hideEvent(event)
        self._timer.stop()


def _time_words(left: timedelta) -> str:
    """Write what is left as minutes and seconds, `4:32`; a part of a second counts as a whole one."""
    seconds = -(-left // _SECOND)
    minute = _MINUTE // _SECOND
    return f"{seconds // minute}:{seconds % minute:02d}"


def _wrapped() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    return label
