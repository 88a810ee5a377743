"""What a report found, and what could not finish, as rows of the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from auditor.finding import Failure, Finding
from auditor.render.record import evidence_record
from auditor.store.door import storable, storable_all


def is_whole(judged: Mapping[str, Any] | None) -> bool:
    """Whether a report that keeps `judged` has a score; those from before there was such a thing have."""
    return judged is None or bool(judged["judged"]["whole"])


def words_judged(judged: Mapping[str, Any] | None, words: int) -> int:
    """How many of an article's `words` were judged; all of them where that is not known."""
    return (judged or {}).get("judged", {}).get("words") or words


def failure_rows(failures: Sequence[Failure]) -> list[dict[str, Any]]:
    """`failures` as a report keeps them."""
    rows = [{"rules": list(f.rules), "error": f.error, "scope": f.scope.value} for f in failures]
    kept: list[dict[str, Any]] = storable_all(rows, "failure")
    return kept


def finding_rows(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Columns of `findings` but for their report and their state."""
    return [
        {
            "position": position,
            "rule": f.rule,
            "severity": int(f.severity),
            "confidence": f.confidence,
            "field": f.field,
            "start": f.span.start,
            "end": f.span.end,
            "quote": storable(f.quote, "quote"),
            "message": storable(f.message, "message"),
            "why": f.why,
            "evidence": storable_all([evidence_record(e) for e in f.evidence], "evidence"),
            "fingerprint": f.fingerprint,
            "fix": None if f.fix is None else storable(f.fix, "fix"),
            "quoted": f.quoted,
            "scope": f.scope.value,
            "whole": f.whole,
        }
        for position, f in enumerate(findings)
    ]
