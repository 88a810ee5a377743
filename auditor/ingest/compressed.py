"""Streams out of compressed files, bounded: a small file never becomes more than memory or patience can hold."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO

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
CHUNK_BYTES = 64 << 10

Inflate = Callable[[bytes, int], bytes]


def open_compressed(stream: BinaryIO, suffix: str, name: str) -> BinaryIO:
    """What `stream`, of a file that ends in .gz or .zst, holds. Reading raises InputError."""
    raw = _Bounded(_zstandard(stream, name) if suffix == ".zst" else _Gzip(stream), stream, name)
    return io.BufferedReader(raw, CHUNK_BYTES)


class _Gzip(io.RawIOBase):
    """The members of a gzip file, one after the other."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._inflate = zlib.decompressobj(wbits=31)
        self._waiting = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill some of `buffer`. Raises EOFError for a file cut short, zlib.error."""
        view = memoryview(buffer)
        while True:
            waiting = self._waiting or self._stream.read(CHUNK_BYTES)
            if self._inflate.eof:
                waiting = waiting.lstrip(b"\0")  # tape blocks are filled up with zeros
                if waiting:
                    self._inflate = zlib.decompressobj(wbits=31)
            if not waiting:
                if not self._inflate.eof:
                    raise EOFError("the file ends before its last member does")
                return 0
            data = self._inflate.decompress(waiting, len(view))
            self._waiting = self._inflate.unused_data or self._inflate.unconsumed_tail
            if data:
                view[: len(data)] = data
                return len(data)


def _zstandard(stream: BinaryIO, name: str) -> BinaryIO:
    try:
        import zstandard  # noqa: PLC0415 - an extra
    except ImportError:
        raise InputError(
            f"{name}: reading .zst needs the package zstandard: pip install 'article-auditor[archives]'"
        ) from None
    decompressor = zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW_BYTES)
    return decompressor.stream_reader(stream, read_size=CHUNK_BYTES, read_across_frames=True, closefd=False)


class _Bounded(io.RawIOBase):
    """Refuses what grows too much."""

    def __init__(self, inner: io.RawIOBase | BinaryIO, compressed: BinaryIO, name: str) -> None:
        self._inner, self._compressed, self._name = inner, compressed, name
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill some of `buffer`. Raises InputError for what is broken, or grows beyond the bounds."""
        try:
            count: int = self._inner.readinto(buffer)  # type: ignore[union-attr]
        except OSError:
            raise
        except Exception as error:  # zlib.error, EOFError and zstandard's own, which may not be installed
            raise InputError(f"{self._name}: cannot be decompressed: {error}") from None
        self._given += count
        if self._given > MAX_BYTES or self._given > FREE_BYTES + MAX_RATIO * self._compressed.tell():
            raise InputError(f"{self._name}: grows more than {MAX_RATIO}-fold when decompressed; not read further")
        return count
