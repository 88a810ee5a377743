"""The service for a WSGI server that starts it itself: `gunicorn "auditor.api.wsgi:make_application()"`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from flask import Flask

from auditor.bounded import warm_up
from auditor.commands.database import VARIABLE
from auditor.commands.options import load_auditor, no_options
from auditor.garbage import collect_seldom
from auditor.ruleset import RuleError
from auditor.settings import SettingsError
from auditor.store import DEFAULT_URL, StoreError

from .app import create_app
from .logs import log_to_stderr
from .starting import note_settings

APPLICATION_NOT_LOADED = 4
"""What gunicorn's processes exit with then, after which it ends; after other statuses it tries again for ever."""


def make_application() -> Flask:
    """The application as the environment describes it; every request needs a key.

    AUDITOR_DATABASE is the store's URL, AUDITOR_CONFIG the settings file (default: the nearest auditor.toml),
    AUDITOR_PROXIES_BEFORE how many proxies tell the client's address (default: 0).
    Exits where a setting, a rule or the database is wrong, with a line that says what: the server starts no other
    process then.
    """
    try:
        return _application()
    except (StoreError, RuleError, SettingsError, OSError) as error:
        sys.stderr.write("".join(f"auditor: {line}\n" for line in str(error).splitlines()))
        sys.exit(APPLICATION_NOT_LOADED)


def _application() -> Flask:
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
    warm_up(auditor)
    return app
