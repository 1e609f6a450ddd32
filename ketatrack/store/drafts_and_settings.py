"""What a journal keeps beside its records: half-filled forms, and choices that belong to it."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, delete, select

from ketatrack.store.key import Key
from ketatrack.store.open_file import OpenFile
from ketatrack.store.rows import insert_rows, is_there
from ketatrack.store.tables import DRAFTS, SETTINGS


@dataclass(frozen=True, slots=True)
class Draft:
    """A half-filled form: which form, when it was last touched, and what stood in its fields."""

    form: str
    saved_at: datetime
    content: dict[str, Any]


class DraftsAndSettings(OpenFile):
    """An open journal that keeps drafts and settings."""

    def __init__(
        self, engine: Engine, path: Path, key: Key | None = None, *, reading_only: bool = False
    ) -> None:
        """Take an engine made by `journal_file`."""
        super().__init__(engine, path, key, reading_only=reading_only)
        self._chosen_meanwhile: dict[str, Any] = {}

    def save_draft(self, draft: Draft) -> None:
        """Keep a half-filled form, in place of an earlier draft of the same form.

        Raises what `apply` raises.
        """
        row = {"form": draft.form, "saved_at": draft.saved_at, "content": json.dumps(draft.content)}
        with self._writing(partial(is_there, table=DRAFTS, row=row)) as connection:
            remove_draft(connection, draft.form)
            insert_rows(connection, DRAFTS, [row])

    def discard_draft(self, form: str) -> None:
        """Forget the draft of a form, if there is one; raises what `apply` raises."""
        with self._writing(lambda connection: not is_there(connection, DRAFTS, {"form": form})) as connection:
            remove_draft(connection, form)

    def drafts(self) -> list[Draft]:
        """Return the half-filled forms, the oldest first."""
        with self._reading() as connection:
            rows = connection.execute(select(DRAFTS).order_by(DRAFTS.c.saved_at)).all()
        return [Draft(row.form, row.saved_at, json.loads(row.content)) for row in rows]

    def setting(self, name: str, default: Any = None) -> Any:
        """Return a choice kept in the journal, or the default when it was never made."""
        if name in self._chosen_meanwhile:
            return self._chosen_meanwhile[name]
        with self._reading() as connection:
            value = connection.execute(
                select(SETTINGS.c.value).where(SETTINGS.c.name == name)
            ).scalar_one_or_none()
        return default if value is None else json.loads(value)

    def set_setting(self, name: str, value: Any) -> None:
        """Keep a choice in the journal; in one that is only read, until it is closed.

        Raises what `apply` raises.
        """
        if self.reading_only:
            self._chosen_meanwhile[name] = value
            return
        row = {"name": name, "value": json.dumps(value)}
        with self._writing(partial(is_there, table=SETTINGS, row=row)) as connection:
            connection.execute(delete(SETTINGS).where(SETTINGS.c.name == name))
            insert_rows(connection, SETTINGS, [row])

    def settings(self) -> dict[str, Any]:
        """Return every choice kept in the journal."""
        with self._reading() as connection:
            rows = connection.execute(select(SETTINGS).order_by(SETTINGS.c.name)).all()
        return {row.name: json.loads(row.value) for row in rows}


def remove_draft(connection: Connection, form: str) -> None:
    """Remove the draft of a form, if there is one, within the connection's transaction."""
    connection.execute(delete(DRAFTS).where(DRAFTS.c.form == form))
