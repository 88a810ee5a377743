"""The table of events: what stands in it can be."""

from collections import Counter

from auditor.knowledge.events import EVENTS
from auditor.text.tokens import find_tokens


def test_no_event_stands_there_twice() -> None:
    assert [name for name, times in Counter(event.name for event in EVENTS.rows).items() if times > 1] == []


def test_every_event_ends_after_it_begins() -> None:
    assert [event.name for event in EVENTS.rows if event.last < event.first[: len(event.last)]] == []


def test_every_form_is_a_name_of_several_words() -> None:
    """A single word would find an event wherever its place or name stands, but for what nothing else is called."""
    forms = [form for event in EVENTS.rows for form in event.forms]
    assert [form for form in forms if len(find_tokens(form)) == 1] == ["Kristallnacht"]


def test_no_form_stands_twice_with_an_event() -> None:
    assert [event.name for event in EVENTS.rows if len(set(event.forms)) < len(event.forms)] == []
