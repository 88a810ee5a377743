"""The application: what it serves, and the auditor and store that it serves them with."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from auditor.audit import Auditor
from auditor.bounded import BoundedAuditor
from auditor.store import DEFAULT_URL, Store, files
from auditor.store.database import parse_url
from auditor.store.memory import StoreMemory
from auditor.store.quotas import Quotas

from . import (
    articles,
    audits,
    batches,
    check,
    deliveries,
    docs,
    findings,
    health,
    jobs,
    log,
    pages,
    rules,
    sources,
    stories,
)
from .access import SCHEME, SECURITY_SCHEME, refuse_other_hosts, refuse_other_sites
from .document import complete
from .errors import ProblemApi
from .headers import set_headers
from .languagetool import views as languagetool
from .limits import count_request, set_limit_headers
from .logs import Service, begin_request, log_request
from .metrics import Metrics
from .review import register_pages
from .routes import IdConverter, refuse_nul
from .schemas import ArticleSchema, describe_article
from .schemas.findings import DECISIONS
from .services import Services
from .slots import Slots
from .strict_json import Writer

RESOURCES = (
    audits.blueprint,
    batches.blueprint,
    jobs.blueprint,
    findings.blueprint,
    articles.blueprint,
    stories.blueprint,
    sources.blueprint,
    rules.blueprint,
    check.blueprint,
    deliveries.blueprint,
    log.blueprint,
    health.blueprint,
)
MAX_BODY_BYTES = 16 << 20
"""Twice the longest text that is read: JSON may spend more bytes than the text has characters."""
DEFAULTS: Mapping[str, Any] = {
    "API_TITLE": "Article auditor",
    "API_VERSION": "v1",
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": "/",
    "OPENAPI_JSON_PATH": "openapi.json",
    "DATABASE": DEFAULT_URL,
    "MAX_CONTENT_LENGTH": MAX_BODY_BYTES,
    "HOSTS": None,
    "OPEN": False,
    "AUDIT_SLOTS": 2,
    "AUDIT_WAITING": 12,
    "PAGE_SLOTS": 1,
    "PAGE_WAITING": 3,
    "RATE_LIMIT": 3_000,
    "LOGIN_LIMIT": 1_000,
    "ADDRESS_LIMIT": 300,
    "OPEN_LIMIT": None,
    "PROXIES": 0,
}


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """The service as a WSGI application.

    `config` holds Flask's settings and ours: DATABASE is the store's URL, AUDITOR an `Auditor` (default: the shipped
    rules, compiled here), HOSTS the names that it goes by (None: any), OPEN whether callers need no key,
    AUDIT_SLOTS how many requests may audit at a time, AUDIT_WAITING how many may wait for that,
    PAGE_SLOTS and PAGE_WAITING the same for those that show an audit: together fewer than a server has threads,
    RATE_LIMIT, LOGIN_LIMIT, ADDRESS_LIMIT and OPEN_LIMIT how many requests a minute may come with one key, by one
    editor, from one address without either, and from one address where no key is needed (None: any number), PROXIES how
    many proxies stand before it.
    Raises StoreError, RuleError, SettingsError.
    """
    app = Service("auditor", static_folder=None, template_folder=None)
    app.config.from_mapping(DEFAULTS)
    app.config.from_mapping(config or {})
    app.json = Writer(app)
    app.url_map.converters["int"] = IdConverter
    app.url_map.merge_slashes = False  # a redirect to where they are one would name the host that the client sent
    make_folder(app.config["DATABASE"])
    auditor = app.config.get("AUDITOR") or Auditor()
    app.extensions["hooks"] = deliveries.load_hooks(auditor.settings)  # refuses some settings: before a file is open
    app.extensions["auditor"] = kept = make_services(app.config, auditor)
    for step in (begin_request, refuse_other_hosts, refuse_other_sites, count_request, refuse_nul):
        app.before_request(step)
    register_resources(app)
    for finish in (log_request, kept.metrics.count_request, set_limit_headers, set_headers):
        app.after_request(finish)
    app.wsgi_app = languagetool.MergeSlashes(app.wsgi_app)  # type: ignore[method-assign]
    if proxies := app.config["PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)  # type: ignore[method-assign]
    return app


def make_services(config: Mapping[str, Any], auditor: Auditor) -> Services:
    """What the application works with. Raises StoreError."""
    store = Store(config["DATABASE"], auditor.settings.webhooks)
    auditor = auditor.remembering(StoreMemory(config["DATABASE"], store.database))
    slots, page_slots = (Slots(config[f"{what}_SLOTS"], config[f"{what}_WAITING"]) for what in ("AUDIT", "PAGE"))
    return Services(auditor, store, BoundedAuditor(auditor), slots, page_slots, Quotas(store.database), Metrics())


def register_resources(app: Flask) -> None:
    """Let `app` serve the API, described in its OpenAPI document, and the pages."""
    api = ProblemApi(app)
    schemas = api.spec.components.schemas
    api.spec.components.security_scheme(SCHEME, SECURITY_SCHEME)
    api.spec.components.schema("Article", schema=ArticleSchema)
    describe_article(schemas["Article"])
    for resource in RESOURCES:
        api.register_blueprint(resource)
    schemas["NewDecision"]["oneOf"] = schemas["CmsDecision"]["oneOf"] = DECISIONS
    for question in ("Question", "DecidedQuestion"):
        describe_article(schemas[question])
    complete(api.spec, is_open=app.config["OPEN"])
    app.extensions["openapi"] = api.spec
    for unspecified in (pages.blueprint, docs.blueprint, languagetool.blueprint):
        app.register_blueprint(unspecified)
    register_pages(app)


def make_folder(database: str) -> None:
    """Make the folder that an SQLite file is to stand in. Raises StoreError, OSError."""
    url = parse_url(database)
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        files.make_folder(Path(url.database).parent)
