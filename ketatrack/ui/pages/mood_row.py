"""“How am I today”: one key from 0 to 10, and a note if there is something to say."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QWidget

from ketatrack.domain.errors import JournalError
from ketatrack.domain.instruments import MOOD, instrument
from ketatrack.domain.language import gettext as _
from ketatrack.domain.records import Score
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card, quiet
from ketatrack.ui.theme import GRID, TARGET

NOTE_DRAFT = "mood_note"
"""The name under which the journal keeps a note that was begun, beside the drafts of forms."""
_KEEP_AFTER_MS = 1000


class MoodRow(Card):
    """Eleven buttons; pressing one saves at once, and the line below takes a note to it.

    A note that was begun is kept as a draft, and stands there again when the journal is opened.
    """

    notice = Signal(str)
    undoable = Signal(str)
    """The same about what was just saved, so that a slip of the finger is taken back from there."""

    def __init__(self, journal: Journal) -> None:
        """Lay the buttons out in one row."""
        super().__init__(_("How am I today"))
        self._journal = journal
        self._last = ""
        """The id of the score that a note goes to; empty before there is one."""
        scale = instrument(MOOD)
        if scale is None:
            raise LookupError("the mood scale is not shipped")
        self._group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(GRID // 2)
        for option in scale.options_of(scale.items[0]):
            button = QPushButton(str(option.value))
            button.setObjectName("points")
            button.setMinimumSize(TARGET, TARGET)
            button.setAccessibleName(
                _("Mood {points} of {most}").format(points=option.value, most=scale.high)
            )
            self._group.addButton(button, option.value)
            row.addWidget(button, 1)
        self._group.idClicked.connect(self.record)
        holder = QWidget()
        holder.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(holder)
        self.column.addWidget(quiet(_(scale.title) + " · " + _("keys 0 to 9, X is 10")))
        self.note = QLineEdit()
        self.note.setPlaceholderText(_("A note to it, then Enter"))
        self.note.setAccessibleName(_("Note to how you are today"))
        self.note.returnPressed.connect(self._keep_note)
        self.note.setEnabled(False)
        self.column.addWidget(self.note)
        self._keeper = QTimer(self)
        self._keeper.setSingleShot(True)
        self._keeper.setInterval(_KEEP_AFTER_MS)
        self._keeper.timeout.connect(self._keep_begun)
        self._unkept = False
        """Whether the line holds something else than the draft."""
        self._put_back()
        self.note.textChanged.connect(self._begin)
        journal.closing.connect(self._keep_before_closing)

    def record(self, points: int) -> None:
        """Save how the person is, now."""
        now = self._journal.now()
        score = Score(
            course_id=self._journal.records().course.id,
            instrument=MOOD,
            taken_at=now,
            answers=(points,),
            **self._journal.stamp(),
        )
        try:
            self._journal.add([score], _("mood {points}").format(points=points))
        except JournalError as error:
            self.notice.emit(str(error))
            return
        self._last = score.id
        self.note.setEnabled(True)
        self.note.setFocus()
        self.undoable.emit(
            _("Saved at {time}: mood {points} of 10.").format(time=f"{now:%H:%M}", points=points)
        )

    def _keep_note(self) -> None:
        if not self.note.text().strip():
            return
        try:
            current = self._journal.store.get(Score, self._last)
            if current is None:
                self.notice.emit(_("This entry was taken back meanwhile; press a number again."))
                return
            noted = current.changed(notes=self.note.text().strip())
            self._journal.replace(current, noted, _("note to mood"), draft=NOTE_DRAFT)
        except JournalError as error:
            self.notice.emit(str(error))
            return
        self.note.clear()
        self._keeper.stop()
        self._unkept = False
        self.note.setEnabled(False)
        self.undoable.emit(_("Note saved."))

    # the note that was begun

    def _begin(self) -> None:
        self._unkept = True
        self._keeper.start()

    def _keep_begun(self) -> None:
        self._keeper.stop()
        try:
            if self.note.text().strip():
                self._journal.keep_draft(NOTE_DRAFT, self._content())
            else:
                self._journal.drop_draft(NOTE_DRAFT)
        except JournalError as error:
            self.notice.emit(str(error))
        else:
            self._unkept = False

    def _keep_before_closing(self) -> None:
        if self._unkept:
            self._keep_begun()

    def unwritten(self) -> dict[str, Any]:
        """Return the note that was begun where the journal cannot take it as a draft; else nothing."""
        self._keep_before_closing()
        return self._content() if self._unkept else {}

    def _content(self) -> dict[str, Any]:
        return {"score": self._last, "note": self.note.text()}

    def _put_back(self) -> None:
        begun = self._journal.draft(NOTE_DRAFT)
        if begun is not None:
            self.take_up(begun.content)

    def take_up(self, content: Mapping[str, Any]) -> None:
        """Go on with a note that was begun; from another program, it may lack a part."""
        self._last = str(content.get("score", ""))
        self.note.setText(str(content.get("note", "")))
        self.note.setEnabled(True)
