"""From places where a rule's phrase or pattern was found to candidates, within the rule's scope."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, pairwise
from typing import Any

from marshmallow import ValidationError

from auditor.article import Span
from auditor.boilerplate.remains import find_remains
from auditor.checks.detector import Detector
from auditor.checks.protocol import Check, Hit, Judgement
from auditor.document import Document
from auditor.lexicon import PatternError, translate
from auditor.mentions.capitals import is_capitalised
from auditor.rule import Rule
from auditor.text.possessive import bare
from auditor.vocabulary import words
from auditor.window import Window

BLOCK_KINDS = ("heading", "paragraph", "list item", "quotation", "other")
SCOPES = ("title", "text", *BLOCK_KINDS)
DASHES = frozenset("-–—")
SCOPES_OF = {"title": {"title"}, **{kind: {"text", kind} for kind in BLOCK_KINDS}}
"""The scopes that what stands in a part of the article counts in."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that a phrase or pattern matches."""

    document: Document
    field: str
    span: Span
    among: int = 1
    """How many passages of its field the rule matches."""

    @property
    def window(self) -> Window:
        """Its tokens; asked for by guards only, as most texts that match need none."""
        return Window.over(self.document, self.span, self.field)

    @property
    def part(self) -> str:
        """What it stands in: "title", or a kind of block."""
        return "title" if self._in_title else self.document.blocks[self.document.block_index_at(self.span.start)].kind

    @property
    def _in_title(self) -> bool:
        title = self.document.title
        return title is not None and title.field == self.field and title.span.contains(self.span)

    @property
    def in_marks(self) -> bool:
        """Whether it stands between quotation marks: what a page sets as a quotation may be its own appeal."""
        return self.field == "text" and self.document.quotation_at(self.span.start) is not None


def propose(document: Document, rule: Rule) -> Iterator[Passage]:
    """The passages found for `rule` in its scope; of overlapping ones, the longest."""
    fields = {"title": document.title_matches, "text": document.matches}
    found = {field: _longest(matches.get(rule, [])) for field, matches in fields.items()}
    passages = (Passage(document, field, span, len(spans)) for field, spans in found.items() for span in spans)
    return filter(partial(_is_in_scope, rule.params), passages)


def _longest(spans: Sequence[Span]) -> list[Span]:
    kept: list[Span] = []
    free = 0
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.start >= free:
            kept.append(span)
            free = span.end
    return kept


def _is_in_scope(params: Mapping[str, Any], passage: Passage) -> bool:
    if SCOPES_OF[passage.part].isdisjoint(params["scope"]):
        return False
    return params["quoted"] or not passage.in_marks


def tell(passage: Passage, rule: Rule) -> Hit:
    """The hit of a passage."""
    return Hit(rule, passage.span, passage.field)


def _has_capital(passage: Passage) -> bool:
    """Whether one of its words behind the first begins with a capital."""
    window = passage.window
    return any(map(is_capitalised, window.tokens.words[window.first + 1 : window.end]))


def _before_of(passage: Passage) -> frozenset[str]:
    """The words before it in its sentence that "of" stands behind."""
    return frozenset(word for word, behind in pairwise(passage.window.before()) if behind == "of")


def _is_titled(passage: Passage) -> bool:
    """Whether it stands in quotation marks, where each word has a capital but small ones: in the title of a work."""
    quotation = passage.document.quotation_at(passage.span.start) if passage.field == "text" else None
    if quotation is None:
        return False
    quoted = (word for word in Window.over(passage.document, quotation.span).written if word.isalpha())
    return all(is_capitalised(word) or word in words("wording/function") for word in quoted)


def _is_announced(passage: Passage) -> bool:
    """Whether the line above ends with a colon."""
    document = passage.document
    at = document.block_index_at(passage.span.start)
    above = document.blocks[max(0, at - 1) : at]
    return passage.field == "text" and any(document.text[block.end - 1] == ":" for block in above)


def _is_listed(passage: Passage) -> bool:
    """Whether one of the two lines above or below is an address too; a title may stand between them."""
    document, text = passage.document, passage.document.text
    at = document.block_index_at(passage.span.start)
    beside = [block for block in document.blocks[max(0, at - 2) : at + 3] if block.start != document.blocks[at].start]
    lines = [text[start:end] for start, end, _ in beside]
    return passage.field == "text" and any("." in line and not any(map(str.isspace, line)) for line in lines)


def _is_dashed(passage: Passage) -> bool:
    """Whether it begins with a dash."""
    return passage.document.article.field(passage.field)[passage.span.start] in DASHES


def _opens_line(passage: Passage) -> bool:
    """Whether nothing stands before it on its line."""
    text, start = passage.document.article.field(passage.field), passage.span.start
    return not text[text.rfind("\n", 0, start) + 1 : start].strip()


def _is_remains(passage: Passage) -> bool:
    """Whether it is what a CMS left in the text, which a rule of its own tells."""
    return any(passage.span.overlaps(each.span) for each in passage.document.layer(find_remains))


FEATURES: Mapping[str, Callable[[Passage], bool | str | float | frozenset[str]]] = {
    "first": lambda passage: "".join(passage.window.words[:1]),
    "last": lambda passage: "".join(passage.window.words[-1:]),
    "capital": _has_capital,
    "first-capital": lambda passage: any(map(is_capitalised, passage.window.tokens.words[passage.window.first :][:1])),
    "before-of": _before_of,
    "question": lambda passage: "?" in passage.window.after()[-2:],
    "behind-hyphen": lambda passage: passage.window.touching[0] in words("grammar/hyphens"),
    "titled": _is_titled,
    "possessive": lambda passage: any(word != bare(word) for word in passage.window.words[-1:]),
    "announced": _is_announced,
    "listed": _is_listed,
    "dashed": _is_dashed,
    "opens-line": _opens_line,
    "remains": _is_remains,
    "among": lambda passage: passage.among,
}
DETECTOR = Detector(propose, tell, FEATURES)


def check_linear(pattern: str) -> None:
    """Raise ValidationError for a pattern that is not linear-time."""
    try:
        translate(pattern)
    except PatternError as error:
        raise ValidationError(str(error)) from None


def checks_of(rules: Sequence[Rule]) -> list[Check]:
    """One check for all rules: it looks only at those of which something was found."""
    checks: dict[Hashable, Check] = {rule: DETECTOR.check(rule) for rule in rules}

    def run(document: Document) -> Iterator[Hit]:
        found = filter(checks.__contains__, {**document.title_matches, **document.matches})
        return chain.from_iterable(checks[rule].run(document) for rule in found)

    def explain(document: Document) -> Iterator[Judgement]:
        return chain.from_iterable(check.explain(document) for check in checks.values() if check.explain)

    return [Check(rules, run, explain)]
