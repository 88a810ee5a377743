"""A report read back from its row is the report."""

from datetime import date

from auditor.article import Article, Span
from auditor.finding import Evidence, Failure, Finding, Report, Severity
from auditor.render.record import report_record
from auditor.render.restore import read_report


def test_a_report_comes_back_from_its_row() -> None:
    finding = Finding(
        rule="office/not-held",
        severity=Severity.MAJOR,
        confidence=0.95,
        field="text",
        span=Span(0, 4),
        quote="Text",
        message="m",
        why="w",
        evidence=(
            Evidence("note", "title", Span(0, 5), "Title", article="other"),
            Evidence("fact", reference="Register", as_of=date(2025, 11, 1)),
        ),
        fingerprint="f",
        fix="delete",
    )
    report = Report(Article(title="Title", text="Text.", id="a"), (finding,), 41.8, "r", (Failure(("a/b",), "E: x"),))
    assert read_report(report_record(report, include_text=True)) == report
