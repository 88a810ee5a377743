"""`POST /v1/hooks/{source}`: a delivery of a source's CMS, verified, known again, and queued before it is answered."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from flask import current_app, request
from flask.views import MethodView
from flask_smorest import Blueprint
from marshmallow import Schema, fields, validate
from sqlalchemy import Connection
from werkzeug.datastructures import Headers
from werkzeug.exceptions import (
    BadRequest,
    ClientDisconnected,
    NotFound,
    Unauthorized,
    UnprocessableEntity,
    UnsupportedMediaType,
)

from auditor.cms.connection import Hook, SecretError, read_secrets
from auditor.ingest.errors import InputError
from auditor.ingest.fields import known_fields, text_field
from auditor.settings import Settings, SettingsError
from auditor.sources import source_key
from auditor.store.deliveries import Taken, take_delivery, take_withdrawal
from auditor.store.door import UnstorableText
from auditor.text.counted import counted

from .errors import PROBLEM_TYPE, RETRY_AFTER, ProblemSchema
from .hooks import SENDERS
from .hooks.delivery import Delivery, Event, Sender
from .services import services
from .strict_json import JsonError, read_json

blueprint = Blueprint("hooks", __name__, url_prefix="/v1/hooks", description="Deliveries of content management systems")
MAX_DELIVERY_BYTES = 4 << 20
"""The longest articles have some 0.2 MB; a CMS may send a body three times over."""
MAX_NAME_CHARACTERS = 200
"""Longer names of deliveries are kept as their hash."""
BODY = {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}}
"""What is in it is the CMS's own business, and so are the headers that sign it."""


@dataclass(frozen=True, slots=True)
class ActiveHook:
    """A source's hook, ready to be called."""

    sender: Sender
    hook: Hook
    secrets: Sequence[str] = field(repr=False)


class ReceivedSchema(Schema):
    """What became of a delivery."""

    status = fields.Str(required=True, validate=validate.OneOf(["accepted", "known", "ignored"]))
    job = fields.Int(allow_none=True, metadata={"description": "The job that audits the article"})
    reason = fields.Str(metadata={"description": "Why there is nothing to audit"})


@blueprint.route("/<source>")
class Receive(MethodView):
    """The hook of one source."""

    @blueprint.response(202, ReceivedSchema, headers={"Location": {"schema": {"type": "string"}}})
    @blueprint.alt_response(200, schema=ReceivedSchema, description="Known already, or nothing to audit")
    @blueprint.alt_response(
        401, schema=ProblemSchema, content_type=PROBLEM_TYPE, description="Not signed as it must be"
    )
    @blueprint.alt_response(404, schema=ProblemSchema, content_type=PROBLEM_TYPE, description="No hook of this name")
    @blueprint.alt_response(
        422, schema=ProblemSchema, content_type=PROBLEM_TYPE, description="Signed, but without an article to audit"
    )
    @blueprint.alt_response(
        429,
        schema=ProblemSchema,
        content_type=PROBLEM_TYPE,
        headers=RETRY_AFTER,
        description="Too much of this source waits already, or too much came from this address",
    )
    @blueprint.doc(security=[], requestBody=BODY)
    def post(self, source: str) -> tuple[dict[str, Any], int, dict[str, str]]:
        """Take what a CMS sends when an article was published; the proof is its signature."""
        active = current_app.extensions["hooks"].get(source)
        if active is None:
            raise NotFound("No hook is configured for this source.")
        delivery = read_delivery()
        event = read_event(active, delivery, source)
        if event.withdrawn is not None:
            return queue_withdrawal(source, event.name or "", event.withdrawn)
        if not event.rows:
            return {"status": "ignored", "reason": event.reason or f"{event.kind} is not audited."}, 200, {}
        rows = [{**row, "source": source} for row in event.rows]
        rows = list(filter(has_text, rows)) or rows[:1]
        for row in rows:
            check_row(row)
        return queue(source, event._replace(rows=rows))


def read_delivery() -> Delivery:
    """The request as it came. Raises a 400 for half of one, a 413 for too much, a 415 for anything but JSON."""
    if not request.is_json:
        raise UnsupportedMediaType("A delivery is application/json.")
    request.max_content_length = MAX_DELIVERY_BYTES
    try:
        body = request.get_data(cache=False)
    except ClientDisconnected:
        raise BadRequest("The delivery ended before it was whole.") from None
    return Delivery(Headers(request.headers), body, request.method, quote(request.path))


