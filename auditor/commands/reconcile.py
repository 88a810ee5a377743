"""`auditor reconcile`: posts that a Ghost has published and no delivery told of are queued after all.

The store is imported where it is used: other commands need not wait for SQLAlchemy.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.cms.connection import Ghost, SecretError, read_secret
from auditor.cms.ghost import GhostAdmin, GhostError, origin_of, post_row, row_name
from auditor.commands.database import add_database_option, opened_store
from auditor.commands.options import add_rule_options, load_ruleset
from auditor.text.counted import counted

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from auditor.store import Store

NOT_ASKED = 2
OVERLAP = timedelta(minutes=10)
"""How far a later round looks back behind the one before: clocks differ, and a Ghost dates what it saves itself."""


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser("reconcile", help="queue what a Ghost published while the service did not hear it")
    parser.add_argument("--source", metavar="NAME", help="default: all sources with a `ghost` table in auditor.toml")
    parser.add_argument("--every", type=float, metavar="SECONDS", help="again and again; default: once")
    add_database_option(parser)
    add_rule_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Ask each Ghost; 2 if one could not be asked."""
    settings = load_ruleset(args)[1]
    ghosts = {name: ghost for name, ghost in settings.ghosts.items() if args.source in (None, name)}
    if not ghosts:
        sys.stderr.write("auditor: no source with a `ghost` table in auditor.toml\n")
        return NOT_ASKED
    asked: dict[str, datetime] = {}
    with opened_store(args) as store:
        while True:
            failed = [name for name, ghost in ghosts.items() if not told(store, name, ghost, settings.folder, asked)]
            if args.every is None:
                return NOT_ASKED if failed else 0
            time.sleep(args.every)


def told(store: Store, source: str, ghost: Ghost, folder: Path, asked: dict[str, datetime]) -> bool:
    """Queue what is missing of one source and print how much that was; whether its Ghost could be asked.

    `asked` has the moment of each source's last round that came to its end; one that follows reads only what is newer.
    """
    now = datetime.now(UTC)
    first = now - timedelta(days=ghost.days)
    since = max(first, asked[source] - OVERLAP) if source in asked else first
    try:
        admin = GhostAdmin(ghost.url, read_secret(ghost.key, folder))
        kinds = ("posts", "pages") if ghost.pages else ("posts",)
        rounds = [reconcile(store, source, admin.told_since(since, kind)) for kind in kinds]
    except (GhostError, SecretError) as error:
        sys.stderr.write(f"auditor: {source}: {error}\n")
        return False
    asked[source] = now
    seen = " and ".join(counted(seen, kind[:-1]) for kind, (seen, _) in zip(kinds, rounds, strict=True))
    when = counted(ghost.days, "day") if since == first else "the last minutes"
    sys.stdout.write(f"{source}: {seen} of {when}, {sum(missed for _, missed in rounds)} that no delivery told of\n")
    sys.stdout.flush()
    return True


def reconcile(store: Store, source: str, posts: Iterable[Mapping[str, Any]]) -> tuple[int, int]:
    """How many posts there are, and how many of them are queued only now.

    Raises GhostError, QueueFull.
    """
    from auditor.store.deliveries import take_delivery

    seen = missed = 0
    for post in posts:
        row = {**post_row(post), "source": source}
        seen += 1
        if "html" in row:
            with store.writing() as connection:
                missed += take_delivery(connection, source, row_name(row), row, origin_of(post)).is_new
    return seen, missed
