"""The command `auditor`."""

import argparse
import json
import sys
from pathlib import Path

from auditor.audit import Auditor
from auditor.finding import Severity
from auditor.ingest.record import read_jsonl
from auditor.ingest.text import read_text
from auditor.render.record import report_record


def main() -> int:
    """Run one command; the exit status says what was found."""
    parser = argparse.ArgumentParser(prog="auditor")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check")
    check.add_argument("--format", default="jsonl")
    check.add_argument("--include-text", action="store_true")
    check.add_argument("inputs", nargs="+", type=Path)
    args = parser.parse_args()
    auditor, status = Auditor(), 0
    for path in args.inputs:
        data = path.read_bytes()
        articles = read_jsonl(data, path.name) if path.suffix == ".jsonl" else [read_text(data, path.name)]
        for article in articles:
            report = auditor.audit(article)
            status |= any(finding.severity >= Severity.MAJOR for finding in report.findings)
            sys.stdout.write(json.dumps(report_record(report, include_text=args.include_text), ensure_ascii=False) + "\n")
    return status
