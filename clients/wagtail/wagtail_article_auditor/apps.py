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
        """Listen to publications; models can be imported from here on."""
        import_module(".publishing", __package__)
        checks.register(check_configuration)
