"""The command `auditor`: one line a subcommand, one exit status for whatever was wrong with the call."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from auditor.commands import (
    batch,
    check,
    db,
    diff,
    knowledge,
    reconcile,
    rules,
    serve,
    sources,
    users,
    webhooks,
    worker,
)
from auditor.ingest import InputError
from auditor.jobs import WorkerError
from auditor.knowledge.overlay import KnowledgeError
from auditor.ruleset import RuleError
from auditor.settings import SettingsError
from auditor.store import StoreError
from auditor.webhook import WebhookError

COMMANDS = (check, batch, diff, rules, knowledge, sources, users, db, serve, worker, webhooks, reconcile)
BROKEN = 2
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit status, or 2 if the call, a rule or the settings were wrong."""
    parser = argparse.ArgumentParser(
        prog="auditor", description="Audits news articles for consistency and text hygiene, and scores their sources."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add_parser(commands)
    args = parser.parse_args(arguments)
    try:
        status: int = args.run(args)
        sys.stdout.flush()
    except (RuleError, SettingsError, InputError, StoreError, KnowledgeError, WebhookError, WorkerError) as error:
        sys.stderr.write("".join(f"auditor: {line}\n" for line in str(error).splitlines()))
        return BROKEN
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        sys.stderr.write(f"auditor: {error.filename or ''}: {error.strerror or error}\n")
        return BROKEN
    except KeyboardInterrupt:
        return INTERRUPTED
    return status
