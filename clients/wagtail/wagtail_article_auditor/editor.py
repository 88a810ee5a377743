"""The side panel of the page editor: what the auditor finds in the draft while it is written."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView

from . import views
from .article import is_article, name_of

OVERRIDE = "wagtail_article_auditor.override_gate"
"""The permission to publish what the gate would hold back."""
REASONS = ("false alarm", "acceptable here", "quoted speech", "other")
"""Why a finding is dismissed; the service knows no others."""


class AuditSidePanel(BaseSidePanel):
    """The findings of the draft; `above` is the page that a new article will stand under."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        """Its button, with the number of findings."""

        aria_label = "Toggle audit"
        icon_name = "clipboard-list"

    name = "audit"
    title = "Audit"
    template_name = "wagtail_article_auditor/side_panel.html"
    order = 360
    """After Wagtail's own checks, which have 350."""

    def __init__(self, page: Any, request: Any, above: Any) -> None:
        super().__init__(page, request)
        self.above = above

    @property
    def media(self) -> forms.Media:
        """Its script and its colours."""
        folder = "wagtail_article_auditor"
        return forms.Media(
            css={"all": [f"{folder}/side-panel.css"]}, js=[f"{folder}/passages.js", f"{folder}/side-panel.js"]
        )

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Where the script asks, and what this editor may do."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        return {
            **context,
            **self._addresses(),
            "editor": name_of(self.request.user),
            "reasons": REASONS,
            "may_override": self._may_override(),
            "override_label": "Update anyway" if self.object.live else "Publish anyway",
        }

    def _addresses(self) -> dict[str, str]:
        number, meta = self.object.pk, self.object._meta
        if number is None:
            new = [meta.app_label, meta.model_name, self.above.pk]
            return {"look_url": reverse("article_auditor:look_new", args=new)}
        return {
            "look_url": reverse("article_auditor:look", args=[number]),
            "dismiss_url": reverse("article_auditor:dismiss", args=[number]),
        }

    def _may_override(self) -> bool:
        if self.object.pk is None or not self.request.user.has_perm(OVERRIDE):
            return False
        return bool(self.object.permissions_for_user(self.request.user).can_publish())


def beside(get_side_panels: Callable[[Any], MediaContainer]) -> Callable[[Any], MediaContainer]:
    """A page view's side panels, with that of the auditor where the page is an article with a form.

    Wagtail has no hook for side panels of pages; its own packages wrap or subclass this method. What comes back after
    an automatic save (Wagtail 8) renews the panels that it has, so ours is left out there until the page has a number.
    """

    @wraps(get_side_panels)
    def with_audit(view: Any) -> MediaContainer:
        panels = get_side_panels(view)
        saved = getattr(view, "expects_json_response", False) and not getattr(view, "hydrate_create_view", False)
        if saved or not is_article(view.page) or view.page.alias_of_id:
            return panels
        above = getattr(view, "parent_page", None)
        return MediaContainer([*panels, AuditSidePanel(view.page, view.request, above)])

    return with_audit


CreateView.get_side_panels = beside(CreateView.get_side_panels)
EditView.get_side_panels = beside(EditView.get_side_panels)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern | URLResolver]:
    """The panel's addresses, for those who may open the admin."""
    return [path("article-auditor/", include(views, namespace="article_auditor"))]
