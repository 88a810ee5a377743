"""The service knows what stands in many articles of a source, and counts each article once."""

from __future__ import annotations

import pickle
from collections.abc import Iterator

import pytest

from auditor import Article
from auditor.audit import Auditor
from auditor.store import Store
from auditor.store.memory import StoreMemory

LINE = "Enjoy the quiet waters of the bay today"
OPENINGS = (
    "The board met in the town hall on Monday, the chairman said, and agreed to build a new pier for the ferry.",
    "Frost in late April killed most of the blossom of the valley, and growers expect a poor harvest in the autumn.",
    "The mill was sold on Friday to a baker from the capital, who wants to grind rye there again, he told the council.",
)


@pytest.fixture(scope="module")
def plain() -> Auditor:
    return Auditor()


@pytest.fixture
def memory(store: Store, url: str) -> Iterator[StoreMemory]:
    opened = StoreMemory(url)
    yield opened
    opened.close()


def story(number: int, source: str = "example.org", url: str = "", more: str = "") -> Article:
    text = f"{OPENINGS[number]}\n{LINE}\n{OPENINGS[number][::-1]}{more}"
    return Article(source=source, url=url or f"https://example.org/{number}", text=text)


def seen(auditor: Auditor, article: Article) -> int:
    """In how many other articles the second line of `article` was seen."""
    return auditor.read(article).seen.blocks[1]


def test_a_line_of_other_articles_is_found_and_says_so(store: Store, memory: StoreMemory, plain: Auditor) -> None:
    auditor = plain.remembering(memory)
    for number in range(2):
        store.add(auditor.audit(story(number)))
    (found,) = (finding for finding in auditor.audit(story(2)).findings if finding.quote == LINE)
    assert "stands in 2 other articles of this source" in {evidence.note for evidence in found.evidence}


def test_an_audit_alone_notes_nothing(store: Store, memory: StoreMemory, plain: Auditor) -> None:
    auditor = plain.remembering(memory)
    store.add(auditor.audit(story(0)))
    assert [seen(auditor, story(1)) for _ in range(3)] == [1, 1, 1]


def test_an_article_is_no_other_to_its_revisions_and_copies(store: Store, memory: StoreMemory, plain: Auditor) -> None:
    auditor = plain.remembering(memory)
    store.add(auditor.audit(story(0)))
    revised = story(0, more="\nThe harbour master agreed.")
    copy = story(0, url="https://example.org/copy")
    assert [seen(auditor, article) for article in (story(0), revised, copy)] == [0, 0, 0]
    for article in (revised, copy):
        store.add(auditor.audit(article))
    assert seen(auditor, story(1)) == 1


def test_sources_are_kept_apart_by_whatever_names_them(store: Store, memory: StoreMemory, plain: Auditor) -> None:
    auditor = plain.remembering(memory)
    store.add(auditor.audit(story(0)))
    assert seen(auditor, story(1, source="https://www.example.org/news/")) == 1
    assert seen(auditor, story(1, source="")) == 1  # the URL says it
    assert seen(auditor, story(1, source="other.example")) == 0
    assert seen(auditor, story(1, source="half \ud800")) == 0
    assert auditor.read(Article(text=LINE)).seen.blocks == ()


def test_another_process_asks_the_same_database(store: Store, memory: StoreMemory, plain: Auditor) -> None:
    store.add(plain.audit(story(0)))
    sent = pickle.loads(pickle.dumps(memory))
    assert seen(plain.remembering(sent), story(1)) == 1
    sent.close()


def test_connections_of_another_are_not_given_back(store: Store, url: str) -> None:
    with store.reading() as connection:
        pool = connection.engine.pool
    StoreMemory(url, store.database).close()
    with store.reading() as connection:
        assert connection.engine.pool is pool
