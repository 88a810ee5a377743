"""The service for a WSGI server that starts it itself: `gunicorn "auditor.api.wsgi:make_application()"`."""

from __future__ import annotations

import os
from pathlib import Path

from flask import Flask

from auditor.commands.database import VARIABLE
from auditor.commands.options import load_auditor, no_options
from auditor.garbage import collect_seldom
from auditor.store import DEFAULT_URL

from .app import create_app
from .logs import log_to_stderr
from .starting import note_settings


def make_application() -> Flask:
    """The application as the environment describes it; every request needs a key.

    AUDITOR_DATABASE is the store's URL, AUDITOR_CONFIG the settings file (default: the nearest auditor.toml),
    AUDITOR_PROXIES_BEFORE how many proxies tell the client's address (default: 0).
    Raises StoreError, RuleError, SettingsError, OSError.
    """
    collect_seldom()
    config = os.environ.get("AUDITOR_CONFIG")
    auditor = load_auditor(no_options(Path(config) if config else None))
    log_to_stderr()
    app = create_app(
        {
            "DATABASE": os.environ.get(VARIABLE, DEFAULT_URL),
            "AUDITOR": auditor,
            "OPEN": False,
            "PROXIES": int(os.environ.get("AUDITOR_PROXIES_BEFORE", "0")),
        }
    )
    note_settings(app)
    return app
