"""The editors' pages: one module a page."""

from flask import Flask

from . import article, compare, erasing, log, login, queue, rules, sources, stories, trial

PAGES = (article, compare, erasing, log, queue, rules, sources, stories, trial)


def register_pages(app: Flask) -> None:
    """Let `app` serve the editors' pages and ask who reads them."""
    login.manager.init_app(app)
    app.extensions[login.FAILURES] = login.Failures()
    for page in (login, *PAGES):
        app.register_blueprint(page.blueprint)
