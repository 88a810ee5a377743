"""What a site holds for other programs: two tables and a SARIF run, written while reports come by."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Literal, TextIO

from auditor.finding import Report
from auditor.render.sarif import sarif_log, sarif_notifications, sarif_results
from auditor.render.site.tables import CsvWriter
from auditor.rule import Rule

ARTICLES_TABLE, FINDINGS_TABLE, RESULTS = "articles.csv", "findings.csv", "report.sarif"
NOTES = "notifications.part"
"""The notifications of the SARIF run, until its results are all there."""


class Exports:
    """The files of a site; between `begin` and `end` stand the lines of all reports. Without these it is a part of
    one, which `append` puts behind others."""

    def __init__(self, folder: Path) -> None:
        self._files = ExitStack()
        self._tables = [
            self._files.enter_context(_open(folder / name, "w")) for name in (ARTICLES_TABLE, FINDINGS_TABLE)
        ]
        self._csv = CsvWriter(*self._tables)
        self._results = Listed(self._files.enter_context(_open(folder / RESULTS, "w")))
        self._notes = Listed(self._files.enter_context(_open(folder / NOTES, "w")))
        self._folder, self._middle, self._tail = folder, "", ""

    def begin(self, rules: Sequence[Rule]) -> None:
        """Write the heads; `rules` are described in the SARIF run."""
        self._csv.write_heads()
        empty = json.dumps(sarif_log([], rules), ensure_ascii=False)
        head, mark, rest = empty.rpartition('"results": [')
        middle, note_mark, self._tail = rest.rpartition('"toolExecutionNotifications": [')
        self._middle = middle + note_mark
        self._results.write(head + mark)

    def add(self, name: str, report: Report, page: str) -> None:
        """The lines of `report`, whose article is called `name` and has its page at `page`."""
        self._csv.add(name, report, page)
        for result in sarif_results(report, name):
            self._results.add(f"\n{json.dumps(result, ensure_ascii=False)}")
        for note in sarif_notifications(report, name):
            self._notes.add(f"\n{json.dumps(note, ensure_ascii=False)}")

    def append(self, part: Path) -> None:
        """The lines of the part that was written in this folder."""
        for table, name in zip(self._tables, (ARTICLES_TABLE, FINDINGS_TABLE), strict=True):
            with _open(part / name) as lines:
                shutil.copyfileobj(lines, table)
        for listed, name in ((self._results, RESULTS), (self._notes, NOTES)):
            listed.extend(part / name)

    def end(self) -> None:
        """Write what `begin` left open, and close the files; a part keeps its notifications beside its results."""
        if not self._tail:
            self._files.close()
            return
        self._notes.close()
        self._results.write(self._middle)
        self._results.copy(self._folder / NOTES)
        self._results.write(self._tail)
        self._files.close()
        (self._folder / NOTES).unlink()


class Listed:
    """A file that holds the elements of a list of JSON, parted by commas."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._between = ""

    def write(self, text: str) -> None:
        """Write what is no element."""
        self._stream.write(text)

    def add(self, element: str) -> None:
        """Write one element, or several that are parted already."""
        self._stream.write(self._between + element)
        self._between = ","

    def extend(self, path: Path) -> None:
        """Write the elements in another such file."""
        if path.stat().st_size:
            self.add("")
            self.copy(path)

    def copy(self, path: Path) -> None:
        """Write what stands in a file."""
        with _open(path) as lines:
            shutil.copyfileobj(lines, self._stream)

    def close(self) -> None:
        """Close the file."""
        self._stream.close()


def _open(path: Path, mode: Literal["r", "w"] = "r") -> TextIO:
    return path.open(mode, encoding="utf-8", newline="")
