"""What an administrator pastes into a CMS, so that it asks the gate and tells the hook."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a CMS must know."""

    url: str
    """Where it reaches the service."""
    source: str
    key: str = field(repr=False)
    """Opens the gate; where it is, for one that was made before."""
    secret: str = field(repr=False)
    """Signs what the CMS tells; where it is, for one that was made before."""


def wagtail(known: Pasted) -> str:
    """Two variables and a block of settings."""
    return f"""\
1. Install the client, which leaves Wagtail as it is:
       pip install --no-deps wagtail_article_auditor-*.whl
2. In the environment of the site:
       AUDITOR_KEY={known.key}
       AUDITOR_SECRET={known.secret}
3. In its settings:
       import os

       INSTALLED_APPS += ["wagtail_article_auditor"]
       AUDITOR = {{
           "URL": {json.dumps(known.url)},
           "SOURCE": {json.dumps(known.source, ensure_ascii=False)},
           "KEY": os.environ["AUDITOR_KEY"],
           "SECRET": os.environ["AUDITOR_SECRET"],
           "PAGES": {{"news.ArticlePage": ["intro", "body"]}},  # which pages are articles, and their fields with text
       }}
4. python manage.py migrate && python manage.py check_auditor
"""


def wordpress(known: Pasted) -> str:
    """Constants of wp-config.php."""
    constants = {"URL": known.url, "SOURCE": known.source, "KEY": known.key, "SECRET": known.secret}
    lines = "".join(f"       define('AUDITOR_{name}', {_php(value)});\n" for name, value in constants.items())
    return f"""\
1. In wp-config.php, above the line that says to stop editing:
{lines}2. Plugins, Add New, Upload Plugin: article-auditor-wordpress-*.zip; then Activate.
"""


def _php(text: str) -> str:
    """A text of PHP, in which nothing is replaced."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def ghost(known: Pasted) -> str:
    """A custom integration, for who makes its webhooks by hand."""
    return f"""\
1. In Ghost: Settings, Integrations, Add custom integration, by the name of Auditor.
2. In it, Add webhook, for each of Post published, Post updated, Post scheduled and the same three of pages:
       Target URL  {known.url}/v1/hooks/{quote(known.source)}
       Secret      {known.secret}
   Or let this command do it: --ghost-url with the site's address, --admin-key with the integration's Admin API key.
"""


def standard(known: Pasted) -> str:
    """Four variables, for whatever asks the gate and signs by Standard Webhooks; clients/node reads them."""
    variables = {"URL": known.url, "SOURCE": known.source, "KEY": known.key, "SECRET": known.secret}
    lines = "".join(f"       AUDITOR_{name}={value}\n" for name, value in variables.items())
    return f"1. In the environment of the CMS:\n{lines}"


PASTES: Mapping[str, Callable[[Pasted], str]] = {
    "wagtail": wagtail, "wordpress": wordpress, "ghost": ghost, "standard": standard,
}  # fmt: skip
"""The CMSs that can be connected by a command."""
