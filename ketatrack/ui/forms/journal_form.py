"""The form of a page in the integration journal: a prompt if one is wanted, words, tags, and its session."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from ketatrack.domain.errors import JournalError
from ketatrack.domain.integration import PROMPTS_SETTING, journal_prompts, used_tags
from ketatrack.domain.language import gettext as _
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import JournalEntry, Session
from ketatrack.domain.wording import session_and_moment
from ketatrack.store.store import Change
from ketatrack.ui.fields.choice_field import ChoiceField, Choices
from ketatrack.ui.fields.moment_field import MomentField
from ketatrack.ui.fields.tags_field import TagsField
from ketatrack.ui.fields.text_field import NotesField
from ketatrack.ui.forms.form import Form
from ketatrack.ui.journal import Journal

_LINES = 12


def offers_prompts(journal: Journal) -> bool:
    """Say whether prompts are offered in this journal."""
    return bool(journal.store.setting(PROMPTS_SETTING, default=True))


class JournalForm(Form):
    """Adds or edits one entry of the integration journal."""

    def __init__(self, journal: Journal, record: JournalEntry | None, session_id: str = "") -> None:
        """Show an entry, or begin one that may be about a session.

        Args:
            journal: where the entry is kept.
            record: the entry to edit; None adds one.
            session_id: the session that a new one is about; empty for none.
        """
        about = f".{session_id}" if session_id else ""
        draft = f"{JournalEntry.kind}:{record.id}" if record else f"{JournalEntry.kind}{about}"
        super().__init__(journal, _(JournalEntry.label), draft, record)
        self.record = record
        self._now_content: Any = None
        records = journal.records()
        self._course = records.course
        self._add_fields(records.sessions, used_tags(records.following.journal))
        if record is None:
            self.fields["happened_at"].set_value(journal.now())
            self._now_content = self.fields["happened_at"].content()
            self.fields["session_id"].set_value(session_id or None)
        else:
            for name, field in self.fields.items():
                field.set_value(getattr(record, name) or None)
        self._show_prompt()
        self.setFocusProxy(self.words)
        self.settle()

    def _add_fields(self, sessions: list[Session], used: list[str]) -> None:
        self.words = NotesField(_(label_of(JournalEntry, "words")), lines=_LINES)
        self.prompt = ChoiceField(
            _(label_of(JournalEntry, "prompt")), self._prompts(), unset=_("none, in your own words")
        )
        fields = {
            "prompt": self.prompt,
            "words": self.words,
            "tags": TagsField(_(label_of(JournalEntry, "tags")), used),
            "session_id": ChoiceField(
                _(label_of(JournalEntry, "session_id")),
                [
                    (each.id, session_and_moment(each))
                    for each in sorted(sessions, key=lambda each: each.started_at, reverse=True)
                ],
                unset=_("no session"),
            ),
            "happened_at": MomentField(
                _(label_of(JournalEntry, "happened_at")), self.journal.zone, self.journal.now
            ),
        }
        for name, field in fields.items():
            self.body.addWidget(self.add_field(name, field))
        self.prompts_button = QPushButton()
        self.prompts_button.clicked.connect(self._turn_prompts)
        self.body.insertWidget(1, self.prompts_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _prompts(self) -> Choices:
        """Return the prompts to choose from, with that of the entry, which may be of another version."""
        own = (self.record.prompt,) if self.record and self.record.prompt else ()
        return [(words, words) for words in dict.fromkeys((*journal_prompts(), *own))]

    def _show_prompt(self) -> None:
        offered = offers_prompts(self.journal)
        self.prompt.setVisible(offered or self.prompt.value() is not None)
        self.prompts_button.setText(_("Offer no prompts") if offered else _("Offer prompts"))

    def _turn_prompts(self) -> None:
        try:
            self.journal.store.set_setting(PROMPTS_SETTING, not offers_prompts(self.journal))
        except JournalError as error:
            self.say("problem", str(error))
        self._show_prompt()

    def content(self) -> dict[str, Any]:
        """Return what stands in the form; a moment that nobody typed is left out."""
        content = super().content()
        if self._now_content is not None and content["happened_at"] == self._now_content:
            del content["happened_at"]
        return content

    def set_content(self, content: dict[str, Any]) -> None:
        """Put back what `content` returned."""
        super().set_content(content)
        self._show_prompt()

    def changes(self) -> list[Change]:
        """Build the entry."""
        values = self.read_fields(self.fields)
        values["prompt"] = values["prompt"] or ""
        kept = dict(self.record) if self.record else self.journal.stamp() | {"course_id": self._course.id}
        return [Change(self.record, self.build(JournalEntry, kept | values))]

    def step_text(self) -> str:
        """Name the entry."""
        return _(JournalEntry.label).lower()
