"""What a batch says of articles that were not judged: in its tables, its sources and its last line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from auditor.article import Article
from auditor.batch.output import BatchResult
from auditor.batch.parquet import write_table
from auditor.batch.reading import QUARANTINE
from auditor.batch.sources import checked_article
from auditor.commands.batch_outcome import outcome
from auditor.finding import Report
from auditor.judged import Gap, Judged, Part, Reason
from auditor.render.record import report_record

DAY = date(2026, 11, 2)
CUT = Gap(Part.REST, Reason.CUT, "The text breaks off in mid-sentence.")
ARTICLE = Article(text="The board met on Monday, and the", title="The board", id="a.txt", source="harbour.example")
UNJUDGED = Report(ARTICLE, (), None, "0123", judged=Judged("en", 7, DAY, "input", True, (CUT,)))
WHOLE = Report(ARTICLE, (), 100.0, "0123", judged=Judged("en", 7, DAY, "input", True))


def test_a_table_has_no_score_and_says_why(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    lines = tmp_path / "reports.jsonl"
    rows = [report_record(report, include_text=True) for report in (UNJUDGED, WHOLE)]
    lines.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    write_table(lines, tmp_path / "reports.parquet")
    unjudged, whole = pq.read_table(tmp_path / "reports.parquet").to_pylist()
    assert (unjudged["score"], whole["score"]) == (None, 100.0)
    assert unjudged["judged"] == rows[0]["judged"]
    assert [(gap["part"], gap["reason"]) for gap in unjudged["not_judged"]] == [("rest", "cut")]
    assert whole["not_judged"] == []


def test_it_is_no_evidence_of_its_source() -> None:
    assert not checked_article(UNJUDGED, DAY).judged
    assert checked_article(WHOLE, DAY).judged


def test_the_last_line_counts_it_apart(tmp_path: Path) -> None:
    (tmp_path / QUARANTINE).touch()
    known = {"read": 5, "audited": 5, "quarantined": 0, "skipped": 0, "pages": True, "severities": {"minor": 2}}
    told = outcome(BatchResult(**known, unjudged={"cut": 1, "other-language": 2}), tmp_path)  # type: ignore[arg-type]
    assert "2 findings (2 minor), 3 not judged (2 other language, 1 cut off); open" in told
    assert "not judged" not in outcome(BatchResult(**known, unjudged={}), tmp_path)  # type: ignore[arg-type]
