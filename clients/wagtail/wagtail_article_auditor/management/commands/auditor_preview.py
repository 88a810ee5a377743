"""`manage.py auditor_preview PAGE`: what the auditor is sent of a page, and what it says of it."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from wagtail.models import Page

from wagtail_article_auditor.article import gate_row, is_article, page_data
from wagtail_article_auditor.service import ServiceError, ask_gate


class Command(BaseCommand):
    """Run it while you choose the fields and their roles."""

    help = "Prints what the article auditor is sent of a page's newest text, and its answer; nothing is kept."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which page."""
        parser.add_argument("page", help="its number or its slug")

    def handle(self, *_: Any, page: str, **__: Any) -> None:
        """Print the row, and the answer's messages; an error for what is no article or gets no answer."""
        named = {"pk": page} if page.isdecimal() else {"slug": page}
        found = Page.objects.filter(**named).first()
        if found is None or not is_article(found):
            raise CommandError(f"{page} is no page of a kind that AUDITOR['PAGES'] names")
        latest = found.specific.get_latest_revision_as_object()
        row = gate_row(page_data(latest, found.live), way="cli")
        self.stdout.write(json.dumps(row, indent=2, ensure_ascii=False))
        try:
            answer = ask_gate(row, mode="look")
        except ServiceError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("\n".join([f"verdict: {answer['verdict']}", *answer["messages"]]))
