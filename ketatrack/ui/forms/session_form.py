"""A session with its readings and side effects on one page, saved as one step."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton

from ketatrack.domain.followed import followed_as
from ketatrack.domain.language import gettext as _
from ketatrack.domain.plausibility import Question, questions
from ketatrack.domain.problems import Problem
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import PlannedItem, Reading, Session, SessionEvent
from ketatrack.domain.route_fields import dose_fields
from ketatrack.domain.session_pressure import minutes_from_start
from ketatrack.domain.session_readings import common_minutes
from ketatrack.domain.session_start import Pair, taken_out_words
from ketatrack.domain.sessions import REPEATING, last_given_before, last_weight_kg, next_name
from ketatrack.domain.words import Outcome
from ketatrack.store.store import Change
from ketatrack.ui.fields.choice_field import SegmentField, choices_of
from ketatrack.ui.fields.derive import field_for
from ketatrack.ui.fields.field import Field, FieldError, RefusedError
from ketatrack.ui.fields.moment_field import MomentField
from ketatrack.ui.fields.pressure_grid import PressureGrid
from ketatrack.ui.fields.side_effect_chips import SideEffectChips
from ketatrack.ui.forms.dose_section import DoseSection
from ketatrack.ui.forms.ended_dates import ended_dates
from ketatrack.ui.forms.field_frame import gathering
from ketatrack.ui.forms.folded import Folded
from ketatrack.ui.forms.form import Form
from ketatrack.ui.forms.lines import side_by_side
from ketatrack.ui.forms.session_rows import (
    READINGS,
    SIDE_EFFECTS,
    Placed,
    Recorded,
    changes_of,
    following_start,
    rows_of,
)
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import quiet

_MORE = (
    ("intention",),
    ("supervisor", "escort"),
    ("fasted", "other_substances"),
    ("rescue_medicine", "lot"),
    ("notes",),
)
_MORE_NAMES = tuple(name for names in _MORE for name in names)


class SessionForm(Form):
    """Logs a session, or edits one with everything that was recorded in it."""

    def __init__(
        self, journal: Journal, record: Session | None = None, planned: PlannedItem | None = None
    ) -> None:
        """Lay the form out, empty or with a recorded session.

        Args:
            journal: where the session is kept.
            record: the session to edit; None logs a new one.
            planned: the date of the plan that a new session is for, whatever its day.
        """
        what = _(Session.label)
        title = what if record is None else _("Edit: {what}").format(what=what.lower())
        super().__init__(journal, title, f"{Session.kind}:{record.id}" if record else Session.kind, record)
        self.record = record
        self._planned = planned
        of = journal.records()
        self._course = of.course
        self._given_name = ""
        self._shown = Recorded(
            record,
            {each.id: each for each in of.readings if record and each.session_id == record.id},
            {each.id: each for each in of.side_effects if record and each.session_id == record.id},
        )
        self._placed: dict[str, str] = {}
        self._lay_out_times()
        self.dose = DoseSection(journal, elsewhere=_MORE_NAMES)
        self.body.addWidget(self.dose)
        self.grid = PressureGrid()
        self.effects = SideEffectChips(journal)
        more = {name: field_for(Session, name, journal) for name in _MORE_NAMES}
        self.more = Folded(more, _MORE)
        for name, field in (self.dose.fields | more).items():
            self.add_field(name, field)
        self._lay_out_rows()
        if record is None:
            self._begin()
        else:
            self._fill(record)
        self.settle()

    def _lay_out_times(self) -> None:
        self.same_button = QPushButton(_("Same as last time"))
        QShortcut(QKeySequence("Ctrl+L"), self).activated.connect(self.repeat_last)
        self.same_button.setToolTip(_("Ctrl+L; fills what repeats and is still empty"))
        self.same_button.clicked.connect(self.repeat_last)
        self.body.addWidget(self.same_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.same_button.setVisible(self.record is None and last_given_before(self._others, None) is not None)
        zone, now = self.journal.zone, self.journal.now
        self._add_line(
            started_at=MomentField(_(label_of(Session, "started_at")), zone, now),
            outcome=SegmentField(_(label_of(Session, "outcome")), choices_of(Outcome)),
        )
        self._start_line = quiet()
        self.body.addWidget(self._start_line)
        self._add_line(
            ended_at=MomentField(_(label_of(Session, "ended_at")), zone, now, same_day=self._start_day),
            name=field_for(Session, "name", self.journal),
        )

    def _lay_out_rows(self) -> None:
        self.body.addWidget(self.add_field(READINGS, self.grid))
        self.body.addWidget(quiet(_("Enter goes on to the next value. A row without values is not saved.")))
        self.body.addWidget(self.add_field(SIDE_EFFECTS, self.effects))
        self.body.addWidget(self.more)
        self.fields["outcome"].edited.connect(self._follow_outcome)
        self.fields["route"].edited.connect(self._offer_minutes)
        self._follow_outcome()

    def _add_line(self, **fields: Field) -> None:
        self.body.addLayout(side_by_side(*(self.add_field(name, field) for name, field in fields.items())))

    # filling

    @property
    def _others(self) -> list[Session]:
        """The other sessions of the course, also those that another program added meanwhile."""
        sessions = self.journal.records().sessions
        return [each for each in sessions if self.record is None or each.id != self.record.id]

    def _name_it(self) -> None:
        self._given_name = next_name([each.name for each in self._others])
        self.fields["name"].set_value(self._given_name)

    def _begin(self) -> None:
        """Name the session; the course gives route and product where no earlier session can."""
        self._name_it()
        earlier = last_given_before(self._others, None)
        if earlier is None:
            self.fields["route"].set_value(self._course.route)
            self.fields["product"].set_value(self._course.product)
        self._follow_columns(earlier)

    def _fill(self, record: Session) -> None:
        for name, field in self.fields.items():
            if name in Session.model_fields:
                field.set_value(getattr(record, name))
        self.grid.show_readings(self._shown.readings.values(), record)
        self.effects.show_effects(self._shown.effects.values())
        self._follow_columns(record)

    def _follow_columns(self, session: Session | None) -> None:
        self.grid.follow(self._readings_in(session))

    def _readings_in(self, session: Session | None) -> list[Reading]:
        if session is None:
            return []
        return [each for each in self.journal.records().readings if each.session_id == session.id]

    def repeat_last(self) -> None:
        """Fill what repeats from the session before, where nothing stands yet; nothing observed is copied."""
        earlier = last_given_before(self._others, self._started())
        if earlier is None or self.record is not None:
            return
        empty = [name for name in REPEATING if not self.fields[name].content()]
        route = self.fields["route"]
        if "route" in empty:
            route.set_value(earlier.route)
        if route.value() != earlier.route:  # a dose of one route says nothing about another
            empty = [name for name in empty if name not in dose_fields(earlier.route)]
        for name in empty:
            self.fields[name].set_value(getattr(earlier, name))
        readings = self._readings_in(earlier)
        minutes = sorted({minutes_from_start(each, earlier) for each in readings})
        if minutes:
            self.grid.offer_minutes(minutes)
        self.grid.follow(readings)
        if not self.fields["started_at"].content():
            self.fields["started_at"].setFocus()

    def _offer_minutes(self) -> None:
        """Put a route's common minutes into the grid where no earlier session shows the person's own."""
        if self.record is None and last_given_before(self._others, None) is None:
            self.grid.offer_minutes(common_minutes(self.dose.route()))

    def _follow_outcome(self) -> None:
        given = self.fields["outcome"].value() != Outcome.NOT_GIVEN
        words = (
            _("The session starts with the first dose. Minutes count from it.")
            if given
            else _("Nothing was given: write when the visit started. Minutes count from it.")
        )
        if self.record is not None and followed_as(self.journal.records(), self.record) is not None:
            stays = _(
                "It was followed on a board: with another start, rows you leave alone stay at their time."
            )
            words = f"{words} {stays}"
        self._start_line.setText(words)
        self.dose.set_given(given=given)

    def _started(self) -> datetime | None:
        try:
            started: datetime | None = self.fields["started_at"].value()
        except FieldError:
            return None
        return started

    def _start_day(self) -> date | None:
        started = self._started()
        return started.date() if started else None

    # saving

    def submit(self) -> None:
        """Save, together with a side effect that was typed and not yet chosen with Enter."""
        self.effects.add_typed()
        super().submit()

    def changes(self) -> list[Change]:
        """Build the session and its rows; raises RefusedError naming everything that is wrong."""
        problems: list[Problem] = []
        session: Session | None = None
        moved: list[Pair] = []
        stamp = self.journal.stamp()
        with gathering(problems):
            session = self._session()
            moved = following_start(self.journal.records(), self.record, session, stamp)
        anchor = session or self._anchor()
        recorded = self._shown.begun_anew(anchor, moved)
        placed: list[Placed] = []
        with gathering(problems):
            placed = rows_of(self.grid.value(), self.effects.value(), self._shown, recorded, anchor, stamp)
        if problems or session is None:
            raise RefusedError(problems)
        self._placed = {row.record.id: row.place for row in placed}
        rows = changes_of(self._shown.entries(), placed)
        own = [] if self.record == session else [Change(self.record, session)]
        own += [Change(*each) for each in moved if each[0] not in self._shown.entries()]
        gone = [change for change in rows if change.after is None]
        kept = [change for change in rows if change.after is not None]
        return [*gone, *own, *kept, *ended_dates(self.journal, [session], self._planned)]

    def _session(self) -> Session:
        if self._given_name == self.fields["name"].value() in {each.name for each in self._others}:
            self._name_it()  # another program took the name that was proposed
        values = self.read_fields(name for name in self.fields if name in Session.model_fields)
        fixed = dict(self.record) if self.record else self.journal.stamp() | {"course_id": self._course.id}
        session = self.build(Session, fixed | values)
        if session.name in {each.name for each in self._others}:
            sentence = _("Another session of this course is called {name}. Choose another name.")
            raise RefusedError([Problem("name", session.name, sentence.format(name=session.name))])
        return session

    def _anchor(self) -> Session:
        """Return a session to check the rows against while the form does not give a possible one."""
        started = self._started() or self.journal.now()
        return Session.model_construct(
            id="", course_id=self._course.id, started_at=started, ended_at=None, outcome=Outcome.COMPLETED
        )

    def questions(self, changes: Sequence[Change]) -> list[Question]:
        """Ask about unusual values of what is new or changed."""
        asked: list[Question] = []
        gone = [each.before for each in changes if each.after is None]
        if doses := [each for each in gone if isinstance(each, SessionEvent)]:
            asked.append(Question("outcome", taken_out_words(doses)))
        for record in (change.after for change in changes):
            if isinstance(record, Session):
                weight = last_weight_kg(self._others, record.started_at)
                asked += questions(record, last_weight_kg=weight) + self.dose.questions(record)
            elif record is not None and record.id in self._placed:
                place = self._placed[record.id]
                asked += [Question(f"{place}.{each.field}", each.sentence) for each in questions(record)]
        return asked

    def show_problem(self, problem: Problem) -> bool:
        """Show a problem beside its field, unfolding what hides it."""
        self._unfold(problem.field)
        return super().show_problem(problem)

    def show_question(self, question: Question) -> bool:
        """Show a question beside its field, unfolding what hides it."""
        self._unfold(question.field)
        return super().show_question(question)

    def _unfold(self, name: str) -> None:
        if name in _MORE_NAMES:
            self.more.open()

    def step_text(self) -> str:
        """Name the session with its day."""
        name, day = self.fields["name"].content(), self._start_day()
        return _("session {name} of {day}").format(name=name, day=day)
