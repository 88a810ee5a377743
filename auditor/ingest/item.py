"""One record of an input, found by a reader and not read yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, NoReturn

from auditor.article import Article
from auditor.ingest.errors import InputError


class Item(NamedTuple):
    """Finding a record and reading it are two steps, so that a record that kills its reader can be passed by."""

    where: str
    """What errors call it, as `rows.jsonl:7`."""
    read: Callable[[], Article]
    """To be called before the next item is asked for. Raises InputError, NotAnArticle."""
    number: int | None = None
    """Which record of its file it is; None for a file that is one record."""
    line: int | None = None
    """Line of the file on which the record begins, if that is known."""


class Part(NamedTuple):
    """Which part of a file is meant: bytes of lines, row groups of Parquet; all of it by default."""

    start: int = 0
    end: int | None = None
    first: int = 1
    """Number of the first record in it."""


WHOLE = Part()


def failed(where: str, error: Exception) -> Item:
    """An item that gives `error` when it is read."""

    def read() -> NoReturn:
        raise error if isinstance(error, InputError) else InputError(f"{where}: {error}")

    return Item(where, read)
