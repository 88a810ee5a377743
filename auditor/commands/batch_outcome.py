"""What `auditor batch` says when a run has ended: what was set aside and why, what was found, and where to look."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from auditor.batch.output import MAX_PAGES, BatchResult
from auditor.batch.reading import QUARANTINE
from auditor.finding import Severity
from auditor.judged import Reason
from auditor.render.judged import reasons_in_words
from auditor.render.terminal import printable
from auditor.text.counted import counted, plural

MAX_REASONS = 5
"""Reasons that are shown; the file has all."""


def outcome(result: BatchResult, out: Path) -> str:
    """The lines for a run whose files lie in `out`."""
    return "".join(f"{line}\n" for line in (*_reasons(result.quarantined, out / QUARANTINE), _summary(result, out)))


def _reasons(quarantined: int, path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        for line in islice(lines, MAX_REASONS):
            yield f"auditor: {printable(json.loads(line)['error'])}"
    if quarantined > MAX_REASONS:
        yield f"auditor: and {quarantined - MAX_REASONS} more, in {path}"


def _summary(result: BatchResult, out: Path) -> str:
    skipped = f", {result.skipped} no {plural('article', result.skipped)}" if result.skipped else ""
    counts = f"{result.read} read, {result.audited} audited, {result.quarantined} quarantined{skipped}"
    if not result.audited:
        return f"{counts}: nothing was audited, no page was written"
    return f"{counts}: {_findings(result)}{_unjudged(result)}; {_where(result, out)}"


def _findings(result: BatchResult) -> str:
    total = sum(result.severities.values())
    named = [f"{n} {level.label}" for level in reversed(Severity) if (n := result.severities.get(level.label, 0))]
    return f"{counted(total, 'finding')} ({', '.join(named)})" if total else "no findings"


def _unjudged(result: BatchResult) -> str:
    """How many articles have no score, and why."""
    if not result.unjudged:
        return ""
    reasons = {Reason(name): count for name, count in result.unjudged.items()}
    return f", {sum(reasons.values()):,} not judged ({reasons_in_words(reasons)})"


def _where(result: BatchResult, out: Path) -> str:
    if result.pages:
        return f"open {out / 'index.html'}"
    reports = f"see {out / 'reports.jsonl'}"
    return f"{reports} (too many articles for HTML pages)" if result.audited > MAX_PAGES else reports
