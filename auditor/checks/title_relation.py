"""Kind `title-relation`: a title, or a heading inside the text, that shares little with what it stands over."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import Scope, Severity
from auditor.mentions.absent_names import find_absent_names
from auditor.mentions.numbers import find_title_numbers
from auditor.mentions.terms import BodyTerms, Terms, find_body_terms, find_title_terms, term_of, terms_between, weigh
from auditor.mentions.times.vocabulary import ANY_WEEKDAY, MONTHS
from auditor.rule import Rule
from auditor.text.blocks import Block
from auditor.text.tokens import Tokens

SCOPE = Scope.ARTICLE
VALUES = frozenset({"missing"})
SATURATION = 1.2
LENGTH_SHARE = 0.75
TYPICAL_WORDS = 600
"""BM25's k1, b and average length; the usual values, and the length of the articles of the development data."""
LEAD_SHARE = 0.5
"""A title is made of its article's beginning: a term that stands there counts as much again as its frequency.
On FNC-1 (titles-dev) this brings the best accuracy from .966 to .969; short bodies, below, from there to .975."""
PRIOR_WEIGHT, PRIOR = 2.0, 0.6
"""A title of few telling terms is drawn towards a middling relation: it is too short to judge."""
SHORT_WORDS, SHORT_SHARE = 100, 0.2
"""A body of fewer words could not say much of the title: it is given this share of what is missing."""
MIN_BODY_WORDS = 10
MIN_LINES, SHORT_LINE_CHARACTERS = 6, 60
MIN_TITLE_WEIGHT = 5.0
"""About two words, or a rare one: a title of less and without a name, as "Mission accomplished!", fits most texts."""
LIVE = frozenset({"live", "update", "updates", "latest", "minute", "happened", "breaking", "blog", "ticker"})
MIN_TIMES = 4
_TIME = re.compile(r"\d{1,2}[:.]\d\d\b")
_ITEM = re.compile(r"#?(\d{1,2})[.):]? ")
SHOWN_WORDS = 4
MIN_HEADINGS = 2
MIN_SECTION_WORDS = 60
MIN_HEADING_WEIGHT = 12.0
"""About three telling words; "What comes next" has fewer and fits any section."""


class Params(Schema):
    """`of`: what is judged; `below`: the relation, 0 to about 2, under which it is flagged.

    `below_with_absent_name` is the same for a title with a name that the text does not have; what stands under
    `major_below` is major.
    """

    of = fields.Str(validate=validate.OneOf(["title", "heading"]), load_default="title")
    below = fields.Float(required=True)
    below_with_absent_name = fields.Float(load_default=0.0)
    major_below = fields.Float(load_default=0.0)


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check a rule."""
    runs = {"title": _check_title, "heading": _check_headings}
    return [Check([rule], lambda document, rule=rule: runs[rule.params["of"]](document, rule)) for rule in rules]  # type: ignore[misc]


def relation(terms: Terms, body: Terms | BodyTerms) -> float:
    """How much a body says of a title's terms: BM25 over its greatest value, 0 for nothing, 1 for a usual title."""
    weights = weigh(terms.counts)
    length = body.length
    damping = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length / TYPICAL_WORDS)
    said, total = PRIOR * PRIOR_WEIGHT, PRIOR_WEIGHT
    for term, weight in weights.items():
        count = body.count(term)
        total += weight
        if count:
            frequent = count * (SATURATION + 1) / (count + damping)
            said += weight * ((1 - LEAD_SHARE) * frequent + LEAD_SHARE * body.in_lead(term))
    return said / total + SHORT_SHARE * min(1.0, SHORT_WORDS / max(length, 1))


def _check_title(document: Document, rule: Rule) -> Iterator[Hit]:
    title = document.title
    if title is None or document.layer(find_body_terms).length < MIN_BODY_WORDS or _is_of_short_lines(document):
        return
    terms, body = _telling(document.layer(find_title_terms)), document.layer(find_body_terms)
    value = relation(terms, body)
    if value >= max(rule.params["below"], rule.params["below_with_absent_name"]):
        return
    is_certain = bool(document.layer(find_absent_names)) or (
        value < rule.params["below"] and not _says_little(terms, body)
    )
    if is_certain and not (_is_ticker(document) or _lists_as_many(document)):
        severity = Severity.MAJOR if value < rule.params["major_below"] else None
        missing = _missing(terms, body, document.title_tokens, range(len(document.title_tokens)))
        yield Hit(rule, title.span, title.field, {"missing": missing}, severity=severity)


