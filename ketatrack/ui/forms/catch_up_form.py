"""Catch up from paper: one row per past session, with the PHQ-9 total where it is known."""

from collections.abc import Sequence

from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.plausibility import Question, questions
from ketatrack.domain.problems import Problem
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import Session
from ketatrack.domain.words import DoseUnit, Outcome
from ketatrack.store.store import Change
from ketatrack.ui.fields.cell_grid import CellGrid, Column
from ketatrack.ui.fields.choice_field import SegmentField, choices_of
from ketatrack.ui.fields.derive import field_for
from ketatrack.ui.fields.field import Field, RefusedError
from ketatrack.ui.fields.moment_field import ClockField
from ketatrack.ui.forms.catch_up_rows import (
    ANSWERED_ON,
    CLOCK,
    DAY,
    DOSE,
    OUTCOME,
    ROWS,
    SCORE_CLOCK,
    SESSION_CLOCK,
    TOTAL,
    PastSession,
    Usual,
    past_sessions,
)
from ketatrack.ui.forms.ended_dates import ended_dates
from ketatrack.ui.forms.form import Form
from ketatrack.ui.forms.lines import side_by_side
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import quiet

_FIRST_ROWS = 6
_ABOVE = (SESSION_CLOCK, SCORE_CLOCK, "route", "product", "dose_unit")


def _columns() -> list[Column]:
    outcomes = ", ".join(_(outcome.label).lower() for outcome in Outcome)
    return [
        Column(DAY, _("Day"), _("Such as 2026-03-02")),
        Column(DOSE, _(label_of(Session, "dose"))),
        Column(TOTAL, _("PHQ-9 total"), _("Empty: not known")),
        Column(CLOCK, _("Time"), _("Empty: the usual time above")),
        Column(
            OUTCOME,
            _(label_of(Session, "outcome")),
            _("Empty: completed. One of: {all}").format(all=outcomes),
        ),
        Column(ANSWERED_ON, _("PHQ-9 day"), _("Empty: the day of the session")),
    ]


class CatchUpForm(Form):
    """Takes many past sessions at once, typed or pasted from a spreadsheet, and saves them as one step."""

    def __init__(self, journal: Journal) -> None:
        """Ask once for what holds for all rows; route and product stand as the course says."""
        super().__init__(journal, _("Catch up from paper"), "catch_up")
        self._found: list[PastSession] = []
        self.body.addWidget(
            quiet(
                _(
                    "A row for each past session. Enter goes from day to dose to PHQ-9 total, "
                    "Tab to every cell; a block copied from a spreadsheet can be pasted."
                )
            )
        )
        self._add_line(
            **{
                SESSION_CLOCK: ClockField(_("Sessions usually began at")),
                SCORE_CLOCK: ClockField(_("PHQ-9 usually answered at")),
                "dose_unit": SegmentField(_(label_of(Session, "dose_unit")), choices_of(DoseUnit)),
            }
        )
        self._add_line(
            route=field_for(Session, "route", journal), product=field_for(Session, "product", journal)
        )
        self.grid = CellGrid(_("&Past sessions"), _columns(), _FIRST_ROWS)
        self.grid.common = [DAY, DOSE, TOTAL]
        self.body.addWidget(self.add_field(ROWS, self.grid))
        self.body.addWidget(
            quiet(
                _("Only totals: the answers stay on paper. Without an outcome a session counts as completed.")
            )
        )
        course = journal.records().course
        self.fields["route"].set_value(course.route)
        self.fields["product"].set_value(course.product)
        self.settle()

    def _add_line(self, **fields: Field) -> None:
        self.body.addLayout(side_by_side(*(self.add_field(name, field) for name, field in fields.items())))

    def changes(self) -> list[Change]:
        """Build sessions and totals from the rows; raises RefusedError naming every wrong cell."""
        if not self.grid.value():
            raise RefusedError([Problem(ROWS, "", _("Type the day of one session at least."))])
        usual = Usual(**self.read_fields(_ABOVE))
        of = self.journal.records()
        self._found = past_sessions(
            self.grid.value(),
            usual,
            [session.name for session in of.sessions],
            zone=self.journal.zone,
            today=self.journal.now().date(),
            fixed=self.journal.stamp() | {"course_id": of.course.id},
        )
        sessions = [Change(None, past.session) for past in self._found]
        scores = [Change(None, past.score) for past in self._found if past.score is not None]
        return [*sessions, *scores, *ended_dates(self.journal, [past.session for past in self._found])]

    def questions(self, changes: Sequence[Change]) -> list[Question]:
        """Ask about unusual doses, and about days on which a session is known already."""
        known = {session.started_at.date() for session in self.journal.records().sessions}
        asked: list[Question] = []
        for past in self._found:
            place, day = f"{ROWS}/{past.number}", past.session.started_at.date()
            asked += [Question(f"{place}.{DOSE}", each.sentence) for each in questions(past.session)]
            if day in known:
                sentence = _("There is a session on {day} already. Is this another one?").format(day=day)
                asked.append(Question(f"{place}.{DAY}", sentence))
            known.add(day)
        return asked

    def step_text(self) -> str:
        """Say how many sessions the step holds."""
        count = len(self._found)
        return ngettext("{n} past session", "{n} past sessions", count).format(n=count)
