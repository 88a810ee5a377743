"""Kind `body-name`: a body, treaty, firm or brand by a wrong form of its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

from marshmallow import Schema, fields

from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope, Severity
from auditor.knowledge.bodies import Body
from auditor.knowledge.words import load_words
from auditor.mentions.body_names import LISTED
from auditor.mentions.focus import Mention
from auditor.mentions.misnamings import Misnaming, find_misnamings, has_name_before, letters_behind
from auditor.mentions.places import country_mentions, find_mentions, find_places
from auditor.mentions.times import find_document_date
from auditor.rule import Rule
from auditor.text.possessive import bare
from auditor.text.years import is_year
from auditor.vocabulary import words
from auditor.window import Window, settle

SCOPE = Scope.ARTICLE
VALUES = frozenset({"name"})
NEAR = 3
"""Tokens before and behind a name in which a place or a people says whose body it is."""
FIRM = "firm"


class Params(Schema):
    """`advice`: slips of which a finding is no more than worth a look."""

    advice = fields.List(fields.Str(), load_default=list)


def propose(document: Document, rule: Rule) -> list[Misnaming]:
    """Each passage that is a word off a name of the tables, or a usual wrong form of one."""
    return document.layer(find_misnamings)


def choose(misnamings: Sequence[Misnaming]) -> list[Misnaming]:
    """One for each passage: another word last, a longer passage before a shorter, a usual wrong form before others."""
    return settle(sorted(misnamings, key=lambda m: (m.slip == "word", m.window.first - m.window.end, m.slip != LISTED)))


def tell(misnaming: Misnaming, rule: Rule) -> Hit:
    """The passage, with the name that the table has."""
    row, window = misnaming.row, misnaming.window
    evidence = Evidence(f"the name is {misnaming.right}", reference=f"table of names: {row.source}", as_of=row.as_of)
    severity = Severity.INFO if misnaming.slip in rule.params["advice"] else None
    return Hit(rule, window.bare_span, window.field, {"name": misnaming.right}, evidence=(evidence,), severity=severity)


def _is_former(misnaming: Misnaming) -> bool:
    """Whether it is a former name, and the text of its time, or the sentence tells of it."""
    window, published = misnaming.window, misnaming.window.document.layer(find_document_date).published
    former = {name.casefold(): year for name, year in misnaming.row.former.items()}
    last = former.get(" ".join(map(bare, window.words)), 0)
    told = [int(word) for word in filter(is_year, window.around())]
    return min([*told, published.year if published else date.max.year]) <= last


def _nations_beside(window: Window) -> frozenset[str]:
    """The countries whose people or places are named right before or behind it."""
    mentions = window.document.layer(find_mentions)
    before = (mentions.by_last.get(at) for at in range(window.first - NEAR + 1, window.first + 1))
    behind = (mentions.by_first.get(at) for at in range(window.end, window.end + NEAR))
    beside: Iterator[Mention] = filter(None, chain(before, behind))
    return frozenset(mention.country for mention in beside)


def _is_abroad(misnaming: Misnaming) -> bool:
    """Whether another country than its own is named beside it, or others in the article and its own never."""
    window, own = misnaming.window, frozenset(misnaming.row.countries)
    if not own or window.field == "title":
        return False
    named = {country for country, _ in country_mentions(window.document.layer(find_places))}
    nations = _nations_beside(window) or named
    return bool(nations) and own.isdisjoint(nations)


def _is_joined(misnaming: Misnaming) -> bool:
    """Whether it is no body by itself, and "and" joins it to a name: "Office of Ferries and Tidal Affairs"."""
    head, of, matter, joint = ["", "", "", "", *misnaming.window.before(4, written=True)][-4:]
    led = of in words("names/links of bodies") and joint in words("grammar/conjunctions")
    named = head[:1].isupper() and matter[:1].isupper()
    return led and named and words("names/body heads").isdisjoint(misnaming.window.words)


def _is_enclosed(misnaming: Misnaming) -> bool:
    """Whether quotation marks stand right before and right behind it."""
    window = misnaming.window
    return window.word_before in words("names/openers") and window.word_after in words("names/closers")


def _is_typo(misnaming: Misnaming) -> bool:
    """Whether a letter is off in one of several words, not by a plural, and what stands there is no word at all."""
    off = misnaming.slip == "letter" or (misnaming.slip == "number" and not misnaming.word.endswith("s"))
    return off and misnaming.telling > 1 and misnaming.word not in load_words().counts


def _is_located(misnaming: Misnaming) -> bool:
    """Whether a place stands right behind the word that differs, within the name."""
    window, mentions = misnaming.window, misnaming.window.document.layer(find_mentions)
    own = enumerate(window.words, window.first + 1)
    return window.field == "text" and any(word == misnaming.word and at in mentions.by_first for at, word in own)


def _is_place(misnaming: Misnaming) -> bool:
    """Whether a place has the name as it is written."""
    return misnaming.window.document.knowledge.gazetteer.has(" ".join(map(bare, misnaming.window.written)))


def _times(misnaming: Misnaming) -> float:
    return misnaming.window.tokens.counts.get(misnaming.window.words[-1], 0)


FEATURES = {
    "slip": lambda misnaming: misnaming.slip,
    "telling": lambda misnaming: misnaming.telling,
    "kind": lambda misnaming: misnaming.row.kind if isinstance(misnaming.row, Body) else FIRM,
    "word": lambda misnaming: misnaming.word,
    "typo": _is_typo,
    "lettered": lambda misnaming: bool(letters_behind(misnaming.window)),
    "own-letters": lambda misnaming: letters_behind(misnaming.window) in misnaming.row.acronyms,
    "name-before": lambda misnaming: has_name_before(misnaming.window),
    "joined": _is_joined,
    "goes-on": lambda misnaming: misnaming.window.goes_on,
    "former": _is_former,
    "abroad": _is_abroad,
    "located": _is_located,
    "enclosed": _is_enclosed,
    "place": _is_place,
    "touches-sign": lambda misnaming: misnaming.window.in_address,
    "times": _times,
}
compile = Detector(propose, tell, FEATURES, choose).compile
