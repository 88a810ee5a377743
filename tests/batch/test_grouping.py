"""Stories found window by window are those that an index of everything finds."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from auditor import Article
from auditor.batch import grouping
from auditor.batch.grouping import Place, find_stories
from auditor.document import Document
from auditor.knowledge.words import load_words
from auditor.story.index import StoryIndex
from auditor.story.match import UNDATED, Entry
from auditor.story.signature import make_signature
from auditor.story.topic import find_topic

WORDS = sorted(word for word in load_words().counts if word.isalpha() and len(word) > 5)


def entries(count: int, days: int) -> list[Entry]:
    """Articles of so many days: some tell of one event, some repeat another, most are alone."""
    rng = random.Random(3)
    made: list[Entry] = []
    texts: list[str] = []
    for number in range(count):
        event = random.Random(number // 4)
        names = [f"{event.choice(WORDS).title()} {event.choice(WORDS).title()}son" for _ in range(5)]
        told = [
            f"{rng.choice(names)} told {rng.choice(names)} of the {event.choice(WORDS)} and the {event.choice(WORDS)}."
            for _ in range(8)
        ]
        texts.append(texts[-1] if number % 11 == 10 else " ".join([*(f"{name} spoke first." for name in names), *told]))
        document = Document(Article(text=texts[-1], title=f"{names[0]} and the {event.choice(WORDS)}"))
        day = number * days // count
        made.append(Entry(f"a{number}", day + 730_000, make_signature(document), find_topic(document)))
    return made


def found(given: list[Entry]) -> dict[tuple[str, ...], dict[str, str]]:
    stories = find_stories((entry, Place(0, number, 0)) for number, entry in enumerate(given))
    return {story.names: story.copies for story in stories}


def incremental(given: list[Entry]) -> dict[tuple[str, ...], dict[str, str]]:
    index = StoryIndex()
    for entry in given:
        index.add(entry)
    return {
        tuple(member.key for member in story.members): dict(story.copies)
        for story in index.stories.values()
        if len(story.members) > 1
    }


@pytest.mark.parametrize("days", [1, 10, 100])
def test_same_stories_as_in_one_index(days: int) -> None:
    given = entries(200, days)
    stories = incremental(given)
    assert len(stories) > 10
    assert any(stories.values()), "some of them with copies"
    assert found(given) == stories


def test_undated_articles_are_let_go_where_there_is_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "MAX_LIVE", 20)
    given = [Entry(e.key, UNDATED, e.signature, e.topic) for e in entries(100, 1)]
    stories = found(given)
    assert stories
    assert all(int(b[1:]) - int(a[1:]) <= 20 for names in stories for a, b in pairwise(names))


def test_an_article_that_was_let_go_leaves_nothing_behind() -> None:
    index = StoryIndex()
    given = entries(60, 30)
    for entry in given:
        index.add(entry)
    closed = [story for entry in given if (story := index.forget(entry)) is not None]
    assert sum(len(story.members) for story in closed) == len(given)
    shelf = index._shelf
    assert not (index.stories or shelf.names or shelf._kept or shelf._buckets or shelf._voices or shelf._left)
