"""The errand `mail`: what came of a question to the gate, to one person by e-mail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from auditor.jobs.work import Hopeless
from auditor.mail import MailRefused, send
from auditor.render.gate import kind_in_words, told_in_words
from auditor.settings import Settings


def deliver_notice(settings: Settings, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """Send `payload`, a message that `outbox.announce` wrote. Raises Hopeless, MailError.

    It may come twice, if we are ended between its delivery and our note of it; its Message-ID is the same then.
    """
    to, event = payload["to"], payload["data"]
    if settings.mail is None or not any(to in notice.to for notice in settings.notices):
        raise Hopeless("no [[notice]] of auditor.toml names this address any more")
    page = settings.service.page_of(event["audit"])
    try:
        send(settings.mail, to, subject_of(event), lines_of(event, page), payload["message"])
    except MailRefused as error:
        raise Hopeless(str(error)) from None
    return {"to": to, "type": payload["type"]}


def subject_of(event: Mapping[str, Any]) -> str:
    """What came of which article: "Went past the gate: Board votes for a ferry"."""
    return f"{kind_in_words(event['kind'])}: {event['headline']}"


def lines_of(event: Mapping[str, Any], page: str | None) -> list[str]:
    """The plain text of the message; `page` is where the article can be looked at and decided on."""
    told = told_in_words(event["editor"], event["way"])
    when = f"{datetime.fromisoformat(event['created']):%Y-%m-%d %H:%M} UTC"
    facts = [
        ("Source", event["source"]), ("Address", event["url"]), ("Who", told), ("When", when),
        ("Reason", event["reason"]),
    ]  # fmt: skip
    said = [f"{name}: {value}" for name, value in facts if value]
    shown = ["", "What was shown:", *event["lines"]] if event["lines"] else []
    return [event["headline"], "", *said, *shown, *(["", page] if page else [])]
