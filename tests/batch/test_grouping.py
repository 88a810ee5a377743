"""Stories found window by window are those that an index of everything finds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, pairwise

import numpy as np
import pytest

from auditor import Article
from auditor.batch import ordering, tying
from auditor.batch.grouping import find_stories
from auditor.batch.ordering import Place, Window, before_window, cut_windows
from auditor.batch.turns import Rows
from auditor.batch.tying import TIE, find_rows
from auditor.document import Document
from auditor.knowledge.words import load_words
from auditor.story.index import OpenStories
from auditor.story.match import UNDATED, Entry, Match
from auditor.story.signature import make_signature
from auditor.story.topic import find_topic
from tests.story.incremental import StoryIndex

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
    """The stories that are found window by window."""
    days = np.array([entry.day for entry in given])
    rows = [row for window in cut_windows(days) for row in tied(given, days, window)]
    stories = find_stories(np.array(rows, dtype=TIE), lambda n: (given[n], Place(0, n, 0)), lambda _: None)
    return {story.names: story.copies for story in stories}


def tied(given: list[Entry], days: Rows, window: Window) -> Iterator[tuple[int, int, bool]]:
    """The ties of a window; to each article comes what stands before the window, and no more."""
    numbers = chain(*before_window(days, window.first), range(*window))
    return find_rows(((number, given[number]) for number in numbers), window, lambda _: None)


def incremental(given: list[Entry]) -> dict[tuple[str, ...], dict[str, str]]:
    index = StoryIndex()
    for entry in given:
        index.add(entry)
    return {
        tuple(member.key for member in story.members): dict(story.copies)
        for story in index.stories.values()
        if len(story.members) > 1
    }


@pytest.mark.parametrize("articles", [7, 50, 2_000])
@pytest.mark.parametrize("days", [1, 10, 100])
def test_same_stories_as_in_one_index(monkeypatch: pytest.MonkeyPatch, days: int, articles: int) -> None:
    monkeypatch.setattr(ordering, "WINDOW_ARTICLES", articles)
    given = entries(200, days)
    stories = incremental(given)
    assert len(stories) > 10
    assert any(stories.values()), "some of them with copies"
    assert found(given) == stories


def test_undated_articles_belong_to_any_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ordering, "WINDOW_ARTICLES", 20)
    given = [replace(entry, day=UNDATED) if n % 5 == 0 else entry for n, entry in enumerate(entries(200, 10))]
    given.sort(key=lambda entry: entry.day)
    stories = incremental(given)
    assert any("a0" in names for names in stories)
    assert found(given) == stories


def test_undated_articles_are_let_go_where_there_is_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ordering, "MAX_LIVE", 20)
    monkeypatch.setattr(tying, "MAX_LIVE", 20)
    monkeypatch.setattr(ordering, "WINDOW_ARTICLES", 30)
    stories = found([replace(entry, day=UNDATED) for entry in entries(100, 1)])
    assert stories
    assert all(int(b[1:]) - int(a[1:]) <= 20 for names in stories for a, b in pairwise(names))


def test_an_article_that_was_let_go_leaves_nothing_behind() -> None:
    live, given = tying.Live(), entries(60, 30)
    for number, entry in enumerate(given):
        live.add(number, entry)
    live.let_go(given[-1].day + 4)
    assert not (live.index._kept or live.index._buckets)


def test_a_story_that_is_done_leaves_nothing_behind() -> None:
    open_stories, (first, second, *_) = OpenStories(), entries(2, 1)
    story = open_stories.place(0, first, None)
    assert open_stories.place(1, second, Match(story, 0)) == story
    assert open_stories.close(story, [0, 1]).copies == {second.key: first.key}
    assert not (open_stories._stories or open_stories._voices or open_stories._names)
