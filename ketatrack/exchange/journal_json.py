"""The whole journal as one JSON file, nothing left out: for keeping, moving house, and reading by programs.

Every record of every kind with all its fields, what records were before they were changed, half-filled
forms and choices. Importing it into a new journal and exporting that gives the same bytes.
"""

import json
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

from ketatrack.domain.backup_words import OF_THE_FILE
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import Moment, moment_from_text
from ketatrack.domain.records import KINDS
from ketatrack.domain.whole_file import write_whole
from ketatrack.exchange.guarded_file import ImportRefusedError
from ketatrack.exchange.guarded_json import read_guarded_json
from ketatrack.store.store import Store

FORMAT: Literal["ketatrack-journal"] = "ketatrack-journal"
VERSION: Literal[1] = 1


def _written(value: Any) -> Any:
    """Read a moment as it is written, never as a count of seconds."""
    return moment_from_text(value) if isinstance(value, str) else value


WrittenMoment = Annotated[Moment, BeforeValidator(_written)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", from_attributes=True, strict=True)


Word = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00-\x1f]*$")]
"""The name of a form, a choice or a kind; never half a letter, which no database keeps."""


class JsonPastVersion(_Part):
    """What a record was before a change."""

    changed_at: WrittenMoment = Field(strict=False)
    changed_by: Word
    action: Word
    kind: Word
    record_id: Word
    revision: int
    content: dict[str, Any]


class JsonDraft(_Part):
    """A half-filled form."""

    form: Word
    saved_at: WrittenMoment = Field(strict=False)
    content: dict[str, Any]


class JsonChoice(_Part):
    """A choice that belongs to the journal."""

    name: Word
    value: Any


class JsonJournal(_Part):
    """The file: a format name and version, then all that a journal holds; records are not validated yet."""

    format: Literal["ketatrack-journal"] = FORMAT
    version: Literal[1] = VERSION
    records: dict[str, list[dict[str, Any]]]
    history: list[JsonPastVersion]
    drafts: list[JsonDraft]
    settings: dict[Word, Any]


def export_json(store: Store, out: Path) -> None:
    """Write the whole journal, readable by its owner only; the file is complete or absent.

    Raises:
        JournalError: the file cannot be written.
    """
    journal = JsonJournal(
        # no warnings: a word that a newer version added stays in the journal, and in the file, as it is
        records={
            kind.kind: [record.model_dump(mode="json", warnings=False) for record in store.find(kind)]
            for kind in KINDS
        },
        history=[JsonPastVersion.model_validate(past) for past in store.history()],
        drafts=[JsonDraft.model_validate(draft) for draft in store.drafts()],
        settings={n: value for n, value in store.settings().items() if n not in OF_THE_FILE},
    )
    # ASCII, since half a character in a note or draft has no bytes in UTF-8
    text = json.dumps(journal.model_dump(mode="json"), allow_nan=False, indent=1)
    write_whole(out, f"{text}\n".encode("ascii"))


def read_json(path: Path) -> JsonJournal:
    """Read the file of a whole journal; its records are not looked at yet.

    Raises:
        ImportRefusedError: it is no such file, a newer one, or damaged.
    """
    content = read_guarded_json(path)
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise ImportRefusedError(_("{path} is JSON, but not of a KetaTrack journal.").format(path=path))
    if isinstance(content.get("version"), int) and content["version"] > VERSION:
        raise ImportRefusedError(
            _("{path} was written by a newer version of KetaTrack. Import it with that version.").format(
                path=path
            )
        )
    try:
        return JsonJournal.model_validate(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise ImportRefusedError(
            _("{path} is damaged at {place}: {reason}.").format(
                path=path, place=".".join(map(str, first["loc"])), reason=first["msg"]
            )
        ) from None
