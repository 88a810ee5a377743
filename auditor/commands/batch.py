"""`auditor batch`: audit many articles into a folder of reports."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.batch.cluster import ClusterEngine
from auditor.batch.local import Engine, LocalEngine
from auditor.batch.output import BatchResult
from auditor.batch.pack import make_pack
from auditor.batch.run import Options, run_batch
from auditor.commands.batch_outcome import outcome
from auditor.commands.options import (
    NEVER,
    add_default_options,
    add_fail_option,
    add_inputs,
    add_rule_options,
    is_grave,
    load_ruleset,
    read_defaults,
)
from auditor.finding import Severity

if TYPE_CHECKING:
    from argparse import _SubParsersAction

FOUND, BROKEN, UNBALANCED, INTERRUPTED = 1, 2, 3, 130
MIN_SHARD, MAX_SHARD = 1, 5_000


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "batch",
        help="audit many articles into a folder of reports",
        description="Audit articles and write reports.jsonl, stories.jsonl, sources.jsonl, quarantine.jsonl, run.json "
        "and HTML pages into --out. Exit status: 0 all were audited, 1 --fail-on was given and something is as grave, "
        "2 some could not be read or audited (quarantine.jsonl says which and why), 3 the counts of run.json do not "
        "add up, 130 interrupted: --resume goes on.",
    )
    add_inputs(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for what is written")
    parser.add_argument("--workers", type=_workers, default=os.cpu_count() or 1, metavar="N", help="default: all cores")
    parser.add_argument(
        "--engine", type=_engine, default=_local, metavar="ENGINE",
        help="local (the default), dask, or dask=tcp://HOST:PORT for a cluster that is up",
    )  # fmt: skip
    parser.add_argument("--resume", action="store_true", help="go on with a run that was broken off")
    parser.add_argument("--deadline", type=float, default=60.0, metavar="SECONDS", help="for one article; default: 60")
    parser.add_argument("--shard-size", type=_shard_size, default=1_000, metavar="N", help="articles; default: 1000")
    parser.add_argument("--parquet", action="store_true", help="write the reports as Parquet too")
    parser.add_argument("--no-html", dest="html", action="store_false", help="write no pages")
    add_fail_option(parser, default=NEVER)
    add_default_options(parser)
    add_rule_options(parser)
    parser.set_defaults(run=run)


def _workers(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes")
    return int(text)


def _shard_size(text: str) -> int:
    if not text.isdigit() or not MIN_SHARD <= int(text) <= MAX_SHARD:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from {MIN_SHARD} to {MAX_SHARD}")
    return int(text)


OpenEngine = Callable[[int], AbstractContextManager[Engine]]


def _local(workers: int) -> AbstractContextManager[Engine]:
    return LocalEngine(workers)


def _engine(text: str) -> OpenEngine:
    name, _, address = text.partition("=")
    if name == "dask":
        return lambda workers: ClusterEngine(address or None, workers)
    if text != "local":
        raise argparse.ArgumentTypeError(f"{text!r} is none of local, dask, dask=tcp://HOST:PORT")
    return _local


def run(args: argparse.Namespace) -> int:
    """Audit every input; the exit status says whether all could be read and audited."""
    from auditor.batch.progress import BatchProgress  # noqa: PLC0415 - 0.1 s that no other command needs

    options = Options(
        shard_size=args.shard_size,
        deadline=args.deadline,
        resume=args.resume,
        table=args.parquet,
        pages=args.html,
        defaults=read_defaults(args),
    )
    pack = make_pack(*load_ruleset(args))
    try:
        with args.engine(args.workers) as engine, BatchProgress(shown=sys.stderr.isatty()) as progress:
            options = replace(options, begin=progress.begin)
            result = run_batch(args.inputs, args.out, pack, engine, options)
    except KeyboardInterrupt:
        sys.stderr.write(f"auditor: interrupted; the same command with --resume goes on: {args.out}\n")
        return INTERRUPTED
    sys.stderr.write(outcome(result, args.out))
    return _status(result, args.fail_on)


def _status(result: BatchResult, fail_on: str) -> int:
    if not result.balanced:
        return UNBALANCED
    if result.quarantined:
        return BROKEN
    found = [Severity.parse(label) for label, count in result.severities.items() if count]
    return FOUND if any(is_grave(severity, fail_on) for severity in found) else 0
