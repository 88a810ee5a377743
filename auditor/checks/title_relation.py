"""Kind `title-relation`: a title that shares so little with its text that it may be another article's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from math import log
from typing import NamedTuple

from marshmallow import Schema, fields

from auditor.checks.detector import Detector
from auditor.checks.guards import Feature
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Scope
from auditor.mentions.absent_names import find_absent_names, find_rivals
from auditor.mentions.body import body_tokens
from auditor.mentions.capitals import find_capitals
from auditor.mentions.names import find_title_names
from auditor.mentions.numbers import find_title_numbers
from auditor.mentions.relation import find_relation, find_telling_terms
from auditor.mentions.terms import BodyTerms, find_body_terms, share_told, term_of, weigh
from auditor.mentions.title_body import has_word
from auditor.mentions.title_segments import lists_topics
from auditor.mentions.title_sentences import most_told
from auditor.rule import Rule
from auditor.text.possessive import bare
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"missing"})
MODEL = "title-relation"
MIN_BODY_WORDS = 10
OFTEN, MIN_LETTERS = 3, 4
"""How often a word stands in a text that it tells of, and its letters: shorter ones are seldom nouns."""
LEAD_TOKENS = 40
"""The first sentence or two: a report names somebody in full before it says "Mr."."""
SHOWN_WORDS = 4
_TIME = re.compile(r"(?:[A-Z][a-z]+ \d{1,2},? \d{4},? )?\d{1,2}[:.]\d\d\b")
_ITEM = re.compile(r"#?(\d{1,2})[.):]? ")


class Params(Schema):
    """`below`: the relation, 0 to about 2, from which on a title is not looked at."""

    below = fields.Float(required=True)


class Claim(NamedTuple):
    """A title over a text that says little of it."""

    window: Window
    relation: float

    @property
    def document(self) -> Document:
        """The article."""
        return self.window.document

    @property
    def body(self) -> BodyTerms:
        """The terms of the text."""
        return self.document.layer(find_body_terms)

    @property
    def weights(self) -> Mapping[str, float]:
        """What each of the title's terms tells."""
        return weigh(self.document.layer(find_telling_terms).counts)

    @property
    def missing(self) -> Sequence[str]:
        """The terms that the text does not have."""
        return [term for term in self.weights if not self.body.count(term)]


def propose(document: Document, rule: Rule) -> Iterator[Claim]:
    """The title, if the text says little of it."""
    if document.title and document.layer(find_body_terms).length >= MIN_BODY_WORDS:
        value = document.layer(find_relation)
        if value < rule.params["below"]:
            yield Claim(Window.whole_title(document), value)


def _shown(claim: Claim) -> str:
    """The words of the title that tell most of those that the text does not have, in their order."""
    weights, tokens = weigh(claim.missing), claim.window.tokens
    telling = sorted(weights, key=lambda term: -weights[term])[:SHOWN_WORDS]
    told = [word for word, folded in zip(tokens.words, tokens.folded, strict=True) if term_of(folded) in telling]
    return ", ".join(dict.fromkeys(told))


def _short_lines(claim: Claim) -> float:
    """Characters of a line on average: verse, tables and lists have short ones."""
    return len(claim.document.text) / max(1, len(claim.document.lines))


def _times_of_day(claim: Claim) -> int:
    """How many paragraphs begin with a time of day, as those of a live report."""
    document = claim.document
    return sum(_TIME.match(document.text, block.start) is not None for block in document.blocks)


def _lists_as_many(claim: Claim) -> bool:
    """Whether the text numbers its parts, as many as the title promises: "Five things we learned"."""
    document = claim.document
    promised = {number.value for number in document.layer(find_title_numbers)}
    found = (_ITEM.match(document.text, block.start) for block in document.blocks) if promised else ()
    items = {int(match[1]) for match in filter(None, found)}
    return len(items) in promised and items == set(range(1, len(items) + 1))


def _rival_times(claim: Claim) -> int:
    """How often the body has the name that it has most and the title does not."""
    return next((name.times for name in claim.document.layer(find_rivals)), 0)


