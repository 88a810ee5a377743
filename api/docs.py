"""`/docs`: the OpenAPI document as a page to read, and to try the service with; nothing comes from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from flask import Blueprint, current_app

from auditor.render.html import Frame, render_page

from .review.headers import set_page_headers
from .routes import HOME, STYLESHEET

blueprint = Blueprint("docs", __name__)
blueprint.after_request(set_page_headers)
JSON = "application/json"
Document = Mapping[str, Any]


class Parameter(NamedTuple):
    """What an operation takes beside its body."""

    name: str
    place: str
    """path, query or header."""
    kind: str
    required: bool
    description: str
    choices: Sequence[str]
    default: str


class Answer(NamedTuple):
    """One answer of an operation."""

    status: str
    description: str
    types: Sequence[str]


class Operation(NamedTuple):
    """One operation as the page shows it."""

    anchor: str
    tag: str
    method: str
    path: str
    summary: str
    description: str
    scopes: Sequence[str]
    parameters: Sequence[Parameter]
    takes: Sequence[str]
    """Media types of its body."""
    body: str
    """An example of the JSON that it takes."""
    answers: Sequence[Answer]


@blueprint.get("/docs")
def docs() -> str:
    """The page."""
    document = current_app.extensions["openapi"].to_dict()
    about = {tag["name"]: tag.get("description", "") for tag in document["tags"]}
    groups: dict[str, list[Operation]] = {name: [] for name in about}
    for operation in read_operations(document):
        groups[operation.tag].append(operation)
    frame = Frame(stylesheet=STYLESHEET, sheets=("/static/docs.css",), script="/static/docs.js", home=HOME)
    return render_page(
        "docs.html", frame, info=document["info"], about=about, groups=groups, is_open=current_app.config["OPEN"]
    )


def read_operations(document: Document) -> Iterator[Operation]:
    """The operations of a document, in its order."""
    for path, item in document["paths"].items():
        shared = item.get("parameters", [])
        for method, operation in item.items():
            if method != "parameters":
                yield _operation(document, path, method, {**operation, "shared": shared})


def _operation(document: Document, path: str, method: str, given: Mapping[str, Any]) -> Operation:
    takes = given.get("requestBody", {}).get("content", {})
    scopes = [scope for way in given.get("security", ()) for names in way.values() for scope in names]
    return Operation(
        anchor=f"{method}{path}".replace("/", "-").replace("{", "").replace("}", ""),
        tag=given["tags"][0],
        method=method.upper(),
        path=path,
        summary=given.get("summary", ""),
        description=given.get("description", ""),
        scopes=scopes,
        parameters=[_parameter(row) for row in (*given["shared"], *given.get("parameters", ()))],
        takes=list(takes),
        body=_body(document, takes[JSON]["schema"]) if JSON in takes else "",
        answers=sorted(_answer(document, status, row) for status, row in given["responses"].items()),
    )


def _parameter(row: Mapping[str, Any]) -> Parameter:
    schema = row["schema"]
    return Parameter(
        name=row["name"],
        place=row["in"],
        kind=str(schema.get("type", "string")),
        required=row.get("required", False),
        description=row.get("description") or schema.get("description", ""),
        choices=schema.get("enum", ()),
        default=str(schema.get("default", "")),
    )


def _answer(document: Document, status: str, row: Mapping[str, Any]) -> Answer:
    found = _resolve(document, row)
    return Answer(str(status), found.get("description", ""), list(found.get("content", ())))


def _resolve(document: Document, value: Mapping[str, Any]) -> Mapping[str, Any]:
    """What `value` refers to, or itself."""
    found: Any = value
    if "$ref" in value:
        found = document
        for step in value["$ref"].removeprefix("#/").split("/"):
            found = found[step]
    return found  # type: ignore[no-any-return]


def _body(document: Document, schema: Mapping[str, Any]) -> str:
    """A value of a schema as JSON, made of the examples of its properties."""
    return json.dumps(_example(document, schema), ensure_ascii=False, indent=2)


def _example(document: Document, schema: Mapping[str, Any]) -> Any:
    found = _resolve(document, schema)
    if found.get("type") == "array":
        return [_example(document, found["items"])]
    return {name: row["example"] for name, row in found.get("properties", {}).items() if "example" in row}
