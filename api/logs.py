"""A line of JSON a request: who asked for what, how it went; never what an article says."""

from __future__ import annotations

import json
import logging
import re
import sys
import time
import traceback
import uuid
from types import TracebackType
from typing import Any

from flask import Flask, Response, g, has_app_context, request

LOGGER = logging.getLogger("auditor.api")
HEADER = "X-Request-Id"
_GIVEN = re.compile(r"[A-Za-z0-9._-]{1,64}\Z")
"""A proxy's id is taken over if it cannot break a log."""
MAX_FRAMES = 12


class Service(Flask):
    """Flask, but the log of what broke has no message: it may hold words of an article."""

    def log_exception(
        self,
        exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None],
    ) -> None:
        """Log the kind of the error and where it rose."""
        kind, _, trace = exc_info
        frames = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
        name = kind.__name__ if kind else "unknown"
        LOGGER.error(_line("error", request=request_id(), kind=name, where=frames[-MAX_FRAMES:]))


def begin_request() -> None:
    """Give the request its id, or take over the one that it came with."""
    given = request.headers.get(HEADER, "")
    g.request_id = given if _GIVEN.match(given) else uuid.uuid4().hex
    g.begun = time.perf_counter()


def request_id() -> str:
    """The id of the request being answered; empty outside of one."""
    return str(g.get("request_id", "")) if has_app_context() else ""


def seconds_taken() -> float:
    """How long the request has been worked on."""
    return time.perf_counter() - float(g.get("begun", time.perf_counter()))


def log_request(response: Response) -> Response:
    """Log how the request went, and tell its id."""
    response.headers[HEADER] = request_id()
    caller, editor = g.get("caller"), g.get("editor")
    LOGGER.info(
        _line(
            "request",
            request=request_id(),
            method=request.method,
            route=str(request.url_rule or "unknown"),
            status=response.status_code,
            caller=caller.name if caller else editor,
            address=request.remote_addr,
            received=request.content_length or 0,
            ms=round(1000 * seconds_taken(), 1),
        )
    )
    return response


def log_failure(what: str, reason: str) -> None:
    """Log that `what` the service needs failed; `reason` is a text of ours."""
    LOGGER.error(_line("failure", request=request_id(), what=what, reason=reason))


def _line(event: str, **known: Any) -> str:
    """In ASCII: a log is read in terminals, which act on control characters and turn text round."""
    return json.dumps({"event": event, **known})


def log_to_stderr() -> None:
    """Let the lines appear where a service manager collects them."""
    if not LOGGER.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter('{"time": "%(asctime)s", "level": "%(levelname)s", "log": %(message)s}'))
        LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.INFO)
    LOGGER.propagate = False
