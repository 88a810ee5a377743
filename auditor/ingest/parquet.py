"""Reader of Parquet: one row an article, its columns named as the fields of an input row.

Small files can hold much: a dictionary of one long text that a million rows point to, a page of one letter. Pages are
looked at before they are unpacked, few rows are decoded at a time, the texts of lists stay in their dictionary until
their row is read, and what all rows hold is bounded by the size of the file.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from auditor.article import Article
from auditor.ingest.compressed import FREE_BYTES, MAX_RATIO
from auditor.ingest.errors import InputError
from auditor.ingest.fields import KNOWN_FIELDS
from auditor.ingest.item import Item, Part
from auditor.ingest.parquet_pages import BrokenPage, Page, read_pages
from auditor.ingest.record import article_of
from auditor.text.counted import counted

BATCH_ROWS = 16
"""Rows that are decoded at a time: no more than so many of the longest texts that a page can hold."""
BUFFER_BYTES = 1 << 20
MAX_PAGE_BYTES = 16 << 20
"""Of one page, unpacked. Writers begin a new one after 1 MB, so that a page has more only for a text as long."""
MAX_LIST_BYTES, MAX_LIST_VALUES = 256 << 20, 16 << 20
"""Of a column of lists in a row group, since all of it may be one row."""
MAX_ENTRIES = 1_000
"""Of one list."""
ROW_BYTES = 64
"""What the emptiest row counts for."""
NEEDED = ("text", "html")


class Leaf(NamedTuple):
    """A column of values of one of the columns that are read."""

    column: str
    """As `authors`."""
    path: str
    """As `authors.list.element`."""
    number: int
    """Among the columns of values of the file."""
    is_list: bool
    is_text: bool


def read_parquet(stream: BinaryIO, name: str, part: Part) -> Iterator[Item]:
    """The rows of a Parquet file, or of the row groups in `part`. Raises InputError."""
    file = _open(stream, name)
    leaves = _leaves(file, name)
    groups = range(part.start, file.num_row_groups if part.end is None else part.end)
    size = stream.seek(0, os.SEEK_END)
    _refuse_bombs(stream, name, file.metadata, [(group, leaf) for group in groups for leaf in leaves])
    file = _open(stream, name, read_dictionary=[leaf.path for leaf in leaves if leaf.is_list and leaf.is_text])
    columns = list(dict.fromkeys(leaf.column for leaf in leaves))
    batches = chain.from_iterable(
        file.iter_batches(BATCH_ROWS, row_groups=[group], columns=columns, use_threads=False) for group in groups
    )
    number, left = part.first, FREE_BYTES + MAX_RATIO * size
    for row in _rows(batches, name):
        where = f"{name}:{number}"
        yield Item(where, partial(_article, row, where), number)
        number += 1
        left -= ROW_BYTES + sum(len(value) for value in row.values() if isinstance(value, (str, bytes)))
        if left < 0:
            raise InputError(f"{name}: its rows are more than {MAX_RATIO} times as large as the file; not read further")


def _leaves(file: Any, name: str) -> list[Leaf]:
    """The columns of values of the fields of an article. Raises InputError."""
    try:
        names = file.schema_arrow.names
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: the name of a column is not UTF-8: {error}") from None
    if not any(column in names for column in NEEDED):
        raise InputError(f"{name}: no column text or html; it has {', '.join(names[:20])}")
    found = []
    for number in range(len(file.schema)):
        schema = file.schema.column(number)
        column = schema.path.partition(".")[0]
        if column in KNOWN_FIELDS and column in names:
            is_text = schema.physical_type == "BYTE_ARRAY" and schema.converted_type in ("UTF8", "NONE")
            found.append(Leaf(column, schema.path, number, schema.max_repetition_level > 0, is_text))
            if schema.max_repetition_level > 1 or [leaf.column for leaf in found].count(column) > 1:
                raise InputError(f"{name}: column {column} is nested; a text, a day or a list of texts is read")
    return found


def _refuse_bombs(stream: BinaryIO, name: str, metadata: Any, chunks: Iterable[tuple[int, Leaf]]) -> None:
    """Raise InputError for pages and lists that would take too much memory."""
    try:
        for group, leaf in chunks:
            chunk = metadata.row_group(group).column(leaf.number)
            starts = [chunk.data_page_offset, chunk.dictionary_page_offset if chunk.has_dictionary_page else None]
            start = min(start for start in starts if start is not None)
            _refuse_pages(read_pages(stream, start, chunk.total_compressed_size), f"{name}: column {leaf.column}", leaf)
    except (BrokenPage, OSError, ValueError, OverflowError, RuntimeError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{name}: not a Parquet file that can be read: {error}") from None


def _refuse_pages(pages: Iterable[Page], where: str, leaf: Leaf) -> None:
    unpacked = values = 0
    for page in pages:
        unpacked, values = unpacked + page.unpacked_bytes, values + page.values
        if page.unpacked_bytes > MAX_PAGE_BYTES:
            raise InputError(
                f"{where} has a page of {page.unpacked_bytes >> 20} MB; at most {MAX_PAGE_BYTES >> 20} MB are unpacked"
            )
        if leaf.is_list and (unpacked > MAX_LIST_BYTES or values > MAX_LIST_VALUES):
            raise InputError(f"{where} has lists of more than {MAX_LIST_VALUES:,} values in a row group")


def _rows(batches: Iterator[Any], name: str) -> Iterator[dict[str, Any]]:
    """The rows of each batch, each made when it is asked for. Raises InputError where the file is broken."""
    try:
        for batch in batches:
            columns = list(zip(batch.schema.names, batch.columns, strict=True))
            for number in range(batch.num_rows):
                yield {column: _value(values[number], column) for column, values in columns if values[number].is_valid}
    except NotImplementedError as error:  # lists of so many different texts that their dictionary overflowed
        raise InputError(f"{name}: a column of lists is written in a way that is not read: {error}") from None
    except (OSError, ValueError, RuntimeError, LookupError) as error:  # pyarrow's own, and a text not in UTF-8
        raise InputError(f"{name}: broken from here on: {error}") from None


def _value(scalar: Any, column: str) -> Any:
    """A value of Python's. Raises ValueError for a list that is longer than anybody's."""
    entries = getattr(scalar, "values", None)
    if entries is not None and not isinstance(entries, bytes) and len(entries) > MAX_ENTRIES:
        raise ValueError(f"a list of {counted(len(entries), 'value')} in column {column}; at most {MAX_ENTRIES:,}")
    return scalar.as_py()


def cut_row_groups(path: Path, rows: int) -> Iterator[Part]:
    """The parts of a Parquet file: neighbouring row groups of at least so many rows together. Raises InputError."""
    with path.open("rb") as stream:
        file = _open(stream, str(path))
        counts = [file.metadata.row_group(group).num_rows for group in range(file.num_row_groups)]
    start, first, held = 0, 1, 0
    for group, count in enumerate(counts, 1):
        held += count
        if held >= rows or group == len(counts):
            yield Part(start, group, first)
            start, first, held = group, first + held, 0


def _open(stream: BinaryIO, name: str, **options: Any) -> Any:
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError:
        raise InputError(
            f"{name}: reading Parquet needs the package pyarrow: pip install 'article-auditor[parquet]'"
        ) from None
    try:
        file = pq.ParquetFile(stream, pre_buffer=False, buffer_size=BUFFER_BYTES, **options)
    except (pa.ArrowException, OSError, ValueError, RuntimeError) as error:
        raise InputError(f"{name}: not a Parquet file: {error}") from None
    if not (_can_be_told(file.metadata) and _is_sound(file.metadata, stream.seek(0, os.SEEK_END))):
        raise InputError(f"{name}: not a Parquet file: what it says of its rows and columns does not add up")
    return file


def _can_be_told(metadata: Any) -> bool:
    """Whether what the file says of its chunks can be read: of some damage pyarrow dies, so a child tries it first."""
    if not hasattr(os, "fork"):
        return True
    child = os.fork()
    if child == 0:
        try:
            _tell_all(metadata)
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def _tell_all(metadata: Any) -> None:
    """Ask for every chunk, without a word where that ends the process."""
    with suppress(ValueError):  # outside of the main thread
        signal.signal(signal.SIGABRT, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    for group in map(metadata.row_group, range(metadata.num_row_groups)):
        for number in range(group.num_columns):
            group.column(number)


def _is_sound(metadata: Any, size: int) -> bool:
    """Whether row groups have the columns and the rows that the file says, and their chunks room in the file.

    pyarrow ends the process where rows or columns do not.
    """
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    rows = [group.num_rows for group in groups]
    columns = {group.num_columns for group in groups}
    if not (columns <= {metadata.num_columns} and min(rows, default=0) >= 0 and sum(rows) == metadata.num_rows):
        return False
    chunks = [group.column(number).total_compressed_size for group in groups for number in range(group.num_columns)]
    return min(chunks, default=0) >= 0 and sum(chunks) <= size


def _article(row: dict[str, Any], where: str) -> Article:
    """The article of a row; dates stay dates."""
    plain = {name: value if isinstance(value, (str, date, int, list)) else str(value) for name, value in row.items()}
    return article_of(plain, where)
