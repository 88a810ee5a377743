"""`auditor check`: audit articles and print what was found."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext, redirect_stdout
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from auditor.audit import Auditor
from auditor.commands.options import (
    add_default_options,
    add_fail_option,
    add_inputs,
    add_rule_options,
    is_grave,
    load_auditor,
    read_defaults,
)
from auditor.commands.progress import counted
from auditor.finding import Report
from auditor.ingest import InputError, read_inputs
from auditor.ingest.defaults import Defaults
from auditor.ingest.files import STANDARD_INPUT
from auditor.ingest.item import Item
from auditor.render.annotations import annotation_page
from auditor.render.escapes import write_data
from auditor.render.record import report_record
from auditor.render.terminal import print_report, printable

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from auditor.commands.fix import Fixer

FOUND, BROKEN = 1, 2


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "check",
        help="audit articles and print what was found",
        description="Audit articles and print what was found. Exit status: 0 nothing at or above --fail-on, "
        "1 something, 2 the command was wrong or an input could not be read or has no text.",
    )
    add_inputs(parser, "https:// address, ")
    fixing = parser.add_mutually_exclusive_group()
    fixing.add_argument(
        "--fix",
        action="store_true",
        help="apply the fixes of plain text files in place, advice and quoted words aside; - is written to stdout",
    )
    fixing.add_argument(
        "--diff", action="store_true",
        help="show what --fix would change, and nothing else; exit status 1 if there is something",
    )  # fmt: skip
    parser.add_argument("--format", choices=sorted(FORMATS), default="text", help="default: text")
    parser.add_argument("--include-text", action="store_true", help="put the article into JSON reports")
    parser.add_argument(
        "--allow-private",
        action="store_true",
        help="an INPUT may be an address in a private network, and may then begin with http://",
    )
    add_fail_option(parser, default="major")
    add_default_options(parser)
    add_rule_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Audit every input; what cannot be read is told and the others are still audited."""
    auditor = load_auditor(args)
    defaults = read_defaults(args)
    today = datetime.now(UTC).date()
    fixer = _make_fixer(args, auditor, defaults, today)
    if fixer and args.diff:
        return fixer.show(args.inputs)
    status = 0

    def reports() -> Iterator[Report]:
        nonlocal status
        fetch = partial(_fetch, allow_private=args.allow_private)
        rows = fixer.apply(args.inputs) if fixer else read_inputs(args.inputs, fetch)
        for row in counted(rows, shown=not sys.stdout.isatty()):
            if isinstance(row, InputError):
                sys.stderr.write(f"auditor: {printable(str(row))}\n")
                status = BROKEN
                continue
            report = auditor.audit(defaults.complete(row), today)
            if fixer:
                fixer.remaining += len(report.findings)
            if any(is_grave(finding.severity, args.fail_on) for finding in report.findings):
                status = max(status, FOUND)
            yield report

    with redirect_stdout(sys.stderr) if fixer and STANDARD_INPUT in args.inputs else nullcontext():
        FORMATS[args.format](reports(), args, auditor)
    if fixer:
        sys.stderr.write(fixer.summary())
        status = max(status, fixer.status)
    return status


def _fetch(address: str, *, allow_private: bool) -> Iterator[Item]:
    from auditor.commands.addresses import read_address  # noqa: PLC0415 - an HTTP client that no file needs

    return read_address(address, allow_private=allow_private)


def _make_fixer(args: argparse.Namespace, auditor: Auditor, defaults: Defaults, today: date) -> Fixer | None:
    """What --fix and --diff need, imported for these alone."""
    if not (args.fix or args.diff):
        return None
    from auditor.commands.fix import Fixer  # noqa: PLC0415 - see above

    return Fixer(auditor, defaults, today)


def _write_text(reports: Iterator[Report], _: argparse.Namespace, __: Auditor) -> None:
    for report in reports:
        print_report(sys.stdout, report)


def _write_jsonl(reports: Iterator[Report], args: argparse.Namespace, _: Auditor) -> None:
    for report in reports:
        _write(report_record(report, include_text=args.include_text))


def _write_json(reports: Iterator[Report], args: argparse.Namespace, _: Auditor) -> None:
    _write([report_record(report, include_text=args.include_text) for report in reports], indent=2)


def _write_sarif(reports: Iterator[Report], _: argparse.Namespace, auditor: Auditor) -> None:
    from auditor.render.sarif import sarif_log  # noqa: PLC0415 - the package's metadata, 8 ms that no other needs

    _write(sarif_log(list(reports), auditor.ruleset.rules), indent=2)


def _write_annotations(reports: Iterator[Report], _: argparse.Namespace, __: Auditor) -> None:
    for report in reports:
        _write(annotation_page(report))


def _write_html(reports: Iterator[Report], _: argparse.Namespace, __: Auditor) -> None:
    from auditor.render.html import render_reports  # noqa: PLC0415 - templates that no other format needs

    sys.stdout.write(render_reports(reports))


def _write(value: Any, indent: int | None = None) -> None:
    write_data(json.dumps(value, ensure_ascii=False, indent=indent) + "\n")


FORMATS: dict[str, Callable[[Iterator[Report], argparse.Namespace, Auditor], None]] = {
    "text": _write_text,
    "json": _write_json,
    "jsonl": _write_jsonl,
    "sarif": _write_sarif,
    "annotations": _write_annotations,
    "html": _write_html,
}
