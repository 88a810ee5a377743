"""How texts name the events of the table: by forms of words, or by the day."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from auditor.knowledge.events import Event, Events
from auditor.mentions.phrases import Phrases
from auditor.text.fold import fold
from auditor.text.tokens import find_tokens


class EventIndex(NamedTuple):
    """The forms of a table of events."""

    by_first: Phrases[tuple[Event, ...]]
    """By their first token."""
    by_last: Phrases[tuple[Event, ...]]


@lru_cache(maxsize=8)
def event_index(table: Events) -> EventIndex:
    """The forms of `table`, folded; made once a table."""
    forms: dict[tuple[str, ...], tuple[Event, ...]] = {}
    for event in table.rows:
        for form in event.forms:
            key = tuple(find_tokens(fold(form)).folded)
            forms[key] = (*forms.get(key, ()), event)
    return EventIndex(Phrases.of(forms, 0), Phrases.of(forms, -1))


@lru_cache(maxsize=8)
def events_by_day(table: Events) -> dict[tuple[int, int], list[Event]]:
    """Events that texts name by their day, by its month and number."""
    found: dict[tuple[int, int], list[Event]] = {}
    for event in table.rows:
        if event.behind_day:
            found.setdefault((event.first.month, event.first.day), []).append(event)
    return found
