"""Kind `garbled-name`: words inside a quotation that sound like a name which the article uses elsewhere."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from marshmallow import Schema, fields, validate
from rapidfuzz.distance import Levenshtein

from auditor.article import Span
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.rule import Rule

SCOPE = Scope.ARTICLE
VALUES = frozenset({"name"})
_WORD = r"[A-Z][\w-]+"
_LINK = r"(?:(?:of|for) (?:the )?|the |de |al-)"
_NAME = re.compile(rf"{_WORD}(?: {_LINK}?{_WORD}){{1,4}}")
_OPENERS = frozenset(
    {"the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their", "our", "in", "on", "at", "for"}
    | {"but", "and", "as", "with", "by", "from", "if", "when"}
)
"""Words that open a sentence before a name."""
_LINKS = frozenset({"of", "for", "on", "and", "the", "de", "a", "an"})
_ARTICLES = frozenset({"the", "a", "an", "this", "that", "our", "their", "his", "her", "its", "my", "your"})
MAX_NAMES = 100
"""Names of an article that are looked for; longer lists are tables."""
MIN_ANCHOR = 4
"""Letters of the word that both must have in common, at the same end."""
MAX_PLACES = 50
"""Places of one word that are looked at; a text that repeats it without end stays cheap."""
MIN_STEM, STEM_SHARE = 4, 0.6
"""Letters from the start that make two words one stem: so many, and this share of the shorter."""
MIN_SOUNDS = 4
"""Consonants of the words that differ; with three, "been" is "being"."""


class Params(Schema):
    """`max_sounds`: consonant sounds that may differ; `min_alike`: share of the letters that must be alike."""

    max_sounds = fields.Int(load_default=1, validate=validate.Range(0, 3))
    min_alike = fields.Float(load_default=0.5, validate=validate.Range(0, 1))


class _Name(NamedTuple):
    """A name as written, its folded words, and the one of them that must stand in the quotation too."""

    span: Span
    words: tuple[str, ...]
    anchor: int
    """0 for the first word, -1 for the last."""

    @property
    def rest(self) -> tuple[str, ...]:
        """The words beside the anchor."""
        return self.words[1:] if self.anchor == 0 else self.words[:-1]


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check a rule."""
    return [Check([rule], lambda document, rule=rule: _run(document, rule)) for rule in rules]  # type: ignore[misc]


def _run(document: Document, rule: Rule) -> Iterator[Hit]:
    quoted = [_tokens_of(document, quotation.span) for quotation in document.quotations]
    words = {word for tokens in quoted for word in document.tokens.folded[tokens.start : tokens.stop]}
    names = _names(document, words) if words else {}
    places = _places(document, quoted, names.keys()) if names else {}
    for anchor, group in names.items():
        for index in places[anchor]:
            for name in group:
                found = _sounds_like(document, index, name, rule)
                if found:
                    written = document.text[name.span.start : name.span.end]
                    evidence = Evidence("the name as it stands elsewhere", span=name.span, quote=written)
                    yield Hit(rule, found, values={"name": written}, evidence=(evidence,))


def _tokens_of(document: Document, span: Span) -> range:
    first, end = (bisect_left(document.tokens.starts, offset) for offset in span)
    return range(first, end)


def _places(document: Document, quoted: list[range], anchors: Collection[str]) -> dict[str, list[int]]:
    """The tokens inside quotations where each of `anchors` stands."""
    places: dict[str, list[int]] = {anchor: [] for anchor in anchors}
    for tokens in quoted:
        for index in tokens:
            found = places.get(document.tokens.folded[index])
            if found is not None and len(found) < MAX_PLACES:
                found.append(index)
    return places


def _names(document: Document, anchors: Collection[str]) -> dict[str, list[_Name]]:
    """The article's names of several words by their first word and by their last, where that is one of `anchors`."""
    names: dict[str, list[_Name]] = defaultdict(list)
    seen: set[tuple[str, ...]] = set()
    for match in _NAME.finditer(document.text):
        start, end = match.span()
        words = tuple(document.folded[start:end].split())
        if words[0] in _OPENERS:
            start, words = start + len(words[0]) + 1, words[1:]
        if len(words) < 2 or words in seen or len(seen) >= MAX_NAMES:
            continue
        for anchor in (0, -1):
            if words[anchor] in anchors and len(words[anchor]) >= MIN_ANCHOR:
                seen.add(words)
                names[words[anchor]].append(_Name(Span(start, end), words, anchor))
    return names


def _sounds_like(document: Document, index: int, name: _Name, rule: Rule) -> Span | None:
    """The passage of token `index` and the words on its side that sound like the rest of `name`, but are not it."""
    tokens, last = document.tokens, name.anchor == -1
    for count in range(1, len(name.rest) + 1):
        first, end = (index - count, index) if last else (index + 1, index + 1 + count)
        if first < 0 or end > len(tokens) or tokens.words[first if last else end - 1][0].isupper():
            return None
        words = tokens.folded[first:end]
        if words[0] in _ARTICLES or words[-1] in _LINKS or not all(word.isalpha() for word in words):
            continue
        if _is_garbled(words, name, rule):
            span = Span(tokens.starts[min(first, index)], tokens.ends[max(end - 1, index)])
            return None if "\n" in document.text[span.start : span.end] else span
    return None


def _is_garbled(words: list[str], name: _Name, rule: Rule) -> bool:
    letters, rest = "".join(words), "".join(name.rest)
    if letters[0] != rest[0] or set(name.words).intersection(words) or _is_inflection(letters, rest):
        return False
    sounds, wanted = consonants(letters), consonants(rest)
    if len(wanted) < MIN_SOUNDS or Levenshtein.distance(sounds, wanted) > rule.params["max_sounds"]:
        return False
    return bool(Levenshtein.normalized_similarity(letters, rest) >= rule.params["min_alike"])


def _is_inflection(letters: str, rest: str) -> bool:
    """Whether both are one stem with two endings: republic and republican, legislators and legislature."""
    shorter = min(len(letters), len(rest))
    common = 0
    while common < shorter and letters[common] == rest[common]:
        common += 1
    return common >= max(MIN_STEM, STEM_SHARE * shorter) or common >= shorter - 1


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
