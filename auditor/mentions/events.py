"""How texts name the events of the table: by forms of words, or by the day."""

from __future__ import annotations

from functools import lru_cache

from auditor.knowledge.events import Event, Events
from auditor.mentions.phrases import BothEnds
from auditor.text.fold import fold
from auditor.text.tokens import find_tokens


@lru_cache(maxsize=8)
def event_index(table: Events) -> BothEnds[Event]:
    """The forms of `table`, folded; made once a table."""
    forms = ((form, event) for event in table.rows for form in event.forms)
    return BothEnds.of((tuple(find_tokens(fold(form)).folded), event) for form, event in forms)


@lru_cache(maxsize=8)
def events_by_day(table: Events) -> dict[tuple[int, int], list[Event]]:
    """Events that texts name by their day, by its month and number."""
    found: dict[tuple[int, int], list[Event]] = {}
    for event in table.rows:
        if event.behind_day:
            found.setdefault((event.first.month, event.first.day), []).append(event)
    return found
