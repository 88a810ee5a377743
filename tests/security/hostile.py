"""Requests that nobody means well with, for any route: paths, queries, headers, JSON, forms and bytes, each made up."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple
from urllib.parse import quote

from hypothesis import strategies as st
from werkzeug.routing import Rule

from auditor.ingest.fields import KNOWN_FIELDS
from tests.api.hooks.signing import SECRETS

DIGITS = "9" * 5_000
"""More than Python makes a number of, 4,300."""
MANY = 20_000
"""Fields of one object; enough for an answer of megabytes that names each."""
TEXTS = (
    "", " ", "a", "0", "-1", "1", "2", "00", DIGITS, "1" * 19, "9" * 19, "9" * 40, "1e400", "NaN", "Infinity", "true",
    "\0", "a\0b", "\ud800", "a\udfff", "\x1b[31m", "\x9b31m", "\u202eabc", "\ufeff", "\u2028", "é" * 300, "x" * 3_000,
    "..", ".", "a/b", "/", "//evil.example/", "%", "%2F", "%00", "100%", "?", "#", "\\", "'", '"', "<script>", "{{7*7}}",
    "0001-01-01", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "2026-11-02", "٣", "１", "²", "1_0",
    "valley.example", "language/doubled-word", "language", "doubled-word", "dismiss", "other", "reopen", "accept",
    "assign", "title", "critical", "open", "json", "html", "-created", "score", "https://a.example/b", "http://[", "en",
    "bytes=0-", "Basic \xff", "Basic !!!", "Bearer \xff", "*/*;q=nan", "text/html", "W/\"x\"", "WzEsMl0=", "W10=", "bnVsbA==", "WyItY3JlYXRlZCIsOTk5OV0=",
)  # fmt: skip
NUMBERS = ("0", "1", "-1", "1.5", "1e400", "-1e400", "NaN", "-Infinity", DIGITS, f"-{DIGITS}", f"0.{DIGITS}", "9" * 19)
FIELDS = (
    *sorted(KNOWN_FIELDS), "verb", "reason", "who", "note", "days", "fingerprint", "name", "password", "next", "audit",
    "rule", "until", "action", "state", "topic", "severity", "story", "assigned", "search", "after", "before", "limit",
    "cursor", "sort", "since", "offsets", "mode", "old", "new", "status", "done", "data", "apiKey", "username", "level",
    "type", "event", "sys", "fields", "post", "current", "_id", "slug", "client_payload", "release", "story_id", "entry",
    "body", "content", "annotation", "markup", "interpretAs", "keys", "value", "role", "scope", "code", "article",
)  # fmt: skip
DEEP = tuple(
    opening * depth + closing * depth
    for opening, closing in (("[", "]"), ('{"text":', "}"), ('[{"a":', "}]"), ("[", ""))
    for depth in (60, 400, 990, 3_000, 100_000)
)
BULKY = (
    json.dumps({f"field {number}": 0 for number in range(MANY)}),
    json.dumps([{f"field {number}": 0} for number in range(900)]),
    json.dumps({"text": "a", "authors": [5] * MANY}),
    json.dumps({"text": "a", "x" * 200_000: 0}),
    json.dumps({"text": "a", "published": "x" * 200_000}),
    json.dumps([5] * 1_000),
    "\n".join(['{"x":0}'] * 900),
)
SOUND = (
    '"text": "The the council met on Tuesday."', '"verb": "accept"', '"reason": "House style."',
    '"who": "Ann", "text": "It was put right."', '"type": "article.published", "data": {"text": "The the council."}',
)  # fmt: skip
"""Fields that a door takes, so that it goes on to those beside them."""
ENCODINGS = ("utf-8",) * 6 + ("utf-16", "utf-16-le", "utf-32", "utf-8-sig", "latin-1")
TYPES = (
    "application/json", "application/json; charset=utf-16", "application/problem+json", "application/x-ndjson",
    "application/jsonl", "text/plain", "text/plain; charset=latin-1", "text/html", "text/plain; charset=\x80",
    "application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=x",
    "multipart/form-data; boundary=" + "x" * 300, "", ";;;", "a/b/c", "application/json; charset",
)  # fmt: skip
HEADERS = (
    "Accept", "Accept-Language", "Authorization", "Content-Type", "Cookie", "Forwarded", "Host", "Idempotency-Key",
    "If-Modified-Since", "If-None-Match", "If-Range", "Origin", "Range", "Referer", "Sec-Fetch-Site", "User-Agent",
    "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Request-Id", "X-Contentful-Topic",
    "Sanity-Operation", "X-HTTP-Method-Override", "Content-Encoding", "Accept-Encoding", "Upgrade", "Expect",
)  # fmt: skip
METHODS = ("HEAD", "OPTIONS", "TRACE", "PATCH", "DELETE", "PUT", "POST", "GET", "PROPFIND", "X")
WRITES = {"POST", "PUT", "PATCH"}
CALLERS = ("all", "nobody", "check", "audit", "read", "review", "admin", "revoked", "reviewer")
KNOWN = ("valley.example", "language", "doubled-word", "report.css")
"""What a place of a path may name."""
PART = re.compile(r"<(?:(\w+)(?:\(.*?\))?:)?\w+>")


class Attempt(NamedTuple):
    """One request."""

    method: str
    path: str
    """Percent-encoded, with its query."""
    headers: tuple[tuple[str, str], ...]
    body: bytes
    caller: str
    """Whose keys and logins it shows: those of one scope or role, of `all`, or of `nobody`."""
    sender: str
    """The CMS in whose name it is signed, if it goes to a hook."""


@cache
def texts() -> st.SearchStrategy[str]:
    """Texts: known to hurt, mostly."""
    return st.one_of(st.sampled_from(TEXTS), st.sampled_from(TEXTS), st.text(max_size=12))


@cache
def json_values() -> st.SearchStrategy[str]:
    """JSON, and what looks like it, as it is written."""
    scalars = st.one_of(
        st.sampled_from(NUMBERS), st.sampled_from(("null", "true", "{}", "[]")), texts().map(json.dumps)
    )
    names = st.one_of(st.sampled_from(FIELDS), st.sampled_from(FIELDS), texts()).map(json.dumps)

    def holders(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        pairs = st.lists(st.tuples(names, inner).map(": ".join), max_size=5)
        objects = st.tuples(st.sampled_from(("", *SOUND)), pairs).map(lambda of: _object((of[0], *of[1])))
        return st.one_of(objects, objects, st.lists(inner, max_size=4).map(lambda of: f"[{', '.join(of)}]"))

    return st.recursive(scalars, holders, max_leaves=8)


def _object(fields: Sequence[str]) -> str:
    return "{" + ", ".join(field for field in fields if field) + "}"


@cache
def bodies() -> st.SearchStrategy[bytes]:
    """Bodies: JSON in several encodings, deep and bulky JSON, forms, bytes."""
    written = st.one_of(json_values(), json_values(), json_values(), st.sampled_from(DEEP), st.sampled_from(BULKY))
    encoded = st.tuples(written, st.sampled_from(ENCODINGS)).map(lambda of: of[0].encode(of[1], "replace"))
    multipart = st.tuples(st.sampled_from(FIELDS), texts(), texts()).map(_part)
    return st.one_of(encoded, encoded, encoded, queries().map(str.encode), multipart, st.binary(max_size=40))


def _part(given: tuple[str, str, str]) -> bytes:
    """A form of one part, with a file's name."""
    name, file, value = (text.encode("utf-8", "replace") for text in given)
    return (
        b'--x\r\nContent-Disposition: form-data; name="' + name + b'"; filename="' + file + b'"\r\n\r\n' + value
    ) + b"\r\n--x--\r\n"


