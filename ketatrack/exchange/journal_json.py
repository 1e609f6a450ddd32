"""The whole journal as one JSON file, nothing left out: for keeping, moving house, and reading by programs.

Every record of every kind with all its fields, what records were before they were changed, half-filled
forms and choices. Importing it into a new journal and exporting that gives the same bytes.
"""

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ketatrack.domain.backup_words import OF_THE_FILE
from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import Moment
from ketatrack.domain.records import KINDS
from ketatrack.domain.whole_file import write_whole
from ketatrack.store.store import Store

FORMAT: Literal["ketatrack-journal"] = "ketatrack-journal"
VERSION: Literal[1] = 1

_MOST_BYTES = 500_000_000
_MOST_DIGITS = 15


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", from_attributes=True, strict=True)


class JsonPastVersion(_Part):
    """What a record was before a change."""

    changed_at: Moment = Field(strict=False)
    changed_by: str
    action: str
    kind: str
    record_id: str
    revision: int
    content: dict[str, Any]


class JsonDraft(_Part):
    """A half-filled form."""

    form: str
    saved_at: Moment = Field(strict=False)
    content: dict[str, Any]


class JsonJournal(_Part):
    """The file: a format name and version, then all that a journal holds; records are not validated yet."""

    format: Literal["ketatrack-journal"] = FORMAT
    version: Literal[1] = VERSION
    records: dict[str, list[dict[str, Any]]]
    history: list[JsonPastVersion]
    drafts: list[JsonDraft]
    settings: dict[str, Any]


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
        JournalError: it is no such file, a newer one, or damaged.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise JournalError(_("{path} is larger than any journal. Check what it is.").format(path=path))
        text = path.read_text(encoding="utf-8-sig")
        content = json.loads(text, parse_constant=_refuse, parse_int=_whole, parse_float=_finite)
    except OSError as error:
        raise JournalError(
            _("{path} cannot be read: {reason}.").format(path=path, reason=error.strerror)
        ) from None
    except (ValueError, RecursionError) as error:
        raise JournalError(_("{path} is not JSON: {reason}.").format(path=path, reason=error)) from None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise JournalError(_("{path} is JSON, but not of a KetaTrack journal.").format(path=path))
    if isinstance(content.get("version"), int) and content["version"] > VERSION:
        raise JournalError(
            _("{path} was written by a newer version of KetaTrack. Import it with that version.").format(
                path=path
            )
        )
    try:
        return JsonJournal.model_validate(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise JournalError(
            _("{path} is damaged at {place}: {reason}.").format(
                path=path, place=".".join(map(str, first["loc"])), reason=first["msg"]
            )
        ) from None


def _refuse(text: str) -> None:
    raise ValueError(_("{text} is not a number").format(text=text))


def _whole(text: str) -> int:
    if len(text) > _MOST_DIGITS:
        _refuse(text[:_MOST_DIGITS] + "…")
    return int(text)


def _finite(text: str) -> float:
    number = float(text)
    if number in {float("inf"), float("-inf")}:
        _refuse(text)
    return number
