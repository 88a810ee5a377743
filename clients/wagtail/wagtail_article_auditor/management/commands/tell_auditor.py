"""`manage.py tell_auditor`: tell the service of publications that it could not be told of when they were made."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wagtail_article_auditor.models import Publication
from wagtail_article_auditor.publishing import tell


class Command(BaseCommand):
    """Run it every few minutes."""

    help = "Tells the article auditor of publications that it could not be told of when they were made."

    def handle(self, *_: Any, **__: Any) -> None:
        """Try each once, the oldest first; an error if any is left."""
        waiting = list(Publication.objects.order_by("created"))
        failed = [publication for publication in waiting if self._fails(publication)]
        self.stdout.write(f"{len(waiting) - len(failed)} publications told, {len(failed)} left")
        if failed:
            raise CommandError("what is left is tried again at the next run")

    def _fails(self, publication: Publication) -> bool:
        error = tell(publication)
        if error:
            self.stderr.write(f"page {publication.page_id}: {error}")
        return bool(error)
