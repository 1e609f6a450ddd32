"""Setting up a plan: a template or an own rhythm, the first session, and the dates that they give."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QLabel

from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.moments import date_in_words
from ketatrack.domain.plausibility import Question
from ketatrack.domain.problems import Problem
from ketatrack.domain.protocols import (
    Template,
    drafts,
    laid_out,
    lays_out_until,
    open_from,
    steps_of,
    templates,
)
from ketatrack.domain.records import PlannedItem, Protocol, ProtocolStep
from ketatrack.store.store import Change
from ketatrack.ui.fields.cell_grid import CellGrid
from ketatrack.ui.fields.choice_field import ChoiceField
from ketatrack.ui.fields.derive import field_for
from ketatrack.ui.fields.field import Field, FieldError, RefusedError
from ketatrack.ui.fields.moment_field import DateField
from ketatrack.ui.forms.field_frame import gathering
from ketatrack.ui.forms.form import Form
from ketatrack.ui.forms.lines import side_by_side
from ketatrack.ui.forms.plan_rows import STEPS, kept_rows, step_columns, step_texts, steps_of_rows
from ketatrack.ui.forms.session_rows import Placed, changes_of
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import quiet

_TEMPLATE, _UNTIL = "template", "until"
_FIRST_ROWS = 3
_MOST_SHOWN = 40
"""Dates that are named one by one before saving; the plan shows all of them."""


class ProtocolForm(Form):
    """Copies a template into the course, where its steps are edited, and lays its dates out as drafts."""

    def __init__(self, journal: Journal, record: Protocol | None = None) -> None:
        """Lay the form out, empty or with a protocol of the course."""
        title = _("Set up the plan") if record is None else _("Edit: {what}").format(what=_("the plan"))
        super().__init__(journal, title, f"{Protocol.kind}:{record.id}" if record else Protocol.kind, record)
        self.record = record
        self._numbers: dict[str, int] = {}
        self._steps = steps_of(record, journal.records().plan.steps) if record else []
        self._copied: Template | None = templates().get(record.template) if record else None
        self._lay_out_fields()
        if record is not None:
            self._fill(record)
        self._show_dates()
        self.settle()

    def _lay_out_fields(self) -> None:
        journal = self.journal
        offered = [(each.id, _(each.title)) for each in templates().values()]
        template = self.add_field(_TEMPLATE, ChoiceField(_("Template"), offered))
        template.edited.connect(self._copy)
        self.body.addWidget(template)
        if self.record is not None:
            template.hide()
        self._source = quiet()
        self.body.addWidget(self._source)
        self._add_line(name=field_for(Protocol, "name", self.journal))
        self._add_line(
            starts_on=field_for(Protocol, "starts_on", self.journal),
            clock=field_for(Protocol, "clock", self.journal),
            **{_UNTIL: DateField(_("Lay out dates until"), lambda: journal.now().date())},
        )
        self.grid = CellGrid(_("Steps"), step_columns(), _FIRST_ROWS)
        self.body.addWidget(self.add_field(STEPS, self.grid))
        self.body.addWidget(
            quiet(_("Days count from the first session, which is day 0. A row without days lays out none."))
        )
        self._dates = QLabel()
        self._dates.setWordWrap(True)
        self.body.addWidget(self._dates)
        self._add_line(notes=field_for(Protocol, "notes", self.journal))
        for name in ("starts_on", _UNTIL, STEPS):
            self.fields[name].edited.connect(self._show_dates)

    def _add_line(self, **fields: Field) -> None:
        self.body.addLayout(side_by_side(*(self.add_field(name, field) for name, field in fields.items())))

    def _fill(self, record: Protocol) -> None:
        for name in ("name", "starts_on", "clock", "notes"):
            self.fields[name].set_value(getattr(record, name))
        self.grid.set_value(kept_rows(self._steps, map(step_texts, self._steps)))

    def _copy(self) -> None:
        """Show the chosen template's steps; what was typed over those of another one stays."""
        chosen = templates().get(self.fields[_TEMPLATE].value() or "")
        before, self._copied = self._copied, chosen
        self._source.setText(_(chosen.source) if chosen else "")
        typed = [dict(row.texts) for row in self.grid.value()]
        if typed == [step_texts(step) for step in (before.steps if before else ())]:
            self.grid.set_value([(step_texts(step), "") for step in (chosen.steps if chosen else ())])
        name = self.fields["name"]
        if name.value() == (_(before.title) if before else ""):
            name.set_value(_(chosen.title) if chosen else "")
        self._show_dates()

    # what the steps give

    def _show_dates(self) -> None:
        """Name the dates that would be laid out, while the form gives some."""
        try:
            protocol, steps = self._read(check=False)
        except RefusedError:
            self._dates.setText("")
            return
        until = lays_out_until(protocol, steps, self._until())
        if until is None:
            self._dates.setText(_("A step repeats without an end: say until when its dates are laid out."))
            return
        days = laid_out(protocol, steps, until)
        self._dates.setText("\n".join(filter(None, [_dates_words(days), _open_words(steps)])))

    def _until(self) -> date | None:
        try:
            until: date | None = self.fields[_UNTIL].value()
        except FieldError:
            return None
        return until

    # saving

    def _read(self, *, check: bool = True) -> tuple[Protocol, list[ProtocolStep]]:
        """Build protocol and steps; raises RefusedError naming everything that is wrong."""
        problems: list[Problem] = []
        protocol: Protocol | None = None
        names = ("name", "starts_on", "clock", "notes")
        with gathering(problems):
            values = self.read_fields([*names, _UNTIL] if check else names)
            values.pop(_UNTIL, None)
            if not check:
                values["name"] = values["name"] or "-"  # its dates are shown before it has a name
            protocol = self.build(Protocol, self._fixed() | values)
        steps: list[tuple[int, ProtocolStep]] = []
        with gathering(problems):
            recorded = {step.id: step for step in self._steps}
            owner = protocol.id if protocol else ""
            steps = steps_of_rows(self.grid.value(), recorded, owner, self.journal.stamp())
        if problems or protocol is None:
            raise RefusedError(problems)
        self._numbers = {step.id: number for number, step in steps}
        return protocol, [step for _number, step in steps]

    def _fixed(self) -> dict[str, object]:
        if self.record is not None:
            return dict(self.record)
        copied = self._copied
        return self.journal.stamp() | {
            "course_id": self.journal.records().course.id,
            "template": copied.id if copied else "",
            "template_version": copied.version if copied else "",
        }

    def changes(self) -> list[Change]:
        """Build the protocol, its steps and its drafts; drafts that it no longer gives go."""
        protocol, steps = self._read()
        until = lays_out_until(protocol, steps, self._until())
        if until is None:
            reason = _("A step repeats without an end: say until when its dates are laid out.")
            raise RefusedError([Problem(_UNTIL, "", reason)])
        own = [] if self.record == protocol else [Change(self.record, protocol)]
        rows = changes_of(self._steps, [Placed(step, STEPS) for step in steps])
        items = self.journal.records().plan.items
        kept = set(laid_out(protocol, steps, until))
        stale = [
            item
            for item in items
            if item.protocol_id == protocol.id and item.draft and item.planned_on not in kept
        ]
        gone = [Change(each, None) for item in stale for each in self.journal.store.family(item)]
        rest = [item for item in items if item not in stale]
        new = drafts(protocol, steps, rest, until, self.journal.stamp())
        today = self.journal.now().date()
        added = [item for item in new if self.record is None or item.planned_on >= today]
        return [*gone, *own, *rows, *(Change(None, item) for item in added)]

    def questions(self, changes: Sequence[Change]) -> list[Question]:
        """Ask about steps that name sessions and no days, so that no date comes of them."""
        return [
            Question(
                f"{STEPS}/{self._numbers[step.id]}.on_days",
                ngettext(
                    "it names {n} session and no day. Type the days that your clinic gave you, such as 0, 3.",
                    "it names {n} sessions and no days. Type those your clinic gave you, such as 0, 3, 7.",
                    step.sessions,
                ).format(n=step.sessions),
            )
            for step in (change.after for change in changes)
            if isinstance(step, ProtocolStep) and step.sessions is not None and not step.on_days
        ]

    def step_text(self) -> str:
        """Name the protocol."""
        return _("plan “{name}”").format(name=self.fields["name"].content())

    def saved_text(self) -> str:
        """Say what was laid out."""
        count = sum(isinstance(each, PlannedItem) and each.draft for each in self._written)
        if not count:
            return super().saved_text()
        return ngettext(
            "Saved, with {n} draft. It is a date of your plan once you say that your clinic gave it.",
            "Saved, with {n} drafts. They are dates of your plan once you say that your clinic gave them.",
            count,
        ).format(n=count)


def _dates_words(days: Sequence[date]) -> str:
    if not days:
        return _("No dates come of it yet.")
    shown = " · ".join(f"{day:%a} {date_in_words(day)}" for day in days[:_MOST_SHOWN])
    if len(days) > _MOST_SHOWN:
        shown += " …"
    return ngettext("{n} date: {days}", "{n} dates: {days}", len(days)).format(n=len(days), days=shown)


def _open_words(steps: Sequence[ProtocolStep]) -> str:
    first = open_from(steps)
    if first is None:
        return ""
    return _("From day {day} on the clinic says when; no dates are laid out for that.").format(day=first)
