"""The option that says where the store is, and the store it names."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from auditor.store import DEFAULT_URL, StoreError

if TYPE_CHECKING:
    from auditor.store import Store
    from auditor.store.database import Database

VARIABLE = "AUDITOR_DATABASE"


def add_database_option(parser: argparse.ArgumentParser) -> None:
    """Let the user name a database; the environment may, so that no password stands in a command."""
    parser.add_argument(
        "--database",
        default=os.environ.get(VARIABLE, DEFAULT_URL),
        metavar="URL",
        help=f"SQLite or PostgreSQL; default: ${VARIABLE}, else {DEFAULT_URL}",
    )


def open_database(args: argparse.Namespace, *, make: bool = False) -> Database:
    """The database that `args` name; with `make`, a SQLite file that is not there will be. Raises StoreError."""
    from auditor.store.database import Database  # noqa: PLC0415

    database = Database(args.database)
    path = database.file
    if path is not None and not path.is_file():
        if not make:
            raise StoreError(f"no database at {path}; `auditor serve` or `auditor db upgrade` makes one")
        path.parent.mkdir(parents=True, exist_ok=True)
    return database


def open_store(args: argparse.Namespace) -> Store:
    """The store that `args` name, which must be there. Raises StoreError."""
    from auditor.store.store import Store  # noqa: PLC0415

    open_database(args).close()
    return Store(args.database)
