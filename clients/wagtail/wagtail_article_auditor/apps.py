"""The Django app."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.core import checks

from .configuration import check_configuration


class ArticleAuditorConfig(AppConfig):
    """The app, with its receivers of signals and its check of the settings."""

    name = "wagtail_article_auditor"
    verbose_name = "Article auditor"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Stand before and behind all that publishes; models can be imported from here on."""
        import_module(".publishing", __package__)
        import_module(".asking", __package__).ask_before_publishing()
        checks.register(check_configuration, "auditor")
        checks.register(import_module(".connection", __package__).check_connection, "auditor", deploy=True)
