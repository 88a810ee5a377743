"""Whether an article's own facts contradict the day on which it is said to have been published."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from auditor.document import Document
from auditor.mentions.times.day_facts import find_facts
from auditor.mentions.times.fact import Fact, Given, Kind

MIN_FACTS = 2
"""One may be a slip; of 4,943 dated untouched articles 12 have two and more, and in all the day was wrong or old."""


class Contradiction(NamedTuple):
    """A day that an article cannot be of, and what says so."""

    published: date
    facts: tuple[Fact, ...]
    """Independent of each other, kind by kind."""


def find_contradiction(document: Document) -> Contradiction | None:
    """What of the article contradicts the day given; None for less than two facts, or where they do not agree."""
    published = document.article.published_on
    if published is None:
        return None
    facts: dict[object, Fact] = {}
    for fact in find_facts(document, Given(published, max(published, document.article.revised_on or published))):
        facts.setdefault(fact.key, fact)
    agreed = len({fact.later for fact in facts.values()} - {None}) <= 1
    ordered = tuple(sorted(facts.values(), key=lambda fact: list(Kind).index(fact.kind)))
    return Contradiction(published, ordered) if agreed and len(facts) >= MIN_FACTS else None
