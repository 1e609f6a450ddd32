"""What a page of SQLite's file format holds: rows, entries of an index, and the pages below it.

After https://sqlite.org/fileformat2.html, sections 1.6 and 2.1. Whatever contradicts the format raises
ValueError, for one row alone; nothing that stands in a page is trusted.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from ketatrack.store.header import FILE_HEADER
from ketatrack.store.pages import Page

_VARINT_BYTES = 9
_OVERFLOW_HEAD = 4
_INT_BYTES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_FLOAT, _ZERO, _ONE, _FIRST_LONG = 7, 8, 9, 12


class PageKind(IntEnum):
    """The first byte of a page that belongs to a table or an index."""

    INNER_INDEX = 2
    INNER_TABLE = 5
    INDEX = 10
    TABLE = 13


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands in a page: its number in the table and its values as they are stored."""

    rowid: int
    values: tuple[Any, ...]


class Cells:
    """The pages of one file, each read for what it holds."""

    def __init__(self, pages: Sequence[Page]) -> None:
        """Take the pages in their order."""
        self._pages = pages
        self.count = len(pages)

    def page(self, number: int) -> Page:
        """Return a page by its number, the first being 1; None where there is none that can be read."""
        return self._pages[number - 1] if 1 <= number <= self.count else None

    def kind(self, number: int) -> PageKind | None:
        """Return what a page says it is; None for one that is no part of a table or an index."""
        page = self.page(number)
        return next((kind for kind in PageKind if page and page[_begin(number)] == kind), None)

    def below(self, number: int) -> list[int]:
        """Return the pages that an inner page points to, in their order."""
        page = self.page(number)
        if page is None or self.kind(number) not in {PageKind.INNER_TABLE, PageKind.INNER_INDEX}:
            return []
        last = int.from_bytes(page[_begin(number) + 8 : _begin(number) + 12], "big")
        return [*(_number(page, at) for at in self._places(number) if at + 4 <= len(page)), last]

    def rows(self, number: int) -> Iterator[Row | None]:
        """Yield the rows of a table's page, None for each that cannot be read."""
        for at in self._places(number):
            yield self.row_at(number, at)

    def row_at(self, number: int, at: int) -> Row | None:
        """Return the row that begins at a place of a page; None where none does."""
        page = self.page(number) or b""
        try:
            length, at = _varint(page, at)
            rowid, at = _varint(page, at)
            most = len(page) - 35
            return Row(_signed(rowid), _values(self._payload(page, at, length, most)))
        except (ValueError, IndexError, struct.error):
            return None

    def keys(self, number: int) -> Iterator[tuple[Any, ...] | None]:
        """Yield the entries of an index's page, the last value being a row's number; None as in `rows`."""
        page = self.page(number) or b""
        inner = 4 if self.kind(number) == PageKind.INNER_INDEX else 0
        for place in self._places(number):
            try:
                length, at = _varint(page, place + inner)
                most = (len(page) - 12) * 64 // 255 - 23
                yield _values(self._payload(page, at, length, most))
            except (ValueError, IndexError, struct.error):
                yield None

    def _places(self, number: int) -> list[int]:
        """Return where the cells of a page begin."""
        page, begin, kind = self.page(number), _begin(number), self.kind(number)
        if page is None or kind is None:
            return []
        count = int.from_bytes(page[begin + 3 : begin + 5], "big")
        first = begin + (12 if kind in {PageKind.INNER_TABLE, PageKind.INNER_INDEX} else 8)
        most = (len(page) - first) // 2
        return list(struct.unpack_from(f">{min(count, most)}H", page, first))

    def _payload(self, page: bytes, at: int, length: int, most: int) -> bytes:
        """Return a whole entry, with what of it lies on pages of its own."""
        if length <= most:
            return _slice(page, at, length)
        least = (len(page) - 12) * 32 // 255 - 23
        here = least + (length - least) % (len(page) - _OVERFLOW_HEAD)
        here = here if here <= most else least
        parts, left = [_slice(page, at, here)], length - here
        following = _number(page, at + here)
        while left > 0:
            if len(parts) > self.count:
                raise ValueError("pages point in a circle")
            overflow = self.page(following)
            if overflow is None:
                raise ValueError("a page is gone")
            parts.append(overflow[_OVERFLOW_HEAD : _OVERFLOW_HEAD + left])
            left -= len(overflow) - _OVERFLOW_HEAD
            following = _number(overflow, 0)
        return b"".join(parts)


def _begin(number: int) -> int:
    """Return where a page's own header stands: in the first, after that of the file."""
    return FILE_HEADER if number == 1 else 0


def _number(page: bytes, at: int) -> int:
    return int.from_bytes(_slice(page, at, 4), "big")


def _slice(page: bytes, at: int, length: int) -> bytes:
    if length < 0 or at + length > len(page):
        raise ValueError("it ends after the page")
    return page[at : at + length]


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Return a number of one to nine bytes, and where the next begins."""
    number = data[at]
    if number < 0x80:  # as nearly all are
        return number, at + 1
    number = 0
    for place in range(_VARINT_BYTES - 1):
        byte = data[at + place]
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            return number, at + place + 1
    return number << 8 | data[at + 8], at + _VARINT_BYTES


def _signed(number: int) -> int:
    return number - (1 << 64) if number >> 63 else number


def _values(payload: bytes) -> tuple[Any, ...]:
    """Return the values of a record."""
    end, at = _varint(payload, 0)
    if not at <= end <= len(payload):
        raise ValueError("its header is longer than the record")
    types: list[int] = []
    while at < end:
        serial, at = _varint(payload, at)
        types.append(serial)
    if at != end:
        raise ValueError("its header ends amid a number")
    values: list[Any] = []
    for serial in types:
        if serial:
            value, at = _value(payload, at, serial)
            values.append(value)
        else:
            values.append(None)
    if at != len(payload):
        raise ValueError("its values do not fill the record")
    return tuple(values)


def _value(payload: bytes, at: int, serial: int) -> tuple[Any, int]:
    if serial >= _FIRST_LONG:
        length = (serial - _FIRST_LONG) // 2
        raw = _slice(payload, at, length)
        return (raw.decode(errors="surrogateescape") if serial % 2 else raw), at + length
    if serial in _INT_BYTES:
        length = _INT_BYTES[serial]
        return int.from_bytes(_slice(payload, at, length), "big", signed=True), at + length
    if serial == _FLOAT:
        return struct.unpack(">d", _slice(payload, at, 8))[0], at + 8
    if serial in {_ZERO, _ONE}:
        return serial - _ZERO, at
    raise ValueError("it has no such type")
