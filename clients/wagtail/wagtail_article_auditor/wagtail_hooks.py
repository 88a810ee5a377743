"""What Wagtail's page editor calls before it publishes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from . import editor as editor
from .article import is_article
from .gate import Decision, judge_page


@hooks.register("before_publish_page")
def hold_back(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep the editor in the form, with what the gate says, if the page may not be published."""
    if not is_article(page):
        return None
    if page.live and page.live_revision_id is None:
        # "Create and publish" has put the page into the tree as a live one already. It goes offline before the
        # question, so that no reader sees it meanwhile; publishing its revision brings it back.
        type(page).objects.filter(pk=page.pk).update(live=False)
    decision = judge_page(page)
    tell_editor(request, decision)
    return redirect("wagtailadmin_pages:edit", page.pk) if decision.blocked else None


def tell_editor(request: HttpRequest, decision: Decision) -> None:
    """Show the gate's words, as text, with the way to the article's page in the auditor."""
    if not decision.messages:
        return
    buttons = [messages.button(decision.review, "Open in the auditor", new_window=True)] if decision.review else []
    show = messages.error if decision.blocked else messages.warning
    show(request, as_lines(decision), buttons=buttons)


def as_lines(decision: Decision) -> SafeString:
    """The messages one under the other."""
    return format_html_join("", "<div>{}</div>", ((line,) for line in decision.messages))
