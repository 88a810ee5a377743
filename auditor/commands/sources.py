"""`auditor sources`: list sources with their scores, show one, set its other names and how long it is kept.

The store is imported where it is used: other commands need not wait for SQLAlchemy.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from auditor.commands.database import add_database_option, opened_store
from auditor.render.source import score_line, source_record, source_text
from auditor.store import StoreError

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command and its verbs."""
    parser = commands.add_parser("sources", help="list sources with their scores, show one, set its names")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    listing = verbs.add_parser("list", help="every source with its score")
    show = verbs.add_parser("show", help="one source: score, categories, months, and the passages behind every point")
    show.add_argument("source", metavar="DOMAIN", help="a domain, a name or an alias")
    show.add_argument("--format", choices=("text", "json"), default="text")
    setting = verbs.add_parser("set", help="give a source another name, or say how long its articles are kept")
    setting.add_argument("source", metavar="DOMAIN")
    setting.add_argument("--alias", action="append", default=[], metavar="NAME", help="articles of NAME are its own")
    setting.add_argument("--keep-days", type=int, metavar="DAYS", help="for `auditor db prune`; 0: as long as others")
    freezing = verbs.add_parser("freeze", help="measure anew what scores are measured by; older scores do not compare")
    runs = (run_list, run_show, run_set, run_freeze)
    for verb, run in zip((listing, show, setting, freezing), runs, strict=True):
        add_database_option(verb)
        verb.set_defaults(run=run)


def run_list(args: argparse.Namespace) -> int:
    """Print a line a source."""
    from auditor.store.scores import list_scores

    with opened_store(args) as store, store.reading() as connection:
        for key, articles, score in list_scores(connection, datetime.now(UTC).date()):
            sys.stdout.write(f"{key:32} {articles:>6}  {score_line(score)}\n")
    return 0


def run_show(args: argparse.Namespace) -> int:
    """Print what is to be said of one source."""
    from auditor.store.scores import source_profile
    from auditor.store.sources import list_replies, required_source

    with opened_store(args) as store, store.reading() as connection:
        kept = required_source(connection, args.source)
        profile = source_profile(connection, kept.key, datetime.now(UTC).date())
        replies = list_replies(connection, kept.id)
    if profile is None:
        raise StoreError(f"no source {args.source!r}")
    if args.format == "json":
        record = source_record(profile) | {"replies": replies}
        sys.stdout.write(json.dumps(record, ensure_ascii=False, indent=2, default=str) + "\n")
    else:
        sys.stdout.write(source_text(profile, replies))
    return 0


def run_set(args: argparse.Namespace) -> int:
    """Set what was asked, all or nothing."""
    from auditor.store.sources import add_alias, required_source, set_retention

    with opened_store(args) as store, store.writing() as connection:
        for alias in args.alias:
            add_alias(connection, args.source, alias)
        if args.keep_days is not None:
            set_retention(connection, args.source, args.keep_days or None)
        kept = required_source(connection, args.source)
    days = f"{kept.keep_days} days" if kept.keep_days else "as long as others"
    sys.stdout.write(f"{kept.key}: also {', '.join(kept.aliases) or 'nothing'}; kept {days}\n")
    return 0


def run_freeze(args: argparse.Namespace) -> int:
    """Measure the constants on what is kept."""
    from auditor.store.scores import freeze_constants

    with opened_store(args) as store, store.writing() as connection:
        constants = freeze_constants(connection)
    sys.stdout.write(
        f"prior: mean load {constants.shape / constants.rate:.2f}, shape {constants.shape:.3g}; "
        f"dispersion {constants.dispersion:.3g}; {len(constants.weights)} rules with decisions\n"
    )
    return 0
