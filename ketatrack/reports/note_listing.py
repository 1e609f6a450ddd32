"""The notes of the appendix: what was written at length, to the letter, for those who are to read it."""

from collections.abc import Iterator
from datetime import datetime

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.handover import AppendixPart, Handover
from ketatrack.domain.language import gettext as _
from ketatrack.domain.provenance import other_author
from ketatrack.domain.record_fields import is_multiline, label_of
from ketatrack.domain.records import Record, Session
from ketatrack.domain.selection import within
from ketatrack.domain.wording import NONE_KNOWN, day_of, day_words
from ketatrack.reports.profile import Listing


def note_listing(whole: CourseRecords, choices: Handover) -> Listing:
    """Return the notes of a period, kind by kind; those of the course stand first."""
    shown = within(whole, choices.period)
    return Listing(
        title=_(AppendixPart.NOTES.label),
        note=_("As they were written, in the order of the lists."),
        header=(_("Date"), _("About"), _("Note")),
        shares=(3, 5, 16),
        rows=tuple(row for record in (shown.course, *shown.entries()) for row in _rows(record)),
    )


def _rows(record: Record) -> Iterator[tuple[str, str, str]]:
    kind = type(record)
    about = record.name if isinstance(record, Session) else ""
    by = other_author(record)
    for name in kind.model_fields:
        words = getattr(record, name).strip() if is_multiline(kind, name) else ""
        if words:
            label = ", ".join(filter(None, (_(kind.label), about, _(label_of(kind, name)), by)))
            yield _when(record), label, words


def _when(record: Record) -> str:
    moment = getattr(record, record.happened) if record.happened else None
    if moment is None:
        return NONE_KNOWN
    return day_of(moment) if isinstance(moment, datetime) else day_words(moment)
