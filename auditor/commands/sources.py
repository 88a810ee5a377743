"""`auditor sources`: list sources with their scores, show one, set what is kept of it, mute rules for it.

The store is imported where it is used: other commands need not wait for SQLAlchemy.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

import argparse
import difflib
import getpass
import json
import sys
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from auditor.commands.acting import acting_command
from auditor.commands.database import add_database_option, opened_store
from auditor.commands.options import add_repeated, load_ruleset, no_options
from auditor.render.source import score_line, source_record, source_text
from auditor.store import StoreError
from auditor.text.counted import counted

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
    add_repeated(setting, "--alias", "NAME", "articles of NAME are its own")
    setting.add_argument("--keep-days", type=int, metavar="DAYS", help="for `auditor db prune`; 0: as long as others")
    muting = verbs.add_parser("mute", help="switch a rule off for a source, in all audits from now on")
    unmuting = verbs.add_parser("unmute", help="switch a rule on again for a source")
    muting.add_argument("source", metavar="DOMAIN")
    muting.add_argument("rule", metavar="RULE", help="as title/number")
    muting.add_argument("--reason", required=True, metavar="TEXT", help="kept with the setting")
    muting.add_argument("--until", type=date.fromisoformat, metavar="DATE", help="the first day it is on again")
    unmuting.add_argument("source", metavar="DOMAIN")
    unmuting.add_argument("rule", metavar="RULE")
    answering = verbs.add_parser("reply", help="keep what a publisher answers; it is shown beside the score")
    answering.add_argument("source", metavar="DOMAIN")
    answering.add_argument("text", metavar="TEXT")
    answering.add_argument("--finding", metavar="FINGERPRINT", help="the finding it answers; default: all")
    for verb in (muting, answering):
        verb.add_argument("--who", default=getpass.getuser(), metavar="NAME", help="default: %(default)s")
    freezing = verbs.add_parser("freeze", help="measure anew what scores are measured by; older scores do not compare")
    runs = {
        listing: run_list, show: run_show, setting: run_set, muting: run_mute, unmuting: run_unmute,
        answering: run_reply, freezing: run_freeze,
    }  # fmt: skip
    for verb, run in runs.items():
        add_database_option(verb)
        verb.set_defaults(run=run)


def run_list(args: argparse.Namespace) -> int:
    """Print a line a source."""
    from auditor.store.scores import list_scores

    with opened_store(args) as store, store.reading() as connection:
        for row in list_scores(connection, datetime.now(UTC).date()):
            left_out = f" {row.unjudged:,} not judged." if row.unjudged else ""
            sys.stdout.write(f"{row.key:32} {row.articles:>6}  {score_line(row.score)}{left_out}\n")
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
    from auditor.store.log import record
    from auditor.store.sources import add_alias, required_source, set_retention

    with opened_store(args) as store, store.writing() as connection:
        for alias in args.alias:
            add_alias(connection, args.source, alias)
        if args.keep_days is not None:
            set_retention(connection, args.source, args.keep_days or None)
        kept = required_source(connection, args.source)
        details = {"aliases": args.alias, "keep_days": args.keep_days}
        record(connection, acting_command(), "source set", f"source:{kept.key}", **details)
    days = counted(kept.keep_days, "day") if kept.keep_days else "as long as others"
    sys.stdout.write(f"{kept.key}: also {', '.join(kept.aliases) or 'nothing'}; kept {days}\n")
    return 0


def run_mute(args: argparse.Namespace) -> int:
    """Switch a rule off for a source."""
    from auditor.store.log import record
    from auditor.store.sources import Mute, mute_rule, required_source

    check_rule(args.rule)
    until = datetime.combine(args.until, time(), UTC) if args.until else None
    with opened_store(args) as store, store.writing() as connection:
        kept = required_source(connection, args.source)
        mute_rule(connection, kept.key, Mute(args.rule, args.who, args.reason, until))
        details = {"rule": args.rule, "until": until and until.isoformat(), "for": args.who}
        record(connection, acting_command(), "rule muted", f"source:{kept.key}", **details)
    return print_mutes(args)


def run_unmute(args: argparse.Namespace) -> int:
    """Switch a rule on again for a source."""
    from auditor.store.log import record
    from auditor.store.sources import required_source, unmute_rule

    check_rule(args.rule)
    with opened_store(args) as store, store.writing() as connection:
        kept = required_source(connection, args.source)
        unmute_rule(connection, kept.key, args.rule)
        record(connection, acting_command(), "rule unmuted", f"source:{kept.key}", rule=args.rule)
    return print_mutes(args)


def check_rule(name: str) -> None:
    """Raise StoreError if no rule is called `name`."""
    ruleset, _ = load_ruleset(no_options())
    names = [rule.id for rule in ruleset.rules]
    if name not in names:
        near = difflib.get_close_matches(name, names, 1)
        raise StoreError(f"no rule {name!r}" + (f"; did you mean {near[0]!r}?" if near else ""))


def print_mutes(args: argparse.Namespace) -> int:
    """Print the rules that are muted for the source now."""
    from auditor.store.sources import active_mutes

    with opened_store(args) as store, store.reading() as connection:
        muted = active_mutes(connection, args.source)
    for mute in muted:
        until = f"until {mute.until:%Y-%m-%d}" if mute.until else "for good"
        sys.stdout.write(f"{mute.rule:36} {until}, by {mute.who}: {mute.reason}\n")
    if not muted:
        sys.stdout.write(f"{args.source}: no rule is muted\n")
    return 0


def run_reply(args: argparse.Namespace) -> int:
    """Keep a publisher's answer."""
    from auditor.store.log import record
    from auditor.store.sources import add_reply, required_source

    with opened_store(args) as store, store.writing() as connection:
        kept = required_source(connection, args.source)
        add_reply(connection, kept.key, args.who, args.text, args.finding)
        to = "finding" if args.finding else "source"
        record(connection, acting_command(), "reply kept", f"source:{kept.key}", to=to)
    sys.stdout.write(f"kept; `auditor sources show {args.source}` shows it\n")
    return 0


def run_freeze(args: argparse.Namespace) -> int:
    """Measure the constants on what is kept."""
    from auditor.store.log import record
    from auditor.store.scores import freeze_constants

    with opened_store(args) as store, store.writing() as connection:
        constants = freeze_constants(connection)
        record(connection, acting_command(), "scores measured anew", "scores")
    sys.stdout.write(
        f"prior: mean load {constants.shape / constants.rate:.2f}, shape {constants.shape:.3g}; "
        f"dispersion {constants.dispersion:.3g}; {counted(len(constants.weights), 'rule')} with decisions\n"
    )
    return 0
