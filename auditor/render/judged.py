"""What was judged and what was not: as JSON objects and back, and in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from auditor.article import Span
from auditor.judged import Gap, Judged, Part, Reason

_WORDS: Mapping[Reason, str] = {Reason.BEHIND_WALL: "behind a wall", Reason.CUT: "cut off"}
"""Reasons that do not read as words of themselves."""


def judged_fields(judged: Judged) -> dict[str, Any]:
    """The fields `judged` and `not_judged` of a report row."""
    return {"judged": _judged_record(judged), "not_judged": [_gap_record(gap) for gap in judged.gaps]}


def _judged_record(judged: Judged) -> dict[str, Any]:
    return {
        "language": judged.language,
        "words": judged.words,
        "date": judged.date.isoformat()[:10] if judged.date else None,  # a day, also where its time is known
        "date_from": judged.date_from,
        "title": judged.title,
        "whole": judged.whole,
    }


def _gap_record(gap: Gap) -> dict[str, Any]:
    """One gap; the passage is in code points of the text, and only where it is one."""
    record: dict[str, Any] = {"part": gap.part.value, "reason": gap.reason.value, "message": gap.message}
    return record if gap.span is None else {**record, "start": gap.span.start, "end": gap.span.end}


def read_judged(row: Mapping[str, Any]) -> Judged:
    """What `judged_fields` wrote into `row`; of a report from before that, nothing is known."""
    known = row.get("judged")
    if not known:
        return Judged()
    return Judged(
        language=known["language"],
        words=known["words"],
        date=date.fromisoformat(known["date"]) if known["date"] else None,
        date_from=known["date_from"],
        title=known["title"],
        gaps=tuple(_read_gap(gap) for gap in row["not_judged"]),
    )


def _read_gap(row: Mapping[str, Any]) -> Gap:
    span = Span(row["start"], row["end"]) if "start" in row else None
    return Gap(Part(row["part"]), Reason(row["reason"]), row["message"], span)


def reason_in_words(reason: Reason) -> str:
    """A reason as lists tell it: "other language"."""
    return _WORDS.get(reason) or reason.value.replace("-", " ")


def reasons_in_words(counts: Mapping[Reason, int]) -> str:
    """How many articles were not judged for which reason, the most first, as "8 other language, 1 no text"."""
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{count:,} {reason_in_words(reason)}" for reason, count in ranked)


def basis_in_words(judged: Judged) -> str:
    """What a score rests on, in one line; empty where that is not known, or where there is none."""
    if judged == Judged() or not judged.whole:
        return ""
    parts = [f"{judged.words:,} {'word' if judged.words == 1 else 'words'}"]
    if judged.language:
        parts.append(f"language {judged.language}")
    if judged.date:
        parts.append(
            f"held against {judged.date.isoformat()[:10]}{f' ({judged.date_from})' if judged.date_from else ''}"
        )
    return ", ".join(parts)
