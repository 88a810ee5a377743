"""Kind `wording`: words doubled, and one word spelled in British and in American."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import Evidence
from auditor.mentions.prose import find_prose
from auditor.rule import Rule

SCOPE = "article"
VALUES = frozenset({"other"})


class Params(Schema):
    """`finds`: doubled or spelling. `always`: words that never stand twice; `never`: words that may."""

    finds = fields.Str(validate=validate.OneOf(["doubled", "spelling"]), required=True)
    always = fields.List(fields.Str(), load_default=[])
    never = fields.List(fields.Str(), load_default=[])
    min_letters = fields.Int(load_default=4, validate=validate.Range(1))


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check a rule."""
    return [_check(rule) for rule in rules]


def _check(rule: Rule) -> Check:
    find = FINDS[rule.params["finds"]]
    return Check([rule], lambda document: find(document, rule))


def _find_doubled(document: Document, rule: Rule) -> Iterator[Hit]:
    """A word that stands twice with nothing but a space between."""
    tokens, text = document.tokens, document.text
    same = [i for i, (word, following) in enumerate(pairwise(tokens.folded)) if word == following]
    if not same:
        return
    always, never = frozenset(rule.params["always"]), frozenset(rule.params["never"])
    for index in same:
        word, gap = tokens.folded[index], text[tokens.ends[index] : tokens.starts[index + 1]]
        if not gap.isspace() or "\n" in gap or not word.isalpha():
            continue
        lower = tokens.words[index].islower() and tokens.words[index + 1].islower()
        content = lower and word not in never and len(word) >= rule.params["min_letters"]
        if (word in always or content) and not _is_part_of_more(document, index):
            yield Hit(rule, Span(tokens.starts[index], tokens.ends[index + 1]), fix=f"replace: {tokens.words[index]}")


def _is_part_of_more(document: Document, index: int) -> bool:
    """Whether a third one or a compound takes part: "winning, winning winning", "non-endorsement endorsement"."""
    folded, tokens = document.tokens.folded, document.tokens
    before = folded[index - 1] if index else ""
    after = folded[index + 2] if index + 2 < len(folded) else ""
    compound = before == "-" or (after in ("-", "&") and tokens.starts[index + 2] == tokens.ends[index + 1])
    return compound or folded[index] in (after, folded[index - 2] if index > 1 else "")


def _find_mixed_spelling(document: Document, rule: Rule) -> Iterator[Hit]:
    """Words that the article has in British and in American spelling; each form that is rarer, once."""
    table, tokens = load_spellings(), document.tokens
    if len(known := table.keys() & set(tokens.folded)) < 2:
        return
    partners = {word for word in known if table[word] in known}
    if not partners:
        return
    places: dict[str, list[int]] = {word: [] for word in partners}
    for index, word in enumerate(tokens.folded):
        if word in partners and tokens.words[index].islower() and _is_own_prose(document, tokens.starts[index]):
            places[word].append(index)
    for word in sorted(partners):
        here, there = places[word], places[table[word]]
        if here and there and (len(here), -here[0]) < (len(there), -there[0]):
            yield _spelling_hit(document, rule, here[0], there[0])


def _spelling_hit(document: Document, rule: Rule, here: int, there: int) -> Hit:
    tokens = document.tokens
    span, other = (Span(tokens.starts[index], tokens.ends[index]) for index in (here, there))
    evidence = Evidence("the other spelling", span=other, quote=tokens.words[there])
    return Hit(rule, span, values={"other": tokens.words[there]}, evidence=(evidence,))


def _is_own_prose(document: Document, offset: int) -> bool:
    """Whether the writer speaks; quotations keep the spelling of their source."""
    prose = document.layer(find_prose)
    block = document.blocks[document.block_index_at(offset)]
    return block in prose and document.quotation_at(offset) is None


@cache
def load_spellings() -> dict[str, str]:
    """Each form of data/spellings.txt with its form on the other side of the Atlantic."""
    table: dict[str, str] = {}
    for line in (files("auditor.checks") / "data" / "spellings.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            british, american, *endings = line.split()
            for ending in ["", *endings]:
                one, other = british + ending.strip("-"), american + ending.strip("-")
                table[one], table[other] = other, one
    return table


FINDS: dict[str, Callable[[Document, Rule], Iterator[Hit]]] = {
    "doubled": _find_doubled,
    "spelling": _find_mixed_spelling,
}
