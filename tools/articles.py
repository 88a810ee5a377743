"""Reads JSON Lines of articles, and of what is known of them."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from auditor.ingest.fields import KNOWN_FIELDS

Row = dict[str, Any]
"""One article as it is given to `auditor check`, and what else stands in its line."""


def read_rows(paths: Iterable[Path]) -> Iterator[Row]:
    """The lines of .jsonl and .jsonl.xz files, in order."""
    for path in paths:
        with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines if line.strip())


def article_row(row: Row) -> Row:
    """`row` without what an audit does not read."""
    return {name: value for name, value in row.items() if name in KNOWN_FIELDS and value is not None}
