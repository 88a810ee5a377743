"""`auditor log`: who did what to what, when and from where; and whether the log is whole.

The store is imported where it is used: other commands need not wait for SQLAlchemy.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.commands.database import add_database_option, opened_store
from auditor.text.counted import counted

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from auditor.store.chain import Verified

BROKEN = 1
MAX_LISTED = 100


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command and its verbs."""
    parser = commands.add_parser("log", help="who did what: show it, verify that nothing was changed, export it")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    showing = verbs.add_parser("show", help="the newest entries, the last one at the end")
    showing.add_argument("--since", type=date.fromisoformat, metavar="DATE", help="of this day or later, in UTC")
    showing.add_argument("--who", metavar="NAME", help="of this editor, holder of a key, user or program")
    showing.add_argument("--action", metavar="ACTION", help='as "rule muted"')
    showing.add_argument("--object", metavar="OBJECT", help="as source:example.org or article:12")
    showing.add_argument("--limit", type=int, default=MAX_LISTED, metavar="N", help="default: %(default)s")
    showing.add_argument("--json", action="store_true", help="JSON Lines, as `export` writes them")
    verifying = verbs.add_parser(
        "verify", help="walk along the chain of entries; exit status 1 at the first that does not follow"
    )
    verifying.add_argument("file", nargs="?", type=Path, metavar="FILE", help="an export; default: the database")
    verifying.add_argument(
        "--expect", metavar="DIGEST", help="what `verify` printed before: exit status 1 if it is in the chain no more"
    )
    exporting = verbs.add_parser("export", help="all entries as JSON Lines, with the digests that `verify` checks")
    exporting.add_argument("--out", type=Path, metavar="FILE", help="default: standard output")
    for verb, run in ((showing, run_show), (verifying, run_verify), (exporting, run_export)):
        add_database_option(verb)
        verb.set_defaults(run=run)


def run_show(args: argparse.Namespace) -> int:
    """Print a line an entry."""
    from auditor.store.chain import entry_line
    from auditor.store.log import LogFilter, search_log
    from auditor.store.queries import Page

    since = datetime.combine(args.since, time(), UTC) if args.since else None
    wanted = LogFilter(who=args.who, action=args.action, object=args.object, since=since)
    with opened_store(args) as store, store.reading() as connection:
        found = search_log(connection, wanted, Page(max(1, args.limit)))
    write = entry_line if args.json else shown_entry
    sys.stdout.write("".join(f"{write(entry)}\n" for entry in reversed(found.rows)))
    return 0


def shown_entry(entry: Mapping[str, Any]) -> str:
    """An entry in one line."""
    who = f"{entry['kind']} {entry['who']}" + (f" ({entry['address']})" if entry["address"] else "")
    details = json.dumps(entry["details"], ensure_ascii=False) if entry["details"] else ""
    when = f"{entry['created']:%Y-%m-%d %H:%M:%S}"
    return "  ".join((f"{entry['id']:>6}", when, who, entry["action"], entry["object"], details)).rstrip()


def run_verify(args: argparse.Namespace) -> int:
    """Say whether each entry follows from the one before."""
    from auditor.store.chain import read_entries
    from auditor.store.log import iter_log

    if args.file is not None:
        with args.file.open("rb") as stream:
            return _verify(read_entries(stream, str(args.file)), args.expect)
    with opened_store(args) as store:
        return _verify(iter_log(store.database), args.expect)


def _verify(entries: Iterable[Mapping[str, Any]], expected: str | None) -> int:
    from auditor.store.chain import verify_chain
    from auditor.store.log import BEGINNING

    found = verify_chain(entries, expected or BEGINNING)
    for first, last in found.gaps:
        sys.stdout.write(f"no entry has the number {first}{f' to {last}' if last > first else ''}\n")
    if found.missing:
        sys.stdout.write(f"{counted(found.missing, 'number')} without an entry; what was undone may leave one\n")
    problem = _wrong(found)
    if problem:
        sys.stdout.write(f"{problem}\n")
        return BROKEN
    sys.stdout.write(f"{counted(found.entries, 'entry')}, each follows from the one before; last:\n")
    sys.stdout.write(f"{found.last}\n")
    return 0


def _wrong(found: Verified) -> str:
    if found.problem:
        return f"{found.problem}; {counted(found.entries, 'entry')} before it are whole"
    return "" if found.expected else "the expected digest is not in the chain: entries were cut off or written anew"


def run_export(args: argparse.Namespace) -> int:
    """Write all entries."""
    from auditor.store.chain import entry_line
    from auditor.store.log import iter_log

    with opened_store(args) as store:
        lines = (f"{entry_line(entry)}\n" for entry in iter_log(store.database))
        if args.out is None:
            sys.stdout.writelines(lines)
        else:
            with args.out.open("w", encoding="utf-8", newline="") as stream:
                stream.writelines(lines)
    return 0
