"""Walks through the API along the links of its own description, by callers with every scope and with none."""

from __future__ import annotations

import contextlib
import copy
import json
import sqlite3
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import schemathesis
from flask import Flask, Response, request
from hypothesis.stateful import initialize
from schemathesis.generation.stateful.state_machine import APIStateMachine, StepInput
from sqlalchemy import event

from api import create_app
from api.batches import LINES
from auditor.article import Article
from auditor.audit import Auditor
from auditor.settings import load_settings
from auditor.store.keys import SCOPES, create_key
from tests.api.hooks.signing import SECRETS, SOURCE, signed
from tests.jobs.made import Drain

NOBODY = "nobody"
EVERYTHING = "everything"
CALLERS = (EVERYTHING, *SCOPES, NOBODY)
PROBLEM_FIELDS = {"type", "title", "status", "detail", "instance", "request"}
ASK_FOR_KEY = "Send a key as Authorization: Bearer aud_...; `auditor keys create` makes one."
TEXT = (
    "The mayors of the lower valley met on Monday, 5 March 2025, in Ghent.\n"
    "The barrier is to cost $48 million, of which the the region pays half, edition {}.\n"
    "The river rose by three metres last winter, and forty houses of Ghent stood under water for a week."
)
FLAW = "The barrier is to to cost $48 million. "
"""A doubled word, so that there are findings to decide on."""
RULES = ("language/doubled-word", "title/doubled", "boilerplate/byline")
DECIDES = "POST /v1/check/decisions"
ASK_THE_GATE = ("POST /v1/check", DECIDES)
TAKE_ARTICLES = ("POST /v1/audits", *ASK_THE_GATE)
SIGNED = "POST /v1/hooks/{source}"


@schemathesis.serializer("text/html", "text/plain")
def send_text(_: Any, value: Any) -> bytes:
    """A text as the bytes that it is sent as; what is none, as bytes that are no text either."""
    return as_bytes(value, b"\xff")


@schemathesis.serializer("application/x-ndjson", "application/jsonl")
def send_lines(_: Any, value: Any) -> bytes:
    """JSON Lines as the bytes that they are sent as; what is no text, as no line at all."""
    return as_bytes(value, b"")


def as_bytes(value: Any, other: bytes) -> bytes:
    """`value` as it is sent if it is text or bytes, else `other`: in place of text there is no wrong type to send."""
    if isinstance(value, str):
        return value.encode("utf-8", "surrogatepass")
    return value if isinstance(value, bytes) else other


@schemathesis.check
def status_is_named(_: Any, response: Any, case: Any) -> None:
    """An answer's status stands in the description by its number; `default` covers what no client can expect."""
    named = case.operation.definition.raw["responses"]
    assert str(response.status_code) in named, f"{case.operation.label} names no {response.status_code}"


def complete(case: Any) -> None:
    """Make of a case that keeps to the description what it cannot say there.

    Each request has an Idempotency-Key of its own, as one used twice names another request, which is refused. A page
    has some text, a text has a finding, and a line is an article. The gate is asked about articles of nowhere, as it blocks
    those of a source that nobody knows.
    """
    if not case.meta.generation.mode.is_positive:
        return
    if "Idempotency-Key" in (case.headers or {}):
        case.headers["Idempotency-Key"] = uuid.uuid4().hex
    if case.media_type in LINES:
        case.body = json.dumps({"text": FLAW})
    if case.operation.label in ASK_THE_GATE:
        case.query, case.body = ({**given, "source": None} for given in (case.query or {}, case.body))
        del case.query["source"]
    if case.operation.label in TAKE_ARTICLES:
        if isinstance(case.body, str):
            case.body = FLAW + case.body
        else:
            case.body = {
                name: FLAW + value if name in ("text", "html") and value else value for name, value in case.body.items()
            }


