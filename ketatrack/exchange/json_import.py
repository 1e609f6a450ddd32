"""Plans the import of a whole journal from its JSON."""

from pathlib import Path

from ketatrack.domain.language import gettext as _
from ketatrack.domain.records import KINDS
from ketatrack.exchange.guarded_file import ImportRefusedError
from ketatrack.exchange.journal_json import read_json
from ketatrack.exchange.journal_planning import JournalPlanning
from ketatrack.exchange.plan import ImportPlan
from ketatrack.store.store import Store


def plan_json_import(path: Path, store: Store) -> ImportPlan:
    """Say what importing the JSON of a whole journal would do; writes nothing.

    Choices and half-filled forms that the journal holds otherwise stay as they are there.

    Raises:
        ImportRefusedError: the file is not the JSON of a journal, is of a newer version, or is damaged.
    """
    content = read_json(path)
    unknown = content.records.keys() - {kind.kind for kind in KINDS}
    if unknown:
        raise ImportRefusedError(
            _("{path} holds records of kinds that no journal has: {kinds}.").format(
                path=path, kinds=", ".join(sorted(unknown))
            )
        )
    plan = JournalPlanning(path.name, store)
    for kind in KINDS:
        plan.take(kind, content.records.get(kind.kind, []))
    plan.take_history(content.history)
    plan.take_drafts(content.drafts)
    plan.take_settings(content.settings)
    return plan.plan
