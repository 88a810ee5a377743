"""What a database says when it does not do its part, in words that may be shown to anybody."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, NotSupportedError, ProgrammingError

OURS = (DataError, IntegrityError, NotSupportedError, ProgrammingError)
"""Errors that are defects of the program; all others are the state of the database, its disk or the way to it."""
DAMAGED = "its file is damaged; `auditor db check` says more"
REASONS: Mapping[str, str] = {
    "SQLITE_BUSY": "others have been writing to it for too long",
    "SQLITE_CANTOPEN": "its file cannot be opened",
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_FULL": "its disk is full",
    "SQLITE_IOERR": "its disk fails",
    "SQLITE_NOTADB": DAMAGED,
    "SQLITE_READONLY": "its file can only be read",
    "53100": "its disk is full",
    "57P01": "it is being stopped",
    "57P02": "it was stopped",
    "57P03": "it is starting",
}
"""By the primary name of SQLite's result codes, and by PostgreSQL's SQLSTATE."""


def is_defect(error: DBAPIError) -> bool:
    """Whether the program asked for something wrong."""
    return isinstance(error, OURS)


def database_reason(error: DBAPIError) -> str:
    """Why the database did not do its part, as far as it says so."""
    name = str(getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None) or "")
    return REASONS.get(name) or REASONS.get("_".join(name.split("_")[:2])) or "it does not answer"
