"""What Wagtail calls: before its page editor publishes, and where the admin shows what editors are to know."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import Permission
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from .article import is_article
from .asking import pressing, register_api_actions
from .connection import ConnectionPanel
from .editor import OVERRIDE
from .gate import Decision
from .notices import as_lines, review_buttons, show_notices

MAX_REASON = 5000
"""What the service takes."""


@hooks.register("before_publish_page")
def hold_back(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep the editor in the form, with what the gate says, if the page may not be published."""
    if not is_article(page):
        return None
    reason = request.POST.get("auditor_override", "").strip()[:MAX_REASON]
    if reason and not request.user.has_perm(OVERRIDE):
        return HttpResponseForbidden("You may not publish what the auditor holds back. Your text is kept.")
    with pressing("page-editor", request.user) as press:
        press.override = reason
        if request.POST.get("revision"):
            press.way = "restored-revision"
        decision = press.decide(page, page.latest_revision_id)
    tell_editor(request, decision)
    return redirect("wagtailadmin_pages:edit", page.pk) if decision.blocked else None


def tell_editor(request: HttpRequest, decision: Decision) -> None:
    """Show the gate's words, as text, with the way to the article's page in the auditor."""
    if decision.messages:
        show = messages.error if decision.blocked else messages.warning
        show(request, as_lines(decision.messages), buttons=review_buttons(decision.review))


@hooks.register("construct_main_menu")
def tell_what_happened(request: HttpRequest, _: Sequence[Any]) -> None:
    """Every page of the admin has the menu: what an editor could not be told before stands above the next one."""
    show_notices(request)


@hooks.register("construct_homepage_panels")
def tell_what_is_wrong(request: HttpRequest, panels: list[Any]) -> None:
    """Those who look after the site read on the admin's first page what keeps it from the auditor."""
    if request.user.is_superuser:
        panels.append(ConnectionPanel())


@hooks.register("register_permissions")
def offer_permission() -> Any:
    """The permission to override, for the settings of groups."""
    app, name = OVERRIDE.split(".")
    return Permission.objects.filter(content_type__app_label=app, codename=name)


hooks.register("register_actions", register_api_actions)
