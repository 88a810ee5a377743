"""The stories of a batch as lines of stories.jsonl."""

from __future__ import annotations

from datetime import date
from typing import Any

from auditor.batch.grouping import FoundStory
from auditor.story.match import UNDATED


def story_record(story: FoundStory) -> dict[str, Any]:
    """A line of stories.jsonl."""
    days = [day for day in story.days if day != UNDATED]
    return {
        "id": story.id,
        "articles": list(story.names),
        "copies": dict(story.copies),
        "voices": len(story.names) - len(story.copies),
        "from": _spell(min(days, default=UNDATED)),
        "to": _spell(max(days, default=UNDATED)),
    }


def _spell(day: int) -> str | None:
    return None if day == UNDATED else date.fromordinal(day).isoformat()
