"""What an editor could not be told at once: by a workflow, a schedule, a bulk action, or after a publication."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.admin import messages

from .models import Notice


def leave_notice(user: Any, page: int, lines: Sequence[str], review: str) -> None:
    """Keep what `user` is to be told of a page, instead of what was to be told of it before; nobody is told nothing."""
    if user is not None and user.pk and lines:
        Notice.objects.update_or_create(
            user_id=user.pk, page_id=page, defaults={"lines": list(lines), "review": review}
        )


def show_notices(request: HttpRequest) -> None:
    """Tell the editor who is looking, once."""
    notices = list(Notice.objects.filter(user_id=request.user.pk).select_related("page"))
    for notice in notices:
        title = format_html("<div>“{}”</div>", notice.page.get_admin_display_title())
        edit = messages.button(reverse("wagtailadmin_pages:edit", args=[notice.page_id]), "Edit")
        messages.error(request, title + as_lines(notice.lines), buttons=[edit, *review_buttons(notice.review)])
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).delete()


def as_lines(lines: Iterable[str]) -> SafeString:
    """The lines one under the other, as text."""
    return format_html_join("", "<div>{}</div>", ((line,) for line in lines))


def review_buttons(review: str) -> list[Any]:
    """The way to the article's page in the auditor, beside the admin."""
    return [messages.button(review, "Open in the auditor", new_window=True)] if review else []
