"""`auditor articles`: erase one article for good.

The store is imported where it is used: other commands need not wait for SQLAlchemy.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from auditor.commands.acting import acting_command
from auditor.commands.database import add_database_option, opened_store
from auditor.store import StoreError
from auditor.text.counted import counted

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from auditor.store import Store


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command and its verbs."""
    parser = commands.add_parser("articles", help="erase an article: its texts, findings, notes, and what quotes it")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    erasing = verbs.add_parser(
        "erase", help="delete one article for good; backups that were taken before have it still"
    )
    named = erasing.add_mutually_exclusive_group(required=True)
    named.add_argument("article", nargs="?", type=int, metavar="ID", help="as the API and the pages number it")
    named.add_argument("--url", metavar="URL", help="the address that it has or had")
    erasing.add_argument("--source", metavar="DOMAIN", help="with --url: its source; default: that of the address")
    erasing.add_argument("--reason", default="", metavar="TEXT", help="kept in the log; no word of the article")
    add_database_option(erasing)
    erasing.set_defaults(run=run_erase)


def run_erase(args: argparse.Namespace) -> int:
    """Erase an article and say what went."""
    from auditor.store.erasing import erase_article

    with opened_store(args) as store:
        number = args.article if args.url is None else _find(store, args.url, args.source)
        erased = erase_article(store.database, number, acting_command(), args.reason)
    if erased is None:
        raise StoreError(f"no article {number}")
    went = {
        "revision": erased.revisions, "audit": len(erased.audits), "note": erased.notes, "reply": erased.replies,
        "story finding": erased.story_findings, "job": erased.jobs,
    }  # fmt: skip
    told = ", ".join(counted(count, noun) for noun, count in went.items() if count)
    sys.stdout.write(f"article {number} is erased: {told}; backups that were taken before have it still\n")
    return 0


def _find(store: Store, url: str, source: str | None) -> int:
    from auditor.store.erasing import find_article

    with store.reading() as connection:
        found = find_article(connection, url, source)
    if found is None:
        raise StoreError(f"no article of {source or 'its own source'} has or had the address {url}")
    return found
