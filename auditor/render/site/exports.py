"""What a site holds for other programs: two tables and a SARIF run, written while reports come by."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Literal, TextIO

from auditor.finding import Report
from auditor.render.sarif import sarif_log, sarif_results
from auditor.render.site.tables import CsvWriter
from auditor.rule import Rule

ARTICLES_TABLE, FINDINGS_TABLE, RESULTS = "articles.csv", "findings.csv", "report.sarif"


class Exports:
    """The files of a site; between `begin` and `end` stand the lines of all reports. Without these it is a part of
    one, which `append` puts behind others."""

    def __init__(self, folder: Path) -> None:
        self._files = ExitStack()
        self._tables = [
            self._files.enter_context(_open(folder / name, "w")) for name in (ARTICLES_TABLE, FINDINGS_TABLE)
        ]
        self._csv = CsvWriter(*self._tables)
        self._results = self._files.enter_context(_open(folder / RESULTS, "w"))
        self._between, self._tail = "", ""

    def begin(self, rules: Sequence[Rule]) -> None:
        """Write the heads; `rules` are described in the SARIF run."""
        self._csv.write_heads()
        empty = json.dumps(sarif_log([], rules), ensure_ascii=False)
        head, mark, self._tail = empty.rpartition('"results": [')
        self._results.write(head + mark)

    def add(self, name: str, report: Report, page: str) -> None:
        """The lines of `report`, whose article is called `name` and has its page at `page`."""
        self._csv.add(name, report, page)
        for result in sarif_results(report, name):
            self._part_results()
            self._results.write(f"\n{json.dumps(result, ensure_ascii=False)}")

    def append(self, part: Path) -> None:
        """The lines of the part that was written in this folder."""
        for table, name in zip(self._tables, (ARTICLES_TABLE, FINDINGS_TABLE), strict=True):
            with _open(part / name) as lines:
                shutil.copyfileobj(lines, table)
        if (part / RESULTS).stat().st_size:
            self._part_results()
            with _open(part / RESULTS) as results:
                shutil.copyfileobj(results, self._results)

    def _part_results(self) -> None:
        """Part what comes from what stands before it."""
        self._results.write(self._between)
        self._between = ","

    def end(self) -> None:
        """Write what `begin` left open, and close the files."""
        self._results.write(self._tail)
        self._files.close()


def _open(path: Path, mode: Literal["r", "w"] = "r") -> TextIO:
    return path.open(mode, encoding="utf-8", newline="")
