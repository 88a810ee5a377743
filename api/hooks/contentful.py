"""Contentful: HMAC-SHA256 over method, path, the headers that it names, and body.

Source: checked against @contentful/node-apps-toolkit 3.16.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from typing import Any

from werkzeug.exceptions import Unauthorized

from auditor.cms.connection import Hook
from auditor.cms.locales import Local, each_locale
from auditor.cms.row import address_of, content_of, make_row, title_of

from .delivery import Delivery, Event, Proof, check_signature, parse_moment, required_header, required_object

TIMESTAMP = "x-contentful-timestamp"
TOPIC = "x-contentful-topic"


def verify(delivery: Delivery, secrets: Sequence[str]) -> Proof:
    """Raise a 401 unless one of `secrets` signed the delivery, its time and its topic among it.

    The same entry is sent when it is saved and when it is published: the topic alone tells.
    """
    shown = required_header(delivery, "x-contentful-signature")
    names = [name.strip().lower() for name in required_header(delivery, "x-contentful-signed-headers").split(",")]
    moment = required_header(delivery, TIMESTAMP)
    for name in (TIMESTAMP, TOPIC):
        if name not in names:
            raise Unauthorized(f"The header {name} is not among those that are signed.")
    headers = ";".join(f"{name}:{delivery.headers.get(name, '').strip()}" for name in names)
    signed = "\n".join((delivery.method, delivery.path, headers, "")).encode() + delivery.body
    check_signature(
        [shown], [hmac.digest(secret.encode(), signed, hashlib.sha256).hex().encode() for secret in secrets]
    )
    return Proof(sent=parse_moment(moment, 0.001, TIMESTAMP))


def read(delivery: Delivery, payload: Mapping[str, Any], hook: Hook) -> Event:
    """The entry in each of its languages; the first has the entry's own id."""
    topic = delivery.headers.get(TOPIC, "")
    sys = required_object(payload, "sys")
    if not topic.endswith(".Entry.publish") or sys.get("type") != "Entry":
        return Event(topic or "An event without a topic")
    fields = required_object(payload, "fields")
    localised = {name: value for name, value in fields.items() if isinstance(value, Mapping)}
    return Event(topic, [entry_row(local, sys, hook) for local in each_locale(localised)])


def entry_row(local: Local, sys: Mapping[str, Any], hook: Hook) -> dict[str, Any]:
    """The row of an entry in one language; one without a slug of its own has no address."""
    fields = local.fields
    return make_row(
        id=local.name(f"contentful:{sys.get('id')}"),
        title=title_of(fields, hook),
        url=address_of(hook, local.own.get("slug")),
        published=fields.get("publishDate") or sys.get("firstPublishedAt") or sys.get("createdAt"),
        modified=sys.get("updatedAt"),
        language=local.locale,
        **content_of(local.own, hook),
    )
