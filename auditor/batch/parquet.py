"""Reports as Parquet: the lines of reports.jsonl, column by column."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from auditor.batch.task import BatchError

BATCH_ROWS = 500


def require_parquet() -> None:
    """Say what is missing before the work begins. Raises BatchError."""
    try:
        import pyarrow.parquet  # noqa: F401, PLC0415 - an extra
    except ImportError:
        raise BatchError("--parquet needs the package pyarrow: pip install 'article-auditor[parquet]'") from None


def write_table(lines: Path, path: Path) -> None:
    """Write the report rows of a file of lines as a Parquet file of one schema, whatever the rows hold."""
    import pyarrow as pa  # noqa: PLC0415 - an extra
    import pyarrow.parquet as pq  # noqa: PLC0415

    schema = report_schema()
    with pq.ParquetWriter(path, schema, compression="zstd") as writer, lines.open(encoding="utf-8", newline="") as rows:
        for batch in _batches(rows):
            writer.write_table(pa.Table.from_pylist(batch, schema))


def _batches(lines: Iterator[str]) -> Iterator[list[dict[str, Any]]]:
    while batch := [_flat(json.loads(line)) for line in islice(lines, BATCH_ROWS)]:
        yield batch


def _flat(record: dict[str, Any]) -> dict[str, Any]:
    """A report row with the fields of its article beside its own."""
    return {**record, **record["article"]}


def report_schema() -> Any:
    """The columns: those of a report row, then title, text and body of the article."""
    import pyarrow as pa  # noqa: PLC0415 - an extra

    text, number = pa.string(), pa.int64()
    passage = {"field": text, "start": number, "end": number, "quote": text}
    evidence = pa.struct({"note": text, **passage, "article": text, "reference": text, "as_of": text})
    finding = pa.struct({
        "rule": text, "severity": text, "confidence": pa.float64(), **passage, "message": text, "why": text,
        "evidence": pa.list_(evidence), "fingerprint": text, "quoted": pa.bool_(), "fix": text,
    })  # fmt: skip
    judged = pa.struct({
        "language": text, "words": number, "date": text, "date_from": text, "title": pa.bool_(), "whole": pa.bool_(),
    })  # fmt: skip
    gap = pa.struct({"part": text, "reason": text, "message": text, "start": number, "end": number})
    failure = pa.struct({"rules": pa.list_(text), "error": text})
    return pa.schema({
        "id": text, "complete": pa.bool_(), "score": pa.float64(), "judged": judged,
        "not_judged": pa.list_(gap), "ruleset": text, "findings": pa.list_(finding),
        "failures": pa.list_(failure), "title": text, "text": text, "body": text,
    })  # fmt: skip
