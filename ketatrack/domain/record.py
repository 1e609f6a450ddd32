"""What every entry of a journal has in common, and what its fields may be marked with.

Everything about a field is declared once, where its record is: its type, label, unit and limits. The
database table, the form's labels and limits, the columns of files and the sentence that refuses a value
are derived from it. A record is frozen; to edit one, build it anew with `changed`, so that it is validated
again.
"""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

from ketatrack.domain.identity import new_id
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import Moment
from ketatrack.domain.words import Author, Method

Value = TypeVar("Value")

Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200, pattern=r"^[^\x00-\x1f]*$")]
"""One line of text, such as a product or a person's name; spaces around it are dropped."""

RequiredName = Annotated[Name, StringConstraints(min_length=1)]

MULTILINE = "multiline"
"""Marks text that may hold several lines."""

Text = Annotated[str, StringConstraints(max_length=100_000, pattern=r"^[^\x00]*$"), MULTILINE]
"""Free text of several lines, kept to the letter."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Marks a field that holds the id of another record; `kind` is that record's `kind`."""

    kind: str


class Record(BaseModel):
    """Whatever a journal keeps: an id, a revision, and who wrote it down, how and when.

    `kind` names the table, the JSON list and the CSV file. `happened` names the field that says when the
    thing itself took place, beside `written_at`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, allow_inf_nan=False)

    kind: ClassVar[str]
    label: ClassVar[str]
    happened: ClassVar[str | None] = None

    id: str = Field(default_factory=new_id, min_length=1, max_length=64)
    revision: int = Field(default=1, ge=1)
    recorded_by: Author = Field(title="Recorded by")
    recorded_how: Method = Field(title="How")
    written_at: Moment | None = Field(default=None, title="Written down")

    def changed(self, **values: Any) -> Self:
        """Return the record with other values, validated anew.

        Raises:
            pydantic.ValidationError: when the changed record is not a possible one.
        """
        return type(self).model_validate(dict(self) | values)

    @classmethod
    def restored(cls, values: dict[str, Any]) -> Self:
        """Return a record with values that were validated when they were written down, all fields given.

        Never validated again, since a later, narrower limit would make old entries unreadable. Ten years
        of entries are read at once, and `model_construct` fills in defaults for each, which took longer
        than the query.
        """
        record = cls.__new__(cls)
        object.__setattr__(record, "__dict__", values)
        object.__setattr__(record, "__pydantic_fields_set__", set(values))
        object.__setattr__(record, "__pydantic_extra__", None)
        object.__setattr__(record, "__pydantic_private__", None)
        return record


def not_before(end: Value, info: ValidationInfo, start_field: str) -> Value:
    """Refuse an end that lies before the start in another field of the same record."""
    start = info.data.get(start_field)
    if end is not None and start is not None and start > end:
        raise PydanticCustomError("end_before_start", _("the end lies before the start"))
    return end