def _in_other_words(claim: Claim) -> float:
    """The share of what the missing words tell that the body may have in other words."""
    said = filter(partial(has_word, claim.document), claim.document.title_tokens.folded)
    return share_told(weigh(claim.missing), set(map(term_of, said)))


def _owner_told(claim: Claim) -> bool:
    """Whether the body names somebody who owns something in the title, be it "May's" or "Will's"."""
    owners = {bare(word) for word in claim.window.tokens.words if bare(word) != word}
    return not owners.isdisjoint(claim.document.layer(find_capitals).words)


def _most_told(claim: Claim) -> int:
    """How often the body has the word of the title that it has most."""
    return max(map(claim.body.count, claim.weights), default=0)


def _first_words(claim: Claim) -> Sequence[str]:
    """The words and marks that the body begins with, folded."""
    folded = claim.document.tokens.folded
    return [folded[place] for place in body_tokens(claim.document)[:LEAD_TOKENS]]


def _first_word(claim: Claim) -> str:
    """The word or mark that the body begins with, folded."""
    return _first_words(claim)[0]


def _starts_midway(claim: Claim) -> bool:
    """Whether the body begins with a small letter or a word that points back."""
    start = claim.document.body_start
    small = claim.document.text[start:].lstrip()[:1].islower()
    return small or _first_word(claim) in words("grammar/personal pronouns") | words("grammar/conjunctions")


def _rank(claim: Claim) -> int:
    """How many words of the text tell more of it than that word of the title does which tells most of it."""
    told = max((claim.body.count(term) * weight for term, weight in claim.weights.items()), default=0.0)
    counts = claim.document.tokens.counts
    often = (word for word, times in counts.items() if times >= OFTEN and len(word) >= MIN_LETTERS)
    return sum(counts[word] * sum(weigh([term_of(word)]).values()) > told for word in often)


SIGNS: Mapping[str, Callable[[Claim], float]] = {
    "relation": lambda claim: claim.relation,
    "unrelated": lambda claim: max(0.0, 0.5 - claim.relation),
    "said": lambda claim: most_told(claim.document),
    "rank": lambda claim: log(1 + _rank(claim)),
    "missing": lambda claim: min(sum(weigh(claim.missing).values()), 60.0) / 10,
    "told": lambda claim: min(sum(claim.weights.values()) - sum(weigh(claim.missing).values()), 60.0) / 10,
    "in_other_words": _in_other_words,
    "names_absent": lambda claim: min(len(claim.document.layer(find_absent_names)), 3),
    "full_name_absent": lambda claim: any(len(name.words) > 1 for name in claim.document.layer(find_absent_names)),
    "names_told": lambda claim: min(
        len(claim.document.layer(find_title_names)) - len(claim.document.layer(find_absent_names)), 3
    ),
    "rival_times": lambda claim: log(1 + _rival_times(claim)),
    "words": lambda claim: log(claim.body.length) - 6,
    "of_opinion": lambda claim: not words("titles/opinion").isdisjoint(claim.window.words),
    "owner_told": _owner_told,
    "starts_midway": _starts_midway,
    "starts_quoted": lambda claim: _first_word(claim) in words("titles/quotation marks"),
    "honorific_first": lambda claim: not words("titles/honorifics").isdisjoint(_first_words(claim)),
    "outweighed": lambda claim: min(log(1 + _rival_times(claim)) - log(1 + _most_told(claim)), 3.0),
}
"""What speaks for and against a title of another article."""


def tell(claim: Claim, rule: Rule) -> Hit:
    """The title, with the words that the text does not have."""
    return Hit(rule, claim.window.span, claim.document.title_field, {"missing": _shown(claim)})


FEATURES: Mapping[str, Feature] = {
    "line-characters": _short_lines,
    "lines": lambda claim: len(claim.document.lines),
    "weight": lambda claim: sum(claim.weights.values()),
    "live": lambda claim: not words("titles/live").isdisjoint(claim.window.words),
    "times-of-day": _times_of_day,
    "lists-as-many": _lists_as_many,
    "listed": lambda claim: lists_topics(claim.window._replace(first=claim.window.end - 1)),
}


compile = Detector(propose, tell, FEATURES, signs=SIGNS, model=MODEL).compile
