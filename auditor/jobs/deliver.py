"""The job `webhook`: a message to a receiver, signed, to an address that was checked."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import Any

import urllib3
from urllib3.util import parse_url

from auditor.jobs.addresses import AddressRefused, checked_pool
from auditor.jobs.work import Bench, Hopeless, Keep
from auditor.webhook import Webhook, sign

TIMEOUT = urllib3.Timeout(connect=5, read=15)
"""Seconds; 15 to 30 for an answer is what the specification recommends."""
GONE = 410


class NotDelivered(Exception):
    """The receiver could not be reached, or did not take the message."""


def prepare_delivery(bench: Bench, payload: Mapping[str, Any]) -> Keep:
    """Send `payload`, a message that `outbox.announce` wrote. Raises NotDelivered, Hopeless, WebhookError.

    A message may come twice, if we are ended between its delivery and our note of it; its id is the same then.
    """
    hook = next((hook for hook in bench.store.webhooks if hook.url == payload["url"]), None)
    if hook is None:
        raise Hopeless("no [[webhook]] of auditor.toml has this url any more")
    message = {name: payload[name] for name in ("type", "timestamp", "data")}
    body = json.dumps(message, ensure_ascii=False).encode()
    headers = sign(hook.secrets(), payload["message"], int(time.time()), body)
    status = post(hook, body, {"content-type": "application/json", "user-agent": "article-auditor", **headers})
    if status == GONE:
        raise Hopeless("the receiver wants no more messages (410)")
    if status not in range(200, 300):
        raise NotDelivered(f"the receiver answered {status}")
    return lambda _: {"status": status, "type": payload["type"], "url": hook.url}


def post(hook: Webhook, body: bytes, headers: Mapping[str, str]) -> int:
    """The status that the receiver answers `body` with; redirects are answers like others. Raises NotDelivered."""
    url = parse_url(hook.url)
    try:
        with checked_pool(url, allow_private=hook.allow_private) as pool:
            sent = pool.urlopen(
                "POST",
                url.request_uri,
                body=body,
                headers={**headers, "host": url.netloc or ""},
                redirect=False,
                retries=False,
                timeout=TIMEOUT,
                preload_content=False,
            )
            sent.close()
            return sent.status
    except (AddressRefused, urllib3.exceptions.HTTPError) as error:
        raise NotDelivered(str(error)) from None
