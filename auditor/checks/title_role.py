"""Kind `title-role`: what the title says of one name, the text says of another; it has the first in another part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from math import log
from typing import NamedTuple

from marshmallow import Schema

from auditor.article import Span
from auditor.checks.detector import Detector
from auditor.checks.guards import Feature
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.mentions.absent_names import find_absent_names
from auditor.mentions.names import find_title_names
from auditor.mentions.title_roles import OTHER, PERSON, PLACE, Role, find_roles
from auditor.mentions.title_segments import is_of_site, stands_alone
from auditor.mentions.title_sentences import find_told, telling_weights
from auditor.rule import Rule
from auditor.text.counted import spell_times
from auditor.window import Window

SCOPE = Scope.ARTICLE
MODEL = "title-role"
VALUES = frozenset({"other", "count"})
LEAD_TOKENS = 80
"""Whom a report is about stands in its first two or three sentences."""


class Params(Schema):
    """None."""


class Claim(NamedTuple):
    """A name of the title, and the name of the text that has its part."""

    window: Window
    role: Role

    @property
    def written(self) -> str:
        """The whole title."""
        return self.window.document.title_text


def propose(document: Document, rule: Rule) -> Iterator[Claim]:
    """Names of the title that the text has in another part than others which the title does not have."""
    start = document.title_offset
    for role in document.layer(find_roles):
        span = Span(start + role.name.span.start, start + role.name.span.end)
        yield Claim(Window.over(document, span, "title"), role)


def _said(claim: Claim) -> float:
    """The largest share of what the title says that one sentence of the body says."""
    return max(claim.window.document.layer(find_told).values(), default=0.0)


def _parted(claim: Claim) -> float:
    """How much more of what the title says beside the name the text says of the other."""
    role = claim.role
    return max(0.0, role.near_rival - role.near_own)


def _opens_text(claim: Claim) -> bool:
    """Whether the other stands in the first sentence of the body."""
    document = claim.window.document
    first = document.sentence_at(document.body_start)
    return document.tokens.starts[claim.role.rival_places[0]] < first.end


def _names_told(claim: Claim) -> list[object]:
    """Other names of the title that the text has."""
    document = claim.window.document
    absent = {claim.role.name, *document.layer(find_absent_names)}
    return [name for name in document.layer(find_title_names) if name not in absent]


SIGNS: Mapping[str, Callable[[Claim], float]] = {
    "person": lambda claim: claim.role.sort == PERSON,
    "place": lambda claim: claim.role.sort == PLACE,
    "possessive": lambda claim: claim.window.bare_span != claim.window.span,
    "person_parted": lambda claim: claim.role.sort == PERSON and _parted(claim),
    "place_parted": lambda claim: claim.role.sort == PLACE and _parted(claim),
    "other_parted": lambda claim: claim.role.sort == OTHER and _parted(claim),
    "opens": lambda claim: claim.window.opens,
    "closes": lambda claim: not claim.window.word_after,
    "names_told": lambda claim: min(len(_names_told(claim)), 3),
    "said": _said,
    "said_of_own": lambda claim: claim.role.said_of_own,
    "said_of_rival": lambda claim: claim.role.said_of_rival,
    "near_own": lambda claim: claim.role.near_own,
    "near_rival": lambda claim: claim.role.near_rival,
    "words_of_own": lambda claim: min(claim.role.words_of_own, 3),
    "times": lambda claim: log(len(claim.role.places)),
    "rival_times": lambda claim: log(claim.role.rival.times),
    "rival_leads": lambda claim: claim.role.rival.first < LEAD_TOKENS,
    "rival_opens": _opens_text,
    "weight": lambda claim: log(1 + sum(telling_weights(claim.window.document).values())),
    "asks": lambda claim: "?" in claim.written,
}
"""What speaks for and against another name in the title than in the text."""


FEATURES: Mapping[str, Feature] = {
    "said-of-rival": lambda claim: max(claim.role.said_of_rival, claim.role.near_rival),
    "stands-alone": lambda claim: stands_alone(claim.written, claim.role.name.span),
    "of-the-site": lambda claim: is_of_site(claim.written, claim.role.name.span),
}


def tell(claim: Claim, rule: Rule) -> Hit:
    """The claim, with where the text first names the other."""
    document, rival = claim.window.document, claim.role.rival
    start = document.tokens.starts[rival.first]
    span = Span(start, start + len(rival.written))
    evidence = Evidence("of whom the text says it", "text", span, rival.written)
    values = {"other": rival.written, "count": spell_times(len(claim.role.places))}
    return Hit(rule, claim.window.bare_span, document.title_field, values, (evidence,))


compile = Detector(propose, tell, FEATURES, signs=SIGNS, model=MODEL).compile
