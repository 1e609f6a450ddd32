"""What stands on a board beside its core: the clinic's words, guided measuring, the chart, and leaving."""

from functools import partial

from ketatrack.ui.board.board_frame import Place
from ketatrack.ui.board.board_measuring import BoardMeasuring
from ketatrack.ui.board.leaving_view import LeavingView
from ketatrack.ui.board.limit_quotes import LimitQuotes
from ketatrack.ui.board.live_chart import LiveChart
from ketatrack.ui.board.session_board import SessionBoard


class BoardParts:
    """The parts of one board, each in its place; all of them show its own session and nothing else."""

    def __init__(self, board: SessionBoard) -> None:
        """Put the parts onto a board."""
        self.quotes = LimitQuotes(board.recorder)
        self.measuring = BoardMeasuring(board)
        self.chart = LiveChart(board.recorder)
        self.leaving = LeavingView(board.recorder)
        self.leaving.fold.opened.connect(partial(board.bring_into_sight, self.leaving))
        board.place(self.quotes, Place.QUOTES)
        board.place(self.chart, Place.CHART)
        board.place(self.leaving, Place.LEAVING)
        self.quotes.refresh()