def _telling(terms: Terms) -> Terms:
    """`terms` without figures, days, months and single letters: other checks ask which of them the text has."""
    words = {
        term: count
        for term, count in terms.counts.items()
        if len(term) > 1 and not term[0].isdigit() and term not in _calendar()
    }
    return replace(terms, counts=Counter(words)) if len(words) < len(terms.counts) else terms


@cache
def _calendar() -> frozenset[str]:
    return frozenset(term_of(word) for word in (*ANY_WEEKDAY, *MONTHS))


def _is_of_short_lines(document: Document) -> bool:
    """Whether the text is verse, a table or a list: such need not say what their title says."""
    lines = len(document.lines)
    return lines >= MIN_LINES and len(document.text) < lines * SHORT_LINE_CHARACTERS


def _says_little(terms: Terms, body: BodyTerms) -> bool:
    """Whether a title has hardly a telling word, or none that the body lacks."""
    return sum(weigh(terms.counts).values()) < MIN_TITLE_WEIGHT or all(body.count(term) for term in terms.counts)


def _is_ticker(document: Document) -> bool:
    """Whether it is a live report: paragraphs begin with times of day and tell what came in, not what it is about."""
    if LIVE.isdisjoint(document.title_tokens.folded):
        return False
    return sum(_TIME.match(document.text, block.start) is not None for block in document.blocks) >= MIN_TIMES


def _lists_as_many(document: Document) -> bool:
    """Whether the text numbers its parts, as many as the title promises: "Five things we learned"."""
    promised = {number.value for number in document.layer(find_title_numbers)}
    found = (_ITEM.match(document.text, block.start) for block in document.blocks) if promised else ()
    items = {int(match[1]) for match in found if match}
    return len(items) > 1 and len(items) in promised and items == set(range(1, len(items) + 1))


def _missing(terms: Terms, body: Terms | BodyTerms, tokens: Tokens, places: range) -> str:
    """The most telling of the title's words, `tokens` at `places`, that the body does not have, in their order."""
    weights = weigh(term for term in terms.counts if not body.count(term))
    telling = sorted(weights, key=lambda term: -weights[term])[:SHOWN_WORDS]
    told = [tokens.words[n] for n in places if tokens.folded[n][0].isalnum() and term_of(tokens.folded[n]) in telling]
    return ", ".join(dict.fromkeys(told))


def _check_headings(document: Document, rule: Rule) -> Iterator[Hit]:
    """Headings inside the body of telling words, whose section has none of them."""
    for heading, section in _sections(document):
        terms = terms_between(document.tokens, *heading)
        if sum(weigh(terms.counts).values()) < MIN_HEADING_WEIGHT:
            continue
        body = terms_between(document.tokens, *section)
        if body.length >= MIN_SECTION_WORDS and relation(terms, body) < rule.params["below"]:
            places = range(*(bisect_left(document.tokens.starts, offset) for offset in heading))
            missing = _missing(terms, body, document.tokens, places)
            if missing:  # a long section may have each word, but once
                yield Hit(rule, heading, values={"missing": missing})


def _sections(document: Document) -> Iterator[tuple[Span, Span]]:
    """Each heading below the title, and the text from there to the next; nothing for a single one.

    A single line between paragraphs is more often a caption or an appeal than a heading.
    """
    blocks = document.blocks
    headings = [i for i, b in enumerate(blocks) if b.start >= document.body_start and _is_heading(document, b)]
    if len(headings) < MIN_HEADINGS:
        return
    for index, following in pairwise([*headings, len(blocks)]):
        if following > index + 1:
            yield blocks[index].span, Span(blocks[index + 1].start, blocks[following - 1].end)


def _is_heading(document: Document, block: Block) -> bool:
    return block.kind == "heading" and not any(
        c in "/()|@" or c.isdigit() for c in document.text[block.start : block.end]
    )
