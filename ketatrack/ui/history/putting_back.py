"""A deleted entry comes back with all that went with it, an older version is put back: one step each."""

from collections.abc import Iterator, Sequence

from pydantic import ValidationError

from ketatrack.domain.entry_words import entry_words
from ketatrack.domain.errors import JournalError
from ketatrack.domain.history import Action
from ketatrack.domain.language import gettext as _
from ketatrack.domain.past_records import Version, belonging, version_of
from ketatrack.domain.problems import explain
from ketatrack.domain.record import Record
from ketatrack.domain.record_fields import references
from ketatrack.domain.records import KINDS, Course, EntryReview, Session, SessionEvent
from ketatrack.domain.session_start import Pair, following_doses, following_session
from ketatrack.store.store import Change, Store
from ketatrack.ui.journal import Journal

_KINDS = {kind.kind: kind for kind in KINDS}


def last_version(store: Store, record_id: str) -> Version | None:
    """Return a deleted entry as it was last; None where it is there, or where its history was erased."""
    last = store.last_step(record_id)
    return version_of(last.kind, last.content) if last and last.action == Action.REMOVED else None


def return_entry(journal: Journal, record_id: str) -> Record:
    """Bring a deleted entry back, with all that was deleted with it, as one step; return it.

    Raises:
        JournalError: what it belonged to is no longer there, or the journal refuses; nothing was written.
    """
    family = _family(journal.store, record_id)
    _refuse_without_parents(journal.store, family[0].record)
    changes = [
        Change(None, version.record.model_copy(update={"revision": version.record.revision + 1}))
        for version in family
    ]
    words = entry_words(family[0].record)
    journal.apply([*changes, *_going_with(journal, changes)], _("bring back {what}").format(what=words))
    return family[0].record


def _family(store: Store, record_id: str) -> list[Version]:
    """Return what is to be written, the entry itself first and each after what it refers to."""
    own, last = last_version(store, record_id), store.last_step(record_id)
    if own is None or last is None:
        raise JournalError(
            _("This entry is there already, or what it held was erased. There is nothing to bring back.")
        )
    removed = [version_of(past.kind, past.content) for past in store.removed_together(last.changed_at)]
    versions = {version.record.id: version for version in removed if version is not None}
    there = store.entries_with_history()
    others = [version.record for key, version in versions.items() if key not in there]
    family = [own, *(versions[each.id] for each in belonging(record_id, others))]
    if any(version.unknown for version in family):
        raise JournalError(_not_known())
    return family


def put_version_back(journal: Journal, version: Version) -> None:
    """Let an entry be again as it was in an older version, as one step; the history keeps the present one.

    Raises:
        JournalError: the entry or what it belonged to is gone, the older version is not possible any more,
            or the journal refuses; nothing was written.
    """
    old = version.record
    now = journal.store.get(type(old), old.id)
    if now is None:
        raise JournalError(_("This entry was deleted. Bring it back first, then put the older version back."))
    if version.unknown:
        raise JournalError(_not_known())
    _refuse_without_parents(journal.store, old)
    try:
        after = now.changed(**{name: value for name, value in old if name not in {"id", "revision"}})
    except ValidationError as error:
        reasons = " ".join(problem.reason for problem in explain(error, type(old)))
        raise JournalError(_("This version cannot be put back: {reasons}").format(reasons=reasons)) from None
    change = Change(now, after)
    if change.is_empty:
        raise JournalError(_("The entry is as it was in this version."))
    going_with = _going_with(journal, [change])
    journal.apply([change, *going_with], _("older version of {what}").format(what=entry_words(old)))


def _going_with(journal: Journal, changes: Sequence[Change]) -> list[Change]:
    """Return what goes with entries that are put back: a followed session and its first dose are one fact."""
    pairs = [(each.before, each.after) for each in changes]
    told = (each for pair in pairs for each in pair if isinstance(each, Session | SessionEvent | EntryReview))
    one = next(told, None)
    course = journal.store.get(Course, one.course_id) if one is not None else None
    if course is None:  # comes back itself, and all in it as it was
        return []
    is_on_screen = journal.course is not None and journal.course.id == course.id
    records = journal.records() if is_on_screen else journal.store.course_records(course)
    moved = following_doses(records, pairs)
    for was, now in pairs:
        if isinstance(was, Session) and isinstance(now, Session):
            moved += following_session(records, was, now, journal.stamp())
            _refuse_other_doses(moved)
    return [Change(*each) for each in moved]


def _refuse_other_doses(moved: Sequence[Pair]) -> None:
    if any(None in pair for pair in moved):
        raise JournalError(
            _(
                "This version says otherwise whether a dose was given. Change that in the form of the "
                "session, or bring the dose itself back: the session goes with it."
            )
        )


def _refuse_without_parents(store: Store, record: Record) -> None:
    for kind in _missing_parents(store, record):
        raise JournalError(
            _(
                "{what} belonged to an entry that is no longer there ({parent}). Bring that one back first; "
                "what was deleted with it comes along."
            ).format(what=entry_words(record), parent=_(kind.label).lower())
        )


def _missing_parents(store: Store, record: Record) -> Iterator[type[Record]]:
    for field, target in references(type(record)).items():
        wanted = getattr(record, field)
        if wanted is not None and store.get(_KINDS[target], wanted) is None:
            yield _KINDS[target]


def _not_known() -> str:
    return _("This version was written by a newer KetaTrack. Put it back with that one.")
