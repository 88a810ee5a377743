"""A client of the service: articles in, reports out, on the standard library alone.

client = Client("http://127.0.0.1:8000", key="aud_...")
audit = client.audit(text="...", source="example.org")
for finding in audit["findings"]: ...
"""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from http.client import HTTPException
from typing import Any, Literal, TypedDict, cast
from urllib.parse import quote, urlencode, urljoin

TIMEOUT_SECONDS = 30.0
MAX_TRIES = 3
RETRIED = frozenset({429, 503})
"""Answers that name a time after which the same request may succeed."""
MAX_WAIT_SECONDS = 60.0
ArticleField = str | Sequence[str]
"""A field of an input row: `authors` and `social_titles` are lists."""
Verb = Literal["accept", "dismiss", "fixed", "reopen"]
Form = Literal["html", "sarif", "jsonld"]
MEDIA_TYPES: Mapping[Form, str] = {
    "html": "text/html",
    "sarif": "application/sarif+json",
    "jsonld": "application/ld+json",
}


class Finding(TypedDict, total=False):
    """One flagged passage; `quote == field[start:end]`."""

    finding: int
    rule: str
    severity: str
    confidence: float
    field: str
    start: int
    end: int
    quote: str
    message: str
    why: str
    evidence: list[dict[str, Any]]
    fix: str
    fingerprint: str
    quoted: bool
    status: str
    audit: int


class Audit(TypedDict, total=False):
    """One audit; in lists without `findings` and `article`."""

    audit: int
    id: str | None
    headline: str
    source: str | None
    url: str | None
    published: str | None
    created: str
    complete: bool
    score: float | None
    judged: dict[str, Any] | None
    not_judged: list[dict[str, Any]]
    ruleset: str
    counts: dict[str, int]
    article_id: int
    revision: int
    findings: list[Finding]
    article: dict[str, str]


class ApiError(Exception):
    """The service refused or failed; `problem` has its words (RFC 9457)."""

    def __init__(self, status: int, problem: Mapping[str, Any]) -> None:
        super().__init__(f"{status} {problem.get('title', '')}: {problem.get('detail', '')}")
        self.status = status
        self.problem = problem


class Client:
    """Calls one service. Methods raise ApiError for what it refuses, OSError if it cannot be reached or breaks off.

    What it refuses for a while (429, 503) is tried again when it says, three times in all.
    """

    def __init__(self, address: str, key: str | None = None, timeout: float = TIMEOUT_SECONDS) -> None:
        if not address.startswith(("http://", "https://")):
            raise ValueError(f"{address!r} is no address of a service, as https://auditor.example")
        self.address = address.rstrip("/")
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._timeout = timeout

    def audit(self, *, idempotency_key: str | None = None, wait: float = 600.0, **article: ArticleField) -> Audit:
        """Audit an article and keep the report; `article` are the fields of an input row, `text` or `html` among them.

        What the service audits later is waited for up to `wait` seconds; then TimeoutError is raised.
        """
        headers = {"Idempotency-Key": idempotency_key} if idempotency_key else {}
        record = self._json("POST", "/v1/audits", article, headers)
        return cast("Audit", record) if "audit" in record else self._wait(record["href"], wait)

    def _wait(self, address: str, seconds: float) -> Audit:
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            job = self._json("GET", address)
            if job["state"] == "done":
                return self.get_audit(job["audit"])
            if job["state"] == "dead":
                raise ApiError(500, {"title": "The article could not be audited", "detail": job.get("error")})
            time.sleep(0.5)
        raise TimeoutError(f"{address} was not done after {seconds:g} s")

    def check(self, **article: ArticleField) -> dict[str, Any]:
        """What an audit would find; nothing is kept."""
        return self._json("POST", "/v1/check", article)

    def get_audit(self, audit: int, offsets: str = "codepoint") -> Audit:
        """One audit."""
        return cast("Audit", self._json("GET", f"/v1/audits/{audit}?{urlencode({'offsets': offsets})}"))

    def get_form(self, audit: int, form: Form) -> str:
        """One audit as a page, as SARIF or as W3C annotations."""
        return self._text("GET", f"/v1/audits/{audit}", {"Accept": MEDIA_TYPES[form]})

    def list_audits(self, **filters: str | int) -> Iterator[Audit]:
        """Audits, the newest first, page by page: source, story, rule, topic, severity, status, since, until, sort."""
        return cast("Iterator[Audit]", self._pages("/v1/audits", "audits", filters))

    def source_findings(self, source: str, **filters: str | int) -> Iterator[Finding]:
        """Findings in the newest audits of a source's articles: rule, topic, severity, status."""
        return cast("Iterator[Finding]", self._pages(f"{_source(source)}/findings", "findings", filters))

    def list_sources(self) -> Iterator[dict[str, Any]]:
        """Sources, in order of their keys."""
        return self._pages("/v1/sources", "sources", {})

    def get_source(self, source: str) -> dict[str, Any]:
        """A source with its score and the passages behind it."""
        return self._json("GET", _source(source))

    def decide(self, finding: int, verb: Verb, **words: str) -> dict[str, Any]:
        """Decide on a finding; `words` are `reason`, `note` and, for a key with the scope admin, `who`."""
        return self._json("POST", f"/v1/findings/{finding}/decisions", {"verb": verb, **words})

    def list_rules(self) -> list[dict[str, Any]]:
        """The rules that judge."""
        return cast("list[dict[str, Any]]", self._json("GET", "/v1/rules")["rules"])

    def _pages(self, path: str, name: str, filters: Mapping[str, str | int]) -> Iterator[dict[str, Any]]:
        address: str | None = f"{path}?{urlencode(filters)}"
        while address:
            page = self._json("GET", address)
            yield from page[name]
            address = page["next"]

    def _json(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, headers: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        data = None if body is None else json.dumps(body).encode()
        sent = {"Accept": "application/json", "Content-Type": "application/json", **(headers or {})}
        return cast("dict[str, Any]", json.loads(self._text(method, path, sent, data)))

    def _text(self, method: str, path: str, headers: Mapping[str, str], data: bytes | None = None) -> str:
        address = urljoin(f"{self.address}/", path)
        request = urllib.request.Request(address, data, {**self._headers, **headers}, method=method)
        tries = 1
        while True:
            try:
                # The address is the one that the user gave.
                with urllib.request.urlopen(request, timeout=self._timeout) as response:  # nosec B310
                    return str(response.read().decode())
            except urllib.error.HTTPError as error:
                with error:
                    if tries == MAX_TRIES or error.code not in RETRIED:
                        raise ApiError(error.code, _problem(error)) from None
                    time.sleep(min(MAX_WAIT_SECONDS, float(error.headers.get("Retry-After", 1))))
            except HTTPException as error:
                raise ConnectionError(f"{address} did not answer in full: {error}") from error
            tries += 1


def _source(name: str) -> str:
    return f"/v1/sources/{quote(name, safe='')}"


def _problem(error: urllib.error.HTTPError) -> Mapping[str, Any]:
    try:
        return cast("Mapping[str, Any]", json.loads(error.read()))
    except (ValueError, HTTPException):
        return {"title": error.reason}
