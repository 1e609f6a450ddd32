"""Where a person was when the journal was locked, to be led back there; nothing of it can be read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LeftPlace:
    """A page or form by its name in the program, and how far it was scrolled."""

    page: str
    form: str = ""
    """Its name in `forms.catalogue`, with the id of the record that is edited; empty for none."""
    stop: int = -1
    """Which stop of Tab had the focus, counted from 0; -1 for none."""
    cursor: int = -1
    """After how many letters of the words there the cursor stood; -1 where there are no words."""
    scrolled: int = 0
    """Pixels."""
    typed: bytes = b""
    """What stood in the form, sealed by the journal, where it could not be kept as a draft."""
    begun: bytes = b""
    """The same of pages, by their names."""
