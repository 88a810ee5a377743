"""`auditor db`: upgrade, check, back up, restore and prune the store.

The store is imported where it is used: other commands need not wait for SQLAlchemy.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.commands.acting import acting_command
from auditor.commands.database import add_database_option, opened_database
from auditor.text.counted import counted

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from auditor.store.database import Database

FOUND = 1


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command and its verbs."""
    parser = commands.add_parser("db", help="upgrade, check, back up, restore and prune the store")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    upgrading = verbs.add_parser("upgrade", help="bring the database to this version; makes it if there is none")
    checking = verbs.add_parser("check", help="look for damage; exit status 1 if there is some")
    saving = verbs.add_parser("backup", help="write everything to one file, while others work")
    saving.add_argument("file", type=Path, metavar="FILE")
    restoring = verbs.add_parser("restore", help="fill an empty database from a backup, of SQLite or PostgreSQL")
    restoring.add_argument("file", type=Path, metavar="FILE")
    pruning = verbs.add_parser("prune", help="delete old articles with their reports, notes and the replies to them")
    pruning.add_argument(
        "--older-than",
        type=_days,
        metavar="DAYS",
        help="last audited so many days ago; sources that have their own limit go by that, and alone without this",
    )
    runs = (run_upgrade, run_check, run_backup, run_restore, run_prune)
    for verb, run in zip((upgrading, checking, saving, restoring, pruning), runs, strict=True):
        add_database_option(verb)
        verb.set_defaults(run=run)


def _days(value: str) -> int:
    """Days, as 90 or 90d."""
    days = int(value.removesuffix("d"))
    if days < 1:
        raise ValueError(value)
    return days


def run_upgrade(args: argparse.Namespace) -> int:
    """Bring the tables to the newest revision, and leave the file of a SQLite database to its owner alone."""
    from auditor.store.files import close_to_others
    from auditor.store.schema import upgrade

    with opened_database(args, make=True) as database:
        before, after = upgrade(database)
        if before not in (None, after):
            _record(database, "database upgraded", before=before, after=after)
        if database.file is not None:
            close_to_others(database.file)
    sys.stdout.write(f"at {after} already\n" if before == after else f"{before or 'empty'} -> {after}\n")
    return 0


def _record(database: Database, action: str, **details: object) -> None:
    """Put into the log what was done to the database as a whole."""
    from auditor.store.log import record

    with database.writing() as connection:
        record(connection, acting_command(), action, "database", **details)


def run_check(args: argparse.Namespace) -> int:
    """Print what is wrong with the database."""
    from auditor.store.backup import problems

    with opened_database(args) as database:
        found = problems(database)
    sys.stdout.write("".join(f"{line}\n" for line in found) or "nothing wrong\n")
    return FOUND if found else 0


def run_backup(args: argparse.Namespace) -> int:
    """Write everything to a file."""
    from auditor.store.backup import backup
    from auditor.store.schema import current_revision
    from auditor.store.tables import SCHEMA_REVISION

    with opened_database(args) as database:
        with database.reading() as connection:
            has_log = current_revision(connection) == SCHEMA_REVISION
        if has_log:  # first, so that nobody takes everything without a trace
            _record(database, "backup begun", file=args.file.name)
        rows = backup(database, args.file)
    sys.stdout.write(f"{counted(rows, 'row')} in {args.file}\n")
    return 0


def run_restore(args: argparse.Namespace) -> int:
    """Fill an empty database."""
    from auditor.store.backup import restore

    with opened_database(args, make=True) as database:
        rows = restore(database, args.file)
        _record(database, "backup restored", rows=rows, file=args.file.name)
    sys.stdout.write(f"{counted(rows, 'row')} from {args.file}\n")
    return 0


def run_prune(args: argparse.Namespace) -> int:
    """Delete what is old."""
    from auditor.store.retention import prune
    from auditor.store.schema import check_schema

    with opened_database(args) as database:
        check_schema(database)
        pruned = prune(database, args.older_than, actor=acting_command())
    sys.stdout.write(f"{counted(pruned, 'article')} deleted\n")
    return 0
