"""What changed between two revisions as JSON objects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from auditor.diff import ParagraphChange

F = TypeVar("F")


def change_record(change: ParagraphChange) -> dict[str, Any]:
    """A paragraph; spans are pairs of code points."""
    words = [{"change": w.kind, "old": list(w.old), "new": list(w.new)} for w in change.words]
    record = {"change": change.kind, "old": change.old and list(change.old), "new": change.new and list(change.new)}
    return {**record, "words": words} if words else record


def finding_changes(before: Mapping[str, F], after: Mapping[str, F]) -> dict[str, list[F]]:
    """Findings that went, stayed and came, told apart by fingerprint."""
    return {
        "gone": [finding for key, finding in before.items() if key not in after],
        "stayed": [finding for key, finding in after.items() if key in before],
        "new": [finding for key, finding in after.items() if key not in before],
    }
