"""Kind `title-elsewhere`: the title against its site's name, the slug of its address and the title for social media."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import unquote, urlsplit

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import DELETE, Evidence, Scope, Severity
from auditor.mentions.terms import find_body_terms, find_title_terms, term_of, weigh
from auditor.rule import Rule
from auditor.text.fold import fold
from auditor.text.tokens import find_tokens

SCOPE = Scope.ARTICLE
VALUES = frozenset({"other"})
_SUFFIX = re.compile(r"\s(?:[|»·]|::|[-–—])\s+(?P<name>[^|»·–—]{2,40}?)\s*$")
# A site and its sections: " - Lemmer Herald | News | Local".
_CHAIN = re.compile(r"\s(?:[|»·]|::|[-–—])\s+(?P<name>[^|»·]{2,40}?)(?:\s[|»·]\s+[^|»·]{2,40})+$")
_SURE_SUFFIX = re.compile(r"\s[|»·]\s+(?P<name>(?:[A-Z0-9][\w.&'’]*\s?){1,4})$")
_SLUG_WORD = re.compile(r"[^\W\d_]{2,}")
MAX_SUFFIX = 160
"""Characters at a title's end that site and sections stand in."""
MIN_SLUG_WORDS = 4
MIN_SHARED_WEIGHT = 0.15
"""Of what a slug's or another title's words tell, the share that the title must have in common."""


class Params(Schema):
    """`finds`: what the title is compared with."""

    finds = fields.Str(validate=validate.OneOf(["site-name", "slug", "social-title"]), required=True)


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check a rule."""
    runs: dict[str, Callable[[Document, Rule], Iterator[Hit]]] = {
        "site-name": _check_site_name,
        "slug": _check_slug,
        "social-title": _check_social_titles,
    }
    return [Check([rule], lambda document, rule=rule: runs[rule.params["finds"]](document, rule)) for rule in rules]  # type: ignore[misc]


def _check_site_name(document: Document, rule: Rule) -> Iterator[Hit]:
    """The name of the site after a bar or a dash at the title's end; a guess where the source is not known."""
    title = document.title
    if title is None:
        return
    tail = max(0, len(title.text) - MAX_SUFFIX)
    match = _CHAIN.search(title.text, tail) or _SUFFIX.search(title.text, tail)
    if match is None:
        return
    chained = match.re is _CHAIN
    known = _is_site(match.group("name"), document.article.source, document.article.url)
    if known or chained or _SURE_SUFFIX.search(title.text, tail):
        span = Span(title.span.start + match.start(), title.span.start + match.end())
        severity = None if known or chained else Severity.INFO
        yield Hit(rule, span, title.field, {"other": match.group("name")}, severity=severity, fix=DELETE)


def _is_site(name: str, source: str | None, url: str | None) -> bool:
    """Whether `name` is the source's name or stands in its domain."""
    letters = _letters(name)
    if len(letters) < 2:
        return False
    host = (urlsplit(url).hostname or "") if url else ""
    labels = [label for label in host.split(".") if label not in {"www", "com", "co", "uk", "org", "net"}]
    names = [_letters(part) for part in (source or "", *labels) if part]
    bare = letters.removeprefix("the")
    return any(
        bare == other.removeprefix("the") or (len(bare) > 3 and (bare in other or other == bare)) for other in names
    )


def _letters(text: str) -> str:
    return "".join(char for char in fold(text) if char.isalnum())


def _check_slug(document: Document, rule: Rule) -> Iterator[Hit]:
    """A slug of several words that neither title nor text has."""
    title, url = document.title, document.article.url
    if title is None or not url:
        return
    words = slug_words(url)
    if len(words) >= MIN_SLUG_WORDS and _shared(document, words) < MIN_SHARED_WEIGHT:
        body = document.layer(find_body_terms)
        unknown = not any(body.count(term_of(word)) for word in words)
        yield Hit(
            rule, title.span, title.field, {"other": " ".join(words)}, severity=None if unknown else Severity.INFO
        )


def slug_words(url: str) -> list[str]:
    """The words of the longest part of an address's path."""
    parts = unquote(urlsplit(url).path).split("/")
    slug = max(parts, key=lambda part: part.count("-") + part.count("_"), default="")
    return _SLUG_WORD.findall(fold(slug.rpartition(".")[0] or slug).replace("_", " "))


def _check_social_titles(document: Document, rule: Rule) -> Iterator[Hit]:
    """A title for social media that shares nothing telling with the article's own."""
    title = document.title
    if title is None:
        return
    for other in document.article.social_titles:
        words = [word for word in find_tokens(other).folded if word[0].isalnum()]
        if words and _shared(document, words) < MIN_SHARED_WEIGHT:
            yield Hit(rule, title.span, title.field, {"other": other}, (Evidence(f"title for social media: {other}"),))


def _shared(document: Document, words: Sequence[str]) -> float:
    """The share of what the terms of `words` tell that the title's terms have."""
    weights = weigh(map(term_of, words))
    terms = document.layer(find_title_terms).counts
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in terms) / total if total else 1.0
