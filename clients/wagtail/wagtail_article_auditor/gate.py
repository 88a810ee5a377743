"""The decision on a page, and what is kept of it for its editors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from .article import digest_of, gate_row, page_data
from .configuration import CLOSED, read_configuration
from .models import LastAudit, Verdict
from .service import ServiceError, ask_gate

SHOWN = ("level", "rule", "quote", "before", "after", "message", "why", "fix", "fingerprint")
"""What is kept of a finding."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a page may be published, and what to tell its editor."""

    blocked: bool = False
    judged: bool = True
    """Whether the auditor said so, and not the site's own setting."""
    messages: Sequence[str] = ()
    review: str = ""


def judge_page(page: Page, public: bool, **asked: Any) -> Decision:
    """The decision on an article as it stands in memory; `public` says whether readers see a text of it now."""
    data = page_data(page, public)
    row = gate_row(data, **asked)
    try:
        answer = ask_gate(row)
    except ServiceError as error:
        answer = unaudited(error, public, "goes_live" in row)
    kept = keep_answer(data, answer)
    judged = kept.verdict != Verdict.UNAUDITED
    blocked = kept.verdict == Verdict.BLOCK if judged else read_configuration().fail == CLOSED
    return Decision(blocked, judged, kept.messages, kept.review)


def unaudited(error: ServiceError, public: bool, scheduled: bool) -> dict[str, Any]:
    """What stands for an answer that did not come, by the site's own setting."""
    closed = read_configuration().fail == CLOSED
    if closed and public:
        text = f"Not updated: {error}. Readers see the text of before; yours is kept. Try again in a minute."
    elif closed:
        text = f"Not published: {error}. Your text is kept; try again in a minute."
    elif scheduled:
        text = f"Scheduled without an audit: {error}. The auditor is asked again before the text is public."
    else:
        text = f"Published without an audit: {error}. The audit will be made up for."
    return {"verdict": Verdict.UNAUDITED, "messages": [text]}


def keep_answer(data: Mapping[str, Any], answer: Mapping[str, Any]) -> LastAudit:
    """Keep the gate's answer on the text in `data`."""
    review = answer.get("review") or ""
    values = {
        "digest": digest_of(data),
        "verdict": answer["verdict"],
        "outcome": answer.get("outcome", "judged"),
        "messages": answer.get("messages", []),
        "findings": [{name: found.get(name) for name in SHOWN} for found in answer.get("findings", [])],
        "review": review if review.startswith(("http://", "https://")) else "",
    }
    return LastAudit.objects.update_or_create(page_id=data["page_id"], defaults=values)[0]
