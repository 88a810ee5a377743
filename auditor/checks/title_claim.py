"""Kind `title-claim`: the title states as settled what the sentences it rests on only weigh or report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.checks.contrast import title_hit
from auditor.checks.detector import Detector
from auditor.checks.guards import Feature
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Scope
from auditor.mentions.body import first_sentences
from auditor.mentions.names import has_capital_of_name, is_ordinary
from auditor.mentions.title_sentences import find_told
from auditor.rule import Rule
from auditor.text.possessive import bare
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"claim", "hedge"})
LEAD_SENTENCES = 15
"""A report says what its title says among its first."""
MIN_SHARE = 0.5
"""Of what the title's telling words tell, the share that a sentence needs for the title to rest on it."""


class Params(Schema):
    """`claims`: words with which a title states a fact; `hedges`: words that leave it open."""

    claims = fields.List(fields.Str(), required=True, validate=validate.Length(min=1))
    hedges = fields.List(fields.Str(), required=True, validate=validate.Length(min=1))


class Claim(NamedTuple):
    """A word by which the title states a fact."""

    window: Window
    hedges: frozenset[str]

    @property
    def grounds(self) -> Sequence[Span]:
        """The sentences that the title rests on."""
        return self.window.document.layer(_find_grounds)

    @property
    def hedged(self) -> Sequence[str]:
        """For each of the grounds its first word that leaves it open, or ""."""
        sentences = (Window.over(self.window.document, span).words for span in self.grounds)
        return [next((word for word in sentence if word in self.hedges), "") for sentence in sentences]


def propose(document: Document, rule: Rule) -> Iterator[Claim]:
    """The first word of a claim in the title."""
    for place in document.title_tokens.at(frozenset(rule.params["claims"]))[:1]:
        yield Claim(Window(document, place, place + 1, "title"), frozenset(rule.params["hedges"]))


def _find_grounds(document: Document) -> list[Span]:
    """Sentences at the beginning of the body that say most of what the title says."""
    told = document.layer(find_told)
    return [span for span in first_sentences(document, LEAD_SENTENCES) if told.get(span, 0.0) >= MIN_SHARE]


def _settled_first(claim: Claim) -> bool:
    """Whether a sentence that the title rests on says what is done or will be before it leaves something open."""
    sentences = (Window.over(claim.window.document, span).words for span in claim.grounds)
    told = (takewhile(lambda word: word not in claim.hedges, sentence) for sentence in sentences)
    return any(not words("titles/settled").isdisjoint(before) for before in told)


FEATURES: Mapping[str, Feature] = {
    "claim": lambda claim: claim.window.words[0],
    "hedged-title": lambda claim: claim.window.has(claim.hedges),
    "sure-sentence": lambda claim: not all(claim.hedged),
    "settled-first": _settled_first,
    "behind-a-name": lambda claim: not is_ordinary(bare(claim.window.word_before)),
    "before-a-name": lambda claim: any(map(has_capital_of_name, claim.window.after(1, written=True))),
}


def choose(claims: Sequence[Claim]) -> list[Claim]:
    """Those that rest on something; asked last, for it is what takes time."""
    return [claim for claim in claims if claim.grounds]


def tell(claim: Claim, rule: Rule) -> Hit:
    """The title, with the first sentence that it rests on."""
    document = claim.window.document
    title, ground = Window.whole_title(document), Window.over(document, claim.grounds[0])
    values = {"claim": claim.window.words[0], "hedge": claim.hedged[0]}
    return title_hit(rule, title, ground, "what the title rests on", **values)


compile = Detector(propose, tell, FEATURES, choose).compile
