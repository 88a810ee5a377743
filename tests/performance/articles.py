"""Articles to measure with: paragraphs of the project's own texts and of seeds/, put together anew."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import yaml

from auditor import Article

ROOT = Path(__file__).resolve().parents[2]
WORDS = 620
"""The mean of 2,000 articles of news sites."""
MIN_PARAGRAPH_WORDS = 12
PUBLISHED = date(2025, 11, 1)


def make_articles(count: int, words: int = WORDS) -> list[Article]:
    """`count` articles of about `words` words; the same ones every time."""
    paragraphs, titles = _read_texts()
    choose = random.Random(12)
    return [
        Article(title=choose.choice(titles), text=_make_text(paragraphs, words, choose), published=PUBLISHED)
        for _ in range(count)
    ]


def _make_text(paragraphs: list[str], words: int, choose: random.Random) -> str:
    kept: list[str] = []
    length = 0
    while length < words:
        order = choose.sample(paragraphs, len(paragraphs))
        while length < words and order:
            kept.append(order.pop())
            length += len(kept[-1].split())
    return "\n\n".join(kept)


def _read_texts() -> tuple[list[str], list[str]]:
    """The paragraphs of all texts, and their titles."""
    articles = [
        yaml.safe_load(path.read_text(encoding="utf-8"))["article"]
        for path in sorted((ROOT / "tests" / "corpus").glob("*.yaml"))
    ]
    texts = [article["text"] for article in articles]
    titles = [article["title"] for article in articles]
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        texts.append(path.read_text(encoding="utf-8"))
        titles.append(texts[-1].strip().split("\n", 1)[0])
    lines = (line.strip() for text in texts for line in text.split("\n"))
    return [line for line in lines if len(line.split()) >= MIN_PARAGRAPH_WORDS], titles
