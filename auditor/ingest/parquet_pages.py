"""How large the pages of a Parquet file become, told by their own headers before any of them is unpacked.

What the footer says of a column is a sum, and its writer's word. A page is unpacked as a whole: its header decides
how much memory reading takes. Source: PageHeader of https://github.com/apache/parquet-format, and Thrift's compact
protocol.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

MAX_DEPTH = 8
STOP, TRUE, FALSE, BYTE, DOUBLE, BINARY, LIST, SET, STRUCT = 0, 1, 2, 3, 7, 8, 9, 10, 12
"""Types of Thrift's compact protocol; what is not named is a number of variable length."""
UNPACKED, PACKED = 2, 3
"""Fields of a page's header: its sizes in bytes."""
DATA, DATA_V2, COUNT = 5, 8, 1
"""Fields of a page's header that say of what it has; and in those, how many values."""
Struct = dict[int, Any]


class Page(NamedTuple):
    """A page of a column."""

    unpacked_bytes: int
    values: int
    """Values, those that are null among them; 0 for a dictionary."""


class BrokenPage(ValueError):
    """A header that is none, or sizes that do not fit its column."""


def read_pages(stream: BinaryIO, start: int, length: int) -> Iterator[Page]:
    """The pages in the `length` bytes of a column from `start` on. Raises BrokenPage, OSError."""
    end = start + length
    while start < end:
        stream.seek(start)
        header = _Reader(stream, end - start).struct()
        packed, unpacked = header.get(PACKED), header.get(UNPACKED)
        if not isinstance(packed, int) or not isinstance(unpacked, int) or packed < 0 or unpacked < 0:
            raise BrokenPage("a page without its size")
        start = stream.tell() + packed
        if start > end:
            raise BrokenPage("a page that goes on behind its column")
        content = header.get(DATA) or header.get(DATA_V2) or {}
        values = content.get(COUNT, 0) if isinstance(content, dict) else 0
        yield Page(unpacked, values if isinstance(values, int) else 0)


class _Reader:
    """Thrift's compact protocol, as far as headers of pages need it."""

    def __init__(self, stream: BinaryIO, left: int) -> None:
        self._stream, self._left = stream, left

    def struct(self, depth: int = 0) -> Struct:
        """A structure by the numbers of its fields."""
        if depth > MAX_DEPTH:
            raise BrokenPage("a header that nests too deeply")
        fields: Struct = {}
        number = 0
        while (head := self._byte()) != STOP:
            number = number + (head >> 4) if head >> 4 else self._number()
            fields[number] = self._value(head & 0x0F, depth)
        return fields

    def _value(self, kind: int, depth: int) -> Any:
        if kind in (TRUE, FALSE):
            return kind == TRUE
        if kind == STRUCT:
            return self.struct(depth + 1)
        if kind in (LIST, SET):
            return self._list(depth)
        if kind in (BYTE, DOUBLE, BINARY):
            return self._pass(self._unsigned() if kind == BINARY else 8 if kind == DOUBLE else 1)
        return self._number()

    def _list(self, depth: int) -> None:
        head = self._byte()
        count = head >> 4 if head >> 4 < 15 else self._unsigned()
        for _ in range(min(count, self._left + 1)):  # each takes a byte at least
            self._byte() if head & 0x0F in (TRUE, FALSE) else self._value(head & 0x0F, depth + 1)

    def _byte(self) -> int:
        self._left -= 1
        found = self._stream.read(1)
        if self._left < 0 or not found:
            raise BrokenPage("a header that ends too soon")
        return found[0]

    def _pass(self, count: int) -> None:
        self._left -= count
        if self._left < 0:
            raise BrokenPage("a header that ends too soon")
        self._stream.seek(count, 1)

    def _unsigned(self) -> int:
        value = shift = 0
        while (byte := self._byte()) & 0x80 and shift < 63:
            value |= (byte & 0x7F) << shift
            shift += 7
        return value | byte << shift

    def _number(self) -> int:
        """A number with a sign, in zigzag."""
        value = self._unsigned()
        return (value >> 1) ^ -(value & 1)