def read_event(active: ActiveHook, delivery: Delivery, source: str) -> Event:
    """What a delivery to the hook of `source` tells, named, once it is proved. Raises a 400, 401 or 422."""
    proof = active.sender.verify(delivery, active.secrets)
    if proof.sent is not None:
        check_age(time.time() - proof.sent, active.hook.window)
    payload = parse_payload(delivery.body)
    check_source(active.sender.source(payload), source)
    event = active.sender.read(delivery, payload, active.hook)
    name = proof.name or event.name or hashlib.sha256(delivery.body).hexdigest()
    return event._replace(name=name if len(name) <= MAX_NAME_CHARACTERS else hashlib.sha256(name.encode()).hexdigest())


def check_age(seconds: float, window: int) -> None:
    """Raise a 401 for a delivery that was signed more than `window` seconds ago, or ahead of our clock."""
    if abs(seconds) > window:
        which = "ago" if seconds > 0 else "ahead of this service's clock"
        age = counted(round(abs(seconds)), "second")
        raise Unauthorized(f"The delivery was signed {age} {which}; at most {window} are let through.")


def check_source(signed: str | None, source: str) -> None:
    """Raise a 401 for a delivery that was signed for another source than `source`."""
    if signed is not None and source_key(signed) != source_key(source):
        raise Unauthorized(f"The delivery was signed for the source {signed!r}; this is the hook of {source!r}.")


def parse_payload(body: bytes) -> Mapping[str, Any]:
    """The JSON object in `body`. Raises a 400."""
    try:
        payload = read_json(body)
    except JsonError as error:
        raise BadRequest(str(error)) from None
    if not isinstance(payload, dict):
        raise BadRequest("The delivery is not a JSON object.")
    return payload


def has_text(row: Mapping[str, Any]) -> bool:
    """Whether there is anything of the article: an entry need not be there in each language that it has a title in."""
    return bool(row.get("html") or row.get("text"))


def check_row(row: Mapping[str, Any]) -> None:
    """Raise a 422 for an article that could not be read later on, when nobody is there to be told."""
    name = "html" if row.get("html") is not None else "text"
    if not row.get(name):
        raise UnprocessableEntity("The delivery has no text of an article; `fields` in the settings says where it is.")
    try:
        known_fields(row, "article")
        text_field(row, name, "article")
    except InputError as error:
        raise UnprocessableEntity(str(error)) from None


Answer = tuple[dict[str, Any], int, dict[str, str]]


def queue(source: str, event: Event) -> Answer:
    """The answer to a delivery that is kept, with the job of its first article, all in one transaction.

    Raises a 422, QueueFull.
    """
    name = event.name or ""
    names = [f"{name}:{number}" if number else name for number in range(len(event.rows))]

    def take(connection: Connection) -> Taken:
        pairs = zip(names, event.rows, strict=True)
        first, *_ = [take_delivery(connection, source, each, row, event.origin) for each, row in pairs]
        return first

    return _queued(take)


def queue_withdrawal(source: str, name: str, article: str) -> Answer:
    """The answer to a delivery which says that an article was taken offline. Raises a 422, QueueFull."""
    return _queued(lambda connection: take_withdrawal(connection, source, name, article))


def _queued(take: Callable[[Connection], Taken]) -> Answer:
    try:
        with services().store.writing() as connection:
            taken = take(connection)
    except UnstorableText as error:
        raise UnprocessableEntity(str(error)) from None
    if not taken.is_new:
        return {"status": "known", "job": taken.job}, 200, {}
    return {"status": "accepted", "job": taken.job}, 202, {"Location": f"/v1/jobs/{taken.job}"}


def load_hooks(settings: Settings) -> dict[str, ActiveHook]:
    """The hooks of all sources with their secrets, read once.

    Raises SettingsError for a secret that cannot be had, and for one that two sources share: most senders do not sign
    for whom a delivery is, so that what was sent to one hook could be sent again to the other.
    """
    hooks: dict[str, ActiveHook] = {}
    owners: dict[object, str] = {}
    for source, hook in settings.hooks.items():
        sender = SENDERS[hook.sender]
        try:
            secrets = [each for place in hook.secrets for each in read_secrets(place, settings.folder)]
            for known in [*secrets, *map(sender.check_secret, secrets)]:
                if (owner := owners.setdefault(known, source)) != source:
                    raise SecretError(f"the hooks of {owner} and {source} share a secret; give each its own")
        except SecretError as error:
            raise SettingsError(settings.located(f"source.{source}.hook", "secrets", str(error))) from None
        hooks[source] = ActiveHook(sender, hook, secrets)
    return hooks