@dataclass
class Service:
    """A service that needs keys, which can be put back to how it began."""

    app: Flask
    path: Path
    """Its database."""
    drain: Drain
    beginning: sqlite3.Connection = field(default_factory=lambda: sqlite3.connect(":memory:"))
    keys: dict[str, str] = field(default_factory=dict)
    answers: Counter[tuple[str, int]] = field(default_factory=Counter)
    """How often each address answered with each status, those asked by the checks included."""
    reached: set[str] = field(default_factory=set)
    """The operations that did what a step of a walk asked for."""

    def remember(self) -> None:
        """Take what is kept now for the beginning."""
        with contextlib.closing(sqlite3.connect(self.path)) as kept:
            kept.backup(self.beginning)

    def begin_anew(self) -> None:
        """Put everything back, so that a walk that is repeated meets the same."""
        with contextlib.closing(sqlite3.connect(self.path)) as kept:
            self.beginning.backup(kept)

    @contextlib.contextmanager
    def statements(self) -> Iterator[list[str]]:
        """What the service asks its database meanwhile."""
        engine, asked = self.app.extensions["auditor"].store.database.engine, list[str]()

        def note(_: Any, __: Any, statement: str, *___: Any) -> None:
            asked.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        try:
            yield asked
        finally:
            event.remove(engine, "before_cursor_execute", note)

    def headers(self, caller: str) -> dict[str, str]:
        """What `caller` shows."""
        return {"Authorization": f"Bearer {self.keys[caller]}"} if caller != NOBODY else {}


@contextlib.contextmanager
def serve(auditor: Auditor, folder: Path) -> Iterator[Service]:
    """A service with keys of all kinds, a hook, a story of two sources, findings, a batch, and what follows of it."""
    (folder / "secret").write_text(SECRETS["standard"], encoding="utf-8")
    settings = folder / "auditor.toml"
    settings.write_text(f'[source."{SOURCE}".hook]\nsecrets = ["file:secret"]\n', encoding="utf-8")
    judge = copy.copy(auditor)
    judge.settings = load_settings(settings, auditor.ruleset)
    limits = {"RATE_LIMIT": None, "ADDRESS_LIMIT": None}
    path = folder / "auditor.db"
    app = create_app({"DATABASE": f"sqlite:///{path}", "AUDITOR": judge, "PROPAGATE_EXCEPTIONS": False, **limits})
    service = Service(app, path, Drain(app.extensions["auditor"].store, judge))
    app.after_request(lambda response: count(service, response))
    with app.extensions["auditor"].store.writing() as connection:
        service.keys |= {scope: create_key(connection, scope, [scope]) for scope in SCOPES}
        service.keys[EVERYTHING] = create_key(connection, EVERYTHING, SCOPES)
    fill(service)
    service.remember()
    service.answers.clear()
    yield service
    service.beginning.close()
    app.extensions["auditor"].close()


def fill(service: Service) -> None:
    """Keep two revisions of an article, another of the same event, and a batch with a page that has no text."""
    client, headers = service.app.test_client(), service.headers(EVERYTHING)
    for name, source, edition in (("a1", "valley.example", 1), ("a1", "valley.example", 2), ("b1", "Hill News", 3)):
        article = {"text": TEXT.format(edition), "source": source, "id": name, "published": "2025-03-06"}
        assert client.post("/v1/audits", json=article, headers=headers).status_code == 201
    rows = ({"text": "One boat left the the harbour."}, {"html": "<p></p>"})
    lines = {"data": "\n".join(map(json.dumps, rows)), "content_type": "application/jsonl"}
    assert client.post("/v1/batches", headers=headers, **lines).status_code == 202
    service.drain()


def count(service: Service, response: Response) -> Response:
    """`response`, counted."""
    service.answers[f"{request.method} {request.url_rule}", response.status_code] += 1
    return response


def scope_of(operation: Any) -> str | None:
    """The scope that an operation needs, as the description says; None where it needs no key."""
    return next(
        (scope for way in operation.definition.raw["security"] for names in way.values() for scope in names), None
    )


def is_routed(service: Service, case: Any) -> bool:
    """Whether the path of a case leads to its operation; where a number is none, it leads nowhere."""
    return service.app.url_map.bind("localhost").test(unquote(case.formatted_path), case.operation.method)


def check_refusal(service: Service, caller: str, case: Any) -> None:
    """Whoever lacks the scope is told so and no more, and the service looks up nothing but the key."""
    need = scope_of(case.operation)
    if not is_routed(service, case):
        return
    with service.statements() as asked:
        response = case.call(headers=service.headers(caller))
    problem = response.json()
    status, detail = (401, ASK_FOR_KEY) if caller == NOBODY else (403, f"The key of {caller} lacks the scope {need!r}.")
    assert (response.status_code, problem["detail"]) == (status, detail), case.operation.label
    assert problem.keys() <= PROBLEM_FIELDS
    assert all("access_key" in statement for statement in asked if "BEGIN" not in statement), asked


def sign(case: Any) -> None:
    """Send a delivery of an article to the source that has a hook, and sign it."""
    case.path_parameters["source"] = SOURCE
    case.body = {"type": "article.published", "data": {"text": FLAW, "id": "d1"}, **case.body}
    case.headers = signed("standard", case.body).headers


