"""`auditor rules quality`: what editors' decisions say of each rule."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from auditor.commands.database import add_database_option, opened_store

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from auditor.store.decisions import RuleQuality


def add_parser(verbs: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the verb."""
    parser = verbs.add_parser("quality", help="precision of each rule by editors' decisions, and how often it flags")
    add_database_option(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print a line a rule."""
    from auditor.store.decisions import rule_quality  # noqa: PLC0415 - other commands need not wait for SQLAlchemy

    with opened_store(args) as store, store.reading() as connection:
        rules = rule_quality(connection)
    sys.stdout.write(f"{'rule':36} {'precision':>9} {'decided':>8} {'weight':>6} {'per 1,000':>9}  dismissed as\n")
    for rule in rules:
        sys.stdout.write(_line(rule))
    return 0


def _line(rule: RuleQuality) -> str:
    decided = rule.accepted + rule.dismissed
    precision = f"{rule.precision:.2f}" if decided else "-"
    reasons = ", ".join(f"{reason} {count}" for reason, count in rule.reasons.most_common())
    return (
        f"{rule.rule:36} {precision:>9} {decided:>8} {rule.weight:>6.2f} {rule.per_thousand:>9.1f}  {reasons}".rstrip()
        + "\n"
    )
