"""`auditor worker`: does the work that waits in the store.

The workers are imported where they are used: other commands need not wait for SQLAlchemy.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

import argparse
import logging
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from auditor.audit import Auditor
from auditor.commands.database import add_database_option, opened_database, worker_count, worker_count_or_none
from auditor.commands.options import add_rule_options, load_auditor, load_ruleset

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from auditor.webhook import Webhook

DEADLINE_SECONDS, SENDERS = 60.0, 16
"""As `auditor.jobs.worker.Terms` has them; a test holds both together."""


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser("worker", help="do the work that waits in the store: audits, webhooks")
    parser.add_argument("--workers", type=worker_count, default=1, metavar="N", help="processes; default: 1")
    parser.add_argument(
        "--senders",
        type=worker_count_or_none,
        default=SENDERS,
        metavar="N",
        help=f"messages to receivers under way at a time, 0 if others send them; default: {SENDERS}",
    )
    add_database_option(parser)
    parser.add_argument(
        "--deadline",
        type=float,
        default=DEADLINE_SECONDS,
        metavar="SECONDS",
        help=f"a job that takes longer is ended and tried again, three times in all; default: {DEADLINE_SECONDS:g}",
    )
    add_rule_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Work until told to stop; then the jobs at hand are done first."""
    from auditor.jobs.supervisor import Supervisor
    from auditor.jobs.worker import Terms
    from auditor.store.log import record_settings
    from auditor.store.memory import StoreMemory
    from auditor.store.schema import check_schema

    logging.basicConfig(format="auditor: %(message)s", level=logging.INFO)
    ruleset, settings = load_ruleset(args)
    _check_secrets(settings.webhooks)
    with opened_database(args, make=True) as database:
        check_schema(database)
        with database.writing() as connection:
            record_settings(connection, "worker", settings=settings.digest, rules=ruleset.digest)
        make_auditor = partial(load_auditor, args, StoreMemory(args.database))
        terms = Terms(args.database, make_auditor, settings, args.senders, args.deadline)
        supervisor = Supervisor(terms, args.workers)
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: supervisor.stop())
        supervisor.run()
    return 0


def _check_secrets(hooks: Sequence[Webhook]) -> None:
    """Raise WebhookError now, rather than with the first message."""
    for hook in hooks:
        hook.secrets()


@contextmanager
def workers_beside(auditor: Auditor, database: str, workers: int) -> Iterator[None]:
    """Have so many workers at work, on a database that is made if it is not there; they end their jobs at last.

    Raises StoreError, WebhookError.
    """
    from auditor.jobs.supervisor import working
    from auditor.jobs.worker import Terms
    from auditor.store.memory import StoreMemory
    from auditor.store.schema import check_schema

    _check_secrets(auditor.settings.webhooks)
    with opened_database(argparse.Namespace(database=database), make=True) as opened:
        check_schema(opened)
    if not workers:
        yield
        return
    parts = auditor.remembering(StoreMemory(database)).parts()
    with working(Terms(database, partial(Auditor, *parts), auditor.settings), workers):
        yield
