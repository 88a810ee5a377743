"""Whether the service knows this site and lets it in: asked when the site is set up, and shown until it does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.cache import cache
from django.core.checks import CheckMessage, Warning
from wagtail.admin.ui.components import Component

from .configuration import read_configuration
from .service import ServiceError, read_source

REMEMBERED, REMEMBERED_SECONDS = "wagtail_article_auditor.problems", 300
"""How long the admin's first page shows the same answer: one slow answer in five minutes is what its readers bear."""
NEEDED = {"check": "the gate asks with it", "audit": "without it nothing that is held back can be read in the auditor"}
"""What a key must be allowed, and why."""


def find_problems() -> list[str]:
    """What keeps the site from the auditor, in words for who looks after it; none if all is well."""
    try:
        return problems_of(read_source())
    except ServiceError as error:
        return [_sentence(str(error))]


def problems_of(answer: Mapping[str, Any]) -> list[str]:
    """What is wrong with what the service knows of this site."""
    scopes, found = answer.get("scopes", ()), read_configuration()
    problems = [f"The key lacks the scope `{scope}`: {why}." for scope, why in NEEDED.items() if scope not in scopes]
    if answer.get("sender") != "wagtail":
        problems.append(f'The hook of "{found.source}" in auditor.toml is not `sender = "wagtail"`: nothing is told.')
    takes = (answer.get("policy") or {}).get("seconds")
    if takes and found.seconds <= takes:
        problems.append(f"The gate may take {takes:g} seconds, AUDITOR['SECONDS'] is {found.seconds:g}: take 1 more.")
    return problems


def check_connection(**_: Any) -> list[CheckMessage]:
    """The same for `manage.py check --deploy`, and `check_auditor`."""
    return [Warning(text, id="wagtail_article_auditor.W001") for text in find_problems()]


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


class ConnectionPanel(Component):
    """What is wrong, on the first page of the admin; nothing where nothing is."""

    order = 10
    name = "article-auditor"
    template_name = "wagtail_article_auditor/connection.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """The problems, as they were within the last minutes."""
        return {"problems": cache.get_or_set(REMEMBERED, find_problems, REMEMBERED_SECONDS)}
