"""Kind `garbled-name`: words inside a quotation that sound like a name which the article uses elsewhere."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from marshmallow import Schema, fields, validate
from rapidfuzz.distance import Levenshtein

from auditor.article import Span
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import Evidence
from auditor.rule import Rule
from auditor.text.fold import fold

SCOPE = "article"
VALUES = frozenset({"name"})
_OPENERS = "The|A|An|This|That|These|Those|His|Her|Its|Their|Our|In|On|At|For|But|And|As|With|By|From|If|When"
"""Words that open a sentence before a name."""
_WORD = r"[A-Z][\w-]+"
_LINK = r"(?:(?:of|for|on|and) (?:the )?|the |de |al-)"
_NAME = re.compile(rf"(?!(?:{_OPENERS}) ){_WORD}(?: {_LINK}?{_WORD}){{1,4}}")
_LINKS = frozenset({"of", "for", "on", "and", "the", "de", "a", "an"})
_ARTICLES = frozenset({"the", "a", "an", "this", "that", "our", "their", "his", "her", "its", "my", "your"})
MAX_NAMES = 100
"""Names of an article that are looked for; longer lists are tables."""
MIN_ANCHOR = 4
"""Letters of the word that both must have in common, at the same end."""
MIN_SOUNDS = 3
"""Consonants of the words that differ."""


class Params(Schema):
    """`max_sounds`: consonant sounds that may differ; `min_alike`: share of the letters that must be alike."""

    max_sounds = fields.Int(load_default=1, validate=validate.Range(0, 3))
    min_alike = fields.Float(load_default=0.5, validate=validate.Range(0, 1))


class _Name(NamedTuple):
    """A name as written, and the letters and consonants of what stands beside its anchor word."""

    span: Span
    rest: str
    sounds: str
    words: int
    capitals: frozenset[str]


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check a rule."""
    return [Check([rule], lambda document, rule=rule: _run(document, rule)) for rule in rules]  # type: ignore[misc]


def _run(document: Document, rule: Rule) -> Iterator[Hit]:
    if not document.quotations:
        return
    by_last, by_first = _names(document)
    if not by_last and not by_first:
        return
    for index in _quoted_tokens(document, by_last.keys() | by_first.keys()):
        word = document.tokens.folded[index]
        for names, step in ((by_last, -1), (by_first, 1)):
            for name in names.get(word, ()):
                found = _sounds_like(document, index, step, name, rule)
                if found:
                    written = document.text[name.span.start : name.span.end]
                    evidence = Evidence("the name as it stands elsewhere", span=name.span, quote=written)
                    yield Hit(rule, found, values={"name": written}, evidence=(evidence,))


def _names(document: Document) -> tuple[dict[str, list[_Name]], dict[str, list[_Name]]]:
    """The article's names of several words: by last word with what stands before, by first with what follows."""
    by_last: dict[str, list[_Name]] = defaultdict(list)
    by_first: dict[str, list[_Name]] = defaultdict(list)
    seen: set[str] = set()
    for match in _NAME.finditer(document.text):
        words = fold(match.group()).split()
        key = " ".join(words)
        if key in seen or len(seen) >= MAX_NAMES:
            continue
        seen.add(key)
        span, capitals = Span(*match.span()), frozenset(words)
        for anchor, rest, table in ((words[-1], words[:-1], by_last), (words[0], words[1:], by_first)):
            letters = "".join(rest)
            if len(anchor) >= MIN_ANCHOR and anchor.isalpha() and len(consonants(letters)) >= MIN_SOUNDS:
                table[anchor].append(_Name(span, letters, consonants(letters), len(rest), capitals))
    return by_last, by_first


def _quoted_tokens(document: Document, anchors: set[str]) -> Iterator[int]:
    """Tokens inside quotations that are one of `anchors`."""
    tokens = document.tokens
    for index, word in enumerate(tokens.folded):
        if word in anchors and document.quotation_at(tokens.starts[index]) is not None:
            yield index


def _sounds_like(document: Document, index: int, step: int, name: _Name, rule: Rule) -> Span | None:
    """The passage at token `index` and the words on its side that sound like the rest of `name`, but are not it."""
    tokens = document.tokens
    for count in range(1, name.words + 1):
        beside = range(index - count, index) if step < 0 else range(index + 1, index + 1 + count)
        if beside.start < 0 or beside.stop > len(tokens):
            break
        words = [tokens.folded[i] for i in beside]
        if not all(word.isalpha() for word in words) or words[0] in _ARTICLES or words[-1] in _LINKS:
            continue
        if _is_garbled([tokens.words[i] for i in beside], words, name, rule):
            first, last = min(beside.start, index), max(beside.stop - 1, index)
            span = Span(tokens.starts[first], tokens.ends[last])
            return None if "\n" in document.text[span.start : span.end] else span
    return None


def _is_garbled(written: list[str], words: list[str], name: _Name, rule: Rule) -> bool:
    letters = "".join(words)
    if letters == name.rest or any(word[0].isupper() for word in written) or name.capitals.intersection(words):
        return False
    sounds = consonants(letters)
    if sounds[:1] != name.sounds[:1] or Levenshtein.distance(sounds, name.sounds) > rule.params["max_sounds"]:
        return False
    if _is_inflection(letters, name.rest):
        return False
    return bool(Levenshtein.normalized_similarity(letters, name.rest) >= rule.params["min_alike"])


def _is_inflection(letters: str, rest: str) -> bool:
    """Whether one is the other with another ending: republic, republican."""
    shorter = min(len(letters), len(rest))
    common = 0
    while common < shorter and letters[common] == rest[common]:
        common += 1
    return common >= shorter - 1


_SOUNDS = str.maketrans(
    {**dict.fromkeys("aeiouyhw'’-", ""), **dict.fromkeys("ckqgjxsz", "k"), **dict.fromkeys("fvpb", "p"),
     **dict.fromkeys("dt", "t"), **dict.fromkeys("mn", "m")}
)  # fmt: skip


def consonants(letters: str) -> str:
    """The consonant classes of a folded word in order, doubled ones once.

    Source: the classes of Russell's Soundex, with c, g and s left together as their sounds overlap.
    """
    classes = letters.translate(_SOUNDS)
    return "".join(c for i, c in enumerate(classes) if i == 0 or c != classes[i - 1])
