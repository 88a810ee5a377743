"""Reports made again from their JSON objects: those of reports.jsonl with their text, and those of the store."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from auditor.article import Article, Span
from auditor.finding import Evidence, Failure, Finding, Report, Scope, Severity
from auditor.ingest.dates import parse_date
from auditor.render.judged import read_judged


def read_report(record: Mapping[str, Any]) -> Report:
    """The report that `record` describes; its article's text stands under `article`, or beside the findings.

    Raises KeyError if the record has no text.
    """
    given = record["article"] if isinstance(record.get("article"), Mapping) else record
    article = Article(
        text=given["text"],
        title=given["title"],
        published=parse_date(record["published"], "published") if record.get("published") else None,
        source=record.get("source_name") or record.get("source"),
        url=record.get("url"),
        language=record.get("language") or "",
        id=record["id"],
        **read_details(record.get("details") or {}),
    )
    return Report(
        article=article,
        findings=tuple(_finding(row) for row in record["findings"]),
        score=record["score"],
        ruleset=record["ruleset"],
        failures=tuple(map(_failure, record.get("failures", ()))),
        judged=read_judged(record),
    )


def read_details(details: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an article that a revision keeps in its details, but for the layout of its page."""
    lists = {name: tuple(details[name]) for name in ("authors", "social_titles") if name in details}
    plain = ("section", "desk", "published_from", "free")
    lists["quoted"] = tuple(Span(*span) for span in details.get("quoted", ()))
    return lists | {name: details[name] for name in plain if name in details}


def _failure(row: Mapping[str, Any]) -> Failure:
    return Failure(tuple(row["rules"]), row["error"], Scope(row.get("scope", Scope.ARTICLE)))


def _finding(row: Mapping[str, Any]) -> Finding:
    return Finding(
        rule=row["rule"],
        severity=Severity.parse(row["severity"]),
        confidence=row["confidence"],
        field=row["field"],
        span=Span(row["start"], row["end"]),
        quote=row["quote"],
        message=row["message"],
        why=row["why"],
        evidence=tuple(_evidence(piece) for piece in row["evidence"]),
        fingerprint=row["fingerprint"],
        fix=row.get("fix"),
        quoted=row.get("quoted", False),
        scope=Scope(row.get("scope", Scope.ARTICLE)),
        whole=row.get("whole", False),
    )


def _evidence(row: Mapping[str, Any]) -> Evidence:
    return Evidence(
        note=row["note"],
        field=row.get("field", "text"),
        span=Span(row["start"], row["end"]) if "start" in row else None,
        quote=row["quote"],
        article=row.get("article"),
        reference=row.get("reference"),
        as_of=date.fromisoformat(row["as_of"]) if "as_of" in row else None,
    )
