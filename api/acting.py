"""Who does what a request asks for, as the log has it."""

from __future__ import annotations

from flask import request

from auditor.store.log import EDITOR, KEY, Actor

from .access import current_caller


def calling() -> Actor:
    """The holder of the key that a request of the API shows. Raises a 401 without one where one is needed."""
    return Actor(KEY, current_caller().name, request.remote_addr)


def editing(name: str) -> Actor:
    """The editor of this name, who sent the form."""
    return Actor(EDITOR, name, request.remote_addr)
