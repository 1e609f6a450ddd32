"""The integration journal as a table, with the whole entry beside it."""

from dataclasses import dataclass

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import moment_words
from ketatrack.domain.observed import ObservationTimes
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import JournalEntry, Session
from ketatrack.domain.wording import session_and_moment
from ketatrack.ui.tables.listing import (
    Column,
    Details,
    Listing,
    Offer,
    Row,
    Section,
    author_column,
    field_column,
    observed_column,
    words_column,
)
from ketatrack.ui.tables.shown import recorded


@dataclass(frozen=True)
class JournalRow(Row[JournalEntry]):
    """An entry with the session that it is about, if it is about one."""

    session: Session | None
    mark: str
    """Says that it was written inside the observation time of a session; empty where it was not."""


def journal_listing() -> Listing[JournalRow]:
    """Return the entries of the integration journal as a table."""
    return Listing(
        name=JournalEntry.kind,
        words=_("Integration journal"),
        columns=(
            field_column(JournalEntry, "happened_at"),
            field_column(JournalEntry, "words"),
            _tags_column(),
            words_column(
                "session", _(Session.label), lambda row: session_and_moment(row.session), is_offered=True
            ),
            field_column(JournalEntry, "prompt", is_offered=True),
            observed_column(),
            author_column(),
        ),
        rows=_rows,
        details=_details,
        title=lambda row: _("journal entry of {when}").format(when=moment_words(row.record.happened_at)),
        purpose=_(
            "What a session stirs up, and what becomes of it, can be written down here in your own words, "
            "with tags to find it by. Nothing of it is shown to anybody unless you choose so."
        ),
        offers=(Offer(JournalEntry.kind, _("Write an entry")),),
    )


def _tags_column() -> Column[JournalRow]:
    return Column(
        "tags",
        _(label_of(JournalEntry, "tags")),
        lambda row: ", ".join(row.record.tags),
        lambda row: ", ".join(row.record.tags).casefold() or None,
        is_offered=True,
        each=lambda row: row.record.tags,
    )


def _rows(records: CourseRecords) -> list[JournalRow]:
    sessions = {session.id: session for session in records.sessions}
    observed = ObservationTimes.of(records)
    return [
        JournalRow(entry, sessions.get(entry.session_id or ""), observed.words(entry))
        for entry in records.following.journal
    ]


def _details(row: JournalRow) -> Details:
    entry = row.record
    facts = [
        (_(label_of(JournalEntry, "happened_at")), moment_words(entry.happened_at)),
        (_(Session.label), session_and_moment(row.session)),
        (_(label_of(JournalEntry, "tags")), ", ".join(entry.tags)),
    ]
    words = Section(entry.prompt, [[entry.words]], header=[_(label_of(JournalEntry, "words"))])
    return Details(
        title=_(JournalEntry.label),
        sections=[words, Section("", [fact for fact in facts if fact[1]])],
        lines=[*recorded(entry), *filter(None, [row.mark])],
    )
