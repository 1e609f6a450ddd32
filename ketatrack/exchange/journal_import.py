"""Plans the import of another journal: its rows are copied through the records, its file never adopted."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from ketatrack.domain.language import gettext as _
from ketatrack.domain.records import KINDS
from ketatrack.exchange.guarded_file import ImportRefusedError
from ketatrack.exchange.guarded_json import guarded_json
from ketatrack.exchange.journal_json import JsonChoice, JsonDraft, JsonPastVersion
from ketatrack.exchange.journal_planning import JournalPlanning
from ketatrack.exchange.plan import ImportPlan
from ketatrack.store.foreign_journal import ForeignRows, read_foreign_journal
from ketatrack.store.store import Store

P = TypeVar("P", bound=BaseModel)


def plan_journal_import(path: Path, store: Store) -> ImportPlan:
    """Say what importing another journal's file would do; writes nothing, and leaves that file as it is.

    Raises:
        JournalError: it is no journal, a newer one, has a passphrase, or cannot be read within bounds.
    """
    found = read_foreign_journal(path)
    planning = JournalPlanning(path.name, store)
    for name in found.passed_over:
        planning.tell(_("“{name}” in it is not a table, and is passed over.").format(name=name))
    for kind in KINDS:
        planning.take(kind, found.rows[kind.kind])
    planning.take_history(_parts(JsonPastVersion, "content", "history", found, planning))
    planning.take_drafts(_parts(JsonDraft, "content", "drafts", found, planning))
    choices = _parts(JsonChoice, "value", "settings", found, planning)
    planning.take_settings({choice.name: choice.value for choice in choices})
    return planning.plan


def _parts(
    kind: type[P], held_as_json: str, table: str, found: ForeignRows, planning: JournalPlanning
) -> Iterator[P]:
    """Yield what the rows of a table are, one column of which holds JSON; others are left out."""
    for place, row in enumerate(found.rows[table], start=1):
        stored = str(row.get(held_as_json)).encode("utf-8", "surrogateescape")
        try:
            held = guarded_json(stored, _("“{column}”").format(column=held_as_json))
            yield kind.model_validate({**row, held_as_json: held})
        except ImportRefusedError as error:
            planning.leave_out(f"{table}.{held_as_json}", place, "", str(error))
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            column = ".".join([table, *map(str, first["loc"][:1])])
            planning.leave_out(column, place, str(first["input"]), _("It is damaged here."))
