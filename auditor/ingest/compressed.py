"""Streams out of compressed files, bounded: a small file never becomes more than memory or patience can hold."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO, Protocol

from auditor.ingest.errors import InputError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAX_RATIO = 200
"""News text shrinks to a third or a tenth, an archive of one text repeated to a hundredth; bombs to a thousandth."""
FREE_BYTES = 32 << 20
"""So much may come out at any ratio."""
MAX_BYTES = 1 << 40
"""What comes out of one file."""
MAX_WINDOW_BYTES = 128 << 20
"""Memory that a Zstandard file may ask for; what `zstd --long` makes by default."""
FEED_BYTES = 512
"""What is decompressed at a time: half a megabyte of gzip at most, 16 of Zstandard."""
BUFFER_BYTES = 64 << 10


class Decompressor(Protocol):
    """What zlib and zstandard have in common."""

    @property
    def eof(self) -> bool:
        """Whether a member ended."""

    @property
    def unused_data(self) -> bytes:
        """What came after its end."""

    def decompress(self, data: bytes, /) -> bytes:
        """More of the content."""


def open_compressed(stream: BinaryIO, suffix: str, name: str) -> BinaryIO:
    """What `stream`, of a file that ends in .gz or .zst, holds. Reading raises InputError."""
    start = _zstandard(name) if suffix == ".zst" else _gzip
    return io.BufferedReader(_Bounded(_Members(stream, start), stream, name), BUFFER_BYTES)


def _gzip() -> Decompressor:
    return zlib.decompressobj(wbits=31)


def _zstandard(name: str) -> Callable[[], Decompressor]:
    try:
        import zstandard  # noqa: PLC0415 - an extra
    except ImportError:
        raise InputError(
            f"{name}: reading .zst needs the package zstandard: pip install 'article-auditor[archives]'"
        ) from None
    return lambda: zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW_BYTES).decompressobj()


class _Members(io.RawIOBase):
    """The members of a gzip file, or the frames of a Zstandard one, one after the other."""

    def __init__(self, stream: BinaryIO, start: Callable[[], Decompressor]) -> None:
        self._stream, self._start = stream, start
        self._member = start()
        self._fed = self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill some of `buffer`. Raises EOFError for a file cut short, and what the decompressor raises."""
        while not self._ready:
            self._fed = self._fed or self._stream.read(FEED_BYTES)
            if not self._fed:
                if not self._member.eof:
                    raise EOFError("the file ends before its content does")
                return 0
            self._decompress()
        view = memoryview(buffer)
        given, self._ready = self._ready[: len(view)], self._ready[len(view) :]
        view[: len(given)] = given
        return len(given)

    def _decompress(self) -> None:
        if self._member.eof:
            self._fed = self._fed.lstrip(b"\0")  # what fills up the blocks of a tape
            if not self._fed:
                return
            self._member = self._start()
        self._ready = self._member.decompress(self._fed)
        self._fed = self._member.unused_data


class _Bounded(io.RawIOBase):
    """Refuses what grows too much."""

    def __init__(self, inner: _Members, compressed: BinaryIO, name: str) -> None:
        self._inner, self._compressed, self._name = inner, compressed, name
        self._given = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        """How many bytes came out so far; fastwarc asks."""
        return self._given

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill some of `buffer`. Raises InputError for what is broken, or grows beyond the bounds."""
        try:
            count = self._inner.readinto(buffer)
        except OSError:
            raise
        except Exception as error:  # zlib.error, EOFError and zstandard's own, which may not be installed
            raise InputError(f"{self._name}: cannot be decompressed: {error}") from None
        self._given += count
        if self._given > MAX_BYTES or self._given > FREE_BYTES + MAX_RATIO * self._compressed.tell():
            raise InputError(f"{self._name}: grows more than {MAX_RATIO}-fold when decompressed; not read further")
        return count
