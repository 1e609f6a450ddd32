"""The protocol of a course: what its steps name, and what was given within their days."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words
from ketatrack.domain.protocols import ShownProtocol, StepProgress, induction_ends, progress, shown_protocol
from ketatrack.domain.records import Protocol
from ketatrack.ui.layout import Card, breakable, heading, quiet
from ketatrack.ui.plan.doing import Doing
from ketatrack.ui.tables.text_table import TextTable


class ProtocolCard(Card):
    """The newest protocol, or the template that the course names, planned beside given step by step."""

    form_wanted = Signal(str)

    def __init__(self, doing: Doing) -> None:
        """Build the parts; `show_records` fills them."""
        super().__init__(_("Protocol"))
        self._doing = doing
        self._shown: ShownProtocol | None = None
        self.name = heading("", "figure")
        self.source = quiet()
        self.table = TextTable(_("Steps of the protocol, planned and given"))
        self.end_line = quiet()
        self.phases = quiet()
        self.edit_button = QPushButton()
        self.edit_button.clicked.connect(self._edit)
        self.delete_button = QPushButton(_("Delete the protocol"))
        self.delete_button.clicked.connect(self._delete)
        for part in (self.name, self.source):
            self.column.addWidget(part)
        self.column.addWidget(self.table)
        self.column.addWidget(self.end_line)
        self.column.addWidget(self.phases)
        self.add_row(self.edit_button, self.delete_button)

    def show_records(self, records: CourseRecords) -> None:
        """Show the protocol of a course; the card is hidden where it has none."""
        shown = self._shown = shown_protocol(records)
        self.setVisible(shown is not None)
        if shown is None:
            return
        protocol = shown.protocol
        self.name.setText(breakable(_(protocol.name)))
        self.source.setText("\n".join(_source_lines(shown)))
        found = progress(protocol, shown.steps, records.sessions)
        self.table.show_rows(_header(), [_row(each) for each in found])
        self.table.setVisible(bool(found))
        end = induction_ends(shown)
        ends = _("The template's induction ends here: {day}.")
        self.end_line.setText("" if end is None else ends.format(day=date_in_words(end)))
        self.end_line.setVisible(end is not None)
        phases = [f"{_(each.phase.label)}, {date_in_words(each.starts_on)}" for each in records.phases]
        self.phases.setText(_("Phases as you recorded them: {phases}").format(phases=" · ".join(phases)))
        self.phases.setVisible(bool(phases))
        self.edit_button.setText(_("Edit the steps…") if shown.stored else _("Set up the plan…"))
        self.delete_button.setVisible(shown.stored)

    def _edit(self) -> None:
        if self._shown is not None:
            stored = f"{Protocol.kind}:{self._shown.protocol.id}"
            self.form_wanted.emit(stored if self._shown.stored else Protocol.kind)

    def _delete(self) -> None:
        if self._shown is not None:
            self._doing.remove_protocol(self._shown.protocol)


def _source_lines(shown: ShownProtocol) -> list[str]:
    protocol, lines = shown.protocol, []
    if not shown.stored:
        lines.append(
            _("The course names this template. Days count from the first session; no date is laid out.")
        )
    elif protocol.template:
        lines.append(
            _("Copied from the template {name}, version {version}, and yours to edit.").format(
                name=protocol.template, version=protocol.template_version
            )
        )
    start = date_in_words(protocol.starts_on)
    if protocol.clock is not None:
        start = _("{day}, {clock:%H:%M}").format(day=start, clock=protocol.clock)
    lines.append(_("First session: {start}").format(start=start))
    if protocol.given_on is not None:
        lines.append(_("Your clinic gave you this: {day}").format(day=date_in_words(protocol.given_on)))
    return lines


def _header() -> tuple[str, ...]:
    return (_("Phase"), _("Days"), _("Named"), _("Given"), _("Planned on days"), _("Given on days"))


def _row(of: StepProgress) -> tuple[str, ...]:
    step = of.step
    days = (
        _("from {first}").format(first=step.first_day)
        if step.last_day is None
        else _("{first} to {last}").format(first=step.first_day, last=step.last_day)
    )
    return (
        _(step.phase.label) if step.phase else "",
        days,
        _("left open") if of.named is None else str(of.named),
        str(len(of.given_on_days)),
        " ".join(map(str, of.planned_on_days)) or _("the clinic says"),
        " ".join(map(str, of.given_on_days)),
    )
