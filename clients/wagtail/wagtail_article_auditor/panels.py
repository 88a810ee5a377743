"""A panel of the page editor: what the last audit of the page found."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import Panel

from .models import LastAudit, Publication


class AuditPanel(Panel):
    """Put `AuditPanel()` into a page model's `content_panels`."""

    def __init__(self, heading: str = "Audit", **options: Any) -> None:
        super().__init__(heading=heading, **options)

    @property
    def clean_name(self) -> str:
        """What the panel is called in the page's HTML."""
        return super().clean_name or "audit"

    class BoundPanel(Panel.BoundPanel):
        """The panel of one page."""

        template_name = "wagtail_article_auditor/panel.html"

        def is_shown(self) -> bool:
            """Whether there is anything to show: a page that is being made has no audit."""
            return self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The last audit, and what the service has not been told of."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["audit"] = LastAudit.objects.filter(page_id=self.instance.pk).first()
            context["publication"] = Publication.objects.filter(page_id=self.instance.pk).first()
            return context