@cache
def queries() -> st.SearchStrategy[str]:
    """Queries and forms, percent-encoded and not quite."""
    names = st.one_of(st.sampled_from(FIELDS), st.sampled_from(FIELDS), texts())
    values = st.one_of(texts().map(_quoted), st.sampled_from(("%", "%zz", "%ff%fe", "%00", "%ED%A0%80", "&", "=", "+")))
    pairs = st.tuples(names.map(_quoted), values).map("=".join)
    return st.one_of(st.just(""), st.lists(pairs, min_size=1, max_size=5).map("&".join))


def _quoted(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def paths(rule: str) -> st.SearchStrategy[str]:
    """The addresses of a route: something in each of its places."""
    pieces = PART.split(rule)  # fixed, converter, fixed, ...
    fixed = [st.just(piece) for piece in pieces[::2]]
    places = [_places(kind) for kind in pieces[1::2]]
    joined = [part for pair in zip(fixed, places, strict=False) for part in pair] + [fixed[-1]]
    return st.tuples(*joined).map("".join)


def _places(kind: str | None) -> st.SearchStrategy[str]:
    if kind == "any":
        return st.sampled_from(("json", "html", "sarif", "jsonld", "x"))
    if kind == "int":
        return st.one_of(st.just("1"), st.just("1"), texts().map(_quoted))
    return st.one_of(st.sampled_from(KNOWN), texts().map(_quoted))


def attempts(rules: Sequence[Rule]) -> st.SearchStrategy[Attempt]:
    """Requests for these routes, thrice as many to those that take something."""
    own = [(_attempts(rule), 3 if WRITES & (rule.methods or set()) else 1) for rule in sorted(rules, key=str)]
    return st.one_of([strategy for strategy, weight in own for _ in range(weight)])


def _attempts(rule: Rule) -> st.SearchStrategy[Attempt]:
    own = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    odd = st.tuples(st.sampled_from(HEADERS), texts().map(_header)).filter(lambda pair: pair[0] != "Host" or pair[1])
    kind = st.sampled_from(("application/json",) * 6 + TYPES).map(lambda value: ("Content-Type", value))
    return st.builds(
        Attempt,
        method=st.sampled_from(tuple(own) * 40 + METHODS),
        path=st.tuples(paths(rule.rule), queries()).map(lambda of: f"{of[0]}?{of[1]}" if of[1] else of[0]),
        headers=st.tuples(st.lists(odd, max_size=2), kind).map(lambda of: (of[1], *of[0])),
        body=bodies(),
        caller=st.sampled_from(("all",) * 20 + CALLERS),
        sender=st.sampled_from(sorted(SECRETS)),
    )


def _header(text: str) -> str:
    """`text` as a server gives a header on: bytes as Latin-1, no end of a line."""
    return re.sub(r"[\r\n\0]", " ", text).encode("utf-8", "replace").decode("latin-1")
