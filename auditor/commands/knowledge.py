"""`auditor knowledge`: ask, check, import and cite the tables of facts."""

from __future__ import annotations

import argparse
import sys
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from auditor.ingest import InputError
from auditor.knowledge.importers import IMPORTERS
from auditor.knowledge.offices import OfficeTable, Term, load_offices
from auditor.knowledge.overlay import lay_over, read_overlay
from auditor.knowledge.review import describe, find_ending, find_impossible, find_stale
from auditor.knowledge.table import KnowledgeError, TableKind
from auditor.knowledge.tables import KINDS
from auditor.text.counted import counted

if TYPE_CHECKING:
    from argparse import _SubParsersAction

FOUND = 1
FRESH_DAYS = 365
SOON_DAYS = 180
SHOWN = 40
SOURCES = ("SOURCES.md", "SOURCES-places.md")


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command and its four verbs."""
    parser = commands.add_parser("knowledge", help="ask, check, import and cite the tables of facts")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    who = verbs.add_parser("who", help="the offices of a person; exit status 1 if the table knows none")
    who.add_argument("name", metavar="NAME")
    who.add_argument("--on", type=_day, metavar="DATE", help="only those held on this day")
    check = verbs.add_parser("check", help="what cannot be (exit status 1), what is stale, what ends soon")
    check.add_argument("--on", type=_day, metavar="DATE", help="as of this day; default: today")
    for verb in (who, check):
        verb.add_argument("--own", type=Path, metavar="FILE", help="your offices.yaml, laid over the table")
    bring = verbs.add_parser("import", help="make rows of an offices.yaml from a public file")
    bring.add_argument("format", choices=IMPORTERS)
    bring.add_argument("file", type=Path, metavar="FILE")
    bring.add_argument("--country", default="US", metavar="CODE", help="country of a wikidata file; default: US")
    bring.add_argument(
        "--as-of", type=_day, default=None, metavar="DATE", help="when the file was made; default: today"
    )
    bring.add_argument("--out", type=Path, metavar="FILE", help="default: standard output")
    sources = verbs.add_parser("sources", help="what each kind of fact rests on, and its licence")
    for verb, function in ((who, run_who), (check, run_check), (bring, run_import), (sources, run_sources)):
        verb.set_defaults(run=function)


def run(args: argparse.Namespace) -> int:
    """Run the verb that `args` name. Raises InputError, OSError."""
    status: int = args.run(args)
    return status


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date, as 2025-11-01") from None


def _table(own: Path | None) -> OfficeTable:
    try:
        return lay_over(load_offices(), read_overlay(own)) if own else load_offices()
    except KnowledgeError as error:
        raise InputError(str(error)) from None


def run_who(args: argparse.Namespace) -> int:
    """Print a line for each term of each person of that name."""
    table = _table(args.own)
    terms = [term for person in table.find(args.name) for term in table.by_person[person]]
    if args.on:
        terms = [term for term in terms if term.surely_covers(args.on, args.on)]
    for term in sorted(terms, key=lambda term: term.start):
        sys.stdout.write(_line(table, term) + "\n")
    if not terms:
        sys.stderr.write(f"auditor: no office of {args.name!r} is known" + (f" on {args.on}\n" if args.on else "\n"))
    return 0 if terms else FOUND


def _line(table: OfficeTable, term: Term) -> str:
    marks = [word for word, holds in (("acting", term.acting), ("approximate", term.approximate)) if holds]
    note = ", ".join([*marks, term.source, f"as of {term.as_of}"])
    return f"{term.start}  {term.end or 'now       '}  {describe(table, term)}  ({note})"


def run_check(args: argparse.Namespace) -> int:
    """Print what is wrong or out of date; exit status 1 if something cannot be."""
    table, today = _table(args.own), args.on or date.today()
    impossible = list(find_impossible(table))
    stale = find_stale(table, today - timedelta(days=FRESH_DAYS))
    ending = find_ending(table, today, today + timedelta(days=SOON_DAYS))
    sections = [
        ("cannot be", impossible),
        (f"not checked for {FRESH_DAYS} days", [_line(table, term) for term in stale]),
        (f"ends within {SOON_DAYS} days", [_line(table, term) for term in ending]),
        *((f"{kind.name}, not checked for {FRESH_DAYS} days", _stale_rows(kind, today)) for kind in KINDS),
    ]
    sys.stdout.write(f"{counted(len(table.terms), 'term')} of {counted(len(table.by_person), 'person')}\n")
    for title, lines in sections:
        sys.stdout.write(f"\n{title}: {len(lines)}\n" + "".join(f"  {line}\n" for line in lines[:SHOWN]))
        if len(lines) > SHOWN:
            sys.stdout.write(f"  and {len(lines) - SHOWN} more\n")
    return FOUND if impossible else 0


def _stale_rows(kind: TableKind[Any, Any], today: date) -> list[str]:
    """A line for each key of the package's rows that were checked too long ago."""
    old = (row for row in kind.rows if row.as_of < today - timedelta(days=FRESH_DAYS))
    return sorted({f"{row.key} ({row.source}, as of {row.as_of})" for row in old})


def run_import(args: argparse.Namespace) -> int:
    """Write the rows of a public file as an offices.yaml."""
    try:
        rows = list(IMPORTERS[args.format](args.file, args.as_of or date.today(), args.country))
    except KnowledgeError as error:
        raise InputError(str(error)) from None
    text = yaml.safe_dump(rows, allow_unicode=True, sort_keys=False)
    if args.out:
        args.out.write_text(text, encoding="utf-8")
        sys.stderr.write(f"{counted(len(rows), 'row')} in {args.out}\n")
    else:
        sys.stdout.write(text)
    return 0


def run_sources(args: argparse.Namespace) -> int:
    """Print what the tables of offices and of places rest on."""
    folder = files("auditor.knowledge") / "data"
    sys.stdout.write("\n".join((folder / name).read_text(encoding="utf-8") for name in SOURCES))
    return 0
