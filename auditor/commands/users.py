"""`auditor users`: who may log in to the pages, what they may do there, and whose articles they see.

The store is imported where it is used: other commands need not wait for SQLAlchemy and argon2.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

import argparse
import getpass
import sys
from typing import TYPE_CHECKING

from auditor.commands.database import add_database_option, opened_store
from auditor.commands.options import add_repeated
from auditor.service import ROLES
from auditor.store import StoreError

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from auditor.store.accounts import Account
    from auditor.store.reach import Reach

WHAT = {"viewer": "may see", "reviewer": "may decide", "admin": "may also mute rules"}


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command and its verbs."""
    parser = commands.add_parser("users", help="who may log in to the pages: add, list, set, remove, password")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    adding = verbs.add_parser(
        "add", help="make a login, and a database if there is none; the password is asked for, or read from stdin"
    )
    listing = verbs.add_parser("list", help="every login with its role and what it is bound to")
    setting = verbs.add_parser("set", help="give a login another role, or bind it to other sources and desks")
    removing = verbs.add_parser("remove", help="end a login for good; its decisions stay")
    changing = verbs.add_parser("password", help="give a login another password")
    for verb in (adding, setting, removing, changing):
        verb.add_argument("name", metavar="NAME")
    roles = "; ".join(f"a{'n' if role == 'admin' else ''} {role} {WHAT[role]}" for role in ROLES)
    adding.add_argument("--role", choices=ROLES, default="reviewer", help=f"default: reviewer; {roles}")
    setting.add_argument("--role", choices=ROLES, help=roles)
    for verb in (adding, setting):
        _add_reach(verb)
    setting.add_argument("--everything", action="store_true", help="bind it to nothing: it sees all articles")
    runs = (run_add, run_list, run_set, run_remove, run_password)
    for verb, run in zip((adding, listing, setting, removing, changing), runs, strict=True):
        add_database_option(verb)
        verb.set_defaults(run=run)


def _add_reach(verb: argparse.ArgumentParser) -> None:
    add_repeated(verb, "--source", "SOURCE", "sees articles of this source alone", default=None)
    add_repeated(verb, "--desk", "DESK", "sees articles of this desk alone", default=None)


def _reach(args: argparse.Namespace) -> Reach | None:
    """What the options bind a login to; None if they say nothing. Raises StoreError."""
    from auditor.store.reach import EVERYTHING, bound_to

    if getattr(args, "everything", False):
        if args.source or args.desk:
            raise StoreError("a login sees everything, or is bound to sources and desks")
        return EVERYTHING
    return bound_to(args.source, args.desk) if args.source or args.desk else None


def run_add(args: argparse.Namespace) -> int:
    """Make a login."""
    from auditor.commands.acting import acting_command
    from auditor.store.accounts import NewAccount, add_account
    from auditor.store.passwords import hash_password
    from auditor.store.reach import EVERYTHING

    hashed = hash_password(args.name, read_password())
    given = NewAccount(name=args.name, role=args.role, password=hashed, reach=_reach(args) or EVERYTHING)
    with opened_store(args, make=True) as store, store.writing() as connection:
        add_account(connection, given, acting_command())
    sys.stdout.write(f"{args.name} may log in as {args.role}; from now on the pages ask for a login\n")
    return 0


def run_list(args: argparse.Namespace) -> int:
    """Print a line a login."""
    from auditor.store.accounts import list_accounts

    with opened_store(args) as store, store.reading() as connection:
        lines = [_line(account) for account in list_accounts(connection)]
    sys.stdout.write("".join(lines) or "no logins\n")
    return 0


def _line(account: Account) -> str:
    bounds = (("source", account.reach.sources), ("desk", account.reach.desks))
    words = [f"{word} {', '.join(sorted(names)) or '(none)'}" for word, names in bounds if names is not None]
    signed = [f"signed in by {account.issuer}"] if account.issuer else []
    return f"{account.name:32} {account.role:9} {'; '.join([*(words or ['everything']), *signed])}\n"


def run_set(args: argparse.Namespace) -> int:
    """Change the role or the reach of a login."""
    from auditor.commands.acting import acting_command
    from auditor.store.accounts import set_account

    reach = _reach(args)
    if args.role is None and reach is None:
        raise StoreError("say what to change: --role, --source, --desk or --everything")
    with opened_store(args) as store, store.writing() as connection:
        account = set_account(connection, args.name, args.role, reach, acting_command())
    sys.stdout.write(_line(account))
    return 0


def run_remove(args: argparse.Namespace) -> int:
    """Remove a login."""
    from auditor.commands.acting import acting_command
    from auditor.store.accounts import remove_account

    with opened_store(args) as store, store.writing() as connection:
        remove_account(connection, args.name, acting_command())
    sys.stdout.write(f"{args.name} was removed\n")
    return 0


def run_password(args: argparse.Namespace) -> int:
    """Change a password."""
    from auditor.commands.acting import acting_command
    from auditor.store.accounts import set_password
    from auditor.store.passwords import hash_password

    hashed = hash_password(args.name, read_password())
    with opened_store(args) as store, store.writing() as connection:
        set_password(connection, args.name, hashed, acting_command())
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
