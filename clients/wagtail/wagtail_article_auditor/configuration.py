"""What a site says in its setting AUDITOR."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.exceptions import FieldDoesNotExist

SECRET_PREFIX = "whsec_"  # how a secret begins # nosec B105
OPEN, CLOSED = "open", "closed"
REPORT, WITHDRAW = "report", "withdraw"
ROLES = ("skip", "quote", "heading", "text")
"""What a field or block may be."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """The setting AUDITOR, its members in lower case."""

    url: str
    """Where the service is, as https://audit.example.org."""
    source: str
    """This site's name in the service's auditor.toml."""
    secret: str = field(repr=False)
    """What signs events: `whsec_` and base64."""
    pages: Mapping[str, Sequence[str]]
    """The page models that are articles, as `news.ArticlePage`, and the fields with their text, in its order."""
    key: str | None = field(default=None, repr=False)
    """A key of the service with the scope `check`; a service on this machine may need none."""
    fail: str = OPEN
    """What becomes of an article that nobody could audit: it is published (`open`) or not (`closed`)."""
    past: str = REPORT
    """What becomes of a page that went public unasked, where the gate would have blocked it: its editor and the
    auditor's queue are told (`report`), or it is taken offline as well (`withdraw`)."""
    seconds: float = 3.0
    """How long the editor who pressed Publish waits at most: what the service takes by its own settings, and 1."""
    roles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What fields and blocks are, by page model and path: {"news.ArticlePage": {"body.image.credit": "skip"}}."""
    render: bool = False
    """Whether the page's own template says what readers see, instead of the named fields."""
    authors: str | Callable[[Any], Any] | None = None
    """Where a page's authors stand: a path of attributes, as `byline.name`, or a function of the page; else its
    owner."""

    @property
    def fields_of(self) -> Mapping[str, Sequence[str]]:
        """`pages` by the models' labels in lower case."""
        return {label.lower(): names for label, names in self.pages.items()}

    @property
    def roles_of(self) -> Mapping[str, Mapping[str, str]]:
        """`roles` by the models' labels in lower case."""
        return {label.lower(): roles for label, roles in self.roles.items()}

    @property
    def signing_key(self) -> bytes:
        """The key in `secret`. Raises binascii.Error."""
        return base64.b64decode(self.secret.removeprefix(SECRET_PREFIX), validate=True)


def read_configuration() -> Configuration:
    """The configuration as it is now; `manage.py check` has told what is wrong with it."""
    return Configuration(**{name.lower(): value for name, value in settings.AUDITOR.items()})


def check_configuration(**_: Any) -> list[CheckMessage]:
    """What is wrong with the setting, for `manage.py check`."""
    given = getattr(settings, "AUDITOR", None)
    if not isinstance(given, Mapping):
        return [_error("AUDITOR is not set.", "See the README of wagtail-article-auditor.")]
    known = {one.name.upper() for one in fields(Configuration)}
    unknown = sorted(set(given) - known)
    missing = sorted({"URL", "SOURCE", "SECRET", "PAGES"} - set(given))
    if unknown or missing:
        return [_error(f"AUDITOR has unknown members {unknown} and lacks {missing}.", f"Known are {sorted(known)}.")]
    return [
        *_check_values(read_configuration()),
        *_check_pages(read_configuration()),
        *_check_roles(read_configuration()),
    ]


def _check_values(found: Configuration) -> list[CheckMessage]:
    problems = []
    if not found.url.startswith(("http://", "https://")):
        problems.append(_error("AUDITOR['URL'] is no address.", "As https://audit.example.org."))
    if found.fail not in (OPEN, CLOSED):
        problems.append(_error(f"AUDITOR['FAIL'] is {found.fail!r}.", f"It is {OPEN!r} or {CLOSED!r}."))
    if found.past not in (REPORT, WITHDRAW):
        problems.append(_error(f"AUDITOR['PAST'] is {found.past!r}.", f"It is {REPORT!r} or {WITHDRAW!r}."))
    if found.seconds <= 0:
        problems.append(_error("AUDITOR['SECONDS'] leaves no time.", "Take 1 more than the service's own `seconds`."))
    try:
        signs = bool(found.signing_key)
    except binascii.Error:
        signs = False
    if not signs:
        problems.append(_error("AUDITOR['SECRET'] cannot sign.", f"It is {SECRET_PREFIX} and base64."))
    return problems


def _check_pages(found: Configuration) -> list[CheckMessage]:
    problems = []
    for label, names in found.pages.items():
        try:
            model = apps.get_model(label)
            for name in names:
                model._meta.get_field(name)
        except (LookupError, ValueError, FieldDoesNotExist) as error:
            problems.append(_error(f"AUDITOR['PAGES'] names {label}: {error}.", "Name page models and their fields."))
    return problems


def _check_roles(found: Configuration) -> list[CheckMessage]:
    """Only what is surely wrong: blocks may be made by code, so that not every path can be followed here."""
    problems = []
    for label, roles in found.roles_of.items():
        names = found.fields_of.get(label, ())
        for path, role in roles.items():
            if role not in ROLES or path.split(".")[0] not in names:
                hint = f"A path begins with a field that AUDITOR['PAGES'] names; a role is one of {', '.join(ROLES)}."
                problems.append(_error(f"AUDITOR['ROLES'] says {role!r} of {path!r} of {label}.", hint))
    return problems


def _error(message: str, hint: str) -> Error:
    return Error(message, hint=hint, id="wagtail_article_auditor.E001")
