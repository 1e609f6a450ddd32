"""The form for a side effect: what it was, over which horizon, and how it went until it was gone."""

from typing import Any

from ketatrack.domain.followed_words import Horizon
from ketatrack.domain.language import gettext as _
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import SideEffect
from ketatrack.domain.side_effects import side_effect_term
from ketatrack.domain.wording import session_and_moment
from ketatrack.domain.words import Severity
from ketatrack.ui.fields.choice_field import ChoiceField, Choices, SegmentField, choices_of
from ketatrack.ui.fields.effect_field import EffectField
from ketatrack.ui.fields.field import Field
from ketatrack.ui.fields.moment_field import MomentField
from ketatrack.ui.forms.record_form import RecordForm, Rows
from ketatrack.ui.journal import Journal

SIDE_EFFECT_ROWS: Rows = (
    ["effect"],
    ["severity"],
    ["horizon"],
    ["session_id"],
    ["noticed_at"],
    ["onset_minutes", "peak_minutes", "resolved_minutes"],
    ["still_present", "needed_help"],
    ["resolved_at"],
)
_FOLDED: Rows = (["worst_at"], ["done_about_it"], ["noticed_by"], ["notes"])
_SEGMENTS = {"severity": Severity, "horizon": Horizon}
_MINUTES = ("onset_minutes", "peak_minutes", "resolved_minutes")
_MOMENTS = ("noticed_at", "resolved_at", "worst_at")


class SideEffectForm(RecordForm):
    """Notes a side effect or edits one; in a session it went by minutes, outside one by moments."""

    def __init__(
        self, journal: Journal, kind: type[SideEffect], rows: Rows, record: SideEffect | None, **fixed: Any
    ) -> None:
        """Lay the form out; what is seldom known is folded away."""
        super().__init__(journal, kind, rows, record, folded=_FOLDED, **fixed)
        for name in ("horizon", "session_id"):
            self.fields[name].edited.connect(self._show_course)
        self._show_course()

    def make_field(self, name: str) -> Field:
        """Offer the vocabulary, the sessions of the course, and closed lists as buttons."""
        label = _(label_of(SideEffect, name))
        if name == "effect":
            return EffectField(label, self._own_words())
        if name == "session_id":
            return ChoiceField(label, self._sessions(), unset=_("Not in a session"))
        if name in _SEGMENTS:
            return SegmentField(label, choices_of(_SEGMENTS[name]))
        field = super().make_field(name)
        if isinstance(field, MomentField):
            field.where_no_time = _("Where nobody knows it, leave the day empty and write it into the notes.")
        return field

    def _own_words(self) -> list[str]:
        noted = {each.effect for each in self.journal.records().side_effects}
        return sorted(effect for effect in noted if side_effect_term(effect) is None)

    def _sessions(self) -> Choices:
        sessions = self.journal.records().sessions
        return [(each.id, session_and_moment(each)) for each in reversed(sessions)]

    def _show_course(self) -> None:
        """Show minutes where there is a session to count from, else moments; what is filled in stays."""
        in_session = self.fields["session_id"].value() is not None
        during = self.fields["horizon"].value() == Horizon.DURING
        self.fields["session_id"].setVisible(in_session or during)
        for names, wanted in ((_MINUTES, in_session), (_MOMENTS, not in_session)):
            for name in names:
                self.fields[name].setVisible(wanted or bool(self.fields[name].content()))

    def set_content(self, content: dict[str, Any]) -> None:
        """Put back what `content` returned, with every field in sight that holds something."""
        super().set_content(content)
        self._show_course()