@cache
def name_of_flaw() -> str:
    """The fingerprint of what is found in FLAW."""
    return Auditor().audit(Article(text=FLAW)).findings[0].fingerprint


def prepare(case: Any, step: int, following: Mapping[str, str]) -> None:
    """Make of a case that keeps to the description what helps walks to get on.

    Deliveries are signed, rules that are named are rules (but at each fourth step), and a list is followed to where its
    last page said that it goes on.
    """
    complete(case)
    if not case.meta.generation.mode.is_positive:
        return
    if case.operation.label == SIGNED:
        sign(case)
    if case.operation.label == "GET /v1/check":
        case.query = {"source": SOURCE}
    if case.operation.label == DECIDES:
        case.body = {"text": FLAW, "decision": {**case.body["decision"], "fingerprint": name_of_flaw()}}
    if "source" in case.path_parameters:
        case.path_parameters["source"] = str(case.path_parameters["source"])  # links carry an id as a number
    if "topic" in case.path_parameters and step % 4:
        topic, _, name = RULES[step % len(RULES)].partition("/")
        case.path_parameters |= {"topic": topic, "name": name}
    if "cursor" in case.query:
        case.query = {name: value for name, value in case.query.items() if name != "cursor"}
        if address := following.get(case.formatted_path):
            case.query = dict(parse_qsl(urlsplit(address).query))


def following_page(response: Any) -> str | None:
    """The address of the page behind the one that was given, if there is one."""
    links = response.headers.get("link", ())
    return next((link.partition("<")[2].partition(">")[0] for link in links), None)


def is_allowed(caller: str, case: Any) -> bool:
    """Whether `caller` has the scope that the operation of a case needs, if it needs one."""
    need = scope_of(case.operation)
    return need is None or caller in (EVERYTHING, need)


def unlinked(schema: Any) -> list[Any]:
    """The operations that no link starts from or leads to."""
    linked = set()
    operations = [result.ok() for result in schema.get_all_operations()]
    for operation in operations:
        for answer in operation.definition.raw["responses"].values():
            for link in answer.get("links", {}).values():
                linked |= {operation.label, schema.find_operation_by_reference(link["operationRef"]).label}
    return [operation for operation in operations if operation.label not in linked]


class Walk(APIStateMachine):
    """Steps along the links of the description, by one caller.

    Where the caller lacks the scope of an operation they must be refused; the walk goes on with all scopes then, so
    that every caller comes to everything that there is.
    """

    service: Service
    caller: str
    recorder: Any

    def setup(self) -> None:
        self.service.begin_anew()
        self.steps = 0
        self.following: dict[str, str] = {}

    def before_call(self, case: Any) -> None:
        self.steps += 1
        prepare(case, self.steps, self.following)
        super().before_call(case)

    def get_call_kwargs(self, case: Any) -> dict[str, Any]:
        return {"headers": self.service.headers(self.caller if is_allowed(self.caller, case) else EVERYTHING)}

    def call(self, case: Any, **kwargs: Any) -> Any:
        if not is_allowed(self.caller, case):
            check_refusal(self.service, self.caller, case)
        response = super().call(case, **kwargs)
        if case.operation.method == "post":
            self.service.drain()
        return response

    def after_call(self, response: Any, case: Any) -> None:
        if address := following_page(response):
            self.following[case.formatted_path] = address
        if response.status_code < HTTPStatus.MULTIPLE_CHOICES:
            self.service.reached.add(case.operation.label)
        super().after_call(response, case)

    def validate_response(self, response: Any, case: Any, additional_checks: Any = None, **kwargs: Any) -> None:
        headers, recorder = kwargs["headers"], self.recorder
        case.validate_response(response, headers=headers, transport_kwargs=kwargs, recorder=recorder)


def visit(walk: APIStateMachine, case: Any) -> None:
    """Begin a walk with an operation that nothing leads to."""
    walk.step(StepInput.initial(case))


def make_walk(service: Service, caller: str) -> type[APIStateMachine]:
    """The walks of `caller`, which begin where no link leads to."""
    schema = schemathesis.openapi.from_wsgi("/openapi.json", service.app)
    schema.config.generation.update(with_security_parameters=False)  # the callers show their own keys
    visits = {operation.label: initialize(case=operation.as_strategy())(visit) for operation in unlinked(schema)}
    known = {"service": service, "caller": caller, **visits}
    return type("Walk", (Walk, schema.as_state_machine()), known)
