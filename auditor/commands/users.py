"""`auditor users`: who may log in to the pages.

The store is imported where it is used: other commands need not wait for SQLAlchemy and argon2.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

import argparse
import getpass
import sys
from typing import TYPE_CHECKING

from auditor.commands.database import add_database_option, opened_store
from auditor.store import StoreError

if TYPE_CHECKING:
    from argparse import _SubParsersAction

ROLES = ("reviewer", "admin")


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command and its verbs."""
    parser = commands.add_parser("users", help="who may log in to the pages: add, list, remove, password")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    adding = verbs.add_parser(
        "add", help="make a login, and a database if there is none; the password is asked for, or read from stdin"
    )
    adding.add_argument("name", metavar="NAME")
    adding.add_argument("--role", choices=ROLES, default=ROLES[0], help="default: reviewer; admins also mute rules")
    listing = verbs.add_parser("list", help="every login with its role")
    removing = verbs.add_parser("remove", help="end a login for good; its decisions stay")
    removing.add_argument("name", metavar="NAME")
    changing = verbs.add_parser("password", help="give a login another password")
    changing.add_argument("name", metavar="NAME")
    runs = (run_add, run_list, run_remove, run_password)
    for verb, run in zip((adding, listing, removing, changing), runs, strict=True):
        add_database_option(verb)
        verb.set_defaults(run=run)


def run_add(args: argparse.Namespace) -> int:
    """Make a login."""
    from auditor.store.accounts import add_account

    password = read_password()
    with opened_store(args, make=True) as store, store.writing() as connection:
        add_account(connection, args.name, password, args.role)
    sys.stdout.write(f"{args.name} may log in as {args.role}; from now on the pages ask for a login\n")
    return 0


def run_list(args: argparse.Namespace) -> int:
    """Print a line a login."""
    from auditor.store.accounts import list_accounts

    with opened_store(args) as store, store.reading() as connection:
        lines = [f"{account.name:32} {account.role}\n" for account in list_accounts(connection)]
    sys.stdout.write("".join(lines) or "no logins\n")
    return 0


def run_remove(args: argparse.Namespace) -> int:
    """Remove a login."""
    from auditor.store.accounts import remove_account

    with opened_store(args) as store, store.writing() as connection:
        remove_account(connection, args.name)
    sys.stdout.write(f"{args.name} was removed\n")
    return 0


def run_password(args: argparse.Namespace) -> int:
    """Change a password."""
    from auditor.store.accounts import set_password

    password = read_password()
    with opened_store(args) as store, store.writing() as connection:
        set_password(connection, args.name, password)
    sys.stdout.write(f"{args.name} has a new password and is logged out everywhere\n")
    return 0


def read_password() -> str:
    """A password: typed twice without being shown, or the first line of standard input. Raises StoreError."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != password:
        raise StoreError("the two passwords differ")
    return password
