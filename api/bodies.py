"""Articles out of request bodies: JSON, a page, or plain text with what is known of it in the query."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Request, request
from flask_smorest import Blueprint, abort
from marshmallow import Schema, ValidationError
from webargs.core import missing
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from .schemas import ArticleSchema
from .schemas.articles import SOME_TEXT
from .strict_json import JsonError, read_json

JSON = "application/json"
RAW_FIELDS: Mapping[str, str] = {"text/html": "html", "text/plain": "text"}
"""Media types that are the article itself, and the field it stands for."""
UTF8 = frozenset({"utf-8", "utf8", "us-ascii"})
REQUEST_BODY: Mapping[str, Any] = {
    "required": True,
    "content": {
        JSON: {"schema": {"$ref": "#/components/schemas/Article"}},
        "text/plain": {"schema": {"type": "string", "minLength": 1, "pattern": SOME_TEXT}},
        "text/html": {"schema": {"type": "string", "minLength": 1, "pattern": SOME_TEXT}},
    },
}


def refuse_forms() -> None:
    """Read nothing but JSON from a resource: neither forms nor what scripts send as plain text. Raises a 415."""
    if request.method not in ("GET", "HEAD", "DELETE", "OPTIONS") and not request.is_json:
        raise UnsupportedMediaType("Send the request as application/json.")


def read_article_row(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The input row that the request's body holds; `facts` came with it in the query, and the body's own win.

    Raises a 400, 413, 415 or 422.
    """
    if request.is_json:
        given = read_json_body()
    elif request.mimetype in RAW_FIELDS:
        given = {RAW_FIELDS[request.mimetype]: _read_text()}
    else:
        raise UnsupportedMediaType(f"Send the article as {JSON}, {' or '.join(RAW_FIELDS)}.")
    try:
        row: dict[str, Any] = ArticleSchema().load(given)
    except ValidationError as error:
        abort(422, errors={"json": error.messages})
    return {**facts, **row}


def read_json_body() -> Any:
    """The value that the request's body is, whatever charset its type names. Raises a 400."""
    try:
        return read_json(request.get_data())
    except JsonError as error:
        raise BadRequest(str(error)) from None


class StrictParser(FlaskParser):
    """Reads the bodies that `arguments` asks for as every other door does."""

    def load_json(self, req: Request, schema: Schema) -> Any:
        """The value of a body, `missing` if it is not JSON. Raises a 400."""
        return read_json_body() if req.is_json else missing


class JsonBlueprint(Blueprint):
    """A resource that takes JSON, and nothing but JSON."""

    ARGUMENTS_PARSER = StrictParser()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before_request(refuse_forms)


def _read_text() -> str:
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if charset not in UTF8:
        raise UnsupportedMediaType("Send text in UTF-8.")
    try:
        return request.get_data().decode()
    except UnicodeDecodeError as error:
        raise BadRequest(f"What was sent is not UTF-8 at byte {error.start}.") from None
