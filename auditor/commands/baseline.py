"""`auditor baseline`: the findings that stand today, written down so that only new ones are told from now on."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from auditor.batch.local import LocalEngine
from auditor.batch.pack import make_pack
from auditor.batch.reading import QUARANTINE
from auditor.batch.run import Options, run_batch
from auditor.commands.database import worker_count
from auditor.commands.options import (
    add_default_options,
    add_inputs,
    add_selection_options,
    load_ruleset,
    read_defaults,
)
from auditor.render.terminal import printable
from auditor.text.counted import counted

if TYPE_CHECKING:
    from argparse import _SubParsersAction

BROKEN = 2
REASON = "baseline"


class Settled(NamedTuple):
    """A finding by what suppresses it; no text of the article."""

    article: str
    rule: str
    fingerprint: str


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "baseline",
        help="write down the findings that stand today: with --baseline only new ones are told",
        description="Audit articles as `auditor batch` does, and write a [[suppress]] row for every finding, those "
        "of stories too. Run it where later commands run: a row holds for the article of its id, which is its path "
        "where it brings none. Exit status: 0 all were audited, 2 some could not be read or audited.",
    )
    add_inputs(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="as baseline.toml")
    parser.add_argument("--reason", default=REASON, metavar="TEXT", help=f"kept with every row; default: {REASON}")
    parser.add_argument(
        "--workers", type=worker_count, default=os.cpu_count() or 1, metavar="N", help="default: all cores"
    )
    add_default_options(parser)
    add_selection_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Audit every input and write its findings; what cannot be read is told and the others are still written."""
    from auditor.batch.progress import BatchProgress  # noqa: PLC0415 - 0.1 s that only long runs need

    pack = make_pack(*load_ruleset(args))
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        with LocalEngine(args.workers) as engine, BatchProgress(shown=sys.stderr.isatty()) as progress:
            options = Options(pages=False, defaults=read_defaults(args), begin=progress.begin)
            result = run_batch(args.inputs, out, pack, engine, options)
        _tell(out / QUARANTINE)
        rows = read_settled(out / "reports.jsonl")
    _write(args.out, baseline_text(rows, args.reason))
    articles = len({row.article for row in rows})
    sys.stderr.write(f"auditor: {counted(len(rows), 'finding')} of {counted(articles, 'article')} in {args.out}\n")
    return BROKEN if result.quarantined else 0


def read_settled(reports: Path) -> list[Settled]:
    """The findings in a file of report rows, each once, by article and rule."""
    with reports.open(encoding="utf-8", newline="\n") as lines:
        found = {
            Settled(report["id"], finding["rule"], finding["fingerprint"])
            for report in map(json.loads, lines)
            for finding in report["findings"]
        }
    return sorted(found)


def baseline_text(rows: Iterable[Settled], reason: str) -> str:
    """A TOML file of [[suppress]] rows: the same for the same findings, but for the day in its first line."""
    parts = [f"# Findings that stood on {datetime.now(UTC).date()}, by `auditor baseline`; --baseline reads them.\n"]
    for row in rows:
        keys = {"article": row.article, "fingerprint": row.fingerprint, "reason": f"{reason}: {row.rule}"}
        parts.append("\n[[suppress]]\n" + "".join(f"{key} = {_quoted(value)}\n" for key, value in keys.items()))
    return "".join(parts)


def _quoted(value: str) -> str:
    """A basic string of TOML: JSON's, but for a character that JSON leaves as it is."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _tell(quarantine: Path) -> None:
    with quarantine.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            sys.stderr.write(f"auditor: {printable(json.loads(line)['error'])}\n")


def _write(path: Path, text: str) -> None:
    """Put a new file in the place of an old one, once it is all written. Raises OSError."""
    part = path.with_name(f"{path.name}.part")
    part.write_text(text, encoding="utf-8", newline="")
    part.replace(path)
