"""Kind `title-elsewhere`: the title against its site's name, the slug of its address and the title for social media."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from marshmallow import Schema, fields, validate

from auditor.article import Article, Span
from auditor.checks.detector import Detector, compile_by, features_of
from auditor.checks.guards import Feature
from auditor.checks.protocol import Hit
from auditor.document import Document, Title
from auditor.finding import DELETE, Evidence, Scope, Severity
from auditor.mentions.terms import find_body_terms, find_title_terms, term_of, weigh
from auditor.rule import Rule
from auditor.text.fold import fold
from auditor.text.tokens import find_tokens
from auditor.vocabulary import words
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
MIN_SITE, MIN_PART_OF_SITE = 2, 4
"""Letters of the name of a site, and of one that is only a part of the source's name or domain."""


class Params(Schema):
    """`finds`: what the title is compared with."""

    finds = fields.Str(validate=validate.OneOf(["site-name", "slug", "social-title"]), required=True)


class Suffix(NamedTuple):
    """What stands behind a bar or a dash at the end of the title, and may be the name of the site."""

    window: Window
    title: Title
    span: Span
    name: str
    chained: bool
    """Whether sections follow the name."""

    @property
    def known(self) -> bool:
        """Whether it is the name or a part of the domain of the article's source."""
        return _is_site(self.name, self.window.document.article)


class Other(NamedTuple):
    """What another place calls the article."""

    window: Window
    title: Title
    words: Sequence[str]
    written: str

    @property
    def shared(self) -> float:
        """The share of what its words tell that the words of the title have; 1 where they tell nothing."""
        weights = weigh(map(term_of, self.words))
        terms = weights.keys() & self.window.document.layer(find_title_terms).counts.keys()
        return sum(map(weights.__getitem__, terms)) / sum(weights.values()) if weights else 1.0


def _suffixes(document: Document, rule: Rule) -> Iterator[Suffix]:
    """What stands behind the last bar or dash of the title."""
    title, text = document.title, document.title_text
    tail = _tail(text)
    match = _CHAIN.search(text, tail) or _SUFFIX.search(text, tail)
    if title and match:
        span = Span(title.span.start + match.start(), title.span.start + match.end())
        yield Suffix(Window.over(document, span, "title"), title, span, match["name"], match.re is _CHAIN)


def _tail(title: str) -> int:
    """Where the part of a title begins that site and sections stand in."""
    return max(0, len(title) - MAX_SUFFIX)


def _is_site(name: str, article: Article) -> bool:
    """Whether `name` is the source's name or stands in its domain."""
    letters, sources = _letters(name), _source_names(article)
    part = len(letters) >= MIN_PART_OF_SITE and any(letters in source for source in sources)
    return len(letters) >= MIN_SITE and (part or letters in sources)


def _source_names(article: Article) -> list[str]:
    """The letters of the source's name, and of the parts of its domain."""
    host = urlsplit(article.url or "").hostname or ""
    named, apart = [article.source or "", *host.split(".")], words("titles/in domains") | {""}
    return [_letters(name) for name in named if name not in apart]


def _letters(text: str) -> str:
    """The letters and figures of a name, without its article."""
    return _NO_LETTERS.sub("", fold(text)).removeprefix("the")


def tell_suffix(suffix: Suffix, rule: Rule) -> Hit:
    """What may go; a guess where the source is not known."""
    severity = None if suffix.known or suffix.chained else Severity.INFO
    return Hit(rule, suffix.span, suffix.title.field, {"other": suffix.name}, severity=severity, fix=DELETE)


def _slugs(document: Document, rule: Rule) -> Iterator[Other]:
    """The words of the article's address."""
    found = slug_words(document.article.url or "")
    if document.title and found:
        yield Other(_whole(document), document.title, found, " ".join(found))


def slug_words(url: str) -> list[str]:
    """The words of the longest part of an address's path."""
    parts = unquote(urlsplit(url).path).split("/")
    slug = max(parts, key=lambda part: part.count("-") + part.count("_"), default="")
    return _SLUG_WORD.findall(fold(slug.rpartition(".")[0] or slug).replace("_", " "))


def _social_titles(document: Document, rule: Rule) -> Iterator[Other]:
    """The article's titles for social media."""
    if document.title:
        for other in document.article.social_titles:
            named = [word for word in find_tokens(other).folded if word[0].isalnum()]
            yield Other(_whole(document), document.title, named, other)


def _whole(document: Document) -> Window:
    return Window(document, 0, max(1, len(document.title_tokens)), "title")


def _is_in_body(document: Document, named: Iterable[str]) -> bool:
    """Whether the text has one of these words."""
    body = document.layer(find_body_terms)
    return any(body.count(term_of(word)) for word in named)


def tell_slug(slug: Other, rule: Rule) -> Hit:
    """The title; advice if the text has a word of the address."""
    severity = Severity.INFO if _is_in_body(slug.window.document, slug.words) else None
    return Hit(rule, slug.title.span, slug.title.field, {"other": slug.written}, severity=severity)


def tell_social(other: Other, rule: Rule) -> Hit:
    """The title, beside the other one."""
    evidence = Evidence(f"title for social media: {other.written}")
    return Hit(rule, other.title.span, other.title.field, {"other": other.written}, (evidence,))


SITE_FEATURES: Mapping[str, Feature] = {
    "known-site": lambda suffix: suffix.known,
    "chained": lambda suffix: suffix.chained,
    "behind-a-bar": lambda suffix: bool(
        _SURE_SUFFIX.search(suffix.title.text, max(0, len(suffix.title.text) - MAX_SUFFIX))
    ),
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
