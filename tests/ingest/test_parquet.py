"""Parquet files that are small and say much: refused with the limit that they pass, in little memory."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from auditor.article import Article
from auditor.ingest import InputError, read_input
from auditor.ingest.parquet_pages import BrokenPage, read_pages

TEXT = "The harbour board voted on Tuesday to replace the old ferry."
PEAK_MB = 450
"""Of the process that reads; a file of 66 KB once took 6 GB."""
READ = """
import sys
from auditor.ingest import read_input
for row in read_input(sys.argv[1]):
    last = row
(peak,) = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(int(peak) >> 10)
print(last)
"""


def pointed_to(text: str, times: int) -> Any:
    """A column of one text again and again, which a file keeps once."""
    return pa.DictionaryArray.from_arrays(pa.nulls(times, pa.int32()).fill_null(0), pa.array([text]))


def one_list(text: str, times: int) -> Any:
    return pa.ListArray.from_arrays(pa.array([0, times], pa.int32()), pointed_to(text, times))


BOMBS: dict[str, tuple[Callable[[], dict[str, Any]], dict[str, Any], str]] = {
    "a text in a dictionary": (
        lambda: {"text": pointed_to("a" * 7_000_000, 20_000)}, {}, "its rows are more than 200 times as large as the file",
    ),
    "a text in a page": (
        lambda: {"text": pa.array(["a" * (400 << 20)])},
        {"use_dictionary": False, "data_page_size": 1 << 30},
        "column text has a page of 400 MB; at most 16 MB are unpacked",
    ),
    "a text in a large dictionary": (
        lambda: {"text": pointed_to("a" * (100 << 20), 100)},
        {"dictionary_pagesize_limit": 1 << 30}, "column text has a page of 100 MB; at most 16 MB are unpacked",
    ),
    "texts that begin alike": (
        lambda: {"text": pa.array([f"{'a' * 3_000_000}{n}" for n in range(80)])},
        {"use_dictionary": False, "column_encoding": {"text": "DELTA_BYTE_ARRAY"}}, "more than 200 times as large",
    ),
    "a list": (
        lambda: {"text": pa.array([TEXT]), "authors": one_list("Milo Brandt " * 100, 20_000_000)},
        {}, "column authors has lists of more than 16,777,216 values",
    ),
    "a shorter list": (
        lambda: {"text": pa.array([TEXT]), "authors": one_list("Milo Brandt " * 10_000, 2_000_000)},
        {}, "a list of 2,000,000 values in column authors; at most 1,000",
    ),
    "empty rows": (lambda: {"text": pa.nulls(3_000_000, pa.string())}, {}, "more than 200 times as large"),
}  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a process has the peak of its parent, too")
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_little_memory(tmp_path: Path, name: str) -> None:
    make, options, says = BOMBS[name]
    path = tmp_path / "bomb.parquet"
    pq.write_table(pa.table(make()), path, compression="zstd", **options)
    assert path.stat().st_size < 100_000
    done = subprocess.run([sys.executable, "-c", READ, path], capture_output=True, text=True, check=True)
    peak, last = done.stdout.split("\n", 1)
    assert says in last
    assert int(peak) < PEAK_MB


def test_lists_and_long_texts_within_bounds_are_read(tmp_path: Path) -> None:
    rows = 1_000
    table = pa.table({
        "text": [f"{TEXT} {number}" * (1 + 1_000 * (number == 7)) for number in range(rows)],
        "authors": [["Ada Quill", f"Milo Brandt {number}"][: number % 3] for number in range(rows)],
        "social_titles": [None] * rows,
    })  # fmt: skip
    for options in (
        {},
        {"use_dictionary": False},
        {"row_group_size": 7},
        {"data_page_version": "2.0", "data_page_size": 99},
    ):
        path = tmp_path / "rows.parquet"
        pq.write_table(table, path, **options)
        read = [row for row in read_input(str(path)) if isinstance(row, Article)]
        assert [article.text for article in read] == table["text"].to_pylist()
        assert [list(article.authors) for article in read] == table["authors"].to_pylist()


def test_a_column_of_another_shape_is_told(tmp_path: Path) -> None:
    for column in ([{"a": "b", "c": "d"}], [[["Ada Quill"]]]):
        pq.write_table(pa.table({"text": [TEXT], "authors": column}), tmp_path / "rows.parquet")
        (row,) = read_input(str(tmp_path / "rows.parquet"))
        assert isinstance(row, InputError)
        assert "column authors is nested" in str(row)


def test_pages_are_told_as_they_stand_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "rows.parquet"
    texts = [f"{TEXT} {number}" for number in range(5_000)]
    pq.write_table(pa.table({"text": texts}), path, use_dictionary=False, compression="none", data_page_size=10_000)
    chunk = pq.ParquetFile(path).metadata.row_group(0).column(0)
    with path.open("rb") as stream:
        pages = list(read_pages(stream, chunk.data_page_offset, chunk.total_compressed_size))
    assert sum(page.values for page in pages) == len(texts)
    levels = sum(page.unpacked_bytes for page in pages) - sum(4 + len(text) for text in texts)
    assert 0 <= levels <= 16 * len(pages), "beside the texts a page says which of them are null"
    assert max(page.unpacked_bytes for page in pages) < 80_000


@pytest.mark.parametrize(
    "data", [b"", b"\x15", b"\x15\x00\x15\x02\x00", b"\x1c" * 50, b"\x19\xf5\xff\xff\xff\x0f", b"\x18\xff\x7f"]
)
def test_what_is_no_page_is_refused(data: bytes) -> None:
    with pytest.raises(BrokenPage):
        list(read_pages(io.BytesIO(data), 0, len(data) or 1))
