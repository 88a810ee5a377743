"""`auditor report`: the pages of a batch, made of what the store keeps.

The store is imported where it is used: other commands need not wait for SQLAlchemy.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

import argparse
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.commands.database import add_database_option, opened_store
from auditor.commands.options import add_repeated, load_ruleset, no_options
from auditor.render.restore import read_report
from auditor.render.site import Overview, SiteWriter, ToldStory
from auditor.store import StoreError
from auditor.text.counted import counted

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from sqlalchemy import Connection

    from auditor.store.exports import Selection


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser("report", help="HTML pages, CSV and SARIF of what the store keeps")
    parser.add_argument("--since", type=date.fromisoformat, metavar="DATE", help="articles audited since this day")
    add_repeated(parser, "--source", "DOMAIN", "of this source")
    parser.add_argument("--out", type=Path, metavar="DIR", help="write index.html and its pages into this folder")
    parser.add_argument("--summary", type=Path, metavar="FILE", help="write one small page, to send as a message")
    add_database_option(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the site, the summary, or both."""
    from auditor.store.exports import select_articles

    if args.out is None and args.summary is None:
        raise StoreError("say where to: --out DIR, --summary FILE or both")
    since = datetime.combine(args.since, time(), UTC) if args.since else None
    with opened_store(args) as store, store.reading() as connection:
        chosen = select_articles(connection, since, args.source)
        overview = _write(connection, chosen, args.out) if args.out else _count(connection, chosen)
    if args.summary is not None:
        args.summary.write_text(overview.summary(), encoding="utf-8", newline="")
    count = len(overview.rows)
    written = " and ".join(str(path) for path in (args.out and args.out / "index.html", args.summary) if path)
    sys.stdout.write(f"{counted(count, 'article')} in {written}\n")
    return 0


def _write(connection: Connection, chosen: Selection, folder: Path) -> Overview:
    """Write a site of the chosen articles. Pages are called after articles, as audits come and go."""
    from auditor.store.exports import iter_reports, iter_sources, iter_stories

    ruleset, _ = load_ruleset(no_options())
    site = SiteWriter(folder, ruleset.rules)
    for row in iter_reports(connection, chosen):
        site.add(str(row["audit"]), read_report(row), f"{row['headline']} {row['article']}")
    for name, tellings in iter_stories(connection, chosen):
        site.add_story(ToldStory(str(name), tellings))
    for profile in iter_sources(connection, chosen, datetime.now(UTC).date()):
        site.add_source(profile)
    site.finish()
    return site.overview


def _count(connection: Connection, chosen: Selection) -> Overview:
    """What a summary says of the chosen articles."""
    from auditor.store.exports import iter_reports, iter_sources

    overview = Overview()
    for row in iter_reports(connection, chosen):
        overview.add(str(row["audit"]), read_report(row))
    for profile in iter_sources(connection, chosen, datetime.now(UTC).date()):
        overview.add_source(profile)
    return overview
