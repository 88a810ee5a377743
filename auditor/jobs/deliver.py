"""The errand `webhook`: a message to a receiver, signed, to an address that was checked."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any

import urllib3
from urllib3.util import parse_url

from auditor.jobs.addresses import AddressRefused, calling
from auditor.jobs.work import Hopeless, NotTaken
from auditor.settings import Settings
from auditor.webhook import GATE_EVENTS, Webhook, sign

ANSWER_SECONDS = 15.0
"""From the connection to the status, however it trickles; the specification recommends 15 to 30."""
GONE = 410
OVERBURDENED = frozenset({429, 502, 503, 504})
"""Answers by which a receiver takes no message of ours at the moment, whichever it is."""


class NotDelivered(Exception):
    """The receiver could not be reached, or takes no messages now."""


def deliver(settings: Settings, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """Send `payload`, a message that `outbox.announce` wrote.

    Raises NotDelivered, NotTaken, Hopeless, WebhookError. A message may come twice, if we are ended between its
    delivery and our note of it; its id is the same then.
    """
    hook = next((hook for hook in settings.webhooks if hook.url == payload["url"]), None)
    if hook is None:
        raise Hopeless("no [[webhook]] of auditor.toml has this url any more")
    message = {name: payload[name] for name in ("type", "timestamp", "data")}
    if payload["type"] in GATE_EVENTS:
        message["data"] = {**payload["data"], "page": settings.service.page_of(payload["data"]["audit"])}
    body = json.dumps(message, ensure_ascii=False).encode()
    headers = sign(hook.secrets(), payload["message"], int(time.time()), body)
    status = post(hook, body, {"content-type": "application/json", "user-agent": "article-auditor", **headers})
    if status == GONE:
        raise Hopeless("the receiver wants no more messages (410)")
    if status not in range(200, 300):
        raise (NotDelivered if status in OVERBURDENED else NotTaken)(f"the receiver answered {status}")
    return {"status": status, "type": payload["type"], "url": hook.url}


def post(hook: Webhook, body: bytes, headers: Mapping[str, str]) -> int:
    """The status that the receiver answers `body` with; redirects are answers like others. Raises NotDelivered.

    What follows the status and its headers is not read.
    """
    url = parse_url(hook.url)
    try:
        with calling(url, ANSWER_SECONDS, allow_private=hook.allow_private) as connection:
            connection.request(
                "POST", url.request_uri, body, {**headers, "host": url.netloc or ""}, preload_content=False
            )
            return connection.getresponse().status
    except (AddressRefused, urllib3.exceptions.HTTPError, HTTPException, OSError) as error:
        raise NotDelivered(str(error) or type(error).__name__) from None
