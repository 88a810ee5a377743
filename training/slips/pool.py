"""What the articles as a whole lend to a slip in one of them: names, titles, and the words that they share."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from auditor.article import Article
from auditor.knowledge.words import load_person_names, load_words

PERSON = re.compile(r"\b(?P<given>[A-Z][a-z]+) (?:[A-Z]\. )?(?P<family>[A-Z](?:['’][A-Z])?[A-Za-z-]*[a-z])\b")
ORGANISATION = re.compile(
    r"\b(?:[A-Z][\w&'’.-]+ ){1,4}(?:Inc|Corp|Group|Bank|University|Party|Association|Committee|Department|Agency|Court"
    r"|Council|Union|Institute|Commission|Foundation|Authority|Ministry|Center|Fund)\b"
)
ACRONYM = re.compile(r"\b(?![IVXLC]+\b)[A-Z]{3,6}\b(?!-\d)")
WORD = re.compile(r"[a-z][a-z'’]{3,}")
LEAD_CHARACTERS = 600
"""Of a text: what an article is about is said there."""
MAX_POSTINGS = 200
"""A word of more articles than this tells nothing of a topic."""


class Pool:
    """The articles that slips are made in."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self.articles = sorted(articles, key=lambda article: article.id or "")

    @cached_property
    def persons(self) -> list[str]:
        """Full names that two articles or more have."""
        return self._of_two(lambda article: {name.group() for name in find_persons(article.text)})

    @cached_property
    def organisations(self) -> list[str]:
        """Names of bodies that two articles or more have."""
        return self._of_two(lambda article: {match.group() for match in ORGANISATION.finditer(article.text)})

    @cached_property
    def acronyms(self) -> list[str]:
        """Words in capitals that two articles or more have."""
        return self._of_two(lambda article: {m.group() for m in ACRONYM.finditer(article.text) if is_acronym(m[0])})

    def _of_two(self, names: Callable[[Article], set[str]]) -> list[str]:
        counts = Counter(name for article in self.articles for name in names(article))
        return sorted(name for name, count in counts.items() if count > 1)

    @cached_property
    def _words(self) -> list[frozenset[str]]:
        return [frozenset(WORD.findall(f"{a.title} {a.text[:LEAD_CHARACTERS]}".lower())) for a in self.articles]

    @cached_property
    def _postings(self) -> dict[str, list[int]]:
        postings: defaultdict[str, list[int]] = defaultdict(list)
        for number, words in enumerate(self._words):
            for word in words:
                postings[word].append(number)
        return {word: numbers for word, numbers in postings.items() if 1 < len(numbers) <= MAX_POSTINGS}

    def akin(self, article: Article) -> Iterator[Article]:
        """Other articles that share words of their beginnings, those that share the most and the rarest first."""
        shared: Counter[int] = Counter()
        words = frozenset(WORD.findall(f"{article.title} {article.text[:LEAD_CHARACTERS]}".lower()))
        for word in sorted(words & self._postings.keys()):
            numbers = self._postings[word]
            for number in numbers:
                shared[number] += round(1000 * math.log(len(self.articles) / len(numbers)))
        for number, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
            if self.articles[number].id != article.id:
                yield self.articles[number]


def find_persons(text: str) -> Iterator[re.Match[str]]:
    """Where a known given name stands before a capitalised word, and neither is an everyday one."""
    given = load_person_names().given
    for match in PERSON.finditer(text):
        if match["given"].lower() in given and not is_everyday(match["family"]) and not is_everyday(match["given"]):
            yield match


def is_acronym(word: str) -> bool:
    """Whether a word in capitals is no other word or name that is only written so."""
    names = load_person_names()
    return not is_everyday(word) and word.lower() not in names.given | names.family


def is_everyday(word: str) -> bool:
    """Whether a word stands mostly in lower case where it stands."""
    count = load_words().counts.get(word.lower())
    return count is not None and 2 * count.lower > count.pages
