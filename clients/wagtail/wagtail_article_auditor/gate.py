"""The decision on a page before it is published, and what is kept of it for the editors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from .article import digest_of, gate_row, is_article, page_data
from .configuration import CLOSED, read_configuration
from .models import LastAudit, Verdict
from .service import ServiceError, ask_gate

SHOWN = ("level", "quote", "message")


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a page may be published, and what to tell its editor."""

    blocked: bool = False
    messages: Sequence[str] = ()
    review: str = ""


def judge_page(page: Page) -> Decision:
    """The decision on a page as it stands in memory; a page that is no article is never blocked."""
    if not is_article(page):
        return Decision()
    data = page_data(page)
    try:
        answer = ask_gate(gate_row(data))
    except ServiceError as error:
        answer = unaudited(error)
    kept = keep_answer(data, answer)
    closed = kept.verdict == Verdict.UNAUDITED and read_configuration().fail == CLOSED
    return Decision(closed or kept.verdict == Verdict.BLOCK, kept.messages, kept.review)


def unaudited(error: ServiceError) -> dict[str, Any]:
    """What stands for an answer that did not come, by the site's own setting."""
    if read_configuration().fail == CLOSED:
        text = f"Not published: {error}. Your text is kept as a draft; try again in a minute."
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
