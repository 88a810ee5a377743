"""`/v1/batches`: many articles sent at once, audited by the workers; progress is a count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any
from uuid import uuid4

from flask import Response, request
from flask.views import MethodView
from flask_smorest import Blueprint
from marshmallow import RAISE, Schema, ValidationError, fields, validate
from sqlalchemy import Connection
from werkzeug.exceptions import NotFound, RequestEntityTooLarge, UnprocessableEntity, UnsupportedMediaType

from auditor.store.answered import Answer
from auditor.store.jobs import STATES, add_jobs
from auditor.store.progress import batch_jobs, batch_progress, get_job
from auditor.text.counted import counted

from .access import current_caller, needs
from .bodies import read_json_body
from .errors import PROBLEM_TYPE, RETRY_AFTER, ProblemSchema
from .events import tell_progress
from .jobs import JobSchema
from .reach import own_rows
from .repeats import IDEMPOTENCY_KEY, find_made, make_once, read_repeatable
from .schemas import ArticleSchema
from .services import services
from .strict_json import JsonError, read_json

blueprint = Blueprint("batches", __name__, url_prefix="/v1/batches", description="Many articles at once")
MAX_ARTICLES = 1_000
MAX_JOBS_LISTED = 500
LAST_EVENT = {
    "in": "header",
    "name": "Last-Event-ID",
    "schema": {"type": "string"},
    "description": "The `id` of the last event that the client has; what did not change since is not told again",
}
LINES = ("application/x-ndjson", "application/jsonl")
BODY = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {
                "type": "array",
                "items": {"$ref": "#/components/schemas/Article"},
                "minItems": 1,
                "maxItems": MAX_ARTICLES,
            }
        },
        **{name: {"schema": {"type": "string", "pattern": "[^\\t-\\r ]"}} for name in LINES},
    },
}

EVENT = {
    "type": "object",
    "description": "Each event of an answer",
    "required": ["event", "id", "data"],
    "properties": {
        "event": {"enum": ["progress", "finished"]},
        "id": {"type": "string", "description": "Names these counts; browsers send it back as Last-Event-ID"},
        "data": {
            "type": "string",
            "contentMediaType": "application/json",
            "contentSchema": {"$ref": "#/components/schemas/Progress"},
        },
    },
}


class ProgressSchema(Schema):
    """How far a batch is: `total` is the sum of the four states."""

    batch = fields.Str(required=True, metadata={"description": "Id of the batch"})
    total = fields.Int(required=True)
    waiting = fields.Int(required=True)
    running = fields.Int(required=True)
    done = fields.Int(required=True, metadata={"description": "Articles that have their audit"})
    dead = fields.Int(required=True, metadata={"description": "Articles that could not be audited"})
    finished = fields.Bool(required=True, metadata={"description": "Whether all are done or dead"})


class JobsQuerySchema(Schema):
    """Which jobs of a batch to list."""

    state = fields.Str(validate=validate.OneOf(STATES))
    after = fields.Int(
        load_default=0,
        validate=validate.Range(0, 2**63 - 1),
        metadata={"description": "The `job` of the last one already seen"},
    )
    limit = fields.Int(load_default=100, validate=validate.Range(1, MAX_JOBS_LISTED))


class JobsSchema(Schema):
    """Jobs of a batch in the order they were sent."""

    jobs = fields.List(fields.Nested(JobSchema), required=True)
    next = fields.Int(required=True, allow_none=True, metadata={"description": "`after` of the following page"})


@blueprint.route("")
class Batches(MethodView):
    """All batches."""

    @needs("audit")
    @blueprint.doc(requestBody=BODY, parameters=[IDEMPOTENCY_KEY])
    @blueprint.response(202, ProgressSchema, headers={"Location": {"schema": {"type": "string"}}})
    @blueprint.alt_response(
        422,
        schema=ProblemSchema,
        content_type=PROBLEM_TYPE,
        description="No list of articles, or a used Idempotency-Key",
    )
    @blueprint.alt_response(
        503, schema=ProblemSchema, content_type=PROBLEM_TYPE, headers=RETRY_AFTER, description="Too much work waits"
    )
    def post(self) -> tuple[dict[str, Any] | None, int, dict[str, str]]:
        """Take articles to be audited: a JSON list, or JSON Lines.

        All are taken or none: what one article is refused for stands under its place in the list, or the number of
        its line.
        """
        rows = _read_lines() if request.mimetype in LINES else _read_list()
        if not rows:
            raise UnprocessableEntity("There are no articles in it.")
        if len(rows) > MAX_ARTICLES:
            raise RequestEntityTooLarge(f"{counted(len(rows), 'article')}; at most {MAX_ARTICLES:,} are taken at once.")
        payloads = [_payload(row) for row in own_rows(rows)]
        given = read_repeatable()
        made = find_made(given) or make_once(given, partial(add_batch, payloads=payloads))
        progress = progress_with(made.job)
        return progress, 202, {"Location": f"/v1/batches/{progress['batch']}"}


def add_batch(connection: Connection, payloads: Sequence[dict[str, Any]]) -> Answer:
    """Let workers audit the articles; the answer names the first job. Raises QueueFull."""
    first, *_ = add_jobs(connection, "audit", payloads, batch=uuid4().hex, owner=current_caller().owner)
    return Answer(job=first)


def progress_with(number: int | None) -> dict[str, Any]:
    """How far the batch is that a job belongs to. Raises a 404 if the job was pruned."""
    with services().store.reading() as connection:
        known = get_job(connection, number or 0)
    return find_batch(known["batch"] if known else "")


def _read_list() -> list[dict[str, Any]]:
    """The articles of a JSON list. Raises a 400, 415 or 422."""
    if not request.is_json:
        raise UnsupportedMediaType(f"Send application/json, or JSON Lines as {LINES[0]}.")
    rows = read_json_body()
    if not isinstance(rows, list):
        raise UnprocessableEntity("Send a list of articles.")
    if len(rows) <= MAX_ARTICLES:
        _refuse(ArticleSchema(many=True).validate(rows), "json")
    return rows


def _read_lines() -> list[dict[str, Any]]:
    """The article of every line that is not blank. Raises a 413 or 422."""
    lines = [(number, line) for number, line in enumerate(request.get_data().splitlines(), 1) if line.strip()]
    if len(lines) > MAX_ARTICLES:
        raise RequestEntityTooLarge(f"{counted(len(lines), 'line')}; at most {MAX_ARTICLES:,} are taken at once.")
    schema, errors, rows = ArticleSchema(), {}, []
    for number, line in lines:
        try:
            row = read_json(line)
            schema.load(row)
            rows.append(row)
        except ValidationError as error:
            errors[number] = error.messages
        except JsonError as error:
            errors[number] = [str(error)]
    _refuse(errors, "lines")
    return rows


def _refuse(errors: Mapping[Any, Any], where: str) -> None:
    """Raise a 422 that says what is wrong with which article, if something is."""
    if errors:
        problem = UnprocessableEntity()
        message = (
            f"{counted(len(errors), 'article')} cannot be audited, and nothing was taken; `errors` says which and why."
        )
        problem.data = {"messages": {where: errors}, "message": message}  # type: ignore[attr-defined]  # where ours look
        raise problem


def _payload(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"article": dict(row), "origin": "page" if row.get("html") else "text"}


def find_batch(batch: str) -> dict[str, Any]:
    """How far a batch is. Raises a 404 for one that is not there, or that the caller may not look at."""
    is_one, owners = len(batch) == len(uuid4().hex) and batch.isalnum(), current_caller().owners
    with services().store.reading() as connection:
        found = batch_progress(connection, batch, owners) if is_one else None
    if found is None:
        raise NotFound(f"No batch has the id {batch}.")
    return found


@blueprint.route("/<batch>")
class Batch(MethodView):
    """One batch."""

    @needs("read")
    @blueprint.response(200, ProgressSchema)
    @blueprint.alt_response(404, schema=ProblemSchema, content_type=PROBLEM_TYPE, description="No batch has this id")
    def get(self, batch: str) -> dict[str, Any]:
        """Count the articles of a batch that wait, run, are done or dead."""
        return find_batch(batch)


@blueprint.route("/<batch>/jobs")
class BatchJobs(MethodView):
    """What became of each article of a batch."""

    @needs("read")
    @blueprint.arguments(JobsQuerySchema, location="query", unknown=RAISE)
    @blueprint.response(200, JobsSchema)
    @blueprint.alt_response(404, schema=ProblemSchema, content_type=PROBLEM_TYPE, description="No batch has this id")
    def get(self, query: dict[str, Any], batch: str) -> dict[str, Any]:
        """List audits and errors of a batch in the order the articles were sent."""
        find_batch(batch)
        limit = query.pop("limit")
        with services().store.reading() as connection:
            rows = batch_jobs(connection, batch, **query, limit=limit + 1)
        return {"jobs": rows[:limit], "next": rows[limit - 1]["job"] if len(rows) > limit else None}


@blueprint.route("/<batch>/events")
class BatchEvents(MethodView):
    """The progress of a batch as it happens."""

    @needs("read")
    @blueprint.doc(parameters=[LAST_EVENT])
    @blueprint.response(200, EVENT, content_type="text/event-stream")
    @blueprint.alt_response(204, description="The client has all there will be: an EventSource ends")
    @blueprint.alt_response(404, schema=ProblemSchema, content_type=PROBLEM_TYPE, description="No batch has this id")
    def get(self, batch: str) -> Response:
        """Follow a batch by server-sent events: `progress` with the counts if they changed, at last `finished`.

        Each answer is complete at once and tells when to ask again, which browsers do by themselves.
        """
        told = tell_progress(find_batch(batch), request.headers.get("Last-Event-ID"))
        return Response(status=204) if told is None else Response(told, mimetype="text/event-stream")
