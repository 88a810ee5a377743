"""`auditor serve`: the application under waitress."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import waitress

from auditor.article import Article
from auditor.audit import Auditor
from auditor.ingest import InputError, read_input
from auditor.store import Store
from auditor.store.keys import AccessKeyError, has_keys

from .app import MAX_BODY_BYTES, create_app, make_folder
from .logs import log_to_stderr

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
THREADS = 8
"""More than audits may run at a time, so that who has to wait is told so."""
MAX_RECEIVED_BYTES = 4 * MAX_BODY_BYTES
"""What is received at all; up to here the application answers, with a problem that says why."""
SERVER: Mapping[str, Any] = {
    "threads": THREADS,
    "ident": "auditor",
    "max_request_body_size": MAX_RECEIVED_BYTES,
    "connection_limit": 500,  # clients that send half of a request keep a connection, not a thread
    "channel_timeout": 30,
}


def serve(
    auditor: Auditor,
    database: str,
    address: tuple[str, int],
    seed: Path | None = None,
    settings: Mapping[str, object] | None = None,
) -> None:
    """Serve until interrupted; if the store is empty, the articles of folder `seed` are audited first.

    `settings` are those of `create_app`. Raises StoreError, OSError.
    """
    host, port = address
    config: dict[str, object] = {**(settings or {}), "DATABASE": database, "AUDITOR": auditor}
    if host in LOOPBACK:  # a page elsewhere must not reach us through a name that it made point here
        config["TRUSTED_HOSTS"] = sorted(LOOPBACK)
    config["OPEN"] = needs_no_key(database, host)
    if seed is not None:
        seed_database(auditor, database, seed)
    log_to_stderr()
    app = create_app(config)
    app.extensions["auditor"].bounded.start()
    sys.stderr.write(f"auditor: serving on http://{f'[{host}]' if ':' in host else host}:{port}\n")
    if config["OPEN"]:
        sys.stderr.write("auditor: no keys: whoever reaches this address may do everything\n")
    waitress.serve(app, host=host, port=port, **SERVER)


def needs_no_key(database: str, host: str) -> bool:
    """Whether every caller may do everything: on a loopback address, as long as no key was made.

    Raises AccessKeyError for another address without a key, as then nobody could call the API.
    """
    make_folder(database)
    store = Store(database)
    try:
        with store.reading() as connection:
            keys = has_keys(connection)
    finally:
        store.close()
    if keys:
        return False
    if host not in LOOPBACK:
        raise AccessKeyError(f"to serve on {host}, make a key first: `auditor keys create NAME --scope read ...`")
    return True


def seed_database(auditor: Auditor, database: str, folder: Path) -> int:
    """Audit the articles of `folder` if the store is empty; how many were. What cannot be read is told."""
    make_folder(database)
    store = Store(database)
    try:
        return seed_store(store, auditor, _readable(folder)) if store.count() == 0 else 0
    finally:
        store.close()


def seed_store(store: Store, auditor: Auditor, articles: Iterable[Article]) -> int:
    """Audit `articles` into `store`; how many there were."""
    number, today = 0, datetime.now(UTC).date()
    for number, article in enumerate(articles, 1):  # noqa: B007 - the last number is the answer
        store.add(auditor.audit(article, today))
    return number


def _readable(folder: Path) -> Iterable[Article]:
    for row in read_input(str(folder)):
        if isinstance(row, InputError):
            sys.stderr.write(f"auditor: {row}\n")
        else:
            yield row
