"""`auditor worker`: does the work that waits in the store.

The workers are imported where they are used: other commands need not wait for SQLAlchemy.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

import argparse
import logging
import signal
from functools import partial
from typing import TYPE_CHECKING

from auditor.commands.database import add_database_option, opened_database
from auditor.commands.options import add_rule_options, load_auditor, load_ruleset

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from auditor.jobs.worker import Terms

DEADLINE_SECONDS = 60.0


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser("worker", help="do the work that waits in the store: audits, webhooks")
    parser.add_argument("--workers", type=worker_count, default=1, metavar="N", help="processes; default: 1")
    add_database_option(parser)
    add_deadline_option(parser)
    add_rule_options(parser)
    parser.set_defaults(run=run)


def add_deadline_option(parser: argparse.ArgumentParser) -> None:
    """Let the user say how long one job may take."""
    parser.add_argument(
        "--deadline",
        type=float,
        default=DEADLINE_SECONDS,
        metavar="SECONDS",
        help=f"a job that takes longer is ended and tried again, three times in all; default: {DEADLINE_SECONDS:g}",
    )


def worker_count(value: str) -> int:
    """A number of processes, 1 or more."""
    count = int(value)
    if count < 1:
        raise ValueError(value)
    return count


def run(args: argparse.Namespace) -> int:
    """Work until told to stop; then the jobs at hand are done first."""
    from auditor.jobs.supervisor import Supervisor
    from auditor.store.schema import check_schema

    logging.basicConfig(format="auditor: %(message)s", level=logging.INFO)
    terms = worker_terms(args)
    with opened_database(args, make=True) as database:
        check_schema(database)
        supervisor = Supervisor(terms, args.workers)
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: supervisor.stop())
        supervisor.run()
    return 0


def worker_terms(args: argparse.Namespace) -> Terms:
    """How workers are to work. Raises SettingsError, RuleError, OSError."""
    from auditor.jobs.worker import Terms
    from auditor.store.memory import StoreMemory

    hooks = load_ruleset(args)[1].webhooks
    for hook in hooks:
        hook.secrets()  # better told now than with the first message
    return Terms(args.database, partial(load_auditor, args, StoreMemory(args.database)), hooks, args.deadline)
