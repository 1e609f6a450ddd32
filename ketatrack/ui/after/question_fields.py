"""The field of each question after a session, and which keys answer it."""

from ketatrack.domain.after_session import AfterQuestion, Asked
from ketatrack.domain.language import gettext as _
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import SessionExperience
from ketatrack.ui.after.effects_field import EffectsField
from ketatrack.ui.after.points_field import PointsField
from ketatrack.ui.fields.field import Field
from ketatrack.ui.fields.text_field import NotesField

_LINES = 5


def field_of(question: AfterQuestion) -> Field:
    """Make the field that takes the answer to a question."""
    if question.asked is Asked.WORDS:
        return NotesField(_(label_of(SessionExperience, "words")), lines=_LINES)
    if question.asked is Asked.EFFECTS:
        return EffectsField(_("Side effects that are there now"))
    return PointsField(question.ends, about=question.heading)


def keys_words(question: AfterQuestion) -> str:
    """Say which keys answer a question, and which go on and back."""
    if question.asked is Asked.WORDS:
        return _("Ctrl+Enter goes on, Alt+Left goes back.")
    if question.asked is Asked.EFFECTS:
        return _("Arrows and Space choose. Enter goes on, Backspace goes back.")
    return _("Digits answer; 1 and then 0 is 10. Enter goes on, Backspace goes back.")
