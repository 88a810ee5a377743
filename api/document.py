"""The OpenAPI document: what every operation has in common, said in one place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from apispec import APISpec

from .links import add_links

DESCRIPTION = """\
Audits news articles for editorial consistency and text hygiene. Findings are exact passages with their evidence;
offsets count code points unless `offsets` asks for another unit. Errors are problem details (RFC 9457). Lists come in
pages: follow `next` until it is null."""
ALWAYS = (503, 500)
KEYED = (401, 403, 429)
NAMED = (404,)
SENT = (400, 413, 415)


def complete(spec: APISpec, *, is_open: bool) -> None:
    """Name the errors of every operation, say whether a key may be left out, and link what follows from what."""
    spec.options.setdefault("info", {})["description"] = DESCRIPTION
    for path, operation in _operations(spec):
        responses = operation["responses"]
        for status in _errors(path, operation):
            responses.setdefault(str(status), spec.components.get_ref("response", HTTPStatus(status).name))
        if is_open and operation.get("security"):
            operation["security"] = [*operation["security"], {}]
    add_links(spec.to_dict())


def _errors(path: str, operation: Mapping[str, Any]) -> Iterator[int]:
    """The statuses of the errors that an operation may answer with."""
    yield from ALWAYS
    if operation.get("security"):
        yield from KEYED
    pages = any(parameter.get("name") == "cursor" for parameter in operation.get("parameters", ()))
    if "{" in path or pages:
        yield from NAMED
    if "requestBody" in operation:
        yield from SENT


def _operations(spec: APISpec) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in spec.to_dict()["paths"].items():
        for method, operation in item.items():
            if method != "parameters":
                yield path, operation
