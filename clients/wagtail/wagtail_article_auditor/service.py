"""The calls to the auditor: the question before publishing, the event after it, and what it knows of this site."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import queue
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from http import HTTPStatus
from http.client import HTTPException
from typing import Any
from urllib.parse import quote, urlencode

from .configuration import Configuration, read_configuration

MAX_ANSWER_BYTES = 1 << 20
EVENT_SECONDS = 10.0
"""An event is sent where no editor waits."""
VERDICTS = ("pass", "warn", "block")


class ServiceError(Exception):
    """The service did not do what it was asked; the message is for editors and tells no secret."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """The key goes to the address in the settings and nowhere else."""

    def redirect_request(self, *_: Any) -> None:
        """Follow nothing."""


def ask_gate(row: Mapping[str, Any], mode: str = "gate") -> dict[str, Any]:
    """The answer on an article row; it has a verdict. Raises ServiceError, within the configured seconds.

    The mode `gate` keeps what it blocks, `look` keeps nothing.
    """
    status, answer = _call("/v1/check", row, mode=mode)
    if answer.get("verdict") not in VERDICTS:
        raise ServiceError(f"the auditor answered {status}: {answer.get('detail', 'with no verdict')}")
    return answer


def send_decision(row: Mapping[str, Any]) -> dict[str, Any]:
    """Keep the `decision` on one of a row's findings; the answer of `look` after it. Raises ServiceError, as soon."""
    status, answer = _call("/v1/check/decisions", row)
    if status != HTTPStatus.CREATED:
        raise ServiceError(f"the auditor answered {status}: {answer.get('detail', 'without a reason')}")
    return answer


def read_source() -> dict[str, Any]:
    """What the service knows of this site: its policy and what the key may do. Raises ServiceError."""
    status, answer = _call("/v1/check", None)
    if status != HTTPStatus.OK:
        raise ServiceError(f"the auditor answered {status}: {answer.get('detail', 'without a reason')}")
    return answer


def _call(path: str, row: Mapping[str, Any] | None, **query: str) -> tuple[int, dict[str, Any]]:
    """Status and answer of a call with this site's key; a GET without a row."""
    found = read_configuration()
    headers = {"Authorization": f"Bearer {found.key}"} if found.key else {}
    url = f"{found.url.rstrip('/')}{path}?{urlencode({**query, 'source': found.source})}"
    return _exchange_within(url, None if row is None else json.dumps(row).encode(), headers, found.seconds)


def send_event(name: str, body: bytes) -> None:
    """Tell the hook, signed by Standard Webhooks; sent again, it has the same `name`. Raises ServiceError."""
    found = read_configuration()
    moment = str(int(time.time()))
    headers = {"webhook-id": name, "webhook-timestamp": moment, "webhook-signature": sign(found, name, moment, body)}
    url = f"{found.url.rstrip('/')}/v1/hooks/{quote(found.source, safe='')}"
    status, answer = _exchange_within(url, body, headers, EVENT_SECONDS)
    if status not in (HTTPStatus.OK, HTTPStatus.ACCEPTED):
        raise ServiceError(f"the auditor answered {status}: {answer.get('detail', 'without a reason')}")


def sign(configuration: Configuration, name: str, moment: str, body: bytes) -> str:
    """The signature of a delivery. Source: the Standard Webhooks specification."""
    signed = f"{name}.{moment}.".encode() + body
    return f"v1,{base64.b64encode(hmac.digest(configuration.signing_key, signed, hashlib.sha256)).decode()}"


def _exchange_within(
    url: str, body: bytes | None, headers: Mapping[str, str], seconds: float
) -> tuple[int, dict[str, Any]]:
    """Status and JSON object of the answer. Raises ServiceError after `seconds` in all.

    A socket's timeout counts from byte to byte and leaves out the look-up of the name; so another thread asks, and
    this one waits no longer than it may.
    """
    request = urllib.request.Request(
        url, body, {"Content-Type": "application/json", "User-Agent": "wagtail-article-auditor", **headers}
    )
    answers: queue.SimpleQueue[tuple[int, bytes] | Exception] = queue.SimpleQueue()
    threading.Thread(target=lambda: answers.put(_exchange(request, seconds)), daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except queue.Empty:
        answer = TimeoutError()
    if isinstance(answer, TimeoutError):
        raise ServiceError(f"the auditor did not answer within {seconds:g} seconds")
    if isinstance(answer, Exception):
        raise ServiceError("the auditor could not be reached") from answer
    return answer[0], _read_object(answer[1])


def _exchange(request: urllib.request.Request, seconds: float) -> tuple[int, bytes] | Exception:
    opener = urllib.request.build_opener(_NoRedirect)
    try:
        with opener.open(request, timeout=seconds) as response:
            return response.status, response.read(MAX_ANSWER_BYTES)
    except urllib.error.HTTPError as error:
        return _read_refusal(error)
    except urllib.error.URLError as error:
        return error.reason if isinstance(error.reason, Exception) else error
    except (OSError, HTTPException) as error:
        return error


def _read_refusal(error: urllib.error.HTTPError) -> tuple[int, bytes] | Exception:
    try:
        with error:
            return error.code, error.read(MAX_ANSWER_BYTES)
    except (OSError, HTTPException) as broken:
        return broken


def _read_object(data: bytes) -> dict[str, Any]:
    """The JSON object in `data`; an empty one for anything else, as a proxy's page."""
    try:
        found = json.loads(data)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
