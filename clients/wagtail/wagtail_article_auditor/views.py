"""What the side panel of the page editor calls: the findings of a draft, and an editor's decision on one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.http import require_POST
from wagtail.models import Page

from .article import gate_row, name_of, page_data
from .draft import WAY, UnreadableDraft, edited_page, new_page, read_draft
from .service import ServiceError, ask_gate, send_decision

app_name = "article_auditor"
FINDING = ("level", "field", "quote", "before", "after", "message", "why", "fix", "fingerprint")
MAX_NOTE_CHARACTERS = 5_000
"""What the service takes of a reason in words."""


@require_POST
def look_at_page(request: HttpRequest, number: int) -> JsonResponse:
    """The findings of an article as it stands in the form."""
    page, parent = edited_page(request.user, number)
    return _answer(lambda: ask_gate(_row(request, page, parent), "look"))


@require_POST
def look_at_new_page(request: HttpRequest, app: str, model: str, above: int) -> JsonResponse:
    """The same for one that is not saved yet."""
    page, parent = new_page(request.user, app, model, above)
    return _answer(lambda: ask_gate(_row(request, page, parent), "look"))


@require_POST
def dismiss(request: HttpRequest, number: int) -> JsonResponse:
    """Dismiss a finding in the editor's name, and give those that are left."""
    page, parent = edited_page(request.user, number)
    decision = {
        "fingerprint": request.POST.get("auditor_fingerprint", ""),
        "verb": "dismiss",
        "reason": request.POST.get("auditor_reason", ""),
        "note": request.POST.get("auditor_note", "")[:MAX_NOTE_CHARACTERS],
        "editor": name_of(request.user),
    }
    known = {name: value for name, value in decision.items() if value}
    return _answer(lambda: send_decision({**_row(request, page, parent), "decision": known}))


def _row(request: HttpRequest, page: Page, parent: Page) -> dict[str, Any]:
    draft = read_draft(page, parent, request.user, request.POST)
    saved = draft.pk is not None
    row = gate_row(page_data(draft, public=saved and draft.live), editor=name_of(request.user), way=WAY)
    return row if saved else {name: value for name, value in row.items() if name != "id"}


def _answer(ask: Callable[[], Mapping[str, Any]]) -> JsonResponse:
    """What the panel shows: the service's answer, or why there is none, which is no error of the editor's."""
    try:
        answer = ask()
    except UnreadableDraft as error:
        return JsonResponse({"unread": str(error)})
    except ServiceError as error:
        return JsonResponse({"unread": str(error), "down": True})
    review = str(answer.get("review") or "")
    shown = {name: answer.get(name) for name in ("status", "verdict", "outcome", "overridden")}
    return JsonResponse(
        {
            **shown,
            "messages": answer.get("messages", []),
            "findings": [{name: found.get(name) for name in FINDING} for found in answer.get("findings", [])],
            "review": review if review.startswith(("http://", "https://")) else "",
        }
    )


urlpatterns = [
    path("pages/<int:number>/look/", look_at_page, name="look"),
    path("pages/add/<slug:app>/<slug:model>/<int:above>/look/", look_at_new_page, name="look_new"),
    path("pages/<int:number>/dismiss/", dismiss, name="dismiss"),
]
