"""Kind `title-role`: what the title says of one name, the text says of another; it has the first in another part."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import log

from marshmallow import Schema

from auditor.checks.contrast import title_hit
from auditor.checks.detector import Detector
from auditor.checks.guards import Feature
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Scope
from auditor.mentions.absent_names import find_absent_names
from auditor.mentions.body import opens_body
from auditor.mentions.names import find_title_names
from auditor.mentions.title_body import has_other_words
from auditor.mentions.title_roles import OTHER, PERSON, PLACE, Role, find_roles
from auditor.mentions.title_segments import is_of_site, stands_alone
from auditor.mentions.title_sentences import find_telling_weights, most_told
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


def propose(document: Document, rule: Rule) -> Sequence[Role]:
    """Names of the title that the text has in another part than others which the title does not have."""
    return document.layer(find_roles)


def _parted(role: Role, sort: str) -> float:
    """How much more of what the title says beside a name of a sort the text says of the other; 0 for another sort."""
    return max(0.0, role.near_rival - role.near_own) if role.sort == sort else 0.0


def _names_told(role: Role) -> int:
    """How many other names of the title the text has."""
    absent = {role.name, *role.document.layer(find_absent_names)}
    return sum(name not in absent for name in role.document.layer(find_title_names))


SIGNS: Mapping[str, Callable[[Role], float]] = {
    "person": lambda role: role.sort == PERSON,
    "place": lambda role: role.sort == PLACE,
    "possessive": lambda role: role.window.bare_span != role.window.span,
    "person_parted": lambda role: _parted(role, PERSON),
    "place_parted": lambda role: _parted(role, PLACE),
    "other_parted": lambda role: _parted(role, OTHER),
    "opens": lambda role: role.window.opens,
    "closes": lambda role: not role.window.word_after,
    "names_told": lambda role: min(_names_told(role), 3),
    "said": lambda role: most_told(role.document),
    "said_of_own": lambda role: role.said_of_own,
    "said_of_rival": lambda role: role.said_of_rival,
    "near_own": lambda role: role.near_own,
    "near_rival": lambda role: role.near_rival,
    "words_of_own": lambda role: min(role.words_of_own, 3),
    "times": lambda role: log(len(role.places)),
    "rival_times": lambda role: log(role.rival.times),
    "rival_leads": lambda role: role.rival.first < LEAD_TOKENS,
    "rival_opens": lambda role: opens_body(role.document, role.document.tokens.starts[role.rival_places[0]]),
    "weight": lambda role: log(1 + sum(role.document.layer(find_telling_weights).values())),
    "asks": lambda role: "?" in role.document.title_text,
}
"""What speaks for and against another name in the title than in the text."""


FEATURES: Mapping[str, Feature] = {
    "said-of-rival": lambda role: max(role.said_of_rival, role.near_rival),
    "in-other-words": lambda role: any(has_other_words(role.document, word) for word in role.name.words),
    "stands-alone": lambda role: stands_alone(role.window),
    "of-the-site": lambda role: is_of_site(role.window),
}


def tell(role: Role, rule: Rule) -> Hit:
    """The name, with where the text first has the other."""
    rival = Window(role.document, role.rival.first, role.rival.first + 1)
    values = {"other": role.rival.written, "count": spell_times(len(role.places))}
    return title_hit(rule, role.window, rival, "of whom the text says it", **values)


compile = Detector(propose, tell, FEATURES, signs=SIGNS, model=MODEL).compile
