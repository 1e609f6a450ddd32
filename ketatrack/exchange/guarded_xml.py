"""XML from elsewhere: the one door for it.

Held against what such files are made to do: entities that grow a thousandfold or fetch other files (they
live in a document type, which is refused), nesting and tags without an end, attributes by the million,
encodings that are none. A single tag of 50 MB takes expat 2.5 more than a minute; it shows in how far the
parser lags behind what it was fed.
"""

from pathlib import Path
from typing import Any, Protocol
from xml.parsers import expat

from ketatrack.domain.language import gettext as _
from ketatrack.exchange.guarded_file import ImportRefusedError, guarded_file

MOST_BYTES = 50_000_000
MOST_DEPTH = 16
MOST_ELEMENTS = 500_000
MOST_ATTRIBUTES = 64
MOST_LAG = 1 << 20
"""Bytes that the parser may hold back until it has seen the end of a tag."""
_AT_ONCE = 1 << 16
_ENCODINGS = {"UTF-8", "UTF-16", "US-ASCII", "ISO-8859-1"}
"""Those that expat itself reads; for any other it would ask Python's codecs, which know stranger ones."""


class XmlListener(Protocol):
    """What a reader of one kind of XML does with its elements; text may come in several pieces."""

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""

    def closed(self, name: str) -> None:
        """Take the end of an element."""

    def text(self, piece: str) -> None:
        """Take text within the element that is open."""


class _Guard:
    """Stands between the parser and the listener, and counts."""

    def __init__(self, path: Path, listener: XmlListener) -> None:
        self._path, self._listener = path, listener
        self._depth = self._elements = 0

    def refuse(self, *_what: Any) -> None:
        raise ImportRefusedError(
            _("{path} is not XML as a device or a clinic writes it. Nothing was taken from it.").format(
                path=self._path
            )
        )

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        beyond = self._depth > MOST_DEPTH or self._elements > MOST_ELEMENTS
        if beyond or len(attributes) > MOST_ATTRIBUTES:
            self.refuse()
        self._listener.opened(name, attributes)

    def closed(self, name: str) -> None:
        self._depth -= 1
        self._listener.closed(name)

    def declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.upper() not in _ENCODINGS:
            self.refuse()


def read_guarded_xml(path: Path, listener: XmlListener) -> None:
    """Tell a listener of every element of an XML file, in order.

    Raises:
        ImportRefusedError: it cannot be read, is no XML, or is built as no device or clinic writes it. What
            the listener was told until then counts for nothing.
    """
    guard = _Guard(path, listener)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.XmlDeclHandler = guard.declared
    parser.StartDoctypeDeclHandler = guard.refuse
    parser.StartElementHandler, parser.EndElementHandler = guard.opened, guard.closed
    parser.CharacterDataHandler = listener.text
    fed = 0
    with guarded_file(path, MOST_BYTES) as stream:
        try:
            while chunk := stream.read(_AT_ONCE):
                fed += len(chunk)
                parser.Parse(chunk, False)  # noqa: FBT003
                if fed - parser.CurrentByteIndex > MOST_LAG:
                    guard.refuse()
            parser.Parse(b"", True)  # noqa: FBT003
        except (expat.ExpatError, LookupError) as error:
            raise ImportRefusedError(
                _("{path} is damaged or no XML: {reason}. Ask for it again.").format(path=path, reason=error)
            ) from None
