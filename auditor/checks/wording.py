"""Kind `wording`: doubled words, British beside American spelling, headings that say one thing twice."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import compress, count, islice
from operator import eq

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import REPLACE, Evidence, Scope
from auditor.mentions.prose import find_prose
from auditor.mentions.spellings import load_spellings
from auditor.rule import Rule

SCOPE = Scope.ARTICLE
VALUES = frozenset({"other"})
TAUTOLOGY_REACH = 5
"""Words from one of a stem to the next."""


class Params(Schema):
    """`finds`: doubled, spelling or tautology.

    For doubled, `always` has words that never stand twice, `never` those that may, `min_letters` what others need.
    For tautology, `forms` has combining forms ("geo"), `stem_letters` how much else two words must share.
    """

    finds = fields.Str(validate=validate.OneOf(["doubled", "spelling", "tautology"]), required=True)
    always = fields.List(fields.Str(), load_default=[])
    never = fields.List(fields.Str(), load_default=[])
    min_letters = fields.Int(load_default=4, validate=validate.Range(1))
    forms = fields.List(fields.Str(), load_default=[])
    stem_letters = fields.Int(load_default=7, validate=validate.Range(4))


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check a rule."""
    return [_check(rule) for rule in rules]


def _check(rule: Rule) -> Check:
    find = FINDS[rule.params["finds"]]
    return Check([rule], lambda document: find(document, rule))


def _find_doubled(document: Document, rule: Rule) -> Iterator[Hit]:
    """A word that stands twice with nothing but a space between."""
    tokens, text = document.tokens, document.text
    same = compress(count(), map(eq, tokens.folded, islice(tokens.folded, 1, None)))
    for index in same:
        word, gap = tokens.folded[index], text[tokens.ends[index] : tokens.starts[index + 1]]
        if not gap.isspace() or "\n" in gap or not word.isalpha():
            continue
        lower = tokens.words[index].islower() and tokens.words[index + 1].islower()
        content = lower and word not in rule.params["never"] and len(word) >= rule.params["min_letters"]
        if (word in rule.params["always"] or content) and not _is_part_of_more(document, index):
            yield Hit(rule, Span(tokens.starts[index], tokens.ends[index + 1]), fix=f"{REPLACE}{tokens.words[index]}")


def _is_part_of_more(document: Document, index: int) -> bool:
    """Whether a third one or a compound takes part ("ports, ports ports", "non-answer answer") or [sic] follows."""
    folded, tokens = document.tokens.folded, document.tokens
    before = folded[index - 1] if index else ""
    after = folded[index + 2] if index + 2 < len(folded) else ""
    compound = before == "-" or (after in ("-", "&") and tokens.starts[index + 2] == tokens.ends[index + 1])
    return compound or after == "[" or folded[index] in (after, folded[index - 2] if index > 1 else "")


def _find_mixed_spelling(document: Document, rule: Rule) -> Iterator[Hit]:
    """Words that the article has in British and in American spelling; each form that is rarer, once."""
    table, tokens = load_spellings(), document.tokens
    known = tokens.counts.keys() & table.keys()
    partners = {word for word in known if table[word] in known}
    if not partners:
        return
    prose = frozenset(document.layer(find_prose))
    places: dict[str, list[int]] = {word: [] for word in partners}
    for index in tokens.at(partners):
        if tokens.words[index].islower():
            block = document.blocks[document.block_index_at(tokens.starts[index])]
            if block in prose and document.quotation_at(tokens.starts[index]) is None:
                places[tokens.folded[index]].append(index)  # quotations keep the spelling of their source
    for word in sorted(partners):
        here, there = places[word], places[table[word]]
        if here and there and (len(here), -here[0]) < (len(there), -there[0]):
            yield _spelling_hit(document, rule, here[0], there[0])


def _spelling_hit(document: Document, rule: Rule, here: int, there: int) -> Hit:
    tokens = document.tokens
    span, other = (Span(tokens.starts[index], tokens.ends[index]) for index in (here, there))
    evidence = Evidence("the other spelling", span=other, quote=tokens.words[there])
    return Hit(rule, span, values={"other": tokens.words[there]}, evidence=(evidence,))


def _find_tautologies(document: Document, rule: Rule) -> Iterator[Hit]:
    """Headings that say one thing twice in words of one stem: "Geographic Setting of Geolocation"."""
    tokens, forms = document.tokens, tuple(rule.params["forms"])
    for block in document.blocks:
        if block.kind == "heading" and block.start >= document.body_start:
            first, end = (bisect_left(tokens.starts, offset) for offset in block.span)
            if _says_twice(tokens.folded[first:end], forms, rule.params["stem_letters"]):
                yield Hit(rule, block.span)


def _says_twice(words: list[str], forms: tuple[str, ...], letters: int) -> bool:
    """Whether two different words of one stem stand near each other; a plural is no different word."""
    last: dict[str, tuple[int, str]] = {}
    for place, word in enumerate(words):
        stem = _stem(word, forms, letters)
        if stem:
            before, earlier = last.get(stem, (-TAUTOLOGY_REACH, word))
            if place - before < TAUTOLOGY_REACH and earlier.rstrip("s") != word.rstrip("s"):
                return True
            last[stem] = place, word
    return False


def _stem(word: str, forms: tuple[str, ...], letters: int) -> str:
    """The combining form that `word` begins with, else its first letters if it is longer than them."""
    form = next((form for form in forms if word.startswith(form) and len(word) > len(form) + 3), "")
    return form or (word[:letters] if len(word) > letters and word.isalpha() else "")


FINDS: dict[str, Callable[[Document, Rule], Iterator[Hit]]] = {
    "doubled": _find_doubled,
    "spelling": _find_mixed_spelling,
    "tautology": _find_tautologies,
}
