"""The application: what it serves, and the auditor and store that it serves them with."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import make_url

from auditor.audit import Auditor
from auditor.bounded import BoundedAuditor
from auditor.store import Store
from auditor.store.memory import StoreMemory

from . import audits, check, deliveries, health, pages
from .access import SCHEME, SECURITY_SCHEME, refuse_other_sites
from .bounded import Slots
from .errors import ProblemApi
from .headers import set_headers
from .languagetool import views as languagetool
from .review import register_pages
from .schemas import CONTENT, ArticleSchema
from .services import Services

DEFAULT_DATABASE = "sqlite:///var/auditor.db"
MAX_BODY_BYTES = 16 << 20
"""Twice the longest text that is read: JSON may spend more bytes than the text has characters."""
DEFAULTS: Mapping[str, Any] = {
    "API_TITLE": "Article auditor",
    "API_VERSION": "v1",
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": "/",
    "OPENAPI_JSON_PATH": "openapi.json",
    "DATABASE": DEFAULT_DATABASE,
    "MAX_CONTENT_LENGTH": MAX_BODY_BYTES,
    "OPEN": False,
    "AUDIT_SLOTS": 4,
}


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """The service as a WSGI application.

    `config` holds Flask's settings and ours: DATABASE is the store's URL, AUDITOR an `Auditor` (default: the shipped
    rules, compiled here), OPEN whether callers need no key, AUDIT_SLOTS how many audits may run at a time.
    Raises StoreError, RuleError, SettingsError.
    """
    app = Flask("auditor", static_folder=None, template_folder=None)
    app.config.from_mapping(DEFAULTS)
    app.config.from_mapping(config or {})
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # Flask's default provider has it
    app.json.sort_keys = False  # type: ignore[attr-defined]
    make_folder(app.config["DATABASE"])
    auditor = app.config.get("AUDITOR") or Auditor()
    auditor = auditor.remembering(StoreMemory(app.config["DATABASE"]))
    app.extensions["hooks"] = deliveries.load_hooks(auditor.settings)
    app.extensions["auditor"] = Services(
        auditor, Store(app.config["DATABASE"]), BoundedAuditor(auditor), Slots(app.config["AUDIT_SLOTS"])
    )
    app.before_request(refuse_other_sites)
    api = ProblemApi(app)
    api.spec.components.security_scheme(SCHEME, SECURITY_SCHEME)
    api.spec.components.schema("Article", schema=ArticleSchema)
    api.spec.components.schemas["Article"]["oneOf"] = CONTENT
    for resource in (audits.blueprint, check.blueprint, deliveries.blueprint, health.blueprint):
        api.register_blueprint(resource)
    for unspecified in (pages.blueprint, languagetool.blueprint):
        app.register_blueprint(unspecified)
    app.wsgi_app = languagetool.MergeSlashes(app.wsgi_app)  # type: ignore[method-assign]
    register_pages(app)
    app.after_request(set_headers)
    return app


def make_folder(database: str) -> None:
    """Make the folder that an SQLite file is to stand in. Raises OSError."""
    url = make_url(database)
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
