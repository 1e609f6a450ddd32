"""The patient's own entry beside a sitter's: it counts in its place, and the sitter's stays as it was."""

from typing import Any

from ketatrack.domain.board_words import words_of
from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import KINDS, EntryReview, Reading, Record, SessionEvent, SideEffect
from ketatrack.domain.reviews import REVIEWED_KINDS, SitterEntry, review, standing_reviews
from ketatrack.domain.session_start import following_doses
from ketatrack.domain.side_effects import effect_meant, label_of_effect
from ketatrack.store.store import Change
from ketatrack.ui.fields.text_field import NotesField
from ketatrack.ui.forms.record_form import RecordForm, Rows
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import quiet, selectable

CORRECTIONS = "corrections"
"""The form's name in `catalogue`, before the id of the sitter's entry."""

_READING: Rows = (["taken_at"], ["systolic", "diastolic", "pulse"], ["spo2"], ["notes"])
_EVENT: Rows = (["happened_at", "event"], ["amount", "amount_unit"], ["words"])
_REMARK, _EFFECT = "remark", "effect"


class CorrectionForm(RecordForm):
    """Begins with what the sitter wrote; saving writes a new entry and a review, as one step."""

    def __init__(self, journal: Journal, entry: SitterEntry) -> None:
        """Take the sitter's entry."""
        rows = _rows_for(entry)
        shown = {name for row in rows for name in row}
        super().__init__(journal, type(entry), rows, **_kept_as_it_is(entry, shown))
        self._corrected = entry
        self.draft = correction_name(entry)
        self.body.insertWidget(0, selectable(_("The sitter wrote: {words}").format(words=words_of(entry))))
        for name in shown:
            value = getattr(entry, name)
            self.fields[name].set_value(label_of_effect(value) if name == _EFFECT else value)
        remark = NotesField(_(label_of(EntryReview, "words")), lines=2)
        self.body.addWidget(quiet(_("What you note above belongs to your own entry.")))
        self.body.addWidget(self.add_field(_REMARK, remark))
        self.body.addWidget(quiet(_("The remark stands with the sitter’s entry, such as why yours differs.")))
        self.settle()

    def changes(self) -> list[Change]:
        """Build the patient's own entry, and what they say of the sitter's."""
        remark = self.fields.pop(_REMARK)
        try:
            own = super().changes()
        finally:
            self.fields[_REMARK] = remark
        (made,) = [_by_its_id(change.after) for change in own if change.after is not None]
        said = review(
            self._corrected,
            at=self.journal.now(),
            stamp=self.journal.stamp(),
            accepted=False,
            corrected_by=made.id,
            words=remark.value(),
        )
        moved = following_doses(self.journal.records(), [(None, made), (None, said)])
        return [Change(None, made), Change(None, said), *(Change(*each) for each in moved)]

    def step_text(self) -> str:
        """Name what is corrected."""
        return _("your own entry beside “{words}”").format(words=words_of(self._corrected))


def _rows_for(entry: SitterEntry) -> Rows:
    """Return the fields for an entry; a side effect went by minutes or by moments, as it was noted."""
    if isinstance(entry, Reading):
        return _READING
    if isinstance(entry, SessionEvent):
        return _EVENT
    by_moments = entry.noticed_at is not None
    ended_by_moment = entry.resolved_at is not None or (by_moments and entry.resolved_minutes is None)
    began = "noticed_at" if by_moments else "onset_minutes"
    ended = "resolved_at" if ended_by_moment else "resolved_minutes"
    return (["effect", "severity"], [began, ended], ["needed_help"], ["notes"])


def _by_its_id(made: Record) -> Record:
    """Return a side effect of the vocabulary under the term's id, as it is recorded everywhere."""
    return made.changed(effect=effect_meant(made.effect)) if isinstance(made, SideEffect) else made


def correction_name(entry: Record) -> str:
    """Return the name in `catalogue` of the form for a sitter's entry."""
    return f"{CORRECTIONS}.{entry.id}"


def _kept_as_it_is(entry: SitterEntry, shown: set[str]) -> dict[str, Any]:
    """Return what is not on screen; minutes counted from another time are left out."""
    left_out = {*Record.model_fields, *shown, "minutes"}
    return {name: value for name, value in dict(entry).items() if name not in left_out}


def correction_form(journal: Journal, entry_id: str) -> CorrectionForm:
    """Make the form for a sitter's entry.

    Raises:
        JournalError: the entry is no longer there, or was corrected meanwhile.
    """
    found = (journal.store.get(kind, entry_id) for kind in KINDS if kind in REVIEWED_KINDS)
    entry = next((each for each in found if isinstance(each, REVIEWED_KINDS)), None)
    if entry is None:
        raise JournalError(_("This entry is no longer there."))
    said = standing_reviews(journal.records()).get(entry_id)
    if said is not None and not said.accepted:
        raise JournalError(_("An entry of your own stands beside this one already. Change that one."))
    return CorrectionForm(journal, entry)
