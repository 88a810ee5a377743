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
from auditor.bounded import warm_up
from auditor.ingest import InputError, read_input
from auditor.store import Store
from auditor.store.accounts import were_accounts
from auditor.store.keys import AccessKeyError, were_keys

from .app import MAX_BODY_BYTES, create_app, make_folder
from .listening import LOOPBACK, Listener
from .logs import log_to_stderr
from .starting import note_settings

THREADS = 24
"""Eighteen may audit, show articles or wait for that; six are left for what takes milliseconds."""
MAX_RECEIVED_BYTES = 4 * MAX_BODY_BYTES
"""What is received at all; up to here the application answers, with a problem that says why."""
SERVER: Mapping[str, Any] = {
    "threads": THREADS,
    "ident": "auditor",
    "max_request_body_size": MAX_RECEIVED_BYTES,
    "connection_limit": 500,  # clients that send half of a request keep a connection, not a thread
    "channel_timeout": 30,
    "clear_untrusted_proxy_headers": False,  # none is believed, but that they are there tells what came through a proxy
}


def serve(
    auditor: Auditor,
    database: str,
    listener: Listener,
    seed: Path | None = None,
    settings: Mapping[str, object] | None = None,
) -> None:
    """Serve until interrupted; if the store is empty, the articles of folder `seed` are audited first.

    `settings` are those of `create_app`. Raises StoreError, OSError.
    """
    config: dict[str, object] = {**(settings or {}), "DATABASE": database, "AUDITOR": auditor}
    behind = bool(config.get("PROXIES"))  # who comes through a proxy may come from anywhere, by any name
    config["HOSTS"] = None if behind else listener.trusted_hosts
    config["OPEN"] = not behind and needs_no_key(database, listener.host)
    if seed is not None:
        seed_database(auditor, database, seed)
    log_to_stderr()
    app = create_app(config)
    note_settings(app)
    warm_up(auditor)
    app.extensions["auditor"].bounded.start()
    if config["OPEN"]:
        sys.stderr.write("auditor: no keys: whoever reaches this address may do everything\n")
    sys.stderr.write(f"auditor: serving on {listener.url}: pages for editors; {listener.url}/docs has the API\n")
    waitress.serve(app, sockets=listener.sockets, **SERVER)


def needs_no_key(database: str, host: str) -> bool:
    """Whether every caller may do everything: on a loopback address, as long as no key and no login was ever made.

    Raises AccessKeyError for another address without either, as then nobody could call the service.
    """
    make_folder(database)
    store = Store(database)
    try:
        with store.reading() as connection:
            closed = were_keys(connection) or were_accounts(connection)
    finally:
        store.close()
    if closed:
        return False
    if host not in LOOPBACK:
        raise AccessKeyError(f"to serve on {host}, make a key first: `auditor keys create NAME --scope read ...`")
    return True


def seed_database(auditor: Auditor, database: str, folder: Path) -> int:
    """Audit the articles of `folder` if the store is empty; how many were. What cannot be read is told."""
    make_folder(database)
    store = Store(database)
    try:
        if store.count():
            return 0
        sys.stderr.write(f"auditor: auditing the articles of {folder}\n")
        number = seed_store(store, auditor, _readable(folder))
    finally:
        store.close()
    sys.stderr.write(f"auditor: {number} {'article' if number == 1 else 'articles'} audited\n")
    return number


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
