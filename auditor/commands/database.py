"""The option that says where the store is, and the store it names."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
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


def worker_count(value: str) -> int:
    """A number of processes, 1 or more."""
    count = worker_count_or_none(value)
    if count < 1:
        raise ValueError(value)
    return count


def worker_count_or_none(value: str) -> int:
    """A number of processes, 0 or more."""
    count = int(value)
    if count < 0:
        raise ValueError(value)
    return count


@contextmanager
def opened_database(args: argparse.Namespace, *, make: bool = False) -> Iterator[Database]:
    """The database that `args` name; with `make`, a SQLite file that is not there will be.

    Raises StoreError, also for what the database itself refuses.
    """
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415

    from auditor.store.database import Database  # noqa: PLC0415
    from auditor.store.files import make_folder  # noqa: PLC0415

    database = Database(args.database)
    path = database.file
    if path is not None and not path.is_file():
        if not make:
            raise StoreError(f"no database at {path}; `auditor serve` or `auditor db upgrade` makes one")
        make_folder(path.parent)
        sys.stderr.write(f"auditor: new database at {path}\n")
    try:
        yield database
    except DBAPIError as error:
        raise StoreError(f"{database}: {' '.join(str(error.orig).split())}") from None
    finally:
        database.close()


@contextmanager
def opened_store(args: argparse.Namespace, *, make: bool = False) -> Iterator[Store]:
    """The store that `args` name, which must be there unless it is to be made. Raises StoreError."""
    from auditor.store.store import Store  # noqa: PLC0415

    with opened_database(args, make=make):
        store = Store(args.database)
        try:
            yield store
        finally:
            store.close()
