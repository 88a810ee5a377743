"""The note at the head of a post: whatever an article says stays text, and nothing else of the post is touched."""

from __future__ import annotations

import json
from typing import Any

import lxml.html
import pytest

from auditor.cms.ghost_note import NOBODY, with_note, without_note
from tests.cms.fake_ghost import lexical


def nodes(document: str | None) -> list[Any]:
    assert document is not None
    children: list[Any] = json.loads(document)["root"]["children"]
    return children


def test_what_an_article_says_becomes_no_markup() -> None:
    said = '<img src=x onerror="alert(1)">'
    head = nodes(with_note(lexical("One"), [said], [("Open", 'https://example.org/"><script>')]))[0]
    shown: Any = lxml.html.fromstring(head["html"])
    assert said in shown.text_content()
    assert {element.tag for element in shown.iter()} == {"div", "p", "strong", "ul", "li", "a", "em"}


def test_no_reader_is_shown_it() -> None:
    assert nodes(with_note(lexical("One"), ["Held."]))[0]["visibility"] == NOBODY
    assert NOBODY == {"web": {"nonMember": False, "memberSegment": ""}, "email": {"memberSegment": ""}}


def test_there_is_one_note_at_a_time_and_none_is_left() -> None:
    text = lexical("One", "Two")
    once = with_note(text, ["First."])
    twice = with_note(once, ["Second."])
    assert len(nodes(twice)) == 3 and "Second." in nodes(twice)[0]["html"]
    assert nodes(without_note(twice)) == nodes(text)
    assert without_note(text) is None


@pytest.mark.parametrize("document", [None, "", "{", "[]", '{"root": []}', '{"root": {"children": 1}}', "[" * 100_000])
def test_what_is_no_lexical_stays_as_it_is(document: str | None) -> None:
    assert with_note(document, ["Held."]) is None
    assert without_note(document) is None
