"""`/v1/jobs`: work that was accepted and is done later."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView
from flask_smorest import Blueprint
from marshmallow import Schema, fields, validate
from werkzeug.exceptions import NotFound

from auditor.store.jobs import STATES
from auditor.store.progress import get_job

from .access import current_caller, needs
from .errors import PROBLEM_TYPE, ProblemSchema
from .services import services

blueprint = Blueprint("jobs", __name__, url_prefix="/v1/jobs", description="Work that is done later")


class JobSchema(Schema):
    """One piece of work."""

    job = fields.Int(required=True, metadata={"description": "Id of the job"})
    kind = fields.Str(required=True)
    batch = fields.Str(required=True, allow_none=True, metadata={"description": "Id of the batch it came in"})
    state = fields.Str(
        required=True,
        validate=validate.OneOf(STATES),
        metadata={"description": "dead: it failed for good, and `error` says why"},
    )
    attempts = fields.Int(required=True, metadata={"description": "How often it was begun"})
    error = fields.Str(required=True, allow_none=True, metadata={"description": "Why it failed last"})
    id = fields.Str(required=True, allow_none=True, metadata={"description": "The sender's name for the article"})
    audit = fields.Int(required=True, allow_none=True, metadata={"description": "Id of the audit, once it is done"})
    created = fields.Str(required=True, metadata={"format": "date-time"})
    finished = fields.Str(required=True, allow_none=True, metadata={"format": "date-time"})


def address_of(job: int) -> str:
    """Where the state of a job is told."""
    return f"/v1/jobs/{job}"


@blueprint.route("/<int:job>")
class Job(MethodView):
    """One job."""

    @needs("read")
    @blueprint.response(200, JobSchema)
    @blueprint.alt_response(404, schema=ProblemSchema, content_type=PROBLEM_TYPE, description="No job has this id")
    def get(self, job: int) -> dict[str, Any]:
        """Say what became of a job: waiting, running, done with its audit, or dead with the reason.

        A key that is bound to sources sees its own jobs, and those of the sources' hooks.
        """
        owners = current_caller().owners
        with services().store.reading() as connection:
            found = get_job(connection, job, owners)
        if found is None:
            raise NotFound(f"No job has the id {job}.")
        return found
