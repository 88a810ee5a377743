"""Requests that may come twice: an Idempotency-Key makes the second one an echo of the first."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask import request
from sqlalchemy import Connection
from werkzeug.exceptions import UnprocessableEntity

from auditor.store.answered import Answer, AnsweredMeanwhile, Repeatable, find_answer, keep_answer, repeatable

from .access import current_caller
from .services import services

MAX_KEY_CHARACTERS = 255
VISIBLE = "^[!-~]+$"
IDEMPOTENCY_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "description": "A name of your own for this request. Sent again within a day, it is answered the same.",
    "schema": {"type": "string", "minLength": 1, "maxLength": MAX_KEY_CHARACTERS, "pattern": VISIBLE},
    "example": "0b3c2a6e-9f0e-4b53-8f6d-5d8a3a0f7c11",
}


def read_repeatable() -> Repeatable | None:
    """The request being answered, if it carries an Idempotency-Key. Raises a 422."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    if len(key) > MAX_KEY_CHARACTERS or not re.fullmatch(VISIBLE, key):
        raise UnprocessableEntity(f"An Idempotency-Key has 1 to {MAX_KEY_CHARACTERS} visible ASCII characters.")
    caller = current_caller()
    parts = (request.full_path.encode(), request.mimetype.encode(), request.get_data())
    return repeatable(f"{caller.key}", key, *parts)


def find_made(given: Repeatable | None) -> Answer | None:
    """What was made of the request when it came first; None if it comes first now. Raises KeyReused."""
    if given is None:
        return None
    with services().store.reading() as connection:
        return find_answer(connection, given)


def make_once(given: Repeatable | None, make: Callable[[Connection], Answer]) -> Answer:
    """What `make` makes of the request in one transaction, or what was made of the same request meanwhile.

    Raises KeyReused, and what `make` raises.
    """
    try:
        with services().store.writing() as connection:
            made = make(connection)
            if given is not None:
                keep_answer(connection, given, made)
            return made
    except AnsweredMeanwhile as first:
        return first.answer
