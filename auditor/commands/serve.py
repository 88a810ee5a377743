"""`auditor serve`: the service on this machine."""

from __future__ import annotations

import argparse
import importlib
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.commands.database import add_database_option, worker_count_or_none
from auditor.commands.options import add_rule_options, load_auditor
from auditor.commands.worker import workers_beside

if TYPE_CHECKING:
    from argparse import _SubParsersAction

DEFAULT_PORT, MAX_PORT = 8000, 65_535


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser("serve", help="serve the API and the pages on this machine")
    parser.add_argument("--host", default="127.0.0.1", help="default: 127.0.0.1")
    parser.add_argument(
        "--port", type=_port, default=DEFAULT_PORT, help=f"0 takes one that is free; default: {DEFAULT_PORT}"
    )
    add_database_option(parser)
    parser.add_argument("--seed", type=Path, metavar="DIR", help="articles to audit when the database is new")
    parser.add_argument(
        "--workers",
        type=worker_count_or_none,
        default=1,
        metavar="N",
        help="processes for work that waits, 0 if `auditor worker` does it; default: 1",
    )
    parser.add_argument(
        "--proxies",
        type=worker_count_or_none,
        default=0,
        metavar="N",
        help="how many proxies stand before it; with any, keys are asked for on a loopback address too; default: 0",
    )
    parser.add_argument("--allow-origin", metavar="ORIGIN", help="a page that may read answers of the LanguageTool API")
    add_rule_options(parser)
    parser.set_defaults(run=run)


def _port(text: str) -> int:
    if not text.isdigit() or int(text) > MAX_PORT:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port, a number from 0 to {MAX_PORT}")
    return int(text)


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted. The service is a package of its own, loaded only here."""
    listening = importlib.import_module("auditor.api.listening").listening
    with listening(args.host, args.port) as listener:  # before anything that takes long
        sys.stderr.write("auditor: loading the rules\n")
        service = importlib.import_module("auditor.api.server")
        settings = {"ALLOW_ORIGIN": args.allow_origin, "PROXIES": args.proxies}
        auditor = load_auditor(args)
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # the server ends orderly when interrupted
        sys.stderr.write(f"auditor: {_describe_workers(args.workers)}\n")
        with workers_beside(auditor, args.database, args.workers):
            service.serve(auditor, args.database, listener, args.seed, settings)
    return 0


def _describe_workers(number: int) -> str:
    if number == 0:
        return "no workers here: stories, hooks and batches wait until `auditor worker` runs"
    return f"{number} {'worker does' if number == 1 else 'workers do'} what waits: stories, hooks, batches"
