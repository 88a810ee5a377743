"""`auditor keys`: make, list, replace and end the keys of the API.

The store is imported where it is used: other commands need not wait for SQLAlchemy.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

import argparse
import difflib
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.commands.acting import acting_command
from auditor.commands.database import add_database_option, opened_database
from auditor.commands.options import add_repeated
from auditor.commands.settings_file import read_settings_file
from auditor.sources import source_key
from auditor.store import StoreError

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from sqlalchemy import Connection

    from auditor.store.keys import AccessKey

KEEP_HOURS = 24
LOCAL_URL = "http://127.0.0.1:8000"
"""Where `auditor serve` listens, if nobody says anything else."""


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command and its verbs."""
    parser = commands.add_parser("keys", help="make, list, replace and end the keys of the API")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    creating = verbs.add_parser(
        "create", help="make a key, and a database if there is none; the key is shown this once"
    )
    creating.add_argument("name", metavar="NAME", help="who holds it")
    add_repeated(creating, "--scope", "SCOPE", "check, audit, read, review or admin", required=True, default=None)
    bounds = creating.add_mutually_exclusive_group(required=True)
    add_repeated(bounds, "--source", "SOURCE", "what it is bound to, by domain or name", default=None)
    bounds.add_argument("--all-sources", action="store_true", help="let it reach the articles of every source")
    creating.add_argument(
        "--new-source", action="store_true", help="bind it to a source that neither auditor.toml nor an audit names yet"
    )
    pathing = verbs.add_parser(
        "path", help="make a key that stands in an address, for editors that speak LanguageTool's API and send no key"
    )
    pathing.add_argument("name", metavar="NAME", help="who holds it")
    for verb in (creating, pathing):
        verb.add_argument("--days", type=_positive, metavar="DAYS", help="how long it opens; default: until revoked")
        verb.add_argument("--config", type=Path, metavar="FILE", help="settings; default: the nearest auditor.toml")
    listing = verbs.add_parser("list", help="all keys, without their secrets")
    rotating = verbs.add_parser("rotate", help="print a new key for a holder; the old one goes on for a while")
    rotating.add_argument("name", metavar="NAME", help="the holder, or the first characters of the key")
    rotating.add_argument(
        "--keep-hours", type=_positive, default=KEEP_HOURS, metavar="HOURS", help="default: %(default)s"
    )
    revoking = verbs.add_parser("revoke", help="end the keys of a holder, or one key, at once")
    revoking.add_argument("name", metavar="NAME", help="the holder, or the first characters of the key")
    runs = (run_create, run_path, run_list, run_rotate, run_revoke)
    for verb, run in zip((creating, pathing, listing, rotating, revoking), runs, strict=True):
        add_database_option(verb)
        verb.set_defaults(run=run)


def _positive(value: str) -> int:
    number = int(value)
    if number < 1:
        raise ValueError(value)
    return number


def run_create(args: argparse.Namespace) -> int:
    """Print a new key."""
    _show(_made(args, args.scope, args.source))
    return 0


def run_path(args: argparse.Namespace) -> int:
    """Print the address in which a new key stands."""
    from auditor.store.keys import PATH

    url = read_settings_file(args.config).url or LOCAL_URL
    _show(f"{url}/lt/{_made(args, [PATH], None)}/v2")
    return 0


def _made(args: argparse.Namespace, scopes: list[str], sources: list[str] | None) -> str:
    """A new key. Raises StoreError."""
    from auditor.store.schema import check_schema

    with opened_database(args, make=True) as database:
        check_schema(database)
        with database.writing() as connection:
            if sources is not None and not args.new_source:
                require_known(connection, sources, args.config)
            return make_key(connection, args.name, scopes, sources, args.days)


def make_key(
    connection: Connection, name: str, scopes: list[str], sources: list[str] | None, days: int | None = None
) -> str:
    """A new key, which the log tells of. Raises StoreError."""
    from auditor.store.keys import SHOWN_CHARACTERS, create_key
    from auditor.store.log import record

    expires = datetime.now(UTC) + timedelta(days=days) if days else None
    secret = create_key(connection, name, scopes, expires, sources)
    known = {"holder": name, "scopes": scopes, "sources": sources, "days": days}
    record(connection, acting_command(), "key made", f"key:{secret[:SHOWN_CHARACTERS]}", **known)
    return secret


def require_known(connection: Connection, sources: list[str], config: Path | None) -> None:
    """Raise StoreError for a source that neither auditor.toml nor the store knows: a mistyped one opens nothing."""
    from auditor.store.sources import find_source

    file = read_settings_file(config)
    for name in sources:
        if source_key(name) not in file.source_keys and find_source(connection, name) is None:
            near = difflib.get_close_matches(source_key(name), sorted(file.source_keys), 1)
            hint = f"did you mean {near[0]!r}? Else" if near else "`auditor connect` makes one, and"
            where = f"neither {file.path} nor an audit names the source {name!r}"
            raise StoreError(f"{where}; {hint} --new-source takes it as it is")


def run_list(args: argparse.Namespace) -> int:
    """Print a line a key."""
    from auditor.store.keys import list_keys
    from auditor.store.schema import check_schema

    with opened_database(args) as database:
        check_schema(database)
        with database.reading() as connection:
            keys = list_keys(connection)
    sys.stdout.write("".join(f"{_line(key)}\n" for key in keys) or "no keys\n")
    return 0


def run_rotate(args: argparse.Namespace) -> int:
    """Print the key that replaces one."""
    from auditor.store.keys import SHOWN_CHARACTERS, rotate_key
    from auditor.store.log import record
    from auditor.store.schema import check_schema

    with opened_database(args) as database:
        check_schema(database)
        with database.writing() as connection:
            secret = rotate_key(connection, args.name, timedelta(hours=args.keep_hours))
            known = {"replaces": args.name, "keep_hours": args.keep_hours}
            record(connection, acting_command(), "key rotated", f"key:{secret[:SHOWN_CHARACTERS]}", **known)
    _show(secret)
    return 0


def run_revoke(args: argparse.Namespace) -> int:
    """End keys."""
    from auditor.store.keys import revoke_key
    from auditor.store.log import record
    from auditor.store.schema import check_schema

    with opened_database(args) as database:
        check_schema(database)
        with database.writing() as connection:
            ended = revoke_key(connection, args.name)
            for key in ended:
                record(connection, acting_command(), "key revoked", f"key:{key.prefix}", holder=key.name)
    sys.stdout.write("".join(f"revoked {key.prefix}... of {key.name}\n" for key in ended))
    return 0


def _show(secret: str) -> None:
    sys.stdout.write(f"{secret}\n")
    sys.stderr.write("This is shown once; only its hash is kept.\n")


def _line(key: AccessKey) -> str:
    state = "valid" if key.is_valid(datetime.now(UTC)) else ("revoked" if key.revoked else "expired")
    expires = f"until {key.expires:%Y-%m-%d %H:%M}" if key.expires else "without end"
    used = f"used {key.used:%Y-%m-%d %H:%M}" if key.used else "never used"
    sources = "all sources" if key.sources is None else ", ".join(sorted(key.sources))
    return f"{key.prefix}...  {state:8} {key.name}  [{', '.join(sorted(key.scopes))}]  {sources}  {expires}, {used}"
