"""Articles out of request bodies: JSON, a page, or plain text with what is known of it in the query."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from flask import request
from flask_smorest import abort
from marshmallow import ValidationError
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from .schemas import ArticleSchema
from .schemas.articles import SOME_TEXT

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
        given = _read_json()
    elif request.mimetype in RAW_FIELDS:
        given = {RAW_FIELDS[request.mimetype]: _read_text()}
    else:
        raise UnsupportedMediaType(f"Send the article as {JSON}, {' or '.join(RAW_FIELDS)}.")
    try:
        row: dict[str, Any] = ArticleSchema().load(given)
    except ValidationError as error:
        abort(422, errors={"json": error.messages})
    return {**facts, **row}


def _read_json() -> Any:
    data = request.get_data()
    try:
        return json.loads(data) if data else {}
    except (ValueError, RecursionError) as error:
        where = f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise BadRequest(f"The body is not JSON in UTF-8{where}.") from None


def _read_text() -> str:
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if charset not in UTF8:
        raise UnsupportedMediaType("Send text in UTF-8.")
    try:
        return request.get_data().decode()
    except UnicodeDecodeError as error:
        raise BadRequest(f"The body is not UTF-8: {error.reason} at byte {error.start}.") from None
