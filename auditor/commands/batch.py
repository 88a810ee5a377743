"""`auditor batch`: audit many articles into a folder of reports."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.batch.run import run_batch
from auditor.boilerplate.memory import RunMemory
from auditor.commands.options import add_rule_options, load_auditor
from auditor.commands.progress import counted
from auditor.ingest import read_input

if TYPE_CHECKING:
    from argparse import _SubParsersAction

BROKEN = 2


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "batch",
        help="audit many articles into a folder of reports",
        description="Audit articles and write reports.jsonl, stories.jsonl, sources.jsonl, quarantine.jsonl, run.json "
        "and HTML pages into --out. Exit status: 0 all were audited, 2 some input could not be read "
        "(quarantine.jsonl says which and why).",
    )
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="text, HTML, JSON or JSONL file, a folder, or -")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for what is written")
    add_rule_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Audit every input; the exit status says whether all could be read."""
    auditor = load_auditor(args, RunMemory())
    rows = (row for name in args.inputs for row in read_input(name))
    result = run_batch(auditor, counted(rows, shown=True), args.out)
    sys.stderr.write(f"{result.read} read, {result.audited} audited, {result.quarantined} quarantined: {args.out}\n")
    return BROKEN if result.quarantined else 0
