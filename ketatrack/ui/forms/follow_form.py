"""The start of a followed session: what it is of, as last time, and who watches; Enter opens its board."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

from ketatrack.domain.board_words import MEMORY_AID, template_words
from ketatrack.domain.checkpoints import checkpoints_from, template_for
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.plausibility import Question, questions
from ketatrack.domain.records import FollowedSession, PlannedItem, Session
from ketatrack.domain.sessions import REPEATING, last_given_before, last_weight_kg, next_name
from ketatrack.domain.words import Outcome
from ketatrack.store.store import Change
from ketatrack.ui.fields.derive import field_for
from ketatrack.ui.forms.dose_section import DoseSection
from ketatrack.ui.forms.form import Form
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import quiet
from ketatrack.ui.theme import as_session_screen

_LATER = (
    "lot",
    "injection_site",
    "hold_minutes",
    "swallowed",
    "infusion_minutes",
    "rescue_medicine",
)
"""Facts of a session that are known better after it; its own form has them."""


class FollowForm(Form):
    """Asks the little that a board starts with, and writes session, board and checkpoints as one step."""

    leads_to = "board"

    def __init__(self, journal: Journal, planned: PlannedItem | None = None) -> None:
        """Fill in what repeats from the last session.

        Args:
            journal: where the session is kept.
            planned: the date of the plan that the session is for.
        """
        draft = f"{FollowedSession.kind}.{planned.id}" if planned else FollowedSession.kind
        super().__init__(journal, _("Follow a session"), draft)
        as_session_screen(self)
        self._planned = planned
        self._course = journal.records().course
        self._as_last = quiet()
        self.body.addWidget(self._as_last)
        self.dose = DoseSection(journal, elsewhere=_LATER, where=("route",))
        self.body.addWidget(self.dose)
        for name, field in self.dose.fields.items():
            self.add_field(name, field)
        self.body.addWidget(self.add_field("setting", field_for(Session, "setting", journal)))
        sitter = self.add_field("sitter", field_for(FollowedSession, "sitter", journal))
        self.body.addWidget(sitter)
        self.checkpoints = quiet()
        self.body.addWidget(self.checkpoints)
        self.body.addWidget(quiet(_(MEMORY_AID)))
        self.save_button.setText(_("&Start"))
        self.save_button.setToolTip(_("Enter"))
        self.fields["route"].edited.connect(self._show_checkpoints)
        self._fill()
        self.settle()
        self._show_checkpoints()
        self.setFocusProxy(self.save_button)

    def _fill(self) -> None:
        sessions = self.journal.records().sessions
        last = last_given_before(sessions, None)
        if last is None:
            self.fields["route"].set_value(self._course.route)
            self.fields["product"].set_value(self._course.product)
            self._as_last.setText(_("Nothing is filled in that was not written down before."))
            return
        for name in REPEATING:
            if name in self.fields:
                self.fields[name].set_value(getattr(last, name))
        day = date_in_words(local_date(last.started_at))
        self._as_last.setText(
            _("As in your session of {day}; change what is otherwise today.").format(day=day)
        )
        boards = self.journal.records().following.sessions
        self.fields["sitter"].set_value(boards[-1].sitter if boards else "")

    def _template(self) -> Any:
        plans = self.journal.records().following.checkpoint_plans
        return template_for(plans, self._course, self.dose.route())

    def _show_checkpoints(self) -> None:
        self.checkpoints.setText(template_words(self._template()))

    def changes(self) -> list[Change]:
        """Build the session, its board and its checkpoints; raises RefusedError."""
        values = self.read_fields(name for name in self.fields if name in Session.model_fields)
        belonging = self.journal.stamp() | {"course_id": self._course.id}
        now = self.journal.now()
        session = self.build(
            Session,
            belonging
            | values
            | {
                "name": next_name([each.name for each in self.journal.records().sessions]),
                "started_at": now,
                "outcome": Outcome.NOT_GIVEN,
            },
        )
        template = self._template()
        board = {
            "session_id": session.id,
            "opened_at": now,
            "planned_item_id": self._planned.id if self._planned else None,
            "observe_minutes": template.observe_minutes,
        }
        sitter = self.read_fields(["sitter"])
        followed = self.build(FollowedSession, belonging | board | sitter)
        checkpoints = checkpoints_from(template, session, self.journal.stamp())
        return [Change(None, record) for record in (session, followed, *checkpoints)]

    def questions(self, changes: Sequence[Change]) -> list[Question]:
        """Ask about an unusual dose or weight."""
        session = changes[0].after
        if not isinstance(session, Session):
            return []
        weight = last_weight_kg(self.journal.records().sessions, session.started_at)
        return questions(session, last_weight_kg=weight) + self.dose.questions(session)

    def step_text(self) -> str:
        """Name the step."""
        return _("start of a followed session")

    def saved_text(self) -> str:
        """Say that it goes on."""
        return _("The session is being followed.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter start, except where it is for a button."""
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        on_other = isinstance(self.focusWidget(), QPushButton) and self.focusWidget() is not self.save_button
        if is_enter and not on_other:
            self.submit()
        else:
            super().keyPressEvent(event)
