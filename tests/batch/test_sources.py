"""sources.jsonl: the sources of a batch, scored by the articles of the batch alone."""

from __future__ import annotations

from datetime import date

from auditor.article import LayoutBlock
from auditor.batch.sources import SourceTally
from auditor.finding import Severity
from tests.store.made import TEXT, flag, report_on

TODAY = date(2026, 11, 22)


def test_a_row_a_source() -> None:
    tally = SourceTally(TODAY)
    tally.add(report_on(TEXT, flag(TEXT, "Springfield"), published=date(2026, 10, 1)))
    tally.add(report_on(TEXT + "More.", flag(TEXT, "Monday", severity=Severity.INFO)))
    tally.add(report_on(TEXT, source="https://www.example.net/"))
    tally.add(report_on(TEXT, source=None))
    rows = {row["source"]: row for row in tally.rows()}
    assert list(rows) == ["example.net", "example.org"]
    mine = rows["example.org"]
    assert (mine["articles"], mine["first"], mine["last"]) == (2, "2026-10-01", "2026-11-22")
    assert [passage["quote"] for passage in mine["passages"]] == ["Springfield"]
    assert mine["categories"][0]["typical"] == 2.5
    assert rows["example.net"]["score"] > mine["score"]


def test_remains_of_a_page_count_only_where_we_saw_it() -> None:
    finding = flag(TEXT, "Springfield", "boilerplate/share")
    for layout, points in (((), 0), ((LayoutBlock(0, 5, "p", True),), 4)):
        tally = SourceTally(TODAY)
        tally.add(report_on(TEXT, finding, layout=layout))
        assert [passage["points"] for row in tally.rows() for passage in row["passages"]] == [points]


def test_no_source_no_row() -> None:
    assert list(SourceTally(TODAY).rows()) == []
