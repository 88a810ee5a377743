"""`auditor connect`: what a CMS and the service must know of each other, made at once and printed to be pasted.

The store is imported where it is used: other commands need not wait for SQLAlchemy.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

import argparse
import json
import secrets
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.cms.paste import PASTES, Pasted
from auditor.commands.acting import acting_command
from auditor.commands.connect_ghost import add_ghost_options, connect_ghost, ghost_table, read_admin
from auditor.commands.database import add_database_option, opened_store
from auditor.commands.hook_secret import HookSecret, find_secret
from auditor.commands.keys import KEEP_HOURS, LOCAL_URL, make_key
from auditor.commands.settings_file import SettingsFile, read_settings_file, read_table
from auditor.service import ServiceSchema
from auditor.settings import SettingsError

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from auditor.store import Store

SCOPES = ["check", "audit", "editors"]
"""What a client of the gate does: it asks, has drafts kept, and speaks for the editors of its CMS."""
POLICY = 'block = {severity = "major", confidence = 0.9}'
"""What the guides recommend: rules that strong were right nine times in ten on untouched news."""
PASSWORD_BYTES = 15
"""20 characters; NIST SP 800-63B-4 asks for 15."""
MAX_SOURCE_CHARACTERS = 100
KEY_IS_KEPT = "the key that was shown when it was made, or a new one by --rotate"
START_AGAIN = "Start `auditor serve` and `auditor worker` again: they read auditor.toml when they start."


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser("connect", help="connect a CMS: make source, secret, key, logins, and print the rest")
    parser.add_argument("cms", choices=sorted(PASTES))
    parser.add_argument("--source", required=True, type=_source, metavar="NAME", help="what its articles go by")
    parser.add_argument("--url", metavar="URL", help=f"where editors and the CMS reach us; default: {LOCAL_URL}")
    parser.add_argument("--logins", metavar="A,B", default="", help="editors who are to log in to the auditor's pages")
    parser.add_argument("--rotate", action="store_true", help="make another key and secret; the old go on for a while")
    add_ghost_options(parser)
    parser.add_argument("--config", type=Path, metavar="FILE", help="settings; default: the nearest auditor.toml")
    add_database_option(parser)
    parser.set_defaults(run=run)


def _source(name: str) -> str:
    """A name that can stand in an address, in TOML, PHP and Python."""
    if not 0 < len(name) <= MAX_SOURCE_CHARACTERS or not name.isprintable() or name != name.strip() or "/" in name:
        raise argparse.ArgumentTypeError(f"{name!r} is no name of a source, as example.org")
    return name


def run(args: argparse.Namespace) -> int:
    """Connect a CMS; what is there already stays as it is. Raises SettingsError, StoreError, OSError."""
    file = read_settings_file(args.config)
    url, secret = _url(file, args.url), find_secret(file, args.cms, args.source)
    admin = read_admin(args, file)  # asks Ghost, so that nothing is written for a key that opens nothing
    made = secret.make() if args.rotate or not secret.is_named else ""
    tables = list(_tables(args, file, secret))
    file.add(tables)
    with opened_store(args, make=True) as store:
        key = "" if args.cms == "ghost" else _key(store, args)
        logins = list(_logins(store, args))
    for line in [*_settings_lines(file, tables, secret, made), *logins]:
        sys.stdout.write(f"{line}\n")
    if admin is None:
        told = PASTES[args.cms](Pasted(url, args.source, key or KEY_IS_KEPT, made or f"the secret in {secret.place}"))
    else:
        told = connect_ghost(admin, Pasted(url, args.source, "", secret.read()), is_new=bool(made))
    sys.stdout.write(f"\n{told}\n{START_AGAIN}\n")
    return 0


def _url(file: SettingsFile, asked: str | None) -> str:
    """Where the service is. Raises SettingsError for two addresses, or for one that it cannot have."""
    url = (asked or file.url or LOCAL_URL).rstrip("/")
    read_table(ServiceSchema, {"url": url}, "--url")
    if file.url not in (None, url):
        raise SettingsError(f"{file.path}: url of [service] is {file.url}; change it there, or leave --url out")
    if asked and file.url is None and "service" in file.tables:
        raise SettingsError(f"{file.path}: put url = {json.dumps(url)} into [service], and leave --url out")
    return url


def _tables(args: argparse.Namespace, file: SettingsFile, secret: HookSecret) -> Iterator[str]:
    """The tables that auditor.toml lacks."""
    own, name = file.source(args.source), f"source.{quoted(args.source)}"
    if args.url and file.url is None:
        yield f"[service]\nurl = {quoted(args.url.rstrip('/'))}\n"
    if "gate" not in own:
        yield f"[{name}.gate]\n{POLICY}\n"
    if "hook" not in own:
        yield f'[{name}.hook]\nsender = "{args.cms}"\nsecrets = [{quoted(secret.place)}]\n'
    if args.ghost_url and "ghost" not in own:
        yield f"[{name}.ghost]\n{ghost_table(args)}"


def quoted(text: str) -> str:
    """`text`, all of whose characters can be seen, as a string of TOML."""
    return json.dumps(text, ensure_ascii=False)


def _settings_lines(file: SettingsFile, tables: list[str], secret: HookSecret, made: str) -> Iterator[str]:
    """What became of auditor.toml and of the secret."""
    heads = " ".join(table.partition("\n")[0] for table in tables)
    yield f"settings: {file.path}: {f'added {heads}' if heads else 'all is there, nothing was changed'}"
    state = "there already" if not made else ("new; the old one is good as well" if secret.is_named else "new")
    yield f"secret: {secret.place}: {state}"


def _key(store: Store, args: argparse.Namespace) -> str:
    """The key for the gate, if it is made now. Raises StoreError."""
    from auditor.store.keys import SHOWN_CHARACTERS, list_keys, rotate_key
    from auditor.store.log import record

    name, now = f"{args.cms} of {args.source}", datetime.now(UTC)
    with store.writing() as connection:
        if not any(key.name == name and key.is_valid(now) for key in list_keys(connection)):
            return make_key(connection, name, SCOPES, [args.source])
        if not args.rotate:
            return ""
        secret = rotate_key(connection, name, timedelta(hours=KEEP_HOURS))
        known = {"replaces": name, "keep_hours": KEEP_HOURS}
        record(connection, acting_command(), "key rotated", f"key:{secret[:SHOWN_CHARACTERS]}", **known)
        return secret


def _logins(store: Store, args: argparse.Namespace) -> Iterator[str]:
    """Make the logins that are missing; a line each, with its first password. Raises StoreError."""
    from auditor.store.accounts import REVIEWER, NewAccount, add_account, find_account
    from auditor.store.passwords import hash_password
    from auditor.store.reach import bound_to

    for name in filter(None, (name.strip() for name in args.logins.split(","))):
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        hashed = hash_password(name, password)
        with store.writing() as connection:
            if find_account(connection, name) is not None:
                yield f"login: {name}: there already"
                continue
            reach = bound_to([args.source], None)
            given = NewAccount(name=name, role=REVIEWER, password=hashed, reach=reach)
            add_account(connection, given, acting_command())
        yield f"login: {name}, first password: {password} (shown once; another one is set on the page of the account)"
