"""Facts that travel with the program as files: read whole, checked, and refused when a part is missing."""

import json
from datetime import date
from importlib.resources import files
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, StringConstraints

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Text that has to be there."""

Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""ISO 3166-1 alpha-2."""


class ShippedData(BaseModel):
    """A part of a shipped file; an unknown key is as wrong as a missing one."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @classmethod
    def read(cls, path: str) -> Self:
        """Read a file of the resources, such as `safety/crisis.json`.

        Raises:
            pydantic.ValidationError: when something is missing, unknown or of the wrong kind.
        """
        text = (files("ketatrack.resources") / path).read_text(encoding="utf-8")
        return cls.model_validate(json.loads(text))


class Dated(ShippedData):
    """Something the program says about safety: after whom, and when a person last checked it."""

    source: Words
    reviewed: date


class Reviewed(Dated):
    """Something that holds for one country or, by null, everywhere; the file has to say which."""

    country: Country | None
