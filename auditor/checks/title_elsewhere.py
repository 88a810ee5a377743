"""Kind `title-elsewhere`: the title against its site's name, the slug of its address and the title for social media."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.checks.detector import Detector, compile_by, features_of
from auditor.checks.guards import Feature
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import DELETE, Evidence, Scope, Severity
from auditor.mentions.terms import find_body_terms, find_title_terms, share_told, term_of, weigh
from auditor.rule import Rule
from auditor.sources import is_named
from auditor.text.fold import fold
from auditor.text.tokens import find_tokens
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"other"})
_SUFFIX = re.compile(r"\s(?:[|»·]|::|[-–—])\s+(?P<name>[^|»·–—]{2,40}?)\s*$")
# A site and its sections: " - Lemmer Herald | News | Local".
_CHAIN = re.compile(r"\s(?:[|»·]|::|[-–—])\s+(?P<name>[^|»·]{2,40}?)(?:\s[|»·]\s+[^|»·]{2,40})+$")
_SURE_SUFFIX = re.compile(r"\s[|»·]\s+(?P<name>(?:[A-Z0-9][\w.&'’]*\s?){1,4})$")
_SLUG_WORD = re.compile(r"[^\W\d_]{2,}")
_NO_LETTERS = re.compile(r"[\W_]+")
MAX_SUFFIX = 160
"""Characters at a title's end that site and sections stand in."""


class Params(Schema):
    """`finds`: what the title is compared with."""

    finds = fields.Str(validate=validate.OneOf(["site-name", "slug", "social-title"]), required=True)


class Suffix(NamedTuple):
    """What stands behind a bar or a dash at the end of the title, and may be the name of the site."""

    window: Window
    span: Span
    """With the bar and the space before it."""
    name: str
    chained: bool
    """Whether sections follow the name."""

    @property
    def known(self) -> bool:
        """Whether it is the name or a part of the domain of the article's source."""
        return is_named(self.window.document.article, _letters(self.name))

    @property
    def behind_bar(self) -> bool:
        """Whether it is a short name behind a bar, which parts nothing else in a title."""
        title = self.window.document.title_text
        return _SURE_SUFFIX.search(title, _tail(title)) is not None


class Other(NamedTuple):
    """What another place calls the article."""

    window: Window
    words: Sequence[str]
    written: str

    @property
    def shared(self) -> float:
        """The share of what its words tell that the words of the title have."""
        return share_told(weigh(map(term_of, self.words)), self.window.document.layer(find_title_terms).counts)


def _suffixes(document: Document, rule: Rule) -> Iterator[Suffix]:
    """What stands behind the last bar or dash of the title."""
    title, start = document.title_text, document.title_offset
    tail = _tail(title)
    match = _CHAIN.search(title, tail) or _SUFFIX.search(title, tail)
    if match:
        span = Span(start + match.start(), start + match.end())
        yield Suffix(Window.of_title(document, Span(*match.span())), span, match["name"], match.re is _CHAIN)


def _tail(title: str) -> int:
    """Where the part of a title begins that site and sections stand in."""
    return max(0, len(title) - MAX_SUFFIX)


def _letters(text: str) -> str:
    """The letters and figures of a name, without its article."""
    return _NO_LETTERS.sub("", fold(text)).removeprefix("the")


def tell_suffix(suffix: Suffix, rule: Rule) -> Hit:
    """What may go; a guess where the source is not known."""
    severity, field = None if suffix.known or suffix.chained else Severity.INFO, suffix.window.document.title_field
    return Hit(rule, suffix.span, field, {"other": suffix.name}, severity=severity, fix=DELETE)


def _slugs(document: Document, rule: Rule) -> Iterator[Other]:
    """The words of the article's address."""
    found = slug_words(document.article.url or "")
    if document.title and found:
        yield Other(Window.whole_title(document), found, " ".join(found))


def slug_words(url: str) -> list[str]:
    """The words of the longest part of an address's path."""
    parts = unquote(urlsplit(url).path).split("/")
    slug = max(parts, key=lambda part: part.count("-") + part.count("_"), default="")
    return _SLUG_WORD.findall(fold(slug.rpartition(".")[0] or slug).replace("_", " "))


def _social_titles(document: Document, rule: Rule) -> Iterator[Other]:
    """The article's titles for social media."""
    for other in document.article.social_titles if document.title else ():
        named = [word for word in find_tokens(other).folded if word[0].isalnum()]
        yield Other(Window.whole_title(document), named, other)


def tell_slug(slug: Other, rule: Rule) -> Hit:
    """The title; advice if the text has a word of the address."""
    document = slug.window.document
    told = any(document.layer(find_body_terms).count(term_of(word)) for word in slug.words)
    severity = Severity.INFO if told else None
    return Hit(rule, slug.window.span, document.title_field, {"other": slug.written}, severity=severity)


def tell_social(other: Other, rule: Rule) -> Hit:
    """The title, beside the other one."""
    evidence = Evidence(f"title for social media: {other.written}")
    return Hit(rule, other.window.span, other.window.document.title_field, {"other": other.written}, (evidence,))


SITE_FEATURES: Mapping[str, Feature] = {
    "known-site": lambda suffix: suffix.known,
    "chained": lambda suffix: suffix.chained,
    "behind-a-bar": lambda suffix: suffix.behind_bar,
}
OTHER_FEATURES: Mapping[str, Feature] = {
    "words": lambda other: len(other.words),
    "shared": lambda other: other.shared,
}
DETECTORS: Mapping[str, Detector[Any]] = {
    "site-name": Detector(_suffixes, tell_suffix, SITE_FEATURES),
    "slug": Detector(_slugs, tell_slug, OTHER_FEATURES),
    "social-title": Detector(_social_titles, tell_social, OTHER_FEATURES),
}
FEATURES = features_of(DETECTORS)
compile = partial(compile_by, DETECTORS)
