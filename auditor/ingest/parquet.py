"""Reader of Parquet: one row an article, its columns named as the fields of an input row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from auditor.ingest.errors import InputError
from auditor.ingest.fields import KNOWN_FIELDS
from auditor.ingest.item import Item, Part
from auditor.ingest.record import article_of

BATCH_ROWS = 256
"""Rows that are in memory as Python values at a time."""
NEEDED = ("text", "html")


def read_parquet(stream: BinaryIO, name: str, part: Part) -> Iterator[Item]:
    """The rows of a Parquet file, or of the row groups in `part`. Raises InputError."""
    file = _open(stream, name)
    try:
        names = file.schema_arrow.names
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: the name of a column is not UTF-8: {error}") from None
    columns = [column for column in names if column in KNOWN_FIELDS]
    if not any(column in columns for column in NEEDED):
        raise InputError(f"{name}: no column text or html; it has {', '.join(names[:20])}")
    groups = range(part.start, file.num_row_groups if part.end is None else part.end)
    number = part.first
    batches = file.iter_batches(BATCH_ROWS, row_groups=list(groups), columns=columns, use_threads=False)
    for rows in _rows(batches, name):
        for row in rows:
            where = f"{name}:{number}"
            yield Item(where, partial(article_of, _plain(row), where), number)
            number += 1


def _rows(batches: Iterator[Any], name: str) -> Iterator[list[dict[str, Any]]]:
    """The rows of each batch. Raises InputError where the file is broken."""
    try:
        for batch in batches:
            yield batch.to_pylist()
    except (OSError, ValueError) as error:  # pyarrow's own are either; a text that is not UTF-8 is the latter
        raise InputError(f"{name}: broken from here on: {error}") from None


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


def _open(stream: BinaryIO, name: str) -> Any:
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError:
        raise InputError(
            f"{name}: reading Parquet needs the package pyarrow: pip install 'article-auditor[parquet]'"
        ) from None
    try:
        file = pq.ParquetFile(stream, pre_buffer=False)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise InputError(f"{name}: not a Parquet file: {error}") from None
    if not _is_sound(file.metadata):
        raise InputError(f"{name}: not a Parquet file: what it says of its rows and columns does not add up")
    return file


def _is_sound(metadata: Any) -> bool:
    """Whether a file's row groups have the columns and the rows that the file says: pyarrow ends the process if not."""
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    rows = [group.num_rows for group in groups]
    columns = {group.num_columns for group in groups}
    return columns <= {metadata.num_columns} and min(rows, default=0) >= 0 and sum(rows) == metadata.num_rows


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row without its nulls; dates stay dates."""
    return {
        name: value if isinstance(value, (str, date, int, list)) else str(value)
        for name, value in row.items()
        if value is not None
    }
