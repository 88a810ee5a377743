"""What a web process notes in the log when it starts: the settings and rules that it runs by."""

from __future__ import annotations

from flask import Flask
from sqlalchemy.exc import DBAPIError

from auditor.store.failures import database_reason
from auditor.store.log import record_settings

from .logs import log_failure
from .services import Services


def note_settings(app: Flask) -> None:
    """Put the settings into the log if they are others than before; without the database, only say that they are not.

    Reading must go on where nothing can be written.
    """
    kept: Services = app.extensions["auditor"]
    digests = {"settings": kept.auditor.settings.digest, "rules": kept.auditor.ruleset.digest}
    try:
        with kept.store.writing() as connection:
            record_settings(connection, "web", **digests)
    except DBAPIError as error:
        log_failure("log", database_reason(error))
