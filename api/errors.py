"""The one shape of errors: problem details (RFC 9457), as a page where a browser asked for one."""

from __future__ import annotations

import http
from collections.abc import Iterator, Mapping
from itertools import islice
from types import TracebackType
from typing import Any, cast

from flask import Response, current_app, request
from flask_smorest import Api
from flask_smorest.utils import prepare_response
from marshmallow import Schema, fields
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException, ServiceUnavailable, TooManyRequests, UnprocessableEntity

from auditor.render.html import Frame, render_problem
from auditor.store.answered import KeyReused
from auditor.store.failures import database_reason, is_defect
from auditor.store.jobs import QueueFull, ShareFull

from .logs import log_failure, request_id
from .routes import HOME, STYLESHEET

RETRY_AFTER_SECONDS = 2
PROBLEM_TYPE = "application/problem+json"
QUOTA_EXCEEDED = "https://iana.org/assignments/http-problem-types#quota-exceeded"
RETRY_AFTER = {"Retry-After": {"description": "In how many seconds to come again", "schema": {"type": "integer"}}}
FOR_A_WHILE = (http.HTTPStatus.TOO_MANY_REQUESTS, http.HTTPStatus.SERVICE_UNAVAILABLE)
"""What may succeed later; both say when."""
MAX_ERRORS_TOLD = 20
"""Fields whose errors are told; whoever has more of them wrong has one thing wrong."""
MAX_MESSAGES = 2
"""Of one field."""
MAX_NAME_CHARACTERS, MAX_MESSAGE_CHARACTERS, MAX_DETAIL_CHARACTERS = 100, 200, 1_000
"""Of the name of a field, which may be any text, of what is said of it, and of a detail or a path that quotes what was
sent: with MAX_ERRORS_TOLD, a problem stays below 64 kB however much was wrong."""


class ProblemSchema(Schema):
    """What went wrong with one request."""

    type = fields.Str(
        required=True,
        metadata={
            "description": "`about:blank`, so that the title is that of the status; a spent quota has "
            f"`{QUOTA_EXCEEDED}` and names its `violated-policies`"
        },
    )
    title = fields.Str(required=True)
    status = fields.Int(required=True)
    detail = fields.Str()
    instance = fields.Str()
    request = fields.Str(metadata={"description": "Id of the request; the service's log has it too"})
    errors = fields.Dict(
        metadata={
            "description": f"What is wrong with each field, by where the fields were sent; {MAX_ERRORS_TOLD} of them"
        }
    )
    errors_left_out = fields.Int(metadata={"description": "How many more fields are wrong, if `errors` has not all"})


