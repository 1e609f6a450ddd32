"""What left the journal: when, what, for whom, and what was in it."""

from PySide6.QtWidgets import QWidget

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.hand_overs import dates_in
from ketatrack.domain.language import gettext as _
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import HandOverEntry
from ketatrack.domain.wall_clock import day_and_clock
from ketatrack.ui.dialogs.reading_dialog import ReadingDialog
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import quiet
from ketatrack.ui.tables.text_table import TextTable

_WIDTH = 880


class HandOverLogDialog(ReadingDialog):
    """The log of one course, the newest first."""

    def __init__(self, journal: Journal, parent: QWidget | None = None) -> None:
        """Read the log of the course on screen."""
        super().__init__(_("What left this journal"), parent)
        rows = log_rows(journal.records())
        self.column.addWidget(
            quiet(
                _("Noted each time a sheet, a file or a text was made here. What became of it is not known.")
                if rows
                else _("Nothing has left yet. Each sheet, file or text that is made here is noted.")
            )
        )
        self.table = TextTable(_("What left this journal"))
        self.table.show_rows(
            [_(label_of(HandOverEntry, name)) for name in ("made_at", "sheet", "for_whom", "dates", "held")],
            rows,
        )
        self.table.setVisible(bool(rows))
        self.column.addWidget(self.table)
        self.column.addStretch(1)
        self.resize(_WIDTH, self.height())


def log_rows(records: CourseRecords) -> list[tuple[str, ...]]:
    """Return when, what, for whom, the dates in it and what it held, the newest first."""
    newest_first = sorted(records.plan.hand_overs, key=lambda entry: entry.made_at, reverse=True)
    return [
        (
            f"{entry.made_at:%Y-%m-%d %H:%M}",
            _(entry.sheet.label),
            entry.for_whom,
            "\n".join(day_and_clock(noted.day, noted.clock) for noted in dates_in(entry)),
            entry.held,
        )
        for entry in newest_first
    ]
