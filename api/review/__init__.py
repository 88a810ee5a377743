"""The editors' pages: one module a page."""

from flask import Flask

from auditor.settings import Settings, SettingsError

from . import account, article, compare, entering, erasing, log, login, queue, rules, sources, stories, trial, trying

PAGES = (account, article, compare, erasing, log, queue, rules, sources, stories, trial)


def register_pages(app: Flask) -> None:
    """Let `app` serve the editors' pages and ask who reads them. Raises SettingsError."""
    login.manager.init_app(app)
    app.extensions[trying.HASHING] = trying.Hashing()
    for page in (entering, *PAGES):
        app.register_blueprint(page.blueprint)
    settings: Settings = app.extensions["auditor"].auditor.settings
    if settings.service.oidc is not None:
        _register_sign_in(app, settings)


def _register_sign_in(app: Flask, settings: Settings) -> None:
    """Let people sign in with their organisation."""
    try:
        from . import oidc  # noqa: PLC0415 - it needs an extra
    except ImportError as error:
        missing = f"needs the package {error.name}: pip install 'article-auditor[oidc]'"
        raise SettingsError(settings.located("service.oidc", "issuer", missing)) from None
    oidc.load_sign_in(app, settings)
    app.register_blueprint(oidc.blueprint)