class ProblemApi(Api):
    """flask-smorest with problem details.

    It overrides two methods of flask-smorest 0.47 (`_register_responses` is private): the shipped ones have a JSON
    shape of their own and lose the `Allow` header of a 405.
    """

    ERROR_SCHEMA = ProblemSchema

    def _register_error_handlers(self) -> None:
        super()._register_error_handlers()
        self._app.register_error_handler(TimeoutError, self.handle_overload)
        self._app.register_error_handler(KeyReused, self.handle_reuse)
        self._app.register_error_handler(QueueFull, self.handle_overload)
        self._app.register_error_handler(DBAPIError, self.handle_database)

    def handle_reuse(self, error: KeyReused) -> Response:
        """The response to an Idempotency-Key that named another request."""
        return self.handle_http_exception(UnprocessableEntity(f"{error}."))

    def handle_overload(self, error: TimeoutError | QueueFull) -> Response:
        """The response where the service had no time, or no room, for the request; a 429 if others find some."""
        if isinstance(error, ShareFull):
            return self.handle_http_exception(TooManyRequests(f"{error}.", retry_after=error.retry_after))
        wait = getattr(error, "retry_after", RETRY_AFTER_SECONDS)
        return self.handle_http_exception(ServiceUnavailable(f"{error}; try again.", retry_after=wait))

    def handle_database(self, error: DBAPIError) -> Response:
        """The response where the database did not do its part. Raises errors that are defects of ours."""
        if is_defect(error):
            raise error
        reason = database_reason(error)
        log_failure("database", reason)
        self._app.log_exception((type(error), error, cast("TracebackType", error.__traceback__)))
        detail = f"The database did not do its part: {reason}; try again."
        return self.handle_http_exception(ServiceUnavailable(detail, retry_after=RETRY_AFTER_SECONDS))

    def _register_responses(self) -> None:
        for status in (*http.HTTPStatus, None):
            response: dict[str, Any] = {"description": status.phrase if status else "Default error response"}
            if status is None or (status >= 200 and status not in (204, 304)):
                response["schema"] = self.ERROR_SCHEMA
            if status in FOR_A_WHILE:
                response["headers"] = RETRY_AFTER
            prepare_response(response, self.spec, PROBLEM_TYPE)
            self.spec.components.response(status.name if status else "DEFAULT_ERROR", response, lazy=True)

    def handle_http_exception(self, error: HTTPException) -> Response:
        """The response for `error`, with the headers that belong to it."""
        if error.response is not None:
            return error.response  # type: ignore[return-value]  # Flask makes no other kind
        problem = describe(error)
        if wants_page():
            body = render_problem(problem["title"], problem["detail"], Frame(stylesheet=STYLESHEET, home=HOME))
            response = Response(body, error.code, mimetype="text/html")
        else:
            response = Response(current_app.json.dumps(problem), error.code, mimetype=PROBLEM_TYPE)
        headers = _extra(error).get("headers") or {}
        for name, value in (*error.get_headers(request.environ), *headers.items()):
            if name.lower() not in ("content-type", "content-length"):
                response.headers[name] = value
        response.vary.add("Accept")
        return response


def describe(error: HTTPException) -> dict[str, Any]:
    """`error` as problem details of bounded size."""
    extra = _extra(error)
    problem: dict[str, Any] = {
        "type": "about:blank",
        "title": error.name,
        "status": error.code,
        "detail": shortened(extra.get("message") or error.description or error.name, MAX_DETAIL_CHARACTERS),
        "instance": shortened(request.path, MAX_DETAIL_CHARACTERS),
        "request": request_id(),
        **getattr(error, "problem", {}),
    }
    errors = extra.get("errors") or extra.get("messages")
    if errors:
        problem |= tell_errors(errors)
        problem["detail"] = (
            extra.get("message") or "Some fields are not as they should be; `errors` says which and why."
        )
    return problem


def shortened(text: str, most: int) -> str:
    """`text`, cut where it has more than `most` characters."""
    return text if len(text) <= most else f"{text[: most - 1]}\N{HORIZONTAL ELLIPSIS}"


def tell_errors(errors: Mapping[Any, Any]) -> dict[str, Any]:
    """The members of a problem that tell the first MAX_ERRORS_TOLD fields of `errors`, and how many more there are."""
    leaves, told = _leaves(errors), dict[str, Any]()
    for path, messages in islice(leaves, MAX_ERRORS_TOLD):
        place = told
        *holders, name = (shortened(str(part), MAX_NAME_CHARACTERS) for part in path)
        for holder in holders:
            place = place.setdefault(holder, {})
        place[name] = [shortened(str(message), MAX_MESSAGE_CHARACTERS) for message in messages[:MAX_MESSAGES]]
    left_out = sum(1 for _ in leaves)
    return {"errors": told, **({"errors_left_out": left_out} if left_out else {})}


def _leaves(errors: Mapping[Any, Any], *path: Any) -> Iterator[tuple[tuple[Any, ...], list[Any]]]:
    """Each field with what is wrong with it; as deep as schemas nest."""
    for name, found in errors.items():
        if isinstance(found, Mapping):
            yield from _leaves(found, *path, name)
        else:
            yield (*path, name), found if isinstance(found, list) else [found]


def _extra(error: HTTPException) -> dict[str, Any]:
    """What `abort` was given beside the status."""
    return getattr(error, "data", None) or {}


def wants_page() -> bool:
    """Whether the client would rather have HTML than JSON."""
    return request.accept_mimetypes.best_match(("application/json", "text/html")) == "text/html"
