"""`manage.py check_auditor`: whether the settings are right and the service knows this site."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wagtail_article_auditor.configuration import check_configuration
from wagtail_article_auditor.connection import find_problems


class Command(BaseCommand):
    """Run it when the site has been set up, or something is amiss."""

    help = "Says what keeps this site from the article auditor."
    requires_system_checks = ()

    def handle(self, *_: Any, **__: Any) -> None:
        """Print that all is well; an error with what is not."""
        problems = [f"{found.msg} {found.hint}" for found in check_configuration()] or find_problems()
        if problems:
            raise CommandError("\n".join(problems))
        self.stdout.write("The auditor knows this site, and the key opens its gate.")
