"""The checkpoints of a session on its board, each with what became of it; Space opens the next."""

from ketatrack.domain.board_words import checkpoint_line_words, checkpoint_name
from ketatrack.domain.checkpoints import CheckpointLine, checkpoint_lines, next_line
from ketatrack.domain.language import gettext as _
from ketatrack.ui.board.recorder import SessionRecorder
from ketatrack.ui.board.rows import ButtonRows
from ketatrack.ui.fields.wrapping_button import WrappingButton


class CheckpointRows(ButtonRows):
    """One button for each checkpoint, by its id, in the order of the session."""

    def __init__(self) -> None:
        """Start without any."""
        super().__init__()
        self.lines: list[CheckpointLine] = []
        self.next: CheckpointLine | None = None
        """The checkpoint that is opened next; None where none is open."""

    def show_for(self, recorder: SessionRecorder) -> None:
        """Show the checkpoints of a session as they are now, and which comes next."""
        records, dosed_at = recorder.journal.records(), recorder.dosed_at
        self.lines = checkpoint_lines(records, recorder.session, dosed_at, recorder.clock.now())
        self.next = next_line(self.lines, is_dosed=dosed_at is not None)
        self.show_rows([(line.checkpoint.id, _row_words(line)) for line in self.lines])
        self.mark(self.next.checkpoint.id if self.next else "", _("Space"))

    @property
    def next_button(self) -> WrappingButton | None:
        """The button of the checkpoint that is opened next."""
        return self.buttons[self.next.checkpoint.id] if self.next else None

    def line_of(self, checkpoint_id: str) -> CheckpointLine:
        """Return what is shown of a checkpoint."""
        return next(line for line in self.lines if line.checkpoint.id == checkpoint_id)


def _row_words(line: CheckpointLine) -> str:
    return " · ".join(filter(None, (checkpoint_name(line.checkpoint), checkpoint_line_words(line))))
