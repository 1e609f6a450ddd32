"""The ledger of intervals as a table: each gap as planned and as it was, and what was seen in it."""

from PySide6.QtWidgets import QLabel

from ketatrack.domain.instruments import PHQ9
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.ledger import Gap, Ledger, ledger
from ketatrack.domain.moments import date_in_words, days_between, local_date
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import Session
from ketatrack.domain.standing_words import recall_words, seen_words, time_in_response_words
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card, quiet
from ketatrack.ui.tables.text_table import TextTable


class LedgerCard(Card):
    """The gap now, the person's own range, and every gap before, the newest first."""

    def __init__(self) -> None:
        """Build the parts; `show_journal` fills them."""
        super().__init__(_("Intervals between sessions"))
        self.now_line = QLabel()
        self.now_line.setWordWrap(True)
        self.range_line = quiet()
        self.table = TextTable(_("Intervals between sessions, planned and actual"))
        for part in (self.now_line, self.range_line, self.table):
            self.column.addWidget(part)

    def show_journal(self, journal: Journal) -> None:
        """Show the ledger of the course on screen; the card is hidden before the first session."""
        found = ledger(journal.records(), journal.now().date())
        self.setVisible(bool(found.gaps))
        hidden = journal.figures_hidden
        self.now_line.setText(_now_words(found))
        self.range_line.setText(
            recall_words(PHQ9) if found.own_range is None else time_in_response_words(found.own_range, PHQ9)
        )
        self.range_line.setVisible(not hidden)
        self.table.show_rows(
            _header(hidden=hidden), [_row(gap, hidden=hidden) for gap in reversed(found.gaps)]
        )


def _now_words(found: Ledger) -> str:
    if found.days_now is None:
        return ""
    return ngettext(
        "Now: {n} day since the last session", "Now: {n} days since the last session", found.days_now
    ).format(n=found.days_now)


def _header(*, hidden: bool) -> tuple[str, ...]:
    days = (
        _(Session.label),
        _(label_of(Session, "purpose")),
        _("Days planned"),
        _("Days"),
    )
    return days if hidden else (*days, _("PHQ-9 then"), _("Time in response after it"))


def _row(gap: Gap, *, hidden: bool) -> tuple[str, ...]:
    session = gap.session
    days = (
        _("{name}, {day}").format(name=session.name, day=date_in_words(local_date(session.started_at))),
        _(session.purpose.label) if session.purpose else "",
        _planned_words(gap),
        _("lasts") if gap.actual_days is None else str(gap.actual_days),
    )
    return days if hidden else (*days, _score_words(gap), seen_words(gap.interval))


def _planned_words(gap: Gap) -> str:
    if gap.planned_days is None:
        return "" if gap.actual_days is None else _("not planned")
    if gap.planned_days == gap.first_planned_days:
        return str(gap.planned_days)
    return _("{days}, at first {first}").format(days=gap.planned_days, first=gap.first_planned_days)


def _score_words(gap: Gap) -> str:
    if gap.score is None:
        return ""
    days = days_between(gap.score.taken_at, gap.session.started_at)
    if days == 0:
        return _("{total:g}, same day").format(total=gap.score.total)
    words = ngettext("{total:g}, {n} day before", "{total:g}, {n} days before", days)
    return words.format(total=gap.score.total, n=days)
