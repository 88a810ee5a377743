"""`auditor webhooks`: the messages to receivers and by e-mail, and another try for those that were given up.

The store is imported where it is used: other commands need not wait for SQLAlchemy.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from auditor.commands.acting import acting_command
from auditor.commands.database import add_database_option, opened_store
from auditor.text.counted import counted

if TYPE_CHECKING:
    from argparse import _SubParsersAction

OPEN = ("waiting", "running", "dead")
ALL = (*OPEN, "done")
MAX_LISTED = 100
NOTHING = 1


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command and its verbs."""
    parser = commands.add_parser("webhooks", help="messages to receivers: list them, retry those that were given up")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    listing = verbs.add_parser("list", help="messages that were not delivered yet, the newest first")
    listing.add_argument("--state", choices=ALL, help="only these; delivered ones are `done`")
    listing.add_argument("--limit", type=int, default=MAX_LISTED, metavar="N", help=f"default: {MAX_LISTED}")
    retrying = verbs.add_parser("retry", help="try messages again that were given up; all, or these")
    retrying.add_argument("message", nargs="*", type=int, metavar="ID", help="as `list` shows it")
    for verb, run in ((listing, run_list), (retrying, run_retry)):
        add_database_option(verb)
        verb.set_defaults(run=run)


def run_list(args: argparse.Namespace) -> int:
    """Print a line a message, and one with its error."""
    from auditor.store.progress import list_messages

    with opened_store(args) as store, store.reading() as connection:
        for row in list_messages(connection, [args.state] if args.state else OPEN, args.limit):
            address = row["receiver"].partition("?")[0]  # what follows may be a secret of the receiver's
            sys.stdout.write(f"{row['job']:>8}  {row['state']:8} {row['type']:17} {address}\n")
            if row["error"]:
                sys.stdout.write(f"          after {counted(row['attempts'], 'try')}: {row['error']}\n")
            if row["state"] == "waiting":
                sys.stdout.write(f"          next try {row['due']:%Y-%m-%d %H:%M:%S %Z}\n")
    return 0


def run_retry(args: argparse.Namespace) -> int:
    """Let dead messages wait for a worker again; exit status 1 if there is none."""
    from auditor.store.log import record
    from auditor.store.progress import retry_messages

    with opened_store(args) as store, store.writing() as connection:
        tried = retry_messages(connection, args.message or None)
        if tried:
            record(connection, acting_command(), "messages retried", "messages", messages=tried)
    sys.stdout.write(f"{tried} to be sent again; `auditor worker` does it\n")
    return 0 if tried else NOTHING
