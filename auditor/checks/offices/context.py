"""How the words around a claim read: as what is so now, or as history or a plan."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from auditor.article import Span
from auditor.document import Document
from auditor.mentions.people import name_tokens, surname_of
from auditor.mentions.prose import find_prose
from auditor.mentions.words import word_list
from auditor.text.blocks import Block
from auditor.text.tokens import Tokens

NEAR_TOKENS = 6
MAX_REACH_TOKENS = 80
"""How much of a sentence on either side is read; real ones are shorter, and without a bound tables take too long."""
CAPTION_CHARACTERS = 500
LEAD_TOKENS = 120
"""The opening of an article, three or four sentences, says what is new."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_CREDIT = re.compile(r"photo[:)/ ]|getty images|file -|from left|\(l\)|\(r\)|xmit|pictured|image:")
INDEFINITE = frozenset({"a", "an", "any"})
MODALS = frozenset({"would", "could", "might", "may"})
MODAL_REACH = 2
AGENTS = frozenset({"by", "for", "in", "of", "to", "under"})
"""Before a title: "signed by", "the administration of", "special assistant to"."""


@dataclass(frozen=True)
class Surroundings:
    """A passage over tokens `first` to before `last` of a field, and what stands around it."""

    document: Document
    field: str
    span: Span
    first: int
    last: int

    @cached_property
    def tokens(self) -> Tokens:
        """Those of the field."""
        return self.document.tokens if self.field == "text" else self.document.title_tokens

    @cached_property
    def bounds(self) -> tuple[int, int]:
        """The sentence, within reach: its first token, and the one after its last."""
        if self.field == "title":
            return 0, len(self.tokens)
        sentence = self.document.sentence_at(self.span.start)
        starts = self.tokens.starts
        start, end = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
        return max(start, self.first - MAX_REACH_TOKENS), min(end, self.last + MAX_REACH_TOKENS)

    @cached_property
    def rest(self) -> list[str]:
        """The folded words of the sentence but for the passage."""
        start, end = self.bounds
        return [*self.tokens.folded[start : self.first], *self.tokens.folded[self.last : end]]

    @cached_property
    def near(self) -> list[str]:
        """The words of the sentence close to the passage."""
        start, end = self.bounds
        folded = self.tokens.folded
        before = folded[max(start, self.first - NEAR_TOKENS) : self.first]
        return [*before, *folded[self.last : min(end, self.last + NEAR_TOKENS)]]

    @cached_property
    def before(self) -> str:
        """The word before the passage, an article left out."""
        start, _ = self.bounds
        at = self.first - 1
        if at > start and self.tokens.folded[at] == "the":
            at -= 1
        return self.tokens.folded[at] if at >= start else ""

    @cached_property
    def block(self) -> Block | None:
        """The block of the article's own prose that it stands in."""
        blocks = self.document.layer(find_prose)
        index = bisect_left(blocks, self.span.end, key=lambda block: block.end)
        return blocks[index] if index < len(blocks) and blocks[index].start <= self.span.start else None

    @property
    def in_prose(self) -> bool:
        """Whether it stands in the title or in the article's own prose."""
        title = self.document.title
        in_title = title is not None and title.field == "text" and title.span.contains(self.span)
        return self.field == "title" or in_title or self.block is not None

    @property
    def under_picture(self) -> bool:
        """Whether it stands in a caption: a block that ends in the picture's credit."""
        if self.field == "title" or self.block is None:
            return False
        start = max(self.block.start, self.span.start - CAPTION_CHARACTERS)
        end = min(self.block.end, self.span.end + CAPTION_CHARACTERS)
        return _CREDIT.search(self.document.folded, start, end) is not None

    def has(self, cues: str) -> bool:
        """Whether a word of the list `cues` stands in the sentence."""
        return not word_list(cues).isdisjoint(self.rest)

    def is_hypothetical(self) -> bool:
        """Whether the words speak of an office that somebody may come to hold."""
        folded = self.tokens.folded
        before = folded[self.first - 1] if self.first else ""
        if before in INDEFINITE or (before == "for" and self.tokens.words[self.first].islower()):
            return True  # "a President Smith", "the nominee for president"
        following = folded[self.last : self.last + MODAL_REACH]
        return not word_list("office_future").isdisjoint(self.near) or not MODALS.isdisjoint(following)

    def tells_of_year(self, latest: int) -> bool:
        """Whether the sentence names a year up to `latest`."""
        return any(_YEAR.fullmatch(word) and int(word) <= latest for word in self.rest)

    def reads_as_past(self, end_year: int, published_year: int) -> bool:
        """Whether the sentence says outright that it tells of an earlier time."""
        latest = min(end_year, published_year - 1)
        return self.tells_of_year(latest) or not word_list("office_past").isdisjoint(self.near)

    def names(self, surname: str) -> bool:
        """Whether the sentence names somebody of `surname` elsewhere."""
        return surname in self.rest or f"{surname}'s" in self.rest

    def count(self, surname: str) -> int:
        """How often the text has `surname`."""
        counts = self.document.tokens.counts
        return counts.get(surname, 0) + counts.get(f"{surname}'s", 0)


@dataclass(frozen=True)
class Weights:
    """What the words around a claim count, for a person who held the office before."""

    lead: int = 1
    only_mention: int = 1
    among_holder: int = 1
    recent: int = 1
    present: int = 1
    plain: int = 1
    old_year: int = -2
    past_near: int = -1
    agent: int = -1
    holder_beside: int = -1
    often: int = -1
    blame: int = -1
    in_a_row: int = -2


WEIGHTS = Weights()
"""Set on the development slips and clean articles, as the signs and sizes of a logistic regression over them."""
OFTEN = 3


class Past(NamedTuple):
    """What is known of somebody who held an office before."""

    person: str
    holder: str | None
    """Who holds it now."""
    end_year: int
    predecessors: frozenset[str]
    """Surnames of others who held it, where the office is a head of state; none for others."""
    elsewhere: bool
    """Whether the person is known to hold another office now: news then has them daily, under that office."""


def presence(around: Surroundings, past: Past) -> int:
    """Points for reading the claim as of now; negative where it reads as history."""
    folded = around.tokens.folded
    name = surname_of(name_tokens(past.person))
    now = surname_of(name_tokens(past.holder)) if past.holder else ""
    mentions = around.count(name)
    follows = folded[around.last : around.last + 2]
    points = {
        "lead": around.field == "title" or around.first < LEAD_TOKENS,
        "only_mention": mentions <= 1,
        "among_holder": bool(now) and mentions <= 1 and around.count(now) > 1,
        "recent": around.has("office_recent"),
        "present": not word_list("office_present").isdisjoint(follows)
        or not word_list("office_said").isdisjoint(follows),
        "plain": not around.has("office_past"),
        "old_year": around.tells_of_year(past.end_year),
        "past_near": not word_list("office_past").isdisjoint(around.near),
        "agent": around.before in AGENTS,
        "holder_beside": bool(now) and around.names(now),
        "blame": bool(past.predecessors) and not word_list("office_blame").isdisjoint(around.near),
        "in_a_row": not (past.predecessors - {name, now}).isdisjoint(around.rest),
        "often": mentions >= OFTEN and not past.elsewhere,
    }
    return sum(getattr(WEIGHTS, name) for name, holds in points.items() if holds)
